package io.netdx.cli;

import io.netdx.reason.Judgement;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One labelled case after its diagnosis.
 *
 * @param family       of the first true cause, {@code healthy} where nothing is wrong
 * @param roots        active diagnoses that are no consequences, by rank
 * @param ranks        1-based rank of each true cause among them, 0 where it is not there
 * @param overturned   a consequence of a true cause stands above it
 * @param confidence   of the first of the roots, 0 where there is none
 * @param undetermined the verdict says so, or no root reaches a half
 * @param claims       absences concluded about kinds that were not collected
 */
record Outcome(String family, List<Judgement.Diagnosis> roots, List<Integer> ranks, boolean object, boolean overturned, double confidence,
               boolean undetermined, int claims) {

    /** @param unseen evidence about a kind that was not collected */
    static Outcome of(Truth truth, String family, Judgement judgement,
                      Predicate<Judgement.Evidence> unseen) {
        List<Judgement.Diagnosis> roots = judgement.diagnoses().stream()
                .filter(d -> d.state() == Judgement.State.ACTIVE && d.role() != Judgement.Role.CONSEQUENCE).toList();
        List<Integer> ranks = truth.roots().stream().map(ids -> rank(roots, ids)).toList();
        boolean overturned = false;
        for (Judgement.Diagnosis d : judgement.diagnoses()) {
            overturned |= d.role() == Judgement.Role.CONSEQUENCE && d.state() == Judgement.State.ACTIVE && judgement.diagnoses().stream()
                    .anyMatch(r -> r.rank() > d.rank() && d.causedBy().filter(c -> c.cause().equals(r.cause().id())
                            && c.subject().equals(r.subject())).isPresent());
        }
        int claims = (int) judgement.diagnoses().stream().flatMap(d -> d.evidence().stream())
                .filter(e -> e.outcome() == io.netdx.finding.Outcome.ABSENT && unseen.test(e)).count();
        boolean object = !roots.isEmpty() && !ranks.isEmpty() && ranks.contains(1) && truth.sameObject(roots.get(0));
        return new Outcome(family, roots, ranks, object, overturned, roots.isEmpty() ? 0 : roots.get(0).confidence(),
                judgement.verdict() == Judgement.Verdict.UNDETERMINED || !roots.isEmpty() && roots.get(0).confidence() < 0.5, claims);
    }

    private static int rank(List<Judgement.Diagnosis> roots, Set<String> ids) {
        for (int i = 0; i < roots.size(); i++) {
            if (Truth.names(roots.get(i).cause(), ids)) {
                return i + 1;
            }
        }
        return 0;
    }

    boolean healthy() {
        return ranks.isEmpty();
    }

    boolean alarm() {
        return healthy() && confidence >= 0.5;
    }

    String word() {
        return healthy() ? alarm() ? "ALARM" : "quiet" : first() ? "top-1" : within(3) ? "top-3" : "MISSED";
    }

    boolean first() {
        return ranks.contains(1);
    }

    boolean within(int places) {
        return ranks.stream().anyMatch(r -> r > 0 && r <= places);
    }

    boolean twice() {
        return ranks.size() > 1;
    }

    boolean bothFound() {
        return ranks.stream().allMatch(r -> r > 0 && r <= 3);
    }

    double reciprocal() {
        int best = ranks.stream().filter(r -> r > 0).mapToInt(r -> r).min().orElse(0);
        return best == 0 ? 0 : 1.0 / best;
    }

    /** The share of true causes among all diagnoses down to the last true one; nothing where one is missing. */
    double precision() {
        int last = ranks.stream().mapToInt(r -> r).max().orElse(0);
        return last == 0 || ranks.contains(0) ? 0 : (double) ranks.size() / last;
    }
}
