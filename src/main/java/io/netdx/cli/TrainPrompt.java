package io.netdx.cli;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.fact.Plain;
import io.netdx.train.Coach;
import io.netdx.train.Session;
import io.netdx.train.Shell;
import io.netdx.train.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a trainee types beside kubectl. Nothing here costs minutes on the cluster's clock but commands that look, test or change. */
final class TrainPrompt {

    private static final String HELP = """
              kubectl …             on the cluster of the incident, here or in another terminal
              ssh NODE COMMAND      as an administrator on a node's machine
              causes [WORD]         causes that one may name, by word
              claim CAUSE [PERCENT] what it is, and how sure you are; again to correct it
              hint                  costs points, each further one more
              status                minutes, score of hints, what you said
              note TEXT             for the debrief
              done                  the debrief; quit leaves without one
            """;

    /** How an incident ends. */
    enum End { DONE, LEFT }

    private final Session session;
    private final Catalog catalog;
    private final Kubectl kubectl;
    private final Mode mode;
    private final PrintWriter out;
    private final Optional<TrainGroup> group;

    /** Runs a line that begins with kubectl. */
    interface Kubectl {
        void run(String line) throws IOException;
    }

    /** When hints are given: unasked too, asked for only, never. */
    enum Mode { COACHED, QUIET, EXAM }

    TrainPrompt(Session session, Catalog catalog, Kubectl kubectl, Mode mode, Optional<TrainGroup> group, PrintWriter out) {
        this.session = session;
        this.catalog = catalog;
        this.kubectl = kubectl;
        this.mode = mode;
        this.group = group;
        this.out = out;
    }

    /** Reads until the incident is left; the end of the input counts as done. */
    End run(BufferedReader in, boolean asks) throws IOException {
        while (true) {
            if (asks) {
                out.print("+" + Math.round(session.minutes()) + " min> ");
                out.flush();
            }
            String line = in.readLine();
            if (line == null || line.strip().equals("done")) {
                return End.DONE;
            }
            if (line.strip().equals("quit") || line.strip().equals("exit")) {
                return End.LEFT;
            }
            answer(line.strip());
            out.flush();
        }
    }

    private void answer(String line) throws IOException {
        String word = line.contains(" ") ? line.substring(0, line.indexOf(' ')) : line;
        String rest = line.substring(word.length()).strip();
        int before = session.steps().size();
        session.command(word.equals("k") ? "kubectl " + rest : line);
        switch (word) {
            case "", "#" -> { }
            case "kubectl", "k" -> kubectl(line, rest);
            case "ssh" -> ssh(rest);
            case "hint" -> hint();
            case "causes" -> causes(rest);
            case "claim" -> claim(rest);
            case "status" -> status();
            case "note" -> session.note(rest);
            case "help", "?" -> out.print(HELP + (group.isPresent() ? TrainGroup.HELP : ""));
            case "board", "idea", "drop", "reveal" -> group.ifPresentOrElse(g -> g.answer(word, rest, out), () -> unknown(word, line));
            default -> unknown(word, line);
        }
        session.command("");
        group.ifPresent(TrainGroup::write);
        if (session.steps().size() > before) {
            session.reflect();
            if (mode == Mode.COACHED) {
                coach(before);
            }
        }
    }

    private void kubectl(String line, String rest) throws IOException {
        if (rest.startsWith("port-forward")) {
            out.println("no port of a simulated pod can be forwarded; run what would use it in the cluster: kubectl exec, debug or run");
        } else {
            kubectl.run(line);
        }
    }

    private void unknown(String word, String line) {
        out.println(Plain.line(word) + " is not known here, and costs nothing; kubectl " + Plain.line(line) + "? help lists what there is");
    }

    private void ssh(String rest) {
        String[] words = rest.split("\\s+", 2);
        if (words.length < 2) {
            out.println("ssh NODE COMMAND; kubectl get nodes lists the nodes");
            return;
        }
        Optional<Shell.Output> output = session.onMachine(words[0].replaceFirst("^[a-z]+@", ""), List.of("sh", "-c", words[1].replaceAll("^['\"]|['\"]$", "")));
        out.print(output.map(o -> o.out() + o.error()).orElse("ssh: connect to host " + Plain.line(words[0]) + " port 22: Connection timed out\n"));
    }

    private void hint() {
        if (mode == Mode.EXAM) {
            out.println("no hints in an exam");
            return;
        }
        Coach.Hint hint = session.hint();
        out.println("hint (-" + hint.price() + "): " + Plain.line(hint.text()));
    }

    private void causes(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        List<Cause> found = catalog.all().stream().filter(c -> (c.id() + " " + c.title()).toLowerCase(Locale.ROOT).contains(wanted)).toList();
        found.stream().limit(40).forEach(c -> out.println("  " + c.id() + "  " + c.title()));
        out.println(found.isEmpty() ? "none; causes alone lists families" : found.size() > 40 ? "  and " + (found.size() - 40) + " more: add a word" : "");
    }

    private void claim(String rest) {
        String[] words = rest.split("\\s+");
        Optional<Cause> cause = catalog.cause(words[0]);
        String percent = words.length > 1 ? words[1].replace("%", "") : "70";
        if (cause.isEmpty()) {
            out.println(Plain.line(words[0]) + " is no cause; causes WORD lists those with a word in them");
        } else if (!percent.matches("[0-9]{1,3}") || Integer.parseInt(percent) > 100) {
            out.println("how sure you are is a percentage: claim " + cause.get().id() + " 80");
        } else {
            session.claim(cause.get().id(), Integer.parseInt(percent) / 100.0);
            out.println("noted: " + cause.get().title() + ", " + percent + " % sure. " + (session.lab().isPresent() ? "Mend it, check that it works, then: done" : "There is nothing to mend here; then: done"));
        }
    }

    private void status() {
        out.println(Math.round(session.minutes()) + " of " + session.scenario().minutes() + " minutes; hints cost " + session.pricePaid() + " points; "
                + (session.claims().isEmpty() ? "no cause named yet" : "named: " + String.join(", ", session.claims().stream().map(Session.Claim::cause).toList())));
    }

    /** At the first stage somebody looks over the trainee's shoulder. */
    private void coach(int before) {
        List<Step> steps = session.steps();
        Step last = steps.get(steps.size() - 1);
        boolean first = steps.subList(0, before).stream().noneMatch(s -> s.kind() == Step.Kind.CHANGE);
        if (steps.size() == before + 1 && Step.again(steps, before)) {
            out.println("coach: you have seen this already, and nothing was changed since");
        } else if (last.kind() == Step.Kind.CHANGE && first && session.claims().isEmpty()) {
            out.println("coach: you changed something before you said what it is; claim CAUSE, and check that the complaint is gone");
        }
    }
}
