package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.Node;
import io.netdx.fact.Pod;
import io.netdx.fact.Workload;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What clusters are compared by: versions, plugins, machines. What was not seen has no value. */
public final class ClusterAttributes {

    private static final Pattern MINOR = Pattern.compile("v?(\\d+\\.\\d+)\\b.*");
    /** DaemonSets of network plugins, with the container whose image has the plugin's version. */
    private static final Map<String, String> AGENTS = Map.ofEntries(Map.entry("calico-node", "calico-node"), Map.entry("canal", "calico-node"),
            Map.entry("cilium", "cilium-agent"), Map.entry("aws-node", "aws-node"), Map.entry("kube-flannel-ds", "kube-flannel"),
            Map.entry("antrea-agent", "antrea-agent"), Map.entry("weave-net", "weave"), Map.entry("kindnet", "kindnet-cni"),
            Map.entry("kube-router", "kube-router"), Map.entry("ovnkube-node", "ovnkube-controller"));
    /** Labels that providers put on their nodes. */
    private static final Map<String, String> CLOUDS = Map.of("eks.amazonaws.com/", "EKS", "alpha.eksctl.io/", "EKS", "cloud.google.com/gke-", "GKE", "kubernetes.azure.com/", "AKS",
            "node.openshift.io/", "OpenShift", "doks.digitalocean.com/", "DOKS", "oci.oraclecloud.com/", "OKE");

    private final SortedMap<String, SortedSet<String>> values = new TreeMap<>();

    private ClusterAttributes() {
    }

    /** Values by attribute; several where nodes differ. */
    public static SortedMap<String, SortedSet<String>> of(Cluster cluster, Cni cni) {
        ClusterAttributes found = new ClusterAttributes();
        found.put("Kubernetes", cluster.version());
        Matcher minor = MINOR.matcher(cluster.version());
        found.put("Kubernetes minor", minor.matches() ? minor.group(1) : "");
        String plugin = cni.name().equals("unknown") ? "" : cni.name();
        found.put("CNI", plugin);
        found.put("kube-proxy mode", ProxySettings.mode(cluster));
        cluster.all(Node.class).forEach(found::node);
        for (Workload w : cluster.all(Workload.class)) {
            found.workload(w.ref().kind(), w.meta().name(), plugin, w.containers());
        }
        if (!found.values.containsKey("CNI version")) {
            for (Pod pod : cluster.all(Pod.class)) {
                found.workload(cluster.workloadOf(pod).kind(), cluster.workloadOf(pod).name(), plugin, pod.containers());
            }
        }
        return found.values;
    }

    private void node(Node node) {
        put("kubelet", node.kubeletVersion());
        put("kernel", node.kernel());
        put("OS image", node.osImage());
        put("container runtime", node.runtime());
        Map<String, String> labels = node.meta().labels();
        put("architecture", labels.getOrDefault("kubernetes.io/arch", ""));
        put("region", labels.getOrDefault("topology.kubernetes.io/region", ""));
        CLOUDS.forEach((prefix, cloud) -> {
            if (labels.keySet().stream().anyMatch(key -> key.startsWith(prefix))) {
                put("cloud", cloud);
            }
        });
    }

    private void workload(String kind, String name, String plugin, List<Container> containers) {
        String container = kind.equals("DaemonSet") ? AGENTS.get(name) : null;
        for (Container c : containers) {
            if (!plugin.isEmpty() && c.name().equals(container) && !c.tag().isEmpty()) {
                put("CNI version", plugin + " " + c.tag());
            } else if (kind.equals("Deployment") && name.equals("coredns") && c.name().equals("coredns")) {
                put("CoreDNS", c.tag());
            }
        }
    }

    private void put(String name, String value) {
        if (!value.isEmpty()) {
            values.computeIfAbsent(name, n -> new TreeSet<>()).add(value);
        }
    }
}
