package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.CiliumPolicy;
import io.netdx.fact.HostFact;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.model.policy.Decision;
import io.netdx.model.policy.Direction;
import io.netdx.model.policy.Flow;
import io.netdx.model.policy.Miss;
import io.netdx.model.policy.Opinion;
import io.netdx.model.policy.Peer;
import io.netdx.model.policy.Peers;
import io.netdx.model.policy.PolicyStack;
import io.netdx.model.policy.Verdict;
import io.netdx.model.wiring.ExpectedEdge;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whether policies let pods reach the DNS that their kubelet gave them: once for each class of pods, told by policy. */
final class DnsAccess {

    private static final int PORT = 53;
    private static final int CONFIDENCE = 90;

    private final Cluster cluster;
    private final PolicyStack stack;
    private final Flows flows;
    private final Service dns;
    private final List<Peer.OfPod> servers;
    private final Map<Object, List<Blamed>> answers = new HashMap<>();

    /** @param dns the cluster's DNS Service */
    DnsAccess(Cluster cluster, PolicyStack stack, Flows flows, Service dns) {
        this.cluster = cluster;
        this.stack = stack;
        this.flows = flows;
        this.dns = dns;
        this.servers = flows.backends(dns);
    }

    /** Why pods of one class cannot look up names. */
    private record Blamed(ObjectRef policy, String kind, String why) {
    }

    private static final class Cut {
        final Set<ObjectRef> workloads = new LinkedHashSet<>();
        String local = "";
        int pods;
        Blamed last;
    }

    /** One fact for each policy to blame and way of blocking. */
    List<DnsBlocked> blocked() {
        Set<ObjectRef> dnsPods = new LinkedHashSet<>();
        cluster.podsIn(dns.meta().namespace()).stream().filter(p -> p.meta().labels().entrySet().containsAll(dns.selector().entrySet()))
                .forEach(p -> dnsPods.add(p.ref()));
        boolean nodesMatter = servers.stream().anyMatch(Peer.OfPod::hostNetwork);
        Map<String, Cut> cuts = new TreeMap<>();
        flows.podsOf().forEach((workload, pods) -> {
            for (Pod pod : pods) {
                if (pod.dnsPolicy().startsWith("ClusterFirst") && !dnsPods.contains(pod.ref())) {
                    Peer.OfPod client = Peers.of(pod);
                    Optional<String> local = localResolver(pod);
                    Object key = List.of(stack.classOf(client), nodesMatter ? pod.node() : "", local.orElse(""));
                    for (Blamed blamed : answers.computeIfAbsent(key, k -> judge(client, local))) {
                        Cut cut = cuts.computeIfAbsent(blamed.policy() + " " + blamed.kind(), p -> new Cut());
                        cut.workloads.add(workload);
                        cut.pods++;
                        cut.local = local.orElse("");
                        cut.last = blamed;
                    }
                }
            }
        });
        List<DnsBlocked> blocked = new ArrayList<>();
        cuts.values().forEach(cut -> blocked.add(new DnsBlocked(cut.last.policy(), cut.last.policy().namespace(), List.copyOf(cut.workloads),
                cut.pods, cut.last.kind(), cut.last.why(), draft(cut), Policies.place(cluster, cut.last.policy(),
                cut.last.kind().equals("server") ? Direction.INGRESS : Direction.EGRESS))));
        return blocked;
    }

    private String draft(Cut cut) {
        Set<Integer> ports = new TreeSet<>();
        servers.forEach(s -> ports.add(port(s)));
        if (cut.last.kind().equals("server")) {
            return PolicyManifest.dnsServer(dns.meta().namespace(), PolicyDrafts.unused(cluster, "NetworkPolicy", dns.meta().namespace(), "allow-dns-server"), dns.selector(), ports);
        }
        ports.add(PORT);
        return cluster.find(NetworkPolicy.class, cut.last.policy()).map(p -> PolicyManifest.dns(cluster, p.meta().namespace(),
                PolicyDrafts.unused(cluster, "NetworkPolicy", p.meta().namespace(), "allow-dns"), p.podSelector(), dns.meta().namespace(),
                dns.selector(), ports, cut.local)).orElse("");
    }

    /** The link-local address of a cache on the pod's own node, if that is what the pod asks. */
    private Optional<String> localResolver(Pod pod) {
        return Stream.concat(pod.nameservers().stream(), cluster.all(HostFact.KubeletConfig.class).stream()
                .filter(c -> c.node().equals(pod.node())).flatMap(c -> c.clusterDns().stream())).filter(ip -> ip.startsWith("169.254.")).findFirst();
    }

    private List<Blamed> judge(Peer.OfPod client, Optional<String> local) {
        if (local.isPresent()) {
            // whether a pod always reaches its own node differs between CNIs: what the policies say is what can be said
            Opinion opinion = stack.kubernetes().judge(new Flow(client, new Peer.OfAddress(local.get(), ""), PORT, "UDP"), Direction.EGRESS);
            return !Policies.denies(opinion) ? List.of() : List.of(new Blamed(tried(opinion).orElse(newest(opinion)), "node-local",
                    "pods ask " + local.get() + ", the DNS cache of their node, and no rule admits that address; a podSelector cannot"));
        }
        List<Blamed> blamed = protocol(client, "UDP");
        if (!blamed.isEmpty() || !admitsUdpByRule(client)) {
            return blamed;
        }
        List<Blamed> tcp = protocol(client, "TCP");
        return tcp.isEmpty() ? List.of() : List.of(new Blamed(tcp.get(0).policy(), "tcp",
                "UDP is admitted and TCP is not: answers that do not fit into one packet are asked for again over TCP"));
    }

    private boolean admitsUdpByRule(Peer.OfPod client) {
        return servers.stream().anyMatch(s -> stack.judge(new Flow(client, s, PORT, "UDP"), Direction.EGRESS).decision()
                .filter(d -> d == Decision.ALLOW).isPresent());
    }

    /** Empty as soon as one server may be reached. */
    private List<Blamed> protocol(Peer.OfPod client, String protocol) {
        Optional<Blamed> last = Optional.empty();
        for (Peer.OfPod server : servers) {
            Verdict verdict = stack.judge(new Flow(client, server, port(server), protocol));
            if (verdict.decision() != Decision.DENY) {
                return List.of();
            }
            if (Policies.denies(verdict.egress())) {
                last = Optional.of(egress(verdict.egress()));
            } else if (Policies.denies(verdict.ingress())) {
                last = Optional.of(new Blamed(newest(verdict.ingress()), "server", text(verdict.ingress())));
            }
        }
        return last.map(List::of).orElse(List.of());
    }

    /** Where the DNS pods listen, which need not be 53. */
    private int port(Peer.OfPod server) {
        for (Service.Port port : dns.ports()) {
            if (port.protocol().equals("UDP") && port.port() == PORT) {
                return Math.max(1, Policies.targetPort(port, server));
            }
        }
        return PORT;
    }

    private Blamed egress(Opinion opinion) {
        ObjectRef other = opinion.by().stream().filter(r -> !r.kind().equals("NetworkPolicy")).findFirst().orElse(ObjectRef.CLUSTER);
        if (!other.equals(ObjectRef.CLUSTER)) {
            boolean byName = cluster.find(CiliumPolicy.class, other).filter(DnsAccess::byName).isPresent();
            return new Blamed(other, byName ? "fqdn" : Mistakes.layer(other.kind()), byName ? "it admits names (toFQDNs) and no lookups: without a DNS rule no address of a name is ever learned"
                    : text(opinion));
        }
        Optional<ObjectRef> tried = tried(opinion);
        return new Blamed(tried.orElse(newest(opinion)), tried.isPresent() ? "tried" : "untried", text(opinion));
    }

    static boolean byName(CiliumPolicy policy) {
        return policy.specs().stream().flatMap(s -> s.egress().stream()).flatMap(r -> r.peers().stream()).anyMatch(p -> !p.domainNames().isEmpty());
    }

    private Optional<ObjectRef> tried(Opinion opinion) {
        return opinion.by().stream().filter(this::names53).findFirst();
    }

    private ObjectRef newest(Opinion opinion) {
        return opinion.by().stream().max(Comparator.comparing(ref -> Mistakes.created(cluster, ref))).orElseThrow();
    }

    private static String text(Opinion opinion) {
        return opinion.miss().map(Miss::text).orElse(opinion.why());
    }

    private boolean names53(ObjectRef policy) {
        return cluster.find(NetworkPolicy.class, policy).stream().flatMap(p -> p.egress().stream()).flatMap(r -> r.ports().stream())
                .anyMatch(p -> p.port().equals("53") || p.port().equals("dns") || p.port().equals("dns-tcp"));
    }

    /** What DNS pods themselves need: the API server, which tells them the names, and the servers that they forward to. */
    List<ExpectedEdge> needs() {
        List<ExpectedEdge> edges = new ArrayList<>();
        Set<ObjectRef> workloads = new LinkedHashSet<>();
        servers.forEach(s -> workloads.add(Policies.owner(cluster, s)));
        List<String> upstream = cluster.configMap(dns.meta().namespace(), "coredns").map(c -> forwards(c.data().getOrDefault("Corefile", "")))
                .orElse(List.of());
        for (ObjectRef workload : workloads) {
            edges.add(new ExpectedEdge(workload, ObjectRef.of("Service", "default", "kubernetes"), 443, "dns-server", "DNS learns names from the API server",
                    CONFIDENCE, dns.source()));
            upstream.forEach(ip -> edges.add(new ExpectedEdge(workload, ObjectRef.of("Host", "", ip), PORT, "dns-server", "the Corefile forwards to it",
                    CONFIDENCE, dns.source())));
        }
        return edges;
    }

    /** Addresses after {@code forward}; a resolv.conf of the node is not followed. */
    private static List<String> forwards(String corefile) {
        List<String> addresses = new ArrayList<>();
        corefile.lines().map(String::strip).filter(l -> l.startsWith("forward ")).forEach(line -> {
            for (String word : line.split("\\s+")) {
                int colon = word.indexOf(':');
                String ip = colon > 0 && word.indexOf(':', colon + 1) < 0 ? word.substring(0, colon) : word;
                if (Cidr.address(ip).isPresent()) {
                    addresses.add(ip);
                }
            }
        });
        return addresses;
    }
}
