package io.netdx.train;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.reason.Judgement;
import io.netdx.simulate.inject.Truth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is said when an incident is over: what it was and why, what each step gave, what an expert would have done, which harm was done, what
 * to try next. Made from the same knowledge that diagnoses and from the trainee's own steps.
 *
 * @param truths   what was wrong
 * @param steps    each with what it gave
 * @param costly   the three that cost most for what they gave, worst first
 * @param harms    one line each; none where none was done
 * @param expert   how an expert would have gone about it
 * @param contrast the same cluster with another fault of the same look; empty where there is none
 */
public record Debrief(String scenario, String complaint, Score score, double minutes, int budget, List<Told> truths, List<Line> steps, List<Line> costly, List<Session.Belief> beliefs,
                      List<Session.Claim> claims, List<String> harms, List<Tag> misconceptions, ExpertPath expert, List<String> next, String lesson, String contrast) {

    /** What was wrong, in the catalogue's words. */
    public record Told(String cause, String title, String object, String mechanism, List<String> evidence, String reference, String remedy) {
    }

    /** A step with what it gave: how much surer of the right cause somebody could be afterwards, in percentage points. */
    public record Line(double at, String text, double minutes, long gain, String remark) {
    }

    /**
     * A misconception of the source document, as a step showed it.
     *
     * @param claim of the document, {@code C059}
     * @param is    what is so
     */
    public record Tag(String claim, String step, String is) {
    }

    private static final int COSTLY = 3;

    public static Debrief of(Session session, Catalog catalog) {
        Judgement everything = session.opening();
        List<Line> steps = lines(session);
        List<Line> costly = steps.stream().filter(l -> l.minutes() > 0 && l.gain() <= 2 && !l.remark().isEmpty())
                .sorted(Comparator.comparingDouble((Line l) -> -l.minutes()).thenComparingDouble(Line::at)).limit(COSTLY).toList();
        List<String> next = everything.next().stream().limit(3).map(t -> t.command() + " (" + t.time().toMinutes() + " min)").toList();
        return new Debrief(session.scenario().id(), session.scenario().complaint(), Score.of(session, catalog), session.minutes(), session.scenario().minutes(), truths(session, catalog), steps, costly,
                session.beliefs(), session.claims(), harms(session), Misconception.of(session), ExpertPath.of(session), next, session.scenario().lesson(), contrast(session, catalog));
    }

    /** What was wrong, in the catalogue's words. */
    static List<Told> truths(Session session, Catalog catalog) {
        return session.site().truths().stream().map(t -> told(t, catalog, session.opening())).toList();
    }

    /** The last looks and tests told nothing about the cause. */
    static boolean idle(Session session) {
        List<Line> lines = lines(session);
        return lines.size() >= COSTLY && lines.subList(lines.size() - COSTLY, lines.size()).stream().allMatch(l -> l.minutes() > 0 && l.gain() <= 0 && !l.remark().isEmpty());
    }

    private static Told told(Truth truth, Catalog catalog, Judgement everything) {
        Optional<Cause> cause = truth.causes().stream().map(catalog::cause).flatMap(Optional::stream).findFirst();
        List<String> evidence = everything.diagnoses().stream().filter(d -> truth.causes().contains(d.cause().id())).findFirst()
                .map(d -> d.evidence().stream().filter(e -> e.decibans() > 0).map(Judgement.Evidence::text).toList()).orElse(List.of());
        return new Told(truth.causes().get(0), cause.map(Cause::title).orElse(truth.causes().get(0)), truth.subject().kind() + " "
                + (truth.subject().namespace().isEmpty() ? "" : truth.subject().namespace() + "/") + truth.subject().name(), cause.map(Cause::mechanism).orElse(""), evidence,
                cause.flatMap(c -> c.references().stream().findFirst()).orElse(""), cause.flatMap(c -> c.remedies().stream().findFirst()).map(Cause.Remedy::text).orElse(""));
    }

    private static List<Line> lines(Session session) {
        List<Line> lines = new ArrayList<>();
        double at = 0;
        double before = 0;
        boolean mending = false;
        List<Step> steps = session.steps();
        for (Step step : steps) {
            double end = at + step.minutes();
            double belief = session.beliefs().stream().filter(b -> b.minutes() <= end + 1e-9).reduce((a, b) -> b).map(Session.Belief::truth).orElse(0.0);
            mending |= step.kind() == Step.Kind.CHANGE;
            // what was mended shows no more
            long gain = mending ? 0 : Math.round(100 * (belief - before));
            boolean again = Step.again(steps, lines.size());
            lines.add(new Line(at, step.kind().name().toLowerCase(Locale.ROOT) + ": " + step.text(), step.minutes(), gain,
                    again ? "done before" : mending ? "" : step.looks() && gain == 0 ? "told nothing new about the cause" : gain < 0 ? "made the right cause less likely" : ""));
            at = end;
            before = belief;
        }
        return lines;
    }

    static List<String> harms(Session session) {
        List<String> harms = new ArrayList<>();
        for (Session.Harm harm : session.harms()) {
            harm.broken().forEach(b -> harms.add("a change broke what had worked: " + b));
            harm.opened().stream().limit(3).forEach(o -> harms.add("a change opened what is closed on purpose: " + o));
            if (harm.wanton()) {
                harms.add("something was deleted that belongs there");
            }
            if (harm.blind()) {
                harms.add("something was changed that had not been looked at, so that nobody could put it back");
            }
        }
        return harms.stream().distinct().toList();
    }

    /** The cause that the catalogue calls the nearest rival. */
    private static String contrast(Session session, Catalog catalog) {
        return session.site().truths().stream().flatMap(t -> catalog.cause(t.causes().get(0)).stream()).flatMap(c -> c.rivals().stream()).findFirst()
                .map(r -> r.id() + " looks alike; what tells them apart: " + r.discriminatedBy()).orElse("");
    }
}
