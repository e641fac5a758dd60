package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ConfigMap;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Workload;
import io.netdx.net.Cidr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Settings of Cilium, of masquerading, of the AWS plugin and of Antrea. */
final class OtherConfig {

    private final Cluster cluster;

    OtherConfig(Cluster cluster) {
        this.cluster = cluster;
    }

    void problems(List<FlowFailure> failures, List<NetworkConfigProblem> into) {
        cluster.configMap("kube-system", "cilium-config").ifPresent(map -> cilium(map, into));
        keys(into);
        unmanaged(into);
        endpoints(into);
        peers(into);
        masquerade(failures, into);
        windows(into);
        antrea(into);
    }

    private void cilium(ConfigMap map, List<NetworkConfigProblem> into) {
        Map<String, String> c = map.data();
        boolean cloud = c.getOrDefault("ipam", "").equals("eni") || c.getOrDefault("ipam", "").equals("azure") || c.getOrDefault("ipam", "").equals("alibabacloud");
        boolean direct = c.getOrDefault("auto-direct-node-routes", "false").equals("true");
        boolean bgp = c.getOrDefault("enable-bgp-control-plane", "false").equals("true") || c.getOrDefault("bgp-announce-pod-cidr", "false").equals("true");
        if (c.getOrDefault("routing-mode", "").equals("native") && !direct && !bgp && !cloud && cluster.all(Node.class).size() > 1) {
            into.add(of(map, "cilium-no-routes", "routing-mode", "routing-mode is native, and neither auto-direct-node-routes nor BGP nor a cloud gives the nodes routes to each other's pods"));
        }
        if (c.getOrDefault("enable-ipv4-masquerade", "true").equals("false") && !cloud) {
            into.add(of(map, "cilium-no-masquerade", "enable-ipv4-masquerade", "enable-ipv4-masquerade is false: packets of pods leave the cluster with the pods' addresses"));
        }
        if (c.getOrDefault("cni-exclusive", "true").equals("true")) {
            for (Workload w : cluster.all(Workload.class)) {
                boolean chained = w.ref().name().equals("istio-cni-node") || w.ref().name().startsWith("kube-multus") || w.ref().name().equals("multus");
                if (w.ref().kind().equals("DaemonSet") && chained && w.desired() > 0) {
                    into.add(of(map, "cilium-exclusive", w.ref().toString(), "cni-exclusive is on, so that Cilium puts the configuration of " + w.ref() + " aside"));
                }
            }
        }
    }

    /** Nodes that announce another encryption key than most. */
    private void keys(List<NetworkConfigProblem> into) {
        Map<String, List<OtherObject>> byKey = new TreeMap<>();
        for (OtherObject o : cluster.all(OtherObject.class)) {
            String key = o.ref().kind().equals("CiliumNode") ? o.fields().getOrDefault("spec.encryption.key", "") : "";
            if (!key.isEmpty() && !key.equals("0")) {
                byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(o);
            }
        }
        if (byKey.size() > 1) {
            int most = byKey.values().stream().mapToInt(List::size).max().orElse(0);
            String usual = byKey.entrySet().stream().filter(e -> e.getValue().size() == most).map(Map.Entry::getKey).findFirst().orElse("");
            byKey.forEach((key, nodes) -> {
                for (OtherObject o : key.equals(usual) ? List.<OtherObject>of() : nodes) {
                    into.add(new NetworkConfigProblem(ObjectRef.ofNode(o.meta().name()), "cilium-keys-differ", key, "the node encrypts with key " + key
                            + ", other nodes with " + usual, o.source()));
                }
            });
        }
    }

    /** Pods that run without an endpoint of Cilium: they were started before it, or by another plugin. */
    private void unmanaged(List<NetworkConfigProblem> into) {
        Set<String> endpoints = new HashSet<>();
        for (OtherObject o : cluster.all(OtherObject.class)) {
            if (o.ref().kind().equals("CiliumEndpoint")) {
                endpoints.add(o.ref().qualifiedName());
            }
        }
        if (endpoints.isEmpty()) {
            return;
        }
        Map<ObjectRef, Pod> found = new TreeMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            if (pod.phase().equals("Running") && !pod.hostNetwork() && !pod.ip().isEmpty() && cluster.complete("CiliumEndpoint", pod.meta().namespace())
                    && !endpoints.contains(pod.ref().qualifiedName())) {
                found.putIfAbsent(cluster.workloadOf(pod), pod);
            }
        }
        found.forEach((workload, pod) -> into.add(new NetworkConfigProblem(workload, "cilium-unmanaged", pod.meta().name(), "pod " + pod.meta().name()
                + " runs without an endpoint of Cilium", pod.source())));
    }

    /** Endpoints that Cilium has not finished in minutes: no policy and no address of theirs is known to the other nodes. */
    private void endpoints(List<NetworkConfigProblem> into) {
        Set<ObjectRef> said = new HashSet<>();
        for (OtherObject o : cluster.all(OtherObject.class)) {
            String state = o.ref().kind().equals("CiliumEndpoint") ? o.fields().getOrDefault("status.state", "ready") : "ready";
            boolean stuck = (state.equals("waiting-for-identity") || state.equals("not-ready") || state.equals("invalid"))
                    && o.meta().created().plus(Duration.ofMinutes(5)).isBefore(cluster.now());
            Optional<Pod> pod = !stuck ? Optional.empty() : cluster.find(Pod.class, ObjectRef.of("Pod", o.meta().namespace(), o.meta().name()))
                    .filter(p -> !p.finished() && !p.meta().terminating());
            if (pod.isPresent() && said.add(cluster.workloadOf(pod.get()))) {
                into.add(new NetworkConfigProblem(cluster.workloadOf(pod.get()), "cilium-endpoint", pod.get().meta().name(), "the endpoint of pod "
                        + pod.get().meta().name() + " is " + state, o.source()));
            }
        }
    }

    private void peers(List<NetworkConfigProblem> into) {
        for (OtherObject o : cluster.all(OtherObject.class)) {
            String kind = o.ref().kind();
            if (kind.equals("CiliumBGPClusterConfig") || kind.equals("CiliumBGPPeerConfig")) {
                o.conditions().stream().filter(c -> c.status().equals("True") && c.type().startsWith("cilium.io/")).findFirst().ifPresent(c ->
                        into.add(new NetworkConfigProblem(o.ref(), "cilium-bgp", c.type().substring("cilium.io/".length()), c.type().substring("cilium.io/".length())
                                + (c.message().isEmpty() ? "" : ": " + Pods.firstLine(c.message())), o.source())));
            } else if (kind.equals("CiliumBGPNodeConfig")) {
                o.fields().forEach((key, value) -> {
                    if (key.endsWith(".peeringState") && !value.equals("established")) {
                        into.add(new NetworkConfigProblem(o.ref(), "cilium-bgp", value, "a BGP session of node " + o.meta().name() + " is " + value, o.source()));
                    }
                });
            }
        }
    }

    /** Calls to addresses outside that ip-masq-agent was told to leave alone: nobody there has a route back to a pod. */
    private void masquerade(List<FlowFailure> failures, List<NetworkConfigProblem> into) {
        Optional<ConfigMap> map = cluster.configMap("kube-system", "ip-masq-agent");
        String config = map.map(m -> m.data().getOrDefault("config", "")).orElse("");
        config.lines().map(l -> l.strip().replace("\"", "").replace("'", "")).filter(l -> l.startsWith("- ")).map(l -> l.substring(2).strip())
                .filter(l -> Cidr.block(l).filter(c -> c.ipv6() || c.toString().equals(l)).isEmpty()).findFirst().ifPresent(l -> into.add(of(map.get(),
                        "masquerade-config", l, "ip-masq-agent cannot read its list: " + l + (Cidr.block(l).isEmpty() ? " is no range" : " is not the first address of its range")
                        + "; it keeps the list of before, or hides nothing")));
        for (FlowFailure f : failures) {
            boolean outside = f.target().kind().equals("Host") && Names.looksLikeIp(f.host());
            Optional<String> left = !outside ? Optional.empty() : config.lines().map(l -> l.strip().replaceFirst("^- *", "").replace("\"", "").replace("'", ""))
                    .filter(l -> l.indexOf('/') > 0 && Cidr.block(l).filter(c -> c.contains(f.host())).isPresent()).findFirst();
            boolean node = cluster.all(Node.class).stream().anyMatch(n -> n.internalIp().filter(f.host()::equals).isPresent());
            if (left.isPresent() && !node) {
                into.add(of(map.get(), "not-masqueraded", f.host(), "ip-masq-agent leaves " + left.get() + " alone, so that " + f.host()
                        + " is asked to answer to a pod's address"));
                return;
            }
        }
    }

    private void windows(List<NetworkConfigProblem> into) {
        boolean windows = cluster.all(Node.class).stream().anyMatch(n -> n.meta().labels().getOrDefault("kubernetes.io/os", "").equals("windows"));
        for (ConfigMap map : windows ? cluster.all(ConfigMap.class) : List.<ConfigMap>of()) {
            String json = map.data().getOrDefault("net-conf.json", "").replaceAll("\\s", "");
            if (map.meta().name().equals("kube-flannel-cfg") && json.contains("\"Type\":\"vxlan\"")
                    && !(json.contains("\"Port\":4789") && json.contains("\"VNI\":4096"))) {
                into.add(of(map, "windows-vxlan", "Backend", "the VXLAN backend is not set to VNI 4096 and port 4789, the only ones of Windows"));
            }
        }
    }

    private void antrea(List<NetworkConfigProblem> into) {
        for (OtherObject o : cluster.all(OtherObject.class)) {
            if (o.ref().kind().equals("AntreaAgentInfo")) {
                o.fields().forEach((key, type) -> {
                    String status = o.fields().getOrDefault(key.replace(".type", ".status"), "");
                    if (key.startsWith("agentConditions[") && key.endsWith(".type") && status.equals("False")) {
                        into.add(new NetworkConfigProblem(ObjectRef.ofNode(o.meta().name()), "antrea-disconnected", type, "the Antrea agent says " + type
                                + " is False", o.source()));
                    }
                });
            }
        }
    }

    private static NetworkConfigProblem of(ConfigMap map, String kind, String what, String detail) {
        return new NetworkConfigProblem(map.ref(), kind, what, detail, map.meta().at("data." + what));
    }
}
