package io.netdx.source.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netdx.fact.HostFact;
import io.netdx.fact.HostFact.ServiceRule;
import io.netdx.fact.HostFact.ServiceRule.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Labelled snapshots of a real cluster: what tells the node faults apart must survive decoding. Skipped without the data. */
class RealCasesTest {

    private static final Path DATA = Path.of(System.getProperty("netdx.data", "../shared/data")).resolve("real");

    /** Facts by {@code case/node}. */
    private static final Map<String, List<HostFact>> FACTS = new TreeMap<>();
    private static final List<String> PROBLEMS = new ArrayList<>();
    private static final Set<String> UNKNOWN_FILES = new TreeSet<>();

    @BeforeAll
    static void decodeAll() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "no real snapshots at " + DATA);
        for (Path snapshot : children(DATA)) {
            HostInventory inventory = new HostInventory();
            SharedValues shared = new SharedValues();
            for (Path node : children(snapshot.resolve("nodes"))) {
                decodeNode(snapshot, node, shared, inventory);
            }
            inventory.missing().forEach(missing -> FACTS.get(snapshot.getFileName() + "/" + missing.node()).add(missing));
        }
    }

    private static void decodeNode(Path snapshot, Path node, SharedValues shared, HostInventory inventory) throws IOException {
        String name = node.getFileName().toString();
        List<HostFact> facts = FACTS.computeIfAbsent(snapshot.getFileName() + "/" + name, key -> new ArrayList<>());
        try (Stream<Path> files = Files.walk(node)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String fileName = node.relativize(file).toString();
                String place = snapshot.getParent().relativize(file).toString();
                inventory.saw(name, fileName, place);
                try (InputStream in = Files.newInputStream(file)) {
                    Decoded decoded = Decoded.of(name, fileName, place, in, shared);
                    facts.addAll(decoded.facts());
                    decoded.problems().forEach(problem -> PROBLEMS.add(problem.toString()));
                    if (!decoded.recognised()) {
                        UNKNOWN_FILES.add(fileName);
                    }
                }
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** {@code case/node} where some fact of the type holds. */
    private static <T extends HostFact> Set<String> where(Class<T> type, Predicate<T> holds) {
        Set<String> places = new TreeSet<>();
        FACTS.forEach((place, facts) -> facts.stream().filter(type::isInstance).map(type::cast).filter(holds).findAny()
                .ifPresent(fact -> places.add(place)));
        return places;
    }

    private static <T extends HostFact> List<T> facts(String place, Class<T> type) {
        return FACTS.get(place).stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void everyFileButLogsIsReadWithoutProblems() {
        assertThat(PROBLEMS).isEmpty();
        assertThat(UNKNOWN_FILES).allMatch(name -> name.endsWith(".log"));
    }

    @Test
    void onlyTheHardenedNodeDoesNotForward() {
        assertThat(where(HostFact.Sysctl.class, s -> s.key().equals("net.ipv4.ip_forward") && s.value().equals("0")))
                .containsExactly("ip-forward-disabled/worker-2");
    }

    @Test
    void onlyTheFloodedTableIsFull() {
        assertThat(where(HostFact.Conntrack.class, c -> c.max() > 0 && c.count() * 100 > c.max() * 95))
                .containsExactly("conntrack-table-full/worker-2");
        HostFact.Conntrack full = facts("conntrack-table-full/worker-2", HostFact.Conntrack.class).get(0);
        assertThat(full.count()).isEqualTo(261_243);
        assertThat(full.max()).isEqualTo(262_144);
        // The near miss: entries were evicted, yet nobody was refused.
        assertThat(full.earlyDrop()).isEqualTo(25_157 + 1_425);
        assertThat(full.drop()).isZero();
        assertThat(full.insertFailed()).isZero();
    }

    @Test
    void stoppedServicesAreNamed() {
        assertThat(where(HostFact.HostService.class, s -> s.name().equals("kube-proxy") && !s.running()))
                .containsExactly("double-netpol-db-and-kubeproxy/worker-2", "kubeproxy-stopped-on-node/worker-2");
        assertThat(where(HostFact.HostService.class, s -> s.name().equals("kubelet") && !s.running()))
                .containsExactly("kubelet-stopped/worker-2");
        assertThat(where(HostFact.HostService.class, s -> s.name().equals("flanneld") && !s.running()))
                .containsExactly("cidr-overlap-pod-service/worker-3", "flannel-subnet-env-missing-on-node/worker-2");
    }

    @Test
    void aMissingFileIsAStateOfTheNodeThatLacksIt() {
        assertThat(where(HostFact.Missing.class, missing -> missing.what().equals("CniConfig")))
                .containsExactly("cni-config-removed/worker-2");
        assertThat(where(HostFact.Missing.class, missing -> missing.what().equals("FlannelSubnet")))
                .containsExactly("flannel-subnet-env-missing-on-node/worker-2");
    }

    @Test
    void theNodeWithoutKubeProxyLacksTheNewService() {
        Set<String> stale = new TreeSet<>(addresses("kubeproxy-stopped-on-node/worker-1"));
        stale.removeAll(addresses("kubeproxy-stopped-on-node/worker-2"));
        assertThat(stale).hasSize(1);
        assertThat(facts("kubeproxy-stopped-on-node/worker-1", HostFact.PacketFilter.class).get(0).services())
                .anyMatch(rule -> rule.service().startsWith("shop/pricing") && stale.contains(rule.address()));
        assertThat(where(HostFact.Listener.class, listener -> listener.port() == 10256))
                .doesNotContain("kubeproxy-stopped-on-node/worker-2", "double-netpol-db-and-kubeproxy/worker-2")
                .hasSize(FACTS.size() - 2);
    }

    private static List<String> addresses(String place) {
        return facts(place, HostFact.PacketFilter.class).get(0).serviceAddresses();
    }

    @Test
    void nodesOfAClusterAgreeOnTheirServiceRulesWhereKubeProxyRuns() {
        for (String name : List.of("healthy-quiet", "env-wrong-port", "svc-selector-typo")) {
            assertThat(rules(name + "/worker-1")).as(name).hasSizeGreaterThan(8).isEqualTo(rules(name + "/worker-2"));
        }
    }

    /** Nodes are read one after the other: in a healthy cluster that is busy, one still has the endpoint of a second ago. */
    @Test
    void aRollingUpdateLooksLikeAStaleRule() {
        Set<ServiceRule> different = new HashSet<>(rules("healthy-rolling-update/worker-1"));
        different.removeAll(rules("healthy-rolling-update/worker-2"));
        assertThat(different).extracting(ServiceRule::service)
                .containsExactlyInAnyOrder("kube-system/kube-dns:dns", "kube-system/kube-dns:dns-tcp");
    }

    private static List<ServiceRule> rules(String place) {
        return facts(place, HostFact.PacketFilter.class).get(0).services();
    }

    @Test
    void servicesWithoutEndpointsAreRejected() {
        assertThat(where(HostFact.PacketFilter.class, f -> f.services().stream()
                .anyMatch(rule -> rule.verdict() == Verdict.REJECTED && rule.service().startsWith("kube-system/kube-dns"))))
                .isNotEmpty().allMatch(place -> place.contains("coredns") || place.contains("corefile"));
        assertThat(where(HostFact.PacketFilter.class, f -> f.services().stream().anyMatch(r -> r.verdict() == Verdict.DROPPED)))
                .hasSize(1).allMatch(place -> place.startsWith("etp-local-no-local-endpoint/"));
    }

    @Test
    void nobodyElseDropsAnything() {
        assertThat(where(HostFact.PacketFilter.class, f -> !f.forwardDrops().isEmpty())).isEmpty();
        assertThat(where(HostFact.PacketFilter.class, f -> !f.forwardPolicy().equals("ACCEPT"))).isEmpty();
    }

    @Test
    void policiesAreEnforcedWhereKubeRouterLeftItsChains() {
        assertThat(where(HostFact.PacketFilter.class, HostFact.PacketFilter::enforcesNetworkPolicy))
                .contains("netpol-policytypes-omitted/worker-1", "mtu-blackhole-overlay/worker-2")
                .doesNotContain("healthy-quiet/worker-1", "svc-selector-typo/worker-2");
    }

    @Test
    void onlyTheCutUnderlayLeavesANodeUnanswered() {
        assertThat(where(HostFact.Neighbour.class, HostFact.Neighbour::unanswered))
                .containsExactly("underlay-node-to-node-dropped/worker-2");
        assertThat(facts("underlay-node-to-node-dropped/worker-2", HostFact.Neighbour.class))
                .anyMatch(n -> n.unanswered() && n.address().equals("192.168.203.11") && n.device().equals("eth0"));
        assertThat(facts("underlay-node-to-node-dropped/worker-1", HostFact.Neighbour.class))
                .anyMatch(n -> n.address().equals("192.168.203.12") && n.state().equals("PROBE"));
    }

    @Test
    void theSmallPodRangeIsFull() {
        // A /29 has five addresses for pods beside network, gateway and broadcast.
        assertThat(facts("ip-exhaustion-29/worker-3", HostFact.FlannelSubnet.class).get(0).subnet()).isEqualTo("10.244.200.1/29");
        assertThat(facts("ip-exhaustion-29/worker-3", HostFact.LocalAddresses.class).get(0).allocated()).isEqualTo(5);
    }

    @Test
    void podRangeInsideTheServiceRangeIsVisibleInCniAndRoutes() {
        assertThat(where(HostFact.CniConfig.class, cni -> !cni.subnets().isEmpty()))
                .containsExactly("cidr-overlap-pod-service/worker-3");
        assertThat(where(HostFact.Route.class, route -> route.destination().startsWith("10.96.")))
                .allMatch(place -> place.startsWith("cidr-overlap-pod-service/")).hasSizeGreaterThan(1);
    }

    @Test
    void mtuOfOverlayAndUnderlayIsThereAndLooksRight() {
        List<HostFact.Link> links = facts("mtu-blackhole-overlay/worker-1", HostFact.Link.class);
        assertThat(links).anyMatch(link -> link.name().equals("flannel.1") && link.mtu() == 1450 && link.up());
        assertThat(links).anyMatch(link -> link.name().equals("eth0") && link.mtu() == 1500 && link.up());
        assertThat(facts("mtu-blackhole-overlay/worker-1", HostFact.FlannelNetwork.class).get(0).backend()).isEqualTo("vxlan");
    }

    @Test
    void everyNodeHasItsConfiguration() {
        assertThat(where(HostFact.KubeletConfig.class, kubelet -> kubelet.maxPods() == 60
                && kubelet.clusterDomain().equals("cluster.local"))).hasSize(FACTS.size());
        assertThat(where(HostFact.KubeletConfig.class, kubelet -> !kubelet.clusterDns().equals(List.of("10.96.0.10"))))
                .allMatch(place -> place.startsWith("dns-clusterip-differs-from-kubelet/"));
        assertThat(where(HostFact.KubeProxyConfig.class, proxy -> proxy.mode().equals("iptables"))).hasSize(FACTS.size());
        assertThat(where(HostFact.Resolver.class, resolver -> resolver.nameservers().size() == 1)).hasSize(FACTS.size());
        assertThat(where(HostFact.CniBinaries.class, bin -> bin.names().contains("flannel"))).hasSize(FACTS.size());
    }
}
