package io.netdx.train;

import io.netdx.catalog.Catalog;
import io.netdx.simulate.inject.Truth;
import java.util.List;

/**
 * What a session is worth: 35 for the diagnosis, 20 for its cost, 15 for verifying before and after, 20 for safety, 10 for knowing how sure one
 * is, less what hints cost (expert.md §4.3). An incident that still lasts keeps seven tenths of it.
 *
 * @param parts each between 0 and 1
 * @param total 0 to 100
 */
public record Score(Parts parts, boolean solved, int hints, int total) {

    /** Passing needs this much, and safety its own. */
    public static final int PASS = 70;
    public static final double SAFE = 0.7;
    private static final double LASTS = 0.7;
    /** Whoever does harm stays below this, whatever else they did. */
    private static final double HARMFUL = 39;
    private static final double LEAST_COST = 3;
    private static final double FAMILY_ONLY = 0.5;

    /** Parts of a score. */
    public record Parts(double diagnosis, double efficiency, double verified, double safe, double calibrated) {
    }

    public boolean passed() {
        return total >= PASS && parts.safe() >= SAFE && solved;
    }

    public static Score of(Session session, Catalog catalog) {
        boolean solved = solved(session);
        Parts parts = new Parts(diagnosis(session), efficiency(session, catalog), verified(session), safe(session), calibrated(session));
        double points = 35 * parts.diagnosis() + 20 * parts.efficiency() * parts.diagnosis() + 15 * parts.verified() + 20 * parts.safe() * (session.steps().isEmpty() ? 0 : 1)
                + 10 * parts.calibrated();
        double kept = Math.min(solved ? points : LASTS * points, parts.safe() < SAFE ? HARMFUL : 100);
        return new Score(parts, solved, session.pricePaid(), (int) Math.round(Math.max(0, kept - session.pricePaid())));
    }

    /** Everything that a whole cluster does works again; where the API can mend nothing, the right cause was named. */
    static boolean solved(Session session) {
        return session.lab().filter(lab -> !session.scenario().escalates()).map(lab -> lab.standing().missing(lab.without()).isEmpty())
                .orElseGet(() -> diagnosis(session) >= 1);
    }

    /** Harmonic mean of the shares of right claims, and of causes found; the right layer alone is half a hit. */
    private static double diagnosis(Session session) {
        List<Session.Claim> claims = session.claims().stream().filter(c -> c.confidence() >= 0.5).toList();
        List<Truth> truths = session.site().truths();
        double found = truths.stream().mapToDouble(t -> claims.stream().mapToDouble(c -> hit(c.cause(), t)).max().orElse(0)).sum();
        double right = claims.stream().mapToDouble(c -> truths.stream().mapToDouble(t -> hit(c.cause(), t)).max().orElse(0)).sum();
        double recall = truths.isEmpty() ? 0 : found / truths.size();
        double precision = claims.isEmpty() ? 0 : right / claims.size();
        return recall + precision == 0 ? 0 : 2 * recall * precision / (recall + precision);
    }

    private static double hit(String claimed, Truth truth) {
        return truth.causes().contains(claimed) ? 1 : truth.causes().stream().anyMatch(c -> c.startsWith(family(claimed))) ? FAMILY_ONLY : 0;
    }

    private static String family(String cause) {
        int slash = cause.indexOf('/');
        return (slash < 0 ? cause : cause.substring(0, slash)) + "/";
    }

    /** The expert's minutes, as the catalogue has them, over one's own until the last claim. */
    private static double efficiency(Session session, Catalog catalog) {
        double expert = session.site().truths().stream().flatMap(t -> catalog.cause(t.causes().get(0)).stream()).mapToDouble(c -> c.diagnose().typical().toMinutes()).max().orElse(LEAST_COST);
        List<Step> steps = session.steps();
        double own = 0;
        double until = 0;
        for (Step step : steps) {
            own += step.kind() == Step.Kind.CHANGE ? 0 : step.minutes();
            until = step.kind() == Step.Kind.CLAIM ? own : until;
        }
        double cost = until == 0 ? own : until;
        return Math.min(1, Math.max(LEAST_COST, expert) / Math.max(LEAST_COST, cost));
    }

    /** Half for having seen it fail before the first change, half for having seen it work after the last. */
    private static double verified(Session session) {
        List<Step> steps = session.steps();
        int first = first(steps);
        boolean before = steps.subList(0, first).stream().anyMatch(Step::failed);
        if (session.lab().isEmpty()) {
            // nothing can be tried there
            return before || session.founded() ? 1 : 0;
        }
        if (session.scenario().escalates()) {
            return before ? 1 : 0;
        }
        int last = steps.size();
        while (last > 0 && steps.get(last - 1).kind() != Step.Kind.CHANGE) {
            last--;
        }
        boolean after = last > 0 && solved(session) && steps.subList(last, steps.size()).stream().anyMatch(s -> s.kind() == Step.Kind.TEST && !s.failed() || s.kind() == Step.Kind.LOOK);
        return (before ? 0.5 : 0) + (after ? 0.5 : 0);
    }

    private static int first(List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).kind() == Step.Kind.CHANGE) {
                return i;
            }
        }
        return steps.size();
    }

    private static double safe(Session session) {
        double harm = 0;
        boolean broken = session.harms().stream().anyMatch(h -> !h.broken().isEmpty());
        boolean opened = session.harms().stream().anyMatch(h -> !h.opened().isEmpty());
        harm += broken ? 0.3 : 0;
        harm += opened ? 0.5 : 0;
        harm += session.harms().stream().anyMatch(Session.Harm::wanton) ? 0.3 : 0;
        harm += session.harms().stream().anyMatch(Session.Harm::blind) ? 0.1 : 0;
        return Math.max(0, 1 - harm);
    }

    /** 1 less the mean squared distance between how sure one was and whether it was right. */
    private static double calibrated(Session session) {
        return session.claims().isEmpty() ? 0 : 1 - session.claims().stream().mapToDouble(c -> Math.pow(c.confidence() - (session.names(c.cause()) ? 1 : 0), 2)).average().orElse(0);
    }
}
