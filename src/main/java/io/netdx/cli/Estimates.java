package io.netdx.cli;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.catalog.FindingType;
import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.finding.Outcome;
import io.netdx.reason.Judgement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts in labelled cases how often a cause showed what the catalogue says that it shows, and how often a finding was there without
 * any cause of it. The catalogue's figure counts as so many cases of its own: a few cases move it little, many decide.
 */
final class Estimates {

    /** What the catalogue's own figure weighs, in cases. */
    private static final double STRENGTH_WEIGHT = 4;
    private static final double LEAK_WEIGHT = 50;
    private static final double PRIOR_WEIGHT = 200;
    private static final double LEAST = 0.0005;
    /** What the catalogue calls always. */
    private static final double MOST = 0.999;

    enum Kind { STRENGTH, LEAK, PRIOR }

    /**
     * One figure of the catalogue beside what the cases say.
     *
     * @param cause   empty for a leak
     * @param finding empty for a prior
     */
    record Estimate(Kind kind, String cause, String finding, double now, int seen, int of) {

        double learned() {
            double weight = kind == Kind.STRENGTH ? STRENGTH_WEIGHT : kind == Kind.LEAK ? LEAK_WEIGHT : PRIOR_WEIGHT;
            return Math.min(MOST, Math.max(LEAST, (seen + weight * now) / (of + weight)));
        }

        /** Whether it would move a judgement: by half of the odds or more. */
        boolean moves() {
            return Math.abs(odds(learned()) - odds(now)) >= Math.log(1.5);
        }

        private static double odds(double p) {
            double inside = Math.min(MOST, Math.max(LEAST, p));
            return Math.log(inside / (1 - inside));
        }
    }

    private record Count(int seen, int of) {
        Count and(boolean present) {
            return new Count(seen + (present ? 1 : 0), of + 1);
        }
    }

    private static final Count NONE = new Count(0, 0);

    private final Catalog catalog;
    private final Map<String, Map<String, Count>> strengths = new TreeMap<>();
    private final Map<String, Count> leaks = new TreeMap<>();
    private final Map<String, Integer> causes = new TreeMap<>();
    private int roots;

    Estimates(Catalog catalog) {
        this.catalog = catalog;
    }

    /** One case: what is wrong, what was seen, and how it was judged. */
    void add(Truth truth, Cluster cluster, Judgement judgement) {
        Set<String> explained = new HashSet<>();
        for (Set<String> ids : truth.roots()) {
            roots++;
            Optional<Judgement.Diagnosis> right = judgement.diagnoses().stream().filter(d -> Truth.names(d.cause(), ids)).findFirst();
            right.ifPresent(d -> {
                causes.merge(d.cause().id(), 1, Integer::sum);
                d.cause().evidence().forEach(e -> link(d, e, cluster));
            });
            catalog.all().stream().filter(c -> Truth.names(c, ids)).forEach(c -> c.evidence().forEach(e -> explained.add(e.finding())));
        }
        Set<String> there = new HashSet<>();
        judgement.unexplained().forEach(u -> there.add(u.finding()));
        for (Judgement.Diagnosis d : judgement.diagnoses()) {
            boolean right = truth.roots().stream().anyMatch(ids -> Truth.names(d.cause(), ids));
            for (Judgement.Evidence e : d.evidence()) {
                if (right || d.role() == Judgement.Role.CONSEQUENCE) {
                    explained.add(e.finding());
                } else if (e.outcome() == Outcome.PRESENT) {
                    there.add(e.finding());
                }
            }
        }
        for (FindingType type : catalog.findings().values()) {
            if (!explained.contains(type.id()) && seen(type, cluster)) {
                leaks.merge(type.id(), NONE.and(there.contains(type.id())), (a, b) -> a.and(b.seen() > 0));
            }
        }
    }

    private void link(Judgement.Diagnosis d, Cause.Evidence link, Cluster cluster) {
        Set<Outcome> outcomes = new HashSet<>();
        d.evidence().stream().filter(e -> e.finding().equals(link.finding())).forEach(e -> outcomes.add(e.outcome()));
        boolean present = outcomes.contains(Outcome.PRESENT);
        boolean told = present || outcomes.contains(Outcome.ABSENT)
                || catalog.finding(link.finding()).filter(type -> seen(type, cluster)).isPresent();
        if (told) {
            strengths.computeIfAbsent(d.cause().id(), c -> new TreeMap<>())
                    .merge(link.finding(), NONE.and(present), (a, b) -> a.and(b.seen() > 0));
        }
    }

    /** Whether its absence could have been told. */
    private static boolean seen(FindingType type, Cluster cluster) {
        return type.coverage().stream().allMatch(kind -> cluster.complete(kind, Coverage.ALL));
    }

    /** Figures with at least so many cases that would move a judgement, in the order of causes and findings. */
    List<Estimate> moving(int least, boolean priors) {
        List<Estimate> all = new ArrayList<>();
        strengths.forEach((cause, links) -> links.forEach((finding, n) -> catalog.cause(cause).orElseThrow().evidence().stream()
                .filter(e -> e.finding().equals(finding)).findFirst()
                .ifPresent(e -> all.add(new Estimate(Kind.STRENGTH, cause, finding, e.strength(), n.seen(), n.of())))));
        leaks.forEach((finding, n) -> all.add(new Estimate(Kind.LEAK, "", finding, catalog.finding(finding).orElseThrow().leak(), n.seen(), n.of())));
        if (priors) {
            causes.forEach((cause, n) -> all.add(new Estimate(Kind.PRIOR, cause, "", catalog.cause(cause).orElseThrow().prior(), n, roots)));
        }
        return all.stream().filter(e -> e.of() >= least && e.moves()).toList();
    }
}
