package io.netdx.guide;

import io.netdx.catalog.Catalog;
import io.netdx.finding.Outcome;
import io.netdx.reason.Explanation;
import io.netdx.reason.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** A session in words: lines for a terminal, a ticket or an agent. Text of a cluster is in them as it came; whoever prints them cleans it. */
public final class Telling {

    private static final int SHOWN = 5;

    private final Catalog catalog;
    private final Position at;

    public Telling(Catalog catalog, Position at) {
        this.catalog = catalog;
        this.at = at;
    }

    /** The question with its outcomes, and what each would make likelier. */
    public List<String> question(Value v) {
        Question q = v.question();
        List<String> lines = new ArrayList<>();
        lines.add(q.ask() + "   [" + time(q.minutes()) + ", " + q.expertise() + "]");
        if (!q.command().isEmpty()) {
            lines.add("    " + q.command());
        }
        if (v.handOver()) {
            lines.add("  hand over: this takes somebody who knows " + q.expertise() + "; say unknown where there is nobody");
        }
        for (int i = 0; i < q.options().size(); i++) {
            Question.Option o = q.options().get(i);
            lines.add(String.format(Locale.ROOT, "  %d) %s", i + 1, o.says()) + "   -> " + becomes(at.belief().given(o)));
        }
        return lines;
    }

    private String becomes(Belief b) {
        int top = b.ranked().get(0);
        return b.suspects().get(top).cause().id() + " " + percent(b.probability()[top]);
    }

    /** Why this test and no other. */
    public List<String> whyAsked() {
        if (at.next().isEmpty()) {
            return List.of("nothing is asked");
        }
        List<String> lines = new ArrayList<>();
        Value best = at.next().get(0);
        lines.add(String.format(Locale.ROOT, "It is expected to bring %.2f of the %.1f bits that are missing until it is known what to do; that saves about %s of trying remedies, for %s of work.",
                best.gain(), new Gain(at.belief()).entropy(), time(best.saves()), time(best.cost())));
        at.next().stream().skip(1).limit(3).forEach(v -> lines.add(String.format(Locale.ROOT, "  next best: %s (%.2f bits, %s of work)", v.question().id(), v.gain(), time(v.cost()))));
        lines.addAll(why());
        return lines;
    }

    /** Why the likeliest cause is that. */
    public List<String> why() {
        int top = at.belief().ranked().get(0);
        List<String> lines = new ArrayList<>();
        lines.add("likeliest: " + named(top));
        at.known().judgement().diagnoses().stream().filter(d -> at.belief().suspects().get(top).key().equals(d.cause().id() + "@" + d.subject())).findFirst()
                .ifPresent(d -> d.evidence().stream().limit(SHOWN).forEach(e -> lines.add(evidence(e))));
        conclusion(top).forEach(e -> lines.add(evidence(e)));
        return lines;
    }

    private List<Judgement.Evidence> conclusion(int suspect) {
        return Conclusion.evidence(at, suspect);
    }

    private static String evidence(Judgement.Evidence e) {
        String place = e.source().file().isEmpty() ? "" : "  " + e.source().file() + (e.source().line() > 0 ? ":" + e.source().line() : "");
        return String.format(Locale.ROOT, "  %+6.1f dB  %s%s", e.decibans(), e.text(), place);
    }

    /** What counts against a cause, and what it would still have to show. @param said id, alias, or the end of an id */
    public List<String> whyNot(String said) {
        Optional<String> id = cause(said);
        if (id.isEmpty()) {
            return List.of("the catalogue has no cause " + said + "; netdx rules list has them all");
        }
        List<String> lines = new ArrayList<>();
        Belief b = at.belief();
        for (int i : b.ranked()) {
            if (b.suspects().get(i).cause().id().equals(id.get())) {
                lines.add(named(i) + ", at first " + percent(at.start().probability()[i]));
                conclusion(i).forEach(e -> lines.add(evidence(e)));
                break;
            }
        }
        Explanation.WhyNot not = Explanation.of(at.known().inference(), catalog).whyNot(id.get());
        not.costs().stream().limit(SHOWN).forEach(e -> lines.add(evidence(e)));
        not.needs().forEach(n -> lines.add("  needs: " + n.text() + (n.outcome() == Outcome.ABSENT ? " (looked for, and not so)" : " (nobody looked)")));
        return lines;
    }

    /** From where the likeliest cause follows: rule, finding, field, place. */
    public List<String> how() {
        int top = at.belief().ranked().get(0);
        Suspect s = at.belief().suspects().get(top);
        List<String> lines = new ArrayList<>(List.of(named(top), "  because " + s.cause().mechanism()));
        at.known().judgement().diagnoses().stream().filter(d -> s.key().equals(d.cause().id() + "@" + d.subject())).findFirst().ifPresent(d -> d.evidence().forEach(e ->
                lines.add("  rules " + s.cause().id() + " -> " + e.finding() + " on " + e.subject() + " -> " + (e.source().path().isEmpty() ? "" : e.source().path() + " ")
                        + (e.source().file().isEmpty() ? "computed" : e.source().file() + ":" + e.source().line()))));
        at.steps().forEach(step -> lines.add("  answer " + (step.answer() + 1) + " -> " + step.question().id() + " = " + step.option().id()));
        return lines;
    }

    /** What is believed, what is left, what was ruled out, and what the answers so far did. */
    public List<String> status() {
        List<String> lines = new ArrayList<>();
        Belief b = at.belief();
        b.ranked().stream().limit(SHOWN).forEach(i -> lines.add("  " + named(i)));
        lines.add("  something else " + percent(b.probability()[b.suspects().size()]));
        ruledOut(family -> true).forEach(lines::add);
        double minutes = at.steps().stream().mapToDouble(s -> s.question().minutes()).sum();
        lines.add("  " + at.session().answers().size() + " answers, " + time(minutes) + " of tests");
        return lines;
    }

    /**
     * "Stop looking at DNS".
     *
     * @param told families that are to be told of
     */
    public List<String> ruledOut(Predicate<String> told) {
        return at.ruledOut().stream().filter(told).map(f -> "  stop looking at " + family(f) + ": " + percent(at.start().families().getOrDefault(f, 0.0)) + " at first, now "
                + percent(at.belief().families().getOrDefault(f, 0.0))).toList();
    }

    static String family(String family) {
        return switch (family) {
            case "dns", "cni", "ipam" -> family.toUpperCase(Locale.ROOT);
            case "proxy" -> "kube-proxy";
            case "controlplane" -> "the control plane";
            default -> family;
        };
    }

    /** What does not fit: the last answer, or an answer and the facts. */
    public List<String> contradictions() {
        List<String> lines = new ArrayList<>();
        for (Position.Step step : at.steps()) {
            String name = "answer " + (step.answer() + 1) + " (" + step.question().id() + " = " + step.option().id() + ")";
            if (!step.told().isEmpty()) {
                lines.add("  " + name + " contradicts the facts, which say: " + step.told() + "; it does not count");
            } else if (step.surprising()) {
                lines.add("  " + name + " contradicts what was known before: only " + percent(step.expected()) + " would have been expected; look again, or undo");
            }
        }
        return lines;
    }

    /** How belief would change with one more answer. */
    public List<String> whatIf(Question q, Question.Option option) {
        Belief then = at.belief().given(option);
        List<String> lines = new ArrayList<>(List.of("if " + q.id() + " = " + option.id() + " (now expected with " + percent(at.belief().chance(option)) + "):"));
        then.ranked().stream().limit(SHOWN).forEach(i -> lines.add("  " + then.suspects().get(i).key() + " " + percent(at.belief().probability()[i]) + " -> "
                + percent(then.probability()[i])));
        return lines;
    }

    private String named(int i) {
        return at.belief().suspects().get(i).key() + " (" + at.belief().suspects().get(i).cause().title() + ") " + percent(at.belief().probability()[i]);
    }

    private Optional<String> cause(String said) {
        return catalog.all().stream().filter(c -> c.id().equals(said) || c.aliases().contains(said) || c.id().endsWith("/" + said)).map(c -> c.id()).findFirst();
    }

    static String percent(double p) {
        long n = Math.round(100 * p);
        return n <= 0 && p > 0 ? "<1 %" : n >= 100 && p < 1 ? ">99 %" : n + " %";
    }

    /** {@code 30 s}, {@code 2 min}. */
    public static String time(double minutes) {
        return minutes < 1 ? Math.round(minutes * 60) + " s" : String.format(Locale.ROOT, minutes == Math.rint(minutes) ? "%.0f min" : "%.1f min", minutes);
    }
}
