package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.model.policy.Direction;
import io.netdx.model.policy.Peer;
import io.netdx.model.wiring.ExpectedEdge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Gives one policy one mistake: it was written once, and all connections that it blocks share what is wrong with it. Where its rules
 * come near nobody, who is shut out tells what was forgotten: ingress controllers, the API server, Prometheus, its own members.
 */
final class Blame {

    /** The first that any connection shows is the policy's. */
    private static final List<String> ORDER = List.of("admin", "calico", "cilium", "host-network", "or-peers", "named-port", "port", "ip-block",
            "namespace", "peer-label", "except", "ephemeral", "empty-rule", "types", "one-side", "dns-server", "ingress-controller", "no-rule",
            "peer", "api-server", "api-access", "sidecar", "metrics", "members");
    private static final Set<String> FAR = Set.of("peer", "no-rule", "one-side");

    private static final ObjectRef API = ObjectRef.of("Service", "default", "kubernetes");

    private final Cluster cluster;
    private final PolicyDrafts drafts;
    private final Predicate<ExpectedEdge> logsSeen;

    Blame(Cluster cluster, PolicyDrafts drafts, Predicate<ExpectedEdge> logsSeen) {
        this.cluster = cluster;
        this.drafts = drafts;
        this.logsSeen = logsSeen;
    }

    List<BlockedEdge> share(List<Policies.Denial> denials) {
        Map<String, List<Policies.Denial>> byPolicy = new LinkedHashMap<>();
        for (Policies.Denial d : denials) {
            if (known(d)) {
                byPolicy.computeIfAbsent(d.mistake().policy() + " " + d.direction(), k -> new ArrayList<>()).add(d);
            }
        }
        List<BlockedEdge> edges = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        byPolicy.values().forEach(of -> {
            Map<ObjectRef, String> callers = callers(of);
            String shared = shared(of, callers);
            String draft = of.get(0).mistake().policy().kind().equals("NetworkPolicy") ? drafts.of(of.get(0).direction(), of) : "";
            for (Policies.Denial d : of) {
                String own = kind(d, callers);
                BlockedEdge edge = edge(d, draft, own.equals("namespace-label") ? own : shared, own.equals(shared) || own.equals("namespace-label"));
                if (seen.add(edge.client() + " " + edge.target() + " " + edge.direction() + " " + edge.policy() + " " + edge.origin())) {
                    edges.add(edge);
                }
            }
        });
        return edges;
    }

    /** Whatever a policy says of an address in place of an unknown one must hold for every address outside: it names no ranges. */
    private boolean known(Policies.Denial d) {
        return !Flows.standsForOthers(d.flow().to()) || d.opinion().by().stream().allMatch(ref -> cluster.find(NetworkPolicy.class, ref)
                .filter(p -> p.egress().stream().flatMap(r -> r.peers().stream()).allMatch(peer -> peer.cidr().isEmpty())).isPresent());
    }

    /**
     * Callers of whom configuration tells what they call for: their failing calls are no other need. Sidecars call for themselves,
     * not for their pods: there it is istiod that tells.
     */
    private static Map<ObjectRef, String> callers(List<Policies.Denial> denials) {
        Map<ObjectRef, String> callers = new HashMap<>();
        for (Policies.Denial d : denials) {
            String kind = kind(d);
            if (!FAR.contains(kind) && !kind.equals(d.mistake().kind())) {
                callers.putIfAbsent(kind.equals("sidecar") ? d.edge().target() : d.edge().client(), kind);
            }
        }
        return callers;
    }

    private static String kind(Policies.Denial d, Map<ObjectRef, String> callers) {
        String kind = kind(d);
        return FAR.contains(kind) ? callers.getOrDefault(d.edge().client(), callers.getOrDefault(d.edge().target(), kind)) : kind;
    }

    private static String shared(List<Policies.Denial> denials, Map<ObjectRef, String> callers) {
        Set<String> kinds = new LinkedHashSet<>();
        denials.forEach(d -> kinds.add(kind(d, callers)));
        // who shuts out everybody did not merely forget the ingress controller
        if (kinds.contains("no-rule") && kinds.contains("ingress-controller")) {
            kinds.remove("ingress-controller");
        }
        for (String kind : ORDER) {
            if (kinds.contains(kind)) {
                return kind;
            }
        }
        return "peer";
    }

    private static String kind(Policies.Denial d) {
        String mistake = d.mistake().kind();
        if (!FAR.contains(mistake)) {
            return mistake;
        }
        return switch (d.edge().origin()) {
            case "ingress", "gateway", "route" -> "ingress-controller";
            case "webhook", "apiservice" -> "api-server";
            case "metrics" -> "metrics";
            case "dns-server" -> "dns-server";
            case "api" -> "api-access";
            case "members" -> "members";
            case "istiod" -> "sidecar";
            default -> d.edge().target().equals(API) ? "api-access" : ownKind(d) ? "members" : mistake;
        };
    }

    private static boolean ownKind(Policies.Denial d) {
        return d.direction() == Direction.INGRESS && d.flow().from() instanceof Peer.OfPod from && d.flow().to() instanceof Peer.OfPod to
                && from.namespace().equals(to.namespace()) && from.labels().equals(to.labels());
    }

    private BlockedEdge edge(Policies.Denial d, String draft, String mistake, boolean lead) {
        ObjectRef policy = d.mistake().policy();
        boolean ingress = d.direction() == Direction.INGRESS;
        ObjectRef server = d.flow().to() instanceof Peer.OfPod pod ? cluster.find(Pod.class, pod.ref()).map(cluster::workloadOf).orElse(pod.ref())
                : d.edge().target();
        String nearest = Flows.standsForOthers(d.flow().to()) ? "no rule admits addresses outside the cluster" : d.mistake().text();
        return new BlockedEdge(d.edge().client(), d.edge().target(), server, d.flow().port() + "/" + d.flow().protocol(),
                ingress ? "ingress" : "egress", policy, d.opinion().by().stream().filter(r -> !r.equals(policy)).toList(), mistake,
                nearest, lead, d.edge().origin(), d.edge().how(), d.edge().confidence(), d.partly(),
                Flows.standsForOthers(d.flow().to()) ? "" : d.flow().to().ips().stream().findFirst().orElse(""), d.flow().port(), draft, logsSeen.test(d.edge()),
                Policies.place(cluster, policy, d.direction()));
    }
}
