package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ConfigMap;
import io.netdx.fact.Coverage;
import io.netdx.fact.HostFact;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import io.netdx.model.path.FlatYaml;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Compares kube-proxy's settings with the cluster that it serves. */
final class ProxySettings {

    /** The first kernel whose nftables can do what kube-proxy asks of it (KEP-3866). */
    private static final int KERNEL_MAJOR = 5;
    private static final int KERNEL_MINOR = 13;

    private final Cluster cluster;
    private final List<ProxyProblem> problems = new ArrayList<>();

    /** One configuration, wherever it stands. */
    private record Settings(ObjectRef ref, String node, String mode, String clusterCidr, List<String> nodePorts, boolean strictArp,
                            String detectLocal, Provenance source) {
    }

    ProxySettings(Cluster cluster) {
        this.cluster = cluster;
    }

    List<ProxyProblem> find() {
        for (Settings s : settings(cluster)) {
            ranges(s);
            kernel(s);
            if (s.mode().equals("ipvs") && !s.strictArp() && announcesByArp()) {
                add(s, "strict-arp-off", "mode is ipvs, strictARP is off, and load balancer addresses are announced by ARP");
            }
            nodePorts(s);
        }
        replacements();
        return problems;
    }

    /** Mode of the first configuration that names one; empty if none does. */
    static String mode(Cluster cluster) {
        return settings(cluster).stream().map(Settings::mode).filter(m -> !m.isEmpty()).findFirst().orElse("");
    }

    private static List<Settings> settings(Cluster cluster) {
        List<Settings> all = new ArrayList<>();
        for (HostFact.KubeProxyConfig c : cluster.all(HostFact.KubeProxyConfig.class)) {
            all.add(new Settings(c.ref(), c.node(), c.mode(), c.clusterCidr(), c.nodePortAddresses(), c.strictArp(), "", c.source()));
        }
        Optional<ConfigMap> map = cluster.configMap("kube-system", "kube-proxy");
        String text = map.map(m -> m.data().getOrDefault("config.conf", "")).orElse("");
        if (!text.isEmpty()) {
            all.add(new Settings(map.get().ref(), "", FlatYaml.value(text, "mode"), FlatYaml.value(text, "clusterCIDR"),
                    FlatYaml.list(text, "nodePortAddresses"), FlatYaml.value(text, "strictARP").equals("true"),
                    FlatYaml.value(text, "detectLocalMode"), map.get().meta().at("data.config.conf")));
        }
        return all;
    }

    /** Only while kube-proxy tells pods from strangers by this range. */
    private void ranges(Settings s) {
        List<Cidr> ranges = new ArrayList<>();
        for (String part : s.clusterCidr().split(",")) {
            Cidr.parse(part.strip()).ifPresent(ranges::add);
        }
        if (ranges.isEmpty() || !s.detectLocal().isEmpty() && !s.detectLocal().equals("ClusterCIDR")) {
            return;
        }
        TreeSet<String> outside = new TreeSet<>();
        for (Node node : cluster.all(Node.class)) {
            for (String cidr : node.podCidrs()) {
                Optional<Cidr> pods = Cidr.parse(cidr);
                boolean family = pods.isPresent() && ranges.stream().anyMatch(r -> r.ipv6() == pods.get().ipv6());
                if (family && ranges.stream().noneMatch(r -> r.contains(pods.get()))) {
                    outside.add(cidr);
                }
            }
        }
        if (!outside.isEmpty()) {
            add(s, "cidr-mismatch", "clusterCIDR is " + s.clusterCidr() + ", nodes hand out " + String.join(", ", outside));
        }
    }

    private void kernel(Settings s) {
        if (!s.mode().equals("nftables")) {
            return;
        }
        TreeSet<String> old = new TreeSet<>();
        for (Node node : cluster.all(Node.class)) {
            if ((s.node().isEmpty() || s.node().equals(node.meta().name())) && tooOld(node.kernel())) {
                old.add(node.meta().name() + " (" + node.kernel() + ")");
            }
        }
        if (!old.isEmpty()) {
            add(s, "kernel-too-old", "mode is nftables, and the kernel is older than " + KERNEL_MAJOR + "." + KERNEL_MINOR + " on "
                    + String.join(", ", old));
        }
    }

    /** {@code 5.10.0-28-amd64}; anything else is taken to be new enough. */
    static boolean tooOld(String kernel) {
        String[] parts = kernel.split("[.+-]");
        if (parts.length < 2 || !number(parts[0]) || !number(parts[1])) {
            return false;
        }
        int major = Integer.parseInt(parts[0]);
        return major < KERNEL_MAJOR || major == KERNEL_MAJOR && Integer.parseInt(parts[1]) < KERNEL_MINOR;
    }

    private static boolean number(String text) {
        return !text.isEmpty() && text.length() < 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Node ports answer on these addresses alone. */
    private void nodePorts(Settings s) {
        List<Cidr> served = s.nodePorts().stream().flatMap(a -> Cidr.parse(a).stream()).toList();
        boolean used = cluster.all(Service.class).stream().anyMatch(x -> x.ports().stream().anyMatch(p -> p.nodePort() > 0));
        if (served.isEmpty() || s.nodePorts().contains("primary") || !used) {
            return;
        }
        for (Node node : cluster.all(Node.class)) {
            boolean concerned = s.node().isEmpty() || s.node().equals(node.meta().name());
            String ip = node.internalIp().orElse("");
            if (concerned && !ip.isEmpty() && served.stream().noneMatch(c -> c.contains(ip))) {
                add(s, "node-ports-elsewhere", "nodePortAddresses is " + String.join(", ", s.nodePorts()) + ", which does not hold "
                        + ip + " of node " + node.meta().name());
                return;
            }
        }
    }

    private boolean announcesByArp() {
        for (OtherObject o : cluster.all(OtherObject.class)) {
            if (o.ref().kind().equals("L2Advertisement")) {
                return true;
            }
        }
        return cluster.all(Pod.class).stream().anyMatch(p -> p.meta().name().startsWith("kube-vip"));
    }

    /** eBPF data planes answer for Services themselves; both at once, or neither, is a fault. */
    private void replacements() {
        Optional<Workload> proxy = cluster.find(Workload.class, ObjectRef.of("DaemonSet", "kube-system", "kube-proxy"))
                .filter(w -> w.desired() > 0);
        String replacement = cluster.configMap("kube-system", "cilium-config").map(c -> c.data().getOrDefault("kube-proxy-replacement", ""))
                .orElse("");
        ObjectRef cilium = ObjectRef.of("ConfigMap", "kube-system", "cilium-config");
        boolean replaced = replacement.equals("true") || replacement.equals("strict");
        if (replaced && proxy.isPresent()) {
            problems.add(new ProxyProblem(cilium, "beside-cilium", "kube-proxy-replacement is " + replacement + ", and DaemonSet kube-proxy runs "
                    + proxy.get().ready() + " pods", proxy.get().source()));
        }
        boolean seen = cluster.complete("DaemonSet", Coverage.ALL) || cluster.complete("DaemonSet", "kube-system");
        boolean onHosts = cluster.all(HostFact.HostService.class).stream().anyMatch(h -> h.name().equals("kube-proxy") || h.name().startsWith("k3s")
                || h.name().startsWith("rke2")) || !cluster.all(HostFact.KubeProxyConfig.class).isEmpty()
                || cluster.podsIn("kube-system").stream().anyMatch(p -> p.meta().name().startsWith("kube-proxy"));
        if ((replacement.equals("false") || replacement.equals("disabled")) && seen && proxy.isEmpty() && !onHosts) {
            problems.add(new ProxyProblem(cilium, "nobody", "kube-proxy-replacement is " + replacement + ", and there is no kube-proxy",
                    cluster.configMap("kube-system", "cilium-config").map(ConfigMap::source).orElse(Provenance.NONE)));
        }
        for (OtherObject o : cluster.all(OtherObject.class)) {
            if (o.ref().kind().equals("FelixConfiguration") && o.fields().getOrDefault("spec.bpfEnabled", "").equals("true") && proxy.isPresent()) {
                problems.add(new ProxyProblem(o.ref(), "beside-ebpf", "bpfEnabled is true, and DaemonSet kube-proxy runs " + proxy.get().ready() + " pods",
                        o.source()));
            }
        }
    }

    private void add(Settings s, String kind, String detail) {
        problems.add(new ProxyProblem(s.ref(), kind, detail, s.source()));
    }
}
