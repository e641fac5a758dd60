package io.netdx.train;

import java.util.Locale;

/** A debrief for a terminal. */
public final class DebriefText {

    private DebriefText() {
    }

    /** Ends in a line feed. */
    public static String of(Debrief debrief) {
        StringBuilder text = new StringBuilder();
        Score.Parts parts = debrief.score().parts();
        text.append(debrief.score().solved() ? "The incident is over." : "The incident goes on.").append(" Score ").append(debrief.score().total()).append(" of 100, ")
                .append(debrief.score().passed() ? "passed" : "not passed").append(minutes("; %s of %d minutes", debrief)).append("\n\n");
        text.append("  diagnosis %3.0f %%   efficiency %3.0f %%   verified %3.0f %%   safe %3.0f %%   calibrated %3.0f %%   hints -%d%n".formatted(100 * parts.diagnosis(), 100 * parts.efficiency(),
                100 * parts.verified(), 100 * parts.safe(), 100 * parts.calibrated(), debrief.score().hints()).replace("\r\n", "\n"));
        for (Debrief.Told told : debrief.truths()) {
            text.append("\nWhat it was: ").append(told.title()).append(" (").append(told.cause()).append(") on ").append(told.object()).append('\n');
            paragraph(text, told.mechanism());
            told.evidence().forEach(e -> text.append("  shown by   ").append(e).append('\n'));
            line(text, "mended by ", told.remedy());
            line(text, "reference ", told.reference());
        }
        if (!debrief.claims().isEmpty()) {
            text.append("\nYou said:");
            debrief.claims().forEach(c -> text.append(' ').append(c.cause()).append(" (").append(Math.round(100 * c.confidence())).append(" %)"));
            text.append('\n');
        }
        text.append("\nYour steps, and how much surer of the right cause one could be after each:\n");
        for (Debrief.Line line : debrief.steps()) {
            text.append("  %5s  %+4d  %s%s%n".formatted(clock(line.at()), line.gain(), shortened(line.text()), line.remark().isEmpty() ? "" : "   - " + line.remark()).replace("\r\n", "\n"));
        }
        if (!debrief.costly().isEmpty()) {
            text.append("\nSteps that cost most for what they gave:\n");
            debrief.costly().forEach(l -> text.append("  ").append(clock(l.at())).append("  ").append(shortened(l.text())).append(" (").append(number(l.minutes())).append(" min): ")
                    .append(l.remark()).append('\n'));
        }
        debrief.harms().forEach(h -> text.append("\nHarm: ").append(h));
        text.append(debrief.harms().isEmpty() ? "" : "\n");
        debrief.misconceptions().forEach(m -> text.append("\nA misconception: ").append(shortened(m.step())).append("\n  ").append(m.is()).append(" (netdx explain claim/").append(m.claim()).append(")\n"));
        text.append("\nHow an expert goes about it, and how sure of the right cause each command leaves them:\n");
        debrief.expert().legs().forEach(l -> text.append("  %5s  %3d %%  %s%n".formatted(clock(l.minutes()), Math.round(100 * l.truth()), shortened(l.command())).replace("\r\n", "\n")));
        if (!debrief.next().isEmpty()) {
            text.append("\nWhat an expert would have run first:\n");
            debrief.next().forEach(n -> text.append("  ").append(n).append('\n'));
        }
        if (!debrief.lesson().isEmpty()) {
            text.append("\nWhat to keep: ").append(debrief.lesson().replace("\n", " ")).append('\n');
        }
        if (!debrief.contrast().isEmpty()) {
            text.append("\nOne fact changed: ").append(debrief.contrast()).append('\n');
        }
        return text.toString();
    }

    private static String minutes(String pattern, Debrief debrief) {
        return String.format(Locale.ROOT, pattern, number(debrief.minutes()), debrief.budget());
    }

    private static String number(double minutes) {
        return minutes == Math.rint(minutes) ? String.valueOf((long) minutes) : String.format(Locale.ROOT, "%.1f", minutes);
    }

    private static String clock(double minutes) {
        return "+" + number(minutes);
    }

    private static String shortened(String text) {
        return text.length() <= 90 ? text : text.substring(0, 88) + " …";
    }

    private static void line(StringBuilder text, String word, String value) {
        if (!value.isEmpty()) {
            text.append("  ").append(word).append(' ').append(value).append('\n');
        }
    }

    private static void paragraph(StringBuilder text, String words) {
        StringBuilder line = new StringBuilder(" ");
        for (String word : words.split("\\s+")) {
            if (line.length() + word.length() > 100) {
                text.append(line).append('\n');
                line = new StringBuilder(" ");
            }
            line.append(' ').append(word);
        }
        text.append(line).append('\n');
    }
}
