package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * All policies of a cluster, as its CNI orders them. Asks each layer in turn for each direction; the first that decides is right.
 * Besides, what holds whatever policies say: a pod reaches itself and is reached from its own node. Not thread-safe.
 */
public final class PolicyStack {

    private final CniProfile profile;
    private final KubernetesPolicies kubernetes;
    private final List<Layer> layers;
    private final Unseen unseen;
    private final boolean onlyKubernetes;

    private PolicyStack(Cluster cluster, CniProfile profile, boolean asGiven) {
        this.profile = profile;
        this.kubernetes = new KubernetesPolicies(cluster, profile);
        this.layers = Stacks.of(cluster, profile, kubernetes);
        this.onlyKubernetes = layers.equals(List.of(kubernetes));
        this.unseen = new Unseen(cluster, asGiven);
    }

    /** For a snapshot: where NetworkPolicies were not all seen, what no seen policy denies is UNKNOWN. */
    public static PolicyStack of(Cluster cluster, CniProfile profile) {
        return new PolicyStack(cluster, profile, false);
    }

    /** For the question what the given policies do: others count as absent. */
    public static PolicyStack asGiven(Cluster cluster, CniProfile profile) {
        return new PolicyStack(cluster, profile, true);
    }

    public CniProfile profile() {
        return profile;
    }

    /** The layer of {@code networking.k8s.io/v1}. */
    public KubernetesPolicies kubernetes() {
        return kubernetes;
    }

    public Verdict judge(Flow flow) {
        if (profile.enforces().filter(e -> !e).isPresent()) {
            return new Verdict(Decision.ALLOW, Opinion.NONE, Opinion.NONE, "the CNI " + profile.cni() + " does not enforce NetworkPolicies");
        }
        if (flow.from() instanceof Peer.OfPod from && flow.to() instanceof Peer.OfPod to && from.ref().equals(to.ref())
                && from.ref().kind().equals("Pod")) {
            return new Verdict(Decision.ALLOW, Opinion.NONE, Opinion.NONE, "a pod always reaches itself");
        }
        if (flow.from().ips().size() < 2 && flow.to().ips().size() < 2) {
            return both(flow);
        }
        Set<Family> common = Family.of(flow.from());
        common.retainAll(Family.of(flow.to()));
        if (common.isEmpty()) {
            return both(flow);
        }
        Verdict ipv4 = common.contains(Family.IPV4) ? both(Family.IPV4.only(flow)) : both(Family.IPV6.only(flow));
        Verdict ipv6 = common.contains(Family.IPV6) ? both(Family.IPV6.only(flow)) : ipv4;
        return ipv4.decision() == ipv6.decision() ? ipv4 : onlyOne(ipv4, ipv6);
    }

    /** What one side says, for those who need no more. */
    public Opinion judge(Flow flow, Direction direction) {
        Verdict verdict = judge(flow);
        return direction == Direction.EGRESS ? verdict.egress() : verdict.ingress();
    }

    /**
     * One of each set of peers that no policy can tell apart, in order.
     *
     * @param pods of one workload, or any others
     */
    public List<Peer.OfPod> representatives(List<Peer.OfPod> pods) {
        if (pods.size() < 2) {
            return pods;
        }
        Set<Object> seen = new java.util.HashSet<>();
        return pods.stream().filter(p -> seen.add(classOf(p))).toList();
    }

    /** Equal for peers that no policy can tell apart. Other layers may look at more than labels that selectors name. */
    public Object classOf(Peer.OfPod pod) {
        int known = kubernetes.classOf(pod);
        return onlyKubernetes ? known : List.of(known, pod.namespace(), pod.labels(), pod.ips(), pod.serviceAccount(), pod.ports());
    }

    private enum Family {
        IPV4, IPV6;

        static EnumSet<Family> of(Peer peer) {
            EnumSet<Family> families = EnumSet.noneOf(Family.class);
            peer.ips().forEach(ip -> families.add(ip.indexOf(':') >= 0 ? IPV6 : IPV4));
            return families;
        }

        Flow only(Flow flow) {
            return new Flow(only(flow.from()), only(flow.to()), flow.port(), flow.protocol());
        }

        private Peer only(Peer peer) {
            return peer instanceof Peer.OfPod pod ? new Peer.OfPod(pod.ref(), pod.namespace(), pod.labels(),
                    pod.ips().stream().filter(ip -> (this == IPV6) == ip.indexOf(':') >= 0).toList(), pod.hostNetwork(), pod.node(),
                    pod.serviceAccount(), pod.ports()) : peer;
        }
    }

    /** A connection needs one family; which one the client takes is its own business. */
    private static Verdict onlyOne(Verdict ipv4, Verdict ipv6) {
        Verdict better = ipv4.decision() == Decision.ALLOW || ipv6.decision() == Decision.DENY ? ipv4 : ipv6;
        Verdict other = better == ipv4 ? ipv6 : ipv4;
        String note = "over " + (better == ipv4 ? "IPv4" : "IPv6") + "; over the other family it is "
                + (other.decision() == Decision.DENY ? "denied" : "unknown");
        return new Verdict(better.decision(), better.egress(), better.ingress(), better.why().isEmpty() ? note : better.why() + "; " + note);
    }

    private Verdict both(Flow flow) {
        Opinion egress = egress(flow);
        Opinion ingress = ingress(flow);
        boolean denied = decided(egress, Decision.DENY) || decided(ingress, Decision.DENY);
        boolean unknown = decided(egress, Decision.UNKNOWN) || decided(ingress, Decision.UNKNOWN);
        Decision decision = denied ? Decision.DENY : unknown ? Decision.UNKNOWN : Decision.ALLOW;
        TreeSet<String> why = new TreeSet<>();
        if (decision == Decision.UNKNOWN) {
            why.add(decided(egress, Decision.UNKNOWN) ? egress.why() : "");
            why.add(decided(ingress, Decision.UNKNOWN) ? ingress.why() : "");
            why.remove("");
        }
        if (profile.enforces().isEmpty() && denied) {
            why.add("whether the CNI enforces NetworkPolicies is not known");
        }
        return new Verdict(decision, egress, ingress, String.join("; ", why));
    }

    private static boolean decided(Opinion opinion, Decision decision) {
        return opinion.decision().filter(d -> d == decision).isPresent();
    }

    private Opinion egress(Flow flow) {
        Opinion opinion = first(flow, Direction.EGRESS);
        if (decided(opinion, Decision.DENY) && flow.from() instanceof Peer.OfPod pod && isNodeOf(flow.to(), pod)) {
            return Opinion.unknown(opinion.by(), "whether a pod may always reach its own node differs between CNIs");
        }
        return opinion;
    }

    private Opinion ingress(Flow flow) {
        return flow.to() instanceof Peer.OfPod pod && isNodeOf(flow.from(), pod) ? Opinion.NONE : first(flow, Direction.INGRESS);
    }

    /** The node itself, or one of its processes: a pod on its network. */
    private boolean isNodeOf(Peer peer, Peer.OfPod pod) {
        String node = peer instanceof Peer.OfAddress address ? address.node()
                : peer instanceof Peer.OfPod other && other.hostNetwork() && !profile.hostNetworkAsPod() ? other.node() : "";
        return !node.isEmpty() && node.equals(pod.node());
    }

    private Opinion first(Flow flow, Direction direction) {
        Opinion opinion = Opinion.NONE;
        for (int i = 0; i < layers.size() && opinion.decision().isEmpty(); i++) {
            opinion = layers.get(i).judge(flow, direction);
        }
        Peer self = direction == Direction.INGRESS ? flow.to() : flow.from();
        // NetworkPolicies add up: what a seen one admits, or an unknown, no unseen one can change
        if (opinion.decision().isPresent() || !(self instanceof Peer.OfPod pod) || pod.hostNetwork() && !profile.hostNetworkAsPod()) {
            return opinion;
        }
        return unseen.policies(pod.namespace()).map(why -> Opinion.unknown(List.of(), why)).orElse(opinion);
    }
}
