package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import io.netdx.net.AddressIntervals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The NetworkPolicies of {@code networking.k8s.io/v1}. A pod is isolated in a direction once a policy of its namespace selects it
 * for that direction; then only what some policy admits is allowed; policies add up, none denies. Answers are found once for each
 * class of peers and remembered: pods are never multiplied by policies. Not thread-safe.
 */
public final class KubernetesPolicies implements Layer {

    /** Answers kept at most; a full matrix of connections must not fill the memory. */
    private static final int REMEMBERED = 250_000;

    /** @param ports the destination's set of named ports */
    private record Question(int isolation, int other, int ports, int port, String protocol) {
    }

    /** @param nearest null unless denied */
    private record Answer(Match admits, List<ObjectRef> by, NearestMiss.Nearest nearest) {
    }

    private final CniProfile profile;
    private final PolicyIndex index;
    private final PeerClasses classes;
    private final RuleMatching matching;
    private final NearestMiss misses;
    private final Doubts doubts;
    /** By class; ingress at even places, egress at odd ones; null until asked. */
    private final List<PolicyIndex.Isolation> isolations = new ArrayList<>();
    private final Map<Question, Answer> answers = new HashMap<>();

    public KubernetesPolicies(Cluster cluster, CniProfile profile) {
        this.profile = profile;
        Vocabulary words = new Vocabulary(cluster.all(NetworkPolicy.class));
        List<CompiledPolicy> policies = new ArrayList<>();
        for (NetworkPolicy policy : cluster.all(NetworkPolicy.class)) {
            policies.add(CompiledPolicy.of(policies.size(), policy, words));
        }
        this.index = new PolicyIndex(policies);
        NamespaceLabels namespaces = new NamespaceLabels(cluster);
        this.matching = new RuleMatching(cluster, namespaces, profile, words.intervals());
        this.misses = new NearestMiss(cluster, namespaces, matching);
        this.doubts = new Doubts(matching, namespaces, profile);
        this.classes = classes(policies, words.intervals());
    }

    private PeerClasses classes(List<CompiledPolicy> policies, AddressIntervals intervals) {
        Set<String> keys = new HashSet<>();
        Set<String> ports = new HashSet<>();
        Set<Selector> seen = new HashSet<>();
        for (CompiledPolicy policy : policies) {
            keys(policy.subject(), seen, keys);
            for (List<CompiledPolicy.Rule> rules : List.of(policy.ingress(), policy.egress())) {
                for (CompiledPolicy.Rule rule : rules) {
                    rule.ports().stream().filter(p -> !p.name().isEmpty()).forEach(p -> ports.add(p.name()));
                    for (PeerMatcher peer : rule.peers()) {
                        if (peer instanceof PeerMatcher.Pods pods) {
                            keys(pods.pods(), seen, keys);
                        }
                    }
                }
            }
        }
        return new PeerClasses(keys, ports, intervals,
                profile.ipBlockMatchesPods() || profile.cni().equals(CniProfile.UNKNOWN));
    }

    private static void keys(Selector selector, Set<Selector> seen, Set<String> into) {
        if (seen.add(selector)) {
            into.addAll(selector.keys());
        }
    }

    @Override
    public Opinion judge(Flow flow, Direction direction) {
        Peer self = direction == Direction.INGRESS ? flow.to() : flow.from();
        if (!(self instanceof Peer.OfPod pod) || !selectable(pod)) {
            return Opinion.NONE;
        }
        PolicyIndex.Isolation isolation = isolation(pod, direction);
        if (isolation.none()) {
            return Opinion.NONE;
        }
        PeerClasses.PeerClass other = classes.of(direction == Direction.INGRESS ? flow.from() : flow.to());
        int ports = direction == Direction.INGRESS ? classes.of(pod).ports() : 0;
        Question question = new Question(isolation.id(), other.id(), ports, flow.port(), flow.protocol());
        Answer answer = answers.get(question);
        if (answer == null) {
            answer = answer(isolation, flow, direction);
            if (answers.size() >= REMEMBERED) {
                answers.clear();
            }
            answers.put(question, answer);
        }
        return switch (answer.admits()) {
            case YES -> Opinion.allow(answer.by());
            case NO -> Opinion.deny(answer.by(), Optional.of(misses.inWords(answer.nearest(), flow, direction)));
            case UNKNOWN -> Opinion.unknown(answer.by(), doubts.why(isolation, flow, direction));
        };
    }

    /** Policies that isolate the pod in a direction, in order of name; doubtful ones left out. */
    public List<NetworkPolicy> isolating(Peer.OfPod pod, Direction direction) {
        return selectable(pod) ? isolation(pod, direction).certain().stream().map(CompiledPolicy::source).toList() : List.of();
    }

    /** The policies whose podSelector matches one of these pods, or may. */
    public Set<ObjectRef> selecting(Iterable<Peer.OfPod> pods) {
        Set<ObjectRef> selecting = new TreeSet<>();
        Set<Integer> seen = new HashSet<>();
        for (Peer.OfPod pod : pods) {
            if (seen.add(classes.of(pod).id())) {
                index.selecting(pod).forEach(p -> selecting.add(p.ref()));
            }
        }
        return selecting;
    }

    /** The peers of a rule, for people; "everyone" where it names none. */
    public static String inWords(List<NetworkPolicy.Peer> peers) {
        return NearestMiss.peersText(peers);
    }

    /** Peers of one class are alike to every NetworkPolicy. Numbers are dense and hold for this instance alone. */
    public int classOf(Peer peer) {
        return classes.of(peer).id();
    }

    /** Policies do not hold for pods on the host network. */
    private boolean selectable(Peer.OfPod pod) {
        return !pod.hostNetwork() || profile.hostNetworkAsPod();
    }

    private PolicyIndex.Isolation isolation(Peer.OfPod pod, Direction direction) {
        int place = 2 * classes.of(pod).id() + direction.ordinal();
        while (isolations.size() <= place) {
            isolations.add(null);
        }
        PolicyIndex.Isolation known = isolations.get(place);
        if (known == null) {
            known = index.isolation(pod, direction);
            isolations.set(place, known);
        }
        return known;
    }

    private Answer answer(PolicyIndex.Isolation isolation, Flow flow, Direction direction) {
        List<ObjectRef> admitting = new ArrayList<>();
        List<ObjectRef> doubtful = new ArrayList<>();
        Match certain = admits(isolation.certain(), flow, direction, admitting, doubtful);
        boolean everyMaybe = true;
        Match maybe = Match.NO;
        for (CompiledPolicy policy : isolation.maybe()) {
            Match one = admits(List.of(policy), flow, direction, doubtful, doubtful);
            everyMaybe &= one == Match.YES;
            maybe = maybe.or(one);
        }
        List<ObjectRef> isolating = isolation.certain().stream().map(CompiledPolicy::ref).toList();
        if (isolation.certain().isEmpty()) {
            // not isolated, or isolated by policies that all admit the flow: allowed either way
            return everyMaybe ? new Answer(Match.YES, doubtful, null)
                    : new Answer(Match.UNKNOWN, isolation.maybe().stream().map(CompiledPolicy::ref).toList(), null);
        }
        if (certain == Match.YES) {
            return new Answer(Match.YES, List.copyOf(admitting), null);
        }
        if (certain == Match.UNKNOWN || maybe != Match.NO) {
            return new Answer(Match.UNKNOWN, List.copyOf(new TreeSet<>(doubtful)), null);
        }
        return new Answer(Match.NO, isolating, misses.nearest(isolation.certain(), flow, direction));
    }

    private Match admits(List<CompiledPolicy> policies, Flow flow, Direction direction, List<ObjectRef> admitting, List<ObjectRef> doubtful) {
        Match best = Match.NO;
        for (CompiledPolicy policy : policies) {
            Match one = Match.NO;
            List<CompiledPolicy.Rule> rules = policy.rules(direction);
            for (int i = 0; i < rules.size() && one != Match.YES; i++) {
                one = one.or(matching.rule(policy, rules.get(i), flow, direction));
            }
            if (one != Match.NO) {
                (one == Match.YES ? admitting : doubtful).add(policy.ref());
            }
            best = best.or(one);
        }
        return best;
    }
}
