package io.netdx.reason;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.fact.ObjectRef;
import io.netdx.finding.Hypothesis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What else it could be, and how to tell (expert.md §2.4). */
final class Rivals {

    private static final int MOST = 5;
    /** Links of a rival that are looked through for a difference; a hub of thousands of findings is told by its strongest. */
    private static final int LINKS = 64;

    private final Catalog catalog;
    private final Belief belief;
    private final Graph graph;
    private final Roles roles;
    private final Map<Integer, List<Integer>> ranked = new HashMap<>();

    Rivals(Catalog catalog, Belief belief, Roles roles) {
        this.catalog = catalog;
        this.belief = belief;
        this.graph = belief.graph();
        this.roles = roles;
    }

    /** Hypotheses that compete with it, then declared rivals for which the rules found no reason. */
    List<Judgement.Rival> of(int h) {
        Cause cause = graph.causes().get(h);
        List<Judgement.Rival> rivals = new ArrayList<>();
        ranked(belief.componentOf()[h]).stream().filter(r -> competes(h, r)).limit(MOST).forEach(r -> rivals.add(
                new Judgement.Rival(graph.causes().get(r).id(), graph.hypotheses().get(r).subject(), belief.marginal()[r],
                        discriminator(h, r))));
        for (Cause.Rival declared : cause.rivals()) {
            boolean listed = rivals.stream().anyMatch(r -> r.cause().equals(declared.id()));
            if (!listed && rivals.size() < MOST && catalog.cause(declared.id()).isPresent()) {
                ObjectRef subject = graph.hypotheses().get(h).subject();
                int there = find(declared.id(), subject);
                rivals.add(new Judgement.Rival(declared.id(), there >= 0 ? subject : ObjectRef.CLUSTER,
                        there >= 0 ? belief.marginal()[there] : 0, words(declared.discriminatedBy(), graph.hypotheses().get(h))));
            }
        }
        return rivals;
    }

    private List<Integer> ranked(int component) {
        return ranked.computeIfAbsent(component, c -> IntStream.of(belief.components().get(c)).boxed()
                .sorted(Comparator.<Integer>comparingDouble(h -> -belief.marginal()[h]).thenComparing(h -> h)).toList());
    }

    /** Links of one chain are no rivals, nor are two faults that are both believed: they hold together. */
    private boolean competes(int h, int other) {
        double half = graph.options().diagnosed();
        boolean both = belief.marginal()[h] >= half && belief.marginal()[other] >= half;
        return roles.root()[h] != roles.root()[other] && !both;
    }

    private int find(String cause, ObjectRef subject) {
        int low = 0;
        int high = graph.size() - 1;
        Key wanted = new Key(cause, subject);
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Hypothesis at = graph.hypotheses().get(middle);
            int order = new Key(at.cause(), at.subject()).compareTo(wanted);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order > 0 ? middle - 1 : high;
        }
        return -1;
    }

    private String discriminator(int h, int rival) {
        return declared(h, graph.causes().get(rival).id()).or(() -> declared(rival, graph.causes().get(h).id()))
                .orElseGet(() -> mostDifferent(h, rival));
    }

    private Optional<String> declared(int h, String rival) {
        return graph.causes().get(h).rivals().stream().filter(r -> r.id().equals(rival)).map(Cause.Rival::discriminatedBy)
                .filter(text -> !text.isEmpty()).map(text -> words(text, graph.hypotheses().get(h))).findFirst();
    }

    private static String words(String text, Hypothesis of) {
        return Template.fill(text, Template.values(of.subject(), of.args()));
    }

    /** The finding whose likelihood differs most between the two, taken alone. */
    private String mostDifferent(int h, int rival) {
        Edges mine = graph.explains().get(h);
        Edges other = graph.explains().get(rival);
        int best = -1;
        double widest = 0;
        for (int f : IntStream.concat(IntStream.of(mine.nodes()), IntStream.of(other.nodes()).limit(LINKS)).toArray()) {
            Node node = graph.nodes().get(f);
            double difference = Math.abs(logLikelihood(node, mine.missOf(f)) - logLikelihood(node, other.missOf(f)));
            if (difference > widest) {
                widest = difference;
                best = f;
            }
        }
        return best < 0 ? "" : Ledger.words(graph.nodes().get(best));
    }

    private static double logLikelihood(Node node, double miss) {
        return node.present() ? Graph.logHit(Math.log1p(-node.leak()) + miss) : node.absent() ? miss : 0;
    }
}
