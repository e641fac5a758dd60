package io.netdx.cli;

import io.netdx.fact.Plain;
import io.netdx.guide.Answer;
import io.netdx.guide.Complaint;
import io.netdx.guide.Conclusion;
import io.netdx.guide.Guide;
import io.netdx.guide.Journal;
import io.netdx.guide.Lexicon;
import io.netdx.guide.Position;
import io.netdx.guide.Question;
import io.netdx.guide.Session;
import io.netdx.guide.Stop;
import io.netdx.guide.Tables;
import io.netdx.guide.Telling;
import io.netdx.guide.Value;
import io.netdx.reason.Judgement;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A guided session with somebody who types. Each line is one step of the session; it is kept before the next question is asked. */
final class GuideTalk {

    /** What may be typed at every prompt. */
    static final List<String> WORDS = List.of("why", "why not", "how", "what if", "unknown", "back", "undo", "status", "note", "run", "paste", "set", "other", "help", "quit");

    private static final List<String> HELP = List.of("a number or a word of the list   the outcome",
            "unknown   you cannot tell          paste   output follows, to a line with a single .    @FILE   output that is in a file",
            "run   run the command (running clusters; read-only commands)     other   ask something else",
            "why   this test, and this cause    why not CAUSE    how   from which facts and answers     what if N",
            "status   what is believed          set client shop/frontend (client target namespace port)",
            "undo, back   take the last answer back     note TEXT    quit   the session is kept");

    private final Guide guide;
    private final Tables tables;
    private final SnapshotClinic clinic;
    private final SessionFile file;
    private final Prompt prompt;
    private final PrintWriter out;
    private final Set<String> said = new HashSet<>();
    private final Set<String> skipped = new HashSet<>();
    private boolean done;

    GuideTalk(Guide guide, Tables tables, SnapshotClinic clinic, SessionFile file, Prompt prompt, PrintWriter out) {
        this.guide = guide;
        this.tables = tables;
        this.clinic = clinic;
        this.file = file;
        this.prompt = prompt;
        this.out = out;
    }

    /** Goes on until the user leaves or the cause is found; returns the session as it is then. */
    Session from(Session start) throws IOException {
        Session session = start;
        if (session.complaint().words().isEmpty() && session.answers().isEmpty()) {
            Optional<Complaint> complaint = complaint();
            if (complaint.isEmpty()) {
                return session;
            }
            session = Session.of(complaint.get());
            file.save(session);
        }
        while (!done) {
            Position at = guide.at(session);
            announce(at);
            Optional<String> line = prompt.read(at.stop().isPresent() ? stopped(at) : asked(at));
            if (line.isEmpty()) {
                break;
            }
            Session next = step(session, at, line.get().strip());
            if (!next.equals(session)) {
                session = next;
                file.save(session);
                file.transcribe(guide.at(session));
            }
        }
        say(List.of("", "kept in " + file.journal() + "; go on with netdx guide --resume " + file.journal()));
        return session;
    }

    private Optional<Complaint> complaint() {
        List<Lexicon.Entry> menu = tables.lexicon().menu();
        List<String> lines = new ArrayList<>(List.of("What is wrong? Say it in your words, or choose:"));
        for (int i = 0; i < menu.size(); i++) {
            lines.add("  " + (i + 1) + ") " + menu.get(i).says());
        }
        say(lines);
        return prompt.read("> ").map(String::strip).filter(l -> !l.equals("quit")).map(l -> {
            int n = number(l);
            return tables.lexicon().understand(n >= 1 && n <= menu.size() ? menu.get(n - 1).id() : l);
        });
    }

    private void announce(Position at) {
        Telling telling = new Telling(guide.catalog(), at);
        say(telling.contradictions().stream().filter(said::add).toList());
        say(telling.ruledOut(family -> said.add(family)));
    }

    /** The best that was not put off; the best of all where every one was. */
    private Value current(Position at) {
        return at.next().stream().filter(v -> !skipped.contains(v.question().id())).findFirst().orElseGet(() -> {
            skipped.clear();
            return at.next().get(0);
        });
    }

    private String asked(Position at) {
        List<String> lines = new Telling(guide.catalog(), at).question(current(at));
        out.println();
        out.println(prompt.strong(Plain.line(lines.get(0))));
        say(lines.subList(1, lines.size()));
        return "> ";
    }

    private String stopped(Position at) {
        Stop stop = at.stop().orElseThrow();
        List<String> lines = new ArrayList<>(List.of(""));
        lines.add(switch (stop.reason()) {
            case PROVED -> "The facts prove it; nothing need be asked.";
            case ONE_ACTION -> stop.found().size() > 1 ? "What remains has one remedy." : "Found.";
            case NOT_WORTH_IT -> "No test that is left is worth its minutes; this is the best that can be said:";
        });
        for (Judgement.Diagnosis d : Conclusion.of(at).diagnoses().stream().filter(d -> d.state() == Judgement.State.ACTIVE).limit(3).toList()) {
            lines.add("  " + d.cause().title() + " (" + d.cause().id() + ") on " + d.subject() + ", " + Math.round(100 * d.confidence()) + " %: " + d.message());
            d.remedies().stream().limit(1).forEach(r -> {
                lines.add("    do      " + r.text() + (r.danger().isEmpty() ? "" : "; careful: " + r.danger()));
                r.command().lines().forEach(c -> lines.add("            " + c));
                r.verify().lines().forEach(c -> lines.add("    verify  " + c));
            });
        }
        lines.add("When the remedy was applied and verified: gone, or persists? (other goes on asking, quit leaves)");
        say(lines);
        return "> ";
    }

    private Session step(Session session, Position at, String line) {
        String word = line.toLowerCase(java.util.Locale.ROOT);
        Telling telling = new Telling(guide.catalog(), at);
        if (word.isEmpty()) {
            return session;
        } else if (word.equals("quit") || word.equals("exit") || word.equals("q") || word.equals("gone") && at.stop().isPresent()) {
            done = true;
        } else if (word.equals("help") || word.equals("?")) {
            say(HELP);
        } else if (word.equals("why")) {
            say(at.stop().isPresent() ? telling.why() : telling.whyAsked());
        } else if (word.startsWith("why not ")) {
            say(telling.whyNot(line.substring(8).strip()));
        } else if (word.equals("how")) {
            say(telling.how());
        } else if (word.startsWith("what if ")) {
            say(whatIf(at, telling, line.substring(8).strip()));
        } else if (word.equals("status")) {
            say(telling.status());
        } else if (word.equals("undo") || word.equals("back")) {
            said.clear();
            return session.undo();
        } else if (word.startsWith("note ")) {
            return session.with(new Answer.Note(line.substring(5).strip()));
        } else if (word.startsWith("set ")) {
            return named(session, line.substring(4).strip());
        } else if (word.equals("persists")) {
            return persists(session, at);
        } else if (at.next().isEmpty()) {
            say(List.of("nothing is left to ask; undo, persists, status, or quit"));
        } else if (word.equals("other")) {
            skipped.add(current(at).question().id());
        } else if (word.equals("unknown") || word.equals("u")) {
            return session.with(new Answer.Unknown(current(at).question().id()));
        } else if (word.equals("run")) {
            return run(session, current(at).question());
        } else if (word.equals("paste") || word.startsWith("@")) {
            return pasted(session, current(at).question(), line);
        } else {
            return chosen(session, current(at).question(), line);
        }
        return session;
    }

    private Session persists(Session session, Position at) {
        Session after = session;
        for (io.netdx.guide.Suspect found : at.stop().map(Stop::found).orElse(List.of())) {
            after = after.with(new Answer.Persists(found.key()));
        }
        say(List.of(at.stop().isPresent() ? "It was another cause, or there is a second one: going on." : "nothing was found yet that could have been mended"));
        return after;
    }

    private Session named(Session session, String words) {
        String[] parts = words.split("[\\s=]+", 2);
        if (parts.length < 2 || !Journal.NAMES.contains(parts[0])) {
            say(List.of("set takes one of " + String.join(", ", Journal.NAMES.stream().sorted().toList()) + " and a name, as in: set client shop/frontend"));
            return session;
        }
        return session.with(new Answer.Named(parts[0], parts[1]));
    }

    private Session chosen(Session session, Question q, String line) {
        Optional<Question.Option> option = option(q, line);
        if (option.isEmpty()) {
            say(List.of("that is no outcome of this test; give its number, unknown, or help"));
            return session;
        }
        return session.with(new Answer.Chosen(q.id(), option.get().id()));
    }

    private static Optional<Question.Option> option(Question q, String line) {
        int n = number(line);
        return n >= 1 && n <= q.options().size() ? Optional.of(q.options().get(n - 1)) : q.option(line.strip())
                .or(() -> q.options().stream().filter(o -> o.says().equalsIgnoreCase(line.strip())).findFirst());
    }

    private static int number(String line) {
        return line.matches("\\d{1,2}") ? Integer.parseInt(line) : -1;
    }

    private List<String> whatIf(Position at, Telling telling, String outcome) {
        if (at.next().isEmpty()) {
            return List.of("nothing is asked");
        }
        Question q = current(at).question();
        return option(q, outcome).map(o -> telling.whatIf(q, o)).orElse(List.of("that is no outcome of this test; as in: what if 2"));
    }

    private Session pasted(Session session, Question q, String line) {
        StringBuilder text = new StringBuilder();
        if (line.startsWith("@")) {
            try {
                text.append(new String(Files.readAllBytes(Path.of(line.substring(1).strip())), StandardCharsets.UTF_8));
            } catch (IOException e) {
                say(List.of("cannot read " + line.substring(1).strip()));
                return session;
            }
        } else {
            say(List.of("paste the output, then a line with a single ."));
            for (Optional<String> more = prompt.read(""); more.isPresent() && !more.get().strip().equals("."); more = prompt.read("")) {
                text.append(more.get()).append('\n');
            }
        }
        return facts(session, new Answer.Pasted(q.id(), q.command(), text.toString()));
    }

    /** What the text was understood to say; the question stays open where it said nothing. */
    private Session facts(Session session, Answer.Pasted output) {
        int before = clinic.know(session.pasted()).inference().findings().size();
        boolean used = clinic.understands(session.with(output).pasted());
        int after = clinic.know(session.with(output).pasted()).inference().findings().size();
        say(List.of(!used ? "nothing in it is understood; choose the outcome that fits, or say unknown"
                : "understood; " + Math.abs(after - before) + (after >= before ? " more" : " fewer") + " findings"));
        // what nobody could read answers nothing: the question is asked again, and the text is kept for the ticket
        return session.with(used ? output : new Answer.Note("output: " + Plain.line(output.output())));
    }

    private Session run(Session session, Question q) {
        Optional<String> output = clinic.run(q.command());
        if (output.isEmpty()) {
            say(List.of(clinic.live() ? "only kubectl commands that read are run from here; run it yourself, and paste" : "there is no running cluster here; run it yourself, and paste"));
            return session;
        }
        output.get().lines().limit(40).forEach(l -> say(List.of("  " + l)));
        return facts(session, new Answer.Pasted(q.id(), q.command(), output.get()));
    }

    private void say(List<String> lines) {
        lines.forEach(line -> out.println(Plain.block(line)));
        out.flush();
    }
}
