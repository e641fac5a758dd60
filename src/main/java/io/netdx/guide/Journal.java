package io.netdx.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Sessions as text: for {@code --answers}, for {@code --resume}, and for whoever wants to edit them. A line is {@code QUESTION = OUTCOME}; besides
 * outcomes there are {@code unknown}, {@code @FILE} for an output in a file, and output between {@code paste QUESTION <<MARK} and {@code MARK}.
 * {@code complaint}, {@code note}, {@code persists} and names ({@code client target namespace port}) stand where a question would. Lines that begin
 * with # are remarks.
 */
public final class Journal {

    public static final Set<String> NAMES = Set.of("client", "target", "namespace", "clientNamespace", "targetNamespace", "port");

    private static final String ASSIGNS = " = ";
    private static final String PASTE = "paste ";

    private Journal() {
    }

    /** As {@link #read} reads it back. */
    public static String write(Session session) {
        StringBuilder out = new StringBuilder("# netdx guide; goes on with: netdx guide --resume THIS-FILE\n");
        if (!session.complaint().words().isEmpty()) {
            out.append("complaint").append(ASSIGNS).append(line(session.complaint().words())).append('\n');
        }
        for (Answer answer : session.answers()) {
            if (answer instanceof Answer.Chosen a) {
                out.append(line(a.question())).append(ASSIGNS).append(line(a.option())).append('\n');
            } else if (answer instanceof Answer.Unknown a) {
                out.append(line(a.question())).append(ASSIGNS).append("unknown\n");
            } else if (answer instanceof Answer.Named a) {
                out.append(line(a.name())).append(ASSIGNS).append(line(a.value())).append('\n');
            } else if (answer instanceof Answer.Note a) {
                out.append("note").append(ASSIGNS).append(line(a.text())).append('\n');
            } else if (answer instanceof Answer.Persists a) {
                out.append("persists").append(ASSIGNS).append(line(a.suspect())).append('\n');
            } else if (answer instanceof Answer.Pasted a) {
                String text = (a.command().isEmpty() ? "" : "$ " + a.command() + "\n") + a.output();
                String mark = mark(text);
                out.append(PASTE).append(line(a.question().isEmpty() ? "-" : a.question())).append(" <<").append(mark).append('\n')
                        .append(text).append(text.endsWith("\n") ? "" : "\n").append(mark).append('\n');
            }
        }
        return out.toString();
    }

    /**
     * Reads a journal or a file of answers.
     *
     * @param files   the text of a file that an answer names
     * @throws IllegalArgumentException naming the line that cannot be understood
     */
    public static Session read(String text, Lexicon lexicon, Function<String, String> files) {
        Complaint complaint = Complaint.NONE;
        List<Answer> answers = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith(PASTE) && line.contains(" <<")) {
                String mark = line.substring(line.indexOf(" <<") + 3);
                int end = i + 1;
                while (end < lines.size() && !lines.get(end).equals(mark)) {
                    end++;
                }
                if (end == lines.size()) {
                    throw new IllegalArgumentException("line " + (i + 1) + ": what begins here does not end with a line " + mark);
                }
                answers.add(pasted(line.substring(PASTE.length(), line.indexOf(" <<")), String.join("\n", lines.subList(i + 1, end))));
                i = end;
                continue;
            }
            int at = line.indexOf(ASSIGNS);
            if (at <= 0) {
                throw new IllegalArgumentException("line " + (i + 1) + ": no answer; write QUESTION = OUTCOME");
            }
            String name = line.substring(0, at).strip();
            String value = line.substring(at + ASSIGNS.length()).strip();
            if (name.equals("complaint")) {
                complaint = lexicon.understand(value);
            } else {
                answers.add(answer(name, value, files));
            }
        }
        return new Session(complaint, answers);
    }

    private static Answer answer(String name, String value, Function<String, String> files) {
        return name.equals("note") ? new Answer.Note(value) : name.equals("persists") ? new Answer.Persists(value)
                : NAMES.contains(name) ? new Answer.Named(name, value)
                : value.startsWith("@") ? pasted(name.equals("paste") ? "-" : name, files.apply(value.substring(1)))
                : value.equals("unknown") ? new Answer.Unknown(name) : new Answer.Chosen(name, value);
    }

    /** Its command is its first line, where that has a prompt. */
    private static Answer pasted(String question, String text) {
        int end = text.indexOf('\n');
        boolean prompt = text.startsWith("$ ") && end > 0;
        return new Answer.Pasted(question.equals("-") ? "" : question, prompt ? text.substring(2, end) : "", prompt ? text.substring(end + 1) : text);
    }

    private static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").strip();
    }

    private static String mark(String text) {
        String mark = "END";
        while (text.lines().anyMatch(mark::equals)) {
            mark = mark + "-";
        }
        return mark;
    }
}
