package io.netdx.model.path;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ConfigMap;
import io.netdx.fact.HostFact;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What programs Services on a node: kube-proxy, or a CNI that replaces it. */
final class Proxying {

    private final Cluster cluster;
    private final Map<String, Proxy> proxies = new HashMap<>();
    private final Map<String, Optional<List<HostFact.ServiceRule>>> rules = new HashMap<>();

    Proxying(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * The proxy of one node.
     *
     * @param state {@code RUNNING}, {@code DOWN}: seen and not working, {@code UNSEEN}
     * @param by    what says so
     */
    record Proxy(State state, String name, List<ObjectRef> by, String why) {
        enum State {
            RUNNING, DOWN, UNSEEN
        }

        /** It translates before any packet filter that iptables, nftables or ipvs could show. */
        boolean unfiltered() {
            return name.contains("instead of kube-proxy") && !name.startsWith("kube-router");
        }

        boolean down() {
            return state == State.DOWN;
        }
    }

    Proxy on(String node) {
        return proxies.computeIfAbsent(node, this::look);
    }

    private Proxy look(String node) {
        Optional<Proxy> replaced = replacement(node);
        if (replaced.isPresent()) {
            return replaced.get();
        }
        for (HostFact.HostService s : cluster.all(HostFact.HostService.class)) {
            if (s.node().equals(node) && s.name().equals("kube-proxy")) {
                return new Proxy(s.running() ? Proxy.State.RUNNING : Proxy.State.DOWN, "kube-proxy" + mode(node), List.of(ObjectRef.ofNode(node)),
                        "kube-proxy is " + s.state() + " on " + node);
            }
        }
        boolean builtIn = cluster.node(node).filter(n -> n.kubeletVersion().contains("+k3s") || n.kubeletVersion().contains("-k3s")).isPresent();
        return agent(node, "kube-proxy", mode(node)).orElse(new Proxy(Proxy.State.UNSEEN, "kube-proxy", List.of(),
                builtIn ? "k3s runs kube-proxy inside its own process on " + node : "nothing in the snapshot says what programs Services on " + node));
    }

    /** CNIs that program Services themselves: Cilium, Calico's eBPF data plane, OVN-Kubernetes, kube-router. */
    private Optional<Proxy> replacement(String node) {
        return cilium(node).or(() -> calico(node)).or(() -> agent(node, "ovnkube-node", " instead of kube-proxy"))
                .or(() -> cluster.all(Workload.class).stream().filter(w -> w.ref().kind().equals("DaemonSet") && w.ref().name().equals("kube-router")
                        && says(w, "--run-service-proxy", "true")).findFirst().flatMap(w -> agent(node, "kube-router", " instead of kube-proxy")));
    }

    private static boolean says(Workload w, String flag, String value) {
        return w.containers().stream().anyMatch(c -> c.command().contains(flag + "=" + value) || c.env().getOrDefault(flag, "").equalsIgnoreCase(value));
    }

    private Optional<Proxy> calico(String node) {
        boolean bpf = cluster.all(OtherObject.class).stream().anyMatch(o -> o.ref().kind().equals("FelixConfiguration")
                && "true".equals(o.fields().get("spec.bpfEnabled"))) || cluster.all(Workload.class).stream()
                .anyMatch(w -> w.ref().name().equals("calico-node") && says(w, "FELIX_BPFENABLED", "true"));
        return !bpf ? Optional.empty() : Optional.of(agent(node, "calico-node", " (eBPF) instead of kube-proxy").orElse(new Proxy(Proxy.State.UNSEEN,
                "Calico's eBPF instead of kube-proxy", List.of(), "Calico's eBPF replaces kube-proxy, and its agent on " + node + " was not seen")));
    }

    private Optional<Proxy> cilium(String node) {
        Optional<ConfigMap> cilium = cluster.configMap("kube-system", "cilium-config")
                .filter(c -> List.of("true", "strict").contains(c.data().getOrDefault("kube-proxy-replacement", "")));
        if (cilium.isPresent()) {
            Optional<Proxy> agent = agent(node, "cilium", "");
            return Optional.of(agent.map(a -> new Proxy(a.state(), "Cilium instead of kube-proxy", a.by(), a.why()))
                    .orElse(new Proxy(Proxy.State.UNSEEN, "Cilium instead of kube-proxy", List.of(cilium.get().ref()),
                            "Cilium replaces kube-proxy, and its agent on " + node + " was not seen")));
        }
        return Optional.empty();
    }

    /** The pod of a DaemonSet on the node, by the DaemonSet's name. */
    Optional<Proxy> agent(String node, String daemonSet, String suffix) {
        for (Pod pod : cluster.all(Pod.class)) {
            ObjectRef owner = cluster.workloadOf(pod);
            boolean meant = owner.kind().equals("DaemonSet") && owner.name().equals(daemonSet)
                    || owner.kind().equals("Node") && pod.meta().name().equals(daemonSet + "-" + node)
                    || owner.kind().equals("Pod") && pod.meta().name().equals(daemonSet + "-" + node);
            if (meant && pod.node().equals(node) && !pod.finished()) {
                return Optional.of(new Proxy(pod.ready() ? Proxy.State.RUNNING : Proxy.State.DOWN, daemonSet + suffix, List.of(pod.ref()),
                        pod.meta().name() + " on " + node + (pod.ready() ? " is ready" : " is not ready")));
            }
        }
        Optional<Workload> wanted = cluster.all(Workload.class).stream()
                .filter(w -> w.ref().kind().equals("DaemonSet") && w.ref().name().equals(daemonSet)).findFirst();
        // pods may be missing from a snapshot that was cleaned: the DaemonSet's own count must agree
        return wanted.filter(w -> w.hasStatus() && w.ready() < w.desired() && cluster.complete("Pod", w.ref().namespace()))
                .map(w -> new Proxy(Proxy.State.DOWN, daemonSet + suffix, List.of(w.ref()), w.ref() + " has no pod on " + node));
    }

    /** {@code  (ipvs)}, with the blank in front; empty if not stated. */
    private String mode(String node) {
        Optional<HostFact.KubeProxyConfig> config = cluster.all(HostFact.KubeProxyConfig.class).stream()
                .filter(c -> c.node().equals(node)).findFirst();
        if (config.isPresent()) {
            return " (" + (config.get().mode().isEmpty() ? "iptables" : config.get().mode()) + ")";
        }
        String text = cluster.configMap("kube-system", "kube-proxy").map(c -> c.data().getOrDefault("config.conf", "")).orElse("");
        return text.lines().map(String::strip).filter(l -> l.startsWith("mode:")).findFirst()
                .map(l -> l.substring(5).replace("\"", "").strip()).map(m -> " (" + (m.isEmpty() ? "iptables" : m) + ")").orElse("");
    }

    /** What the node's packet filter does for an address and port; empty where no dump of the node was collected. */
    Optional<List<HostFact.ServiceRule>> rules(String node) {
        return rules.computeIfAbsent(node, this::dumped);
    }

    private Optional<List<HostFact.ServiceRule>> dumped(String node) {
        List<HostFact.PacketFilter> filters = cluster.all(HostFact.PacketFilter.class).stream().filter(f -> f.node().equals(node)).toList();
        boolean any = filters.stream().anyMatch(f -> !f.services().isEmpty());
        return any ? Optional.of(filters.stream().flatMap(f -> f.services().stream()).toList()) : Optional.empty();
    }
}
