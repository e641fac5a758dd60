package io.netdx.model.mesh;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ConfigMap;
import io.netdx.fact.Coverage;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.net.CertificateDates;
import io.netdx.net.Cidr;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a mesh stands on: its trust roots, its idea of the cluster's addresses, and the ports that its tunnels need. */
final class MeshTrust {

    private static final String HBONE = "15008";
    private static final Duration SOON = Duration.ofDays(30);

    private final Cluster cluster;

    MeshTrust(Cluster cluster) {
        this.cluster = cluster;
    }

    List<MeshProblem> find() {
        List<MeshProblem> problems = new ArrayList<>();
        roots(problems);
        networks(problems);
        socketBalancing(problems);
        hbone(problems);
        return problems;
    }

    private void roots(List<MeshProblem> problems) {
        Map<String, ConfigMap> istio = new TreeMap<>();
        for (ConfigMap map : cluster.all(ConfigMap.class)) {
            if (map.meta().name().equals("istio-ca-root-cert")) {
                String root = map.data().getOrDefault("root-cert.pem", "").strip();
                if (!root.isEmpty()) {
                    istio.putIfAbsent(root, map);
                }
            } else if (map.meta().name().equals("linkerd-identity-trust-roots")) {
                expired("linkerd", map, map.data().getOrDefault("ca-bundle.crt", ""), problems);
            }
        }
        istio.forEach((root, map) -> expired("istio", map, root, problems));
        if (istio.size() > 1) {
            List<ConfigMap> maps = List.copyOf(istio.values());
            problems.add(new MeshProblem("roots-differ", "istio", maps.get(1).ref(), maps.size() + "", maps.get(0).ref(), "namespaces trust "
                    + maps.size() + " different roots, " + maps.get(0).meta().namespace() + " another one than " + maps.get(1).meta().namespace(), maps.get(1).source()));
        }
    }

    private void expired(String mesh, ConfigMap map, String pem, List<MeshProblem> problems) {
        Instant end = CertificateDates.lastEnd(pem);
        if (cluster.now().equals(Instant.EPOCH) || end.equals(Instant.MAX)) {
            return;
        }
        boolean over = !end.isAfter(cluster.now());
        if (over || end.isBefore(cluster.now().plus(SOON))) {
            problems.add(new MeshProblem(over ? "root-expired" : "root-expires", mesh, map.ref(), end.toString(), map.ref(),
                    "the last trust root " + (over ? "ended" : "ends") + " at " + end, map.source()));
        }
    }

    /** Addresses that Linkerd takes for the outside world: it would not discover what stands behind them. */
    private void networks(List<MeshProblem> problems) {
        Optional<ConfigMap> config = cluster.configMap("linkerd", "linkerd-config");
        if (config.isEmpty()) {
            return;
        }
        List<Cidr> networks = new ArrayList<>();
        for (String line : config.get().data().getOrDefault("values", "").split("\n")) {
            if (line.startsWith("clusterNetworks:")) {
                Arrays.stream(line.substring(line.indexOf(':') + 1).replace("\"", "").strip().split(",")).flatMap(c -> Cidr.parse(c.strip()).stream())
                        .forEach(networks::add);
            }
        }
        if (networks.isEmpty()) {
            return;
        }
        for (Pod pod : cluster.all(Pod.class)) {
            if (Mesh.of(pod).equals("linkerd") && !pod.finished()) {
                outside(pod.ip(), pod.ref(), networks, config.get(), problems);
            }
        }
        for (Service service : cluster.all(Service.class)) {
            service.clusterIps().stream().filter(ip -> !ip.equals("None")).findFirst().ifPresent(ip -> outside(ip, service.ref(), networks, config.get(), problems));
        }
    }

    private static void outside(String ip, ObjectRef owner, List<Cidr> networks, ConfigMap config, List<MeshProblem> problems) {
        if (!ip.isEmpty() && networks.stream().noneMatch(n -> n.contains(ip)) && networks.stream().anyMatch(n -> n.ipv6() == ip.contains(":"))
                && problems.stream().noneMatch(p -> p.kind().equals("outside-networks"))) {
            problems.add(new MeshProblem("outside-networks", "linkerd", config.ref(), ip, owner, owner + " (" + ip + ") lies outside clusterNetworks",
                    config.source()));
        }
    }

    /** Cilium that translates Service addresses in the socket of pods leaves nothing to a proxy that looks for them. */
    private void socketBalancing(List<MeshProblem> problems) {
        Optional<ConfigMap> cilium = cluster.configMap("kube-system", "cilium-config");
        Map<String, String> data = cilium.map(ConfigMap::data).orElse(Map.of());
        boolean replaced = List.of("true", "strict").contains(data.getOrDefault("kube-proxy-replacement", ""));
        boolean inPods = data.getOrDefault("bpf-lb-sock", replaced + "").equals("true") && !"true".equals(data.get("bpf-lb-sock-hostns-only"));
        Optional<Pod> proxied = inPods ? cluster.all(Pod.class).stream().filter(p -> List.of("istio", "ambient").contains(Mesh.of(p)) && !Mesh.gateway(p)).findFirst()
                : Optional.empty();
        proxied.ifPresent(pod -> problems.add(new MeshProblem("socket-balancing", "istio", cilium.get().ref(), "bpf-lb-sock", pod.ref(),
                "Cilium balances in the sockets of pods (bpf-lb-sock-hostns-only is not set), and pods such as " + pod.ref().qualifiedName() + " have a proxy",
                cilium.get().source())));
    }

    /** Policies of redirected pods that admit ports, and the tunnel's is none of them. */
    private void hbone(List<MeshProblem> problems) {
        for (NetworkPolicy policy : cluster.all(NetworkPolicy.class)) {
            boolean ports = !policy.ingress().isEmpty() && policy.ingress().stream().allMatch(r -> !r.ports().isEmpty()
                    && r.ports().stream().noneMatch(p -> p.port().equals(HBONE) || p.port().isEmpty() || p.endPort() >= 15008));
            Optional<Pod> pod = !ports || !cluster.complete("NetworkPolicy", Coverage.ALL) ? Optional.empty() : cluster.podsIn(policy.meta().namespace()).stream()
                    .filter(p -> Mesh.of(p).equals("ambient") && policy.podSelector().matches(p.meta().labels())).findFirst();
            pod.ifPresent(p -> problems.add(new MeshProblem("hbone-not-allowed", "ambient", policy.ref(), HBONE, cluster.workloadOf(p),
                    policy.ref() + " admits ports to " + p.meta().name() + ", and not the tunnel's " + HBONE, policy.meta().at("spec.ingress"))));
        }
    }
}
