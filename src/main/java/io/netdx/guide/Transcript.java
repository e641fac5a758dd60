package io.netdx.guide;

import io.netdx.reason.Judgement;
import java.util.List;
import java.util.Locale;

/** A session as Markdown, for a ticket. */
public final class Transcript {

    private static final int LINES = 40;

    private Transcript() {
    }

    /** Text of people and clusters stands in code, where Markdown and HTML mean nothing. */
    public static String of(Position at) {
        StringBuilder out = new StringBuilder("# Guided diagnosis\n\n");
        if (!at.session().complaint().words().isEmpty()) {
            out.append("Complaint: ").append(code(at.session().complaint().words())).append("\n\n");
        }
        out.append("## Answers\n\n");
        List<Answer> answers = at.session().answers();
        for (int i = 0; i < answers.size(); i++) {
            out.append(i + 1).append(". ").append(answer(at, answers.get(i), i)).append('\n');
        }
        Judgement judgement = Conclusion.of(at);
        out.append("\n## Conclusion\n\n");
        at.stop().ifPresent(s -> out.append(switch (s.reason()) {
            case PROVED -> "The facts prove it.\n\n";
            case ONE_ACTION -> "What remains has one remedy.\n\n";
            case NOT_WORTH_IT -> "No further test is worth its minutes.\n\n";
        }));
        for (Judgement.Diagnosis d : judgement.diagnoses()) {
            if (d.state() == Judgement.State.ACTIVE) {
                out.append(String.format(Locale.ROOT, "- **%s** (%s) on %s, probability %.2f: %s%n", d.cause().title(), d.cause().id(), code(d.subject().toString()), d.confidence(),
                        code(d.message())));
                d.remedies().stream().limit(1).forEach(r -> out.append("  - do: ").append(code(r.text())).append('\n').append(block(r.command()))
                        .append(r.verify().isEmpty() ? "" : "  - verify:\n" + block(r.verify())));
            }
        }
        if (!at.ruledOut().isEmpty()) {
            out.append("\nRuled out: ").append(String.join(", ", at.ruledOut().stream().map(Telling::family).toList())).append(".\n");
        }
        return out.toString();
    }

    private static String answer(Position at, Answer answer, int i) {
        if (answer instanceof Answer.Chosen a) {
            return at.steps().stream().filter(s -> s.answer() == i).findFirst().map(s -> s.question().ask() + " **" + code(s.option().says()) + "**"
                    + (s.question().command().isEmpty() ? "" : "\n" + block(s.question().command()).stripTrailing())
                    + (s.told().isEmpty() ? "" : " (the facts say otherwise: it does not count)")).orElse(code(a.question()) + " " + code(a.option()));
        }
        return answer instanceof Answer.Unknown a ? code(a.question()) + " not known"
                : answer instanceof Answer.Pasted a ? "output" + (a.command().isEmpty() ? "" : " of " + code(a.command())) + "\n" + block(first(a.output())).stripTrailing()
                : answer instanceof Answer.Named a ? code(a.name()) + " is " + code(a.value())
                : answer instanceof Answer.Persists a ? "the trouble persists after the remedy of " + code(a.suspect()) : "note: " + code(((Answer.Note) answer).text());
    }

    private static String first(String text) {
        List<String> lines = text.lines().toList();
        return String.join("\n", lines.subList(0, Math.min(LINES, lines.size()))) + (lines.size() > LINES ? "\n… " + (lines.size() - LINES) + " more lines" : "");
    }

    private static String code(String text) {
        return "`" + text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").replace('`', '\'') + "`";
    }

    private static String block(String text) {
        StringBuilder out = new StringBuilder();
        text.lines().forEach(line -> out.append("      ").append(line.replaceAll("\\p{Cntrl}", " ")).append('\n'));
        return text.isEmpty() ? "" : "\n" + out + "\n";
    }
}
