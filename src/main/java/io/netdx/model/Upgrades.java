package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ConfigMap;
import io.netdx.fact.Container;
import io.netdx.fact.Coverage;
import io.netdx.fact.EndpointSlice;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what runs with what the version of Kubernetes, or the next ones, still support. */
final class Upgrades {

    private static final String MASTER = "node-role.kubernetes.io/master";
    private static final Set<String> AGENTS = Set.of("kube-flannel-ds", "kube-flannel", "calico-node", "canal", "cilium", "aws-node", "antrea-agent", "weave-net",
            "kindnet", "ovnkube-node", "kube-router", "azure-cns");
    /** Options that CoreDNS 1.5 to 1.7 took out. */
    private static final Set<String> REMOVED = Set.of("proxy", "upstream", "federation", "resyncperiod");

    private final Cluster cluster;
    private final int minor;
    private final List<UpgradeRisk> risks = new ArrayList<>();

    Upgrades(Cluster cluster) {
        this.cluster = cluster;
        this.minor = minor(cluster.version());
    }

    List<UpgradeRisk> find() {
        if (minor == 0) {
            return List.of();
        }
        for (OtherObject o : cluster.all(OtherObject.class)) {
            if (o.ref().kind().equals("PodSecurityPolicy") && risks.isEmpty()) {
                add("pod-security-policy", o.ref(), o.meta().name(), 25, "PodSecurityPolicies such as " + o.meta().name() + " are gone in 1.25", o.source());
            }
        }
        nodes();
        workloads();
        kubeProxy();
        truncated();
        corefile();
        agents();
        return risks;
    }

    private void add(String kind, ObjectRef subject, String what, int due, String detail, Provenance source) {
        risks.add(new UpgradeRisk(kind, subject, what, due, due > 0 && minor >= due, detail, source));
    }

    private void nodes() {
        boolean docker = false;
        for (Node node : cluster.all(Node.class)) {
            int kubelet = minor(node.kubeletVersion());
            int allowed = minor >= 28 ? 3 : 2;
            if (kubelet > minor || kubelet > 0 && kubelet < minor - allowed) {
                add("kubelet-version", node.ref(), node.kubeletVersion(), 0, "the kubelet is " + node.kubeletVersion() + ", the API server " + cluster.version()
                        + ": supported are " + allowed + " minor versions behind and none ahead", node.source());
            }
            if (node.runtime().startsWith("docker://") && minor < 24 && !docker) {
                docker = true;
                add("dockershim", node.ref(), node.runtime(), 24, "the node runs " + node.runtime() + " through dockershim, which 1.24 lacks", node.source());
            }
        }
    }

    /** A label that kubeadm took away with 1.24 and that no node has any more. */
    private void workloads() {
        boolean nobody = cluster.complete("Node", Coverage.ALL) && cluster.all(Node.class).stream().noneMatch(n -> n.meta().labels().containsKey(MASTER));
        for (Workload w : cluster.all(Workload.class)) {
            if (w.nodeSelector().containsKey(MASTER) && w.meta().owner().isEmpty() && nobody) {
                add("master-label", w.ref(), MASTER, 24, w.ref() + " selects nodes by " + MASTER + ", which no node carries", w.meta().at("spec.template"));
            }
        }
    }

    private void kubeProxy() {
        for (ConfigMap map : cluster.all(ConfigMap.class)) {
            String config = map.data().getOrDefault("config.conf", map.data().getOrDefault("config", ""));
            if (map.meta().name().startsWith("kube-proxy") && config.lines().map(l -> l.strip().replace("\"", "")).anyMatch(l -> l.equals("mode: ipvs"))) {
                add("ipvs", map.ref(), "ipvs", minor < 26 ? 26 : 35, minor < 26 ? "kube-proxy is set to ipvs; from 1.26 on it no longer falls back to iptables where a node lacks the modules"
                        : "kube-proxy is set to ipvs, which is deprecated from 1.35 on", map.source());
            }
        }
        for (Workload w : cluster.all(Workload.class)) {
            if (w.ref().kind().equals("DaemonSet") && w.ref().name().equals("kube-proxy")) {
                for (Container c : w.containers()) {
                    int proxy = minor(c.tag());
                    if (c.name().equals("kube-proxy") && proxy > 0 && (proxy > minor || proxy < minor - (minor >= 28 ? 3 : 2))) {
                        add("proxy-version", w.ref(), c.tag(), 0, "kube-proxy is " + c.tag() + ", the API server " + cluster.version(), w.source());
                    }
                }
            }
        }
    }

    private void truncated() {
        for (EndpointSlice s : cluster.all(EndpointSlice.class)) {
            if (s.legacy() && "truncated".equals(s.meta().annotations().get("endpoints.kubernetes.io/over-capacity"))) {
                add("endpoints-truncated", s.ref(), "1000", 0, "the Endpoints hold the first 1000 addresses only", s.source());
            }
        }
    }

    private void corefile() {
        cluster.configMap("kube-system", "coredns").ifPresent(map -> {
            TreeSet<String> found = new TreeSet<>();
            for (String raw : map.data().getOrDefault("Corefile", "").split("\n")) {
                String line = raw.strip();
                REMOVED.stream().filter(word -> line.equals(word) || line.startsWith(word + " ") || line.startsWith(word + "\t")).forEach(found::add);
            }
            if (!found.isEmpty()) {
                add("corefile-options", map.ref(), String.join(", ", found), 0, "the Corefile uses " + String.join(", ", found) + ", which CoreDNS 1.7 and newer refuse",
                        map.meta().at("data.Corefile"));
            }
        });
    }

    /** Agents of the pod network: two versions of one, or two networks side by side. */
    private void agents() {
        Map<ObjectRef, TreeMap<String, Integer>> images = new TreeMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            ObjectRef owner = cluster.workloadOf(pod);
            if (owner.kind().equals("DaemonSet") && AGENTS.contains(owner.name()) && !pod.meta().terminating()) {
                pod.containers().stream().filter(c -> !c.init()).findFirst()
                        .ifPresent(c -> images.computeIfAbsent(owner, o -> new TreeMap<>()).merge(c.tag(), 1, Integer::sum));
            }
        }
        images.forEach((agent, versions) -> {
            if (versions.size() > 1) {
                add("agents-mixed", agent, String.join(", ", versions.keySet()), 0, "pods of " + agent + " run " + versions.size() + " versions: " + versions, place(agent));
            }
        });
        List<ObjectRef> networks = images.keySet().stream().toList();
        boolean calicoPolicy = networks.stream().anyMatch(r -> r.name().equals("calico-node"))
                && networks.stream().anyMatch(r -> List.of("aws-node", "kindnet", "azure-cns").contains(r.name()));
        if (networks.size() > 1 && !calicoPolicy && networks.stream().noneMatch(r -> r.name().equals("kube-router"))
                && networks.stream().noneMatch(r -> chained(r, networks))) {
            add("two-networks", networks.get(0), networks.get(1).name(), 0, "agents of " + networks.size() + " pod networks run: "
                    + String.join(", ", networks.stream().map(ObjectRef::qualifiedName).toList()), place(networks.get(0)));
        }
    }

    /** Cilium on top of another network, on purpose. */
    private boolean chained(ObjectRef agent, List<ObjectRef> networks) {
        String mode = cluster.configMap("kube-system", "cilium-config").map(c -> c.data().getOrDefault("cni-chaining-mode", "none")).orElse("none");
        return agent.name().equals("cilium") && networks.size() == 2 && !mode.equals("none");
    }

    private Provenance place(ObjectRef agent) {
        return cluster.find(Workload.class, agent).map(Workload::source).orElse(Provenance.NONE);
    }

    /** 33 of {@code v1.33.2}; 0 for anything else. */
    private static int minor(String version) {
        int start = version.startsWith("v") ? 3 : 2;
        if (!version.startsWith("v1.") && !version.startsWith("1.")) {
            return 0;
        }
        int minor = 0;
        for (int i = start; i < version.length() && i < start + 3 && Character.isDigit(version.charAt(i)); i++) {
            minor = minor * 10 + version.charAt(i) - '0';
        }
        return minor;
    }
}
