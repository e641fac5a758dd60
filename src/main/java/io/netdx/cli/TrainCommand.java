package io.netdx.cli;

import io.netdx.catalog.Catalog;
import io.netdx.diagnosis.Diagnosis;
import io.netdx.fact.Plain;
import io.netdx.knowledge.Knowledge;
import io.netdx.serve.ApiServer;
import io.netdx.serve.Known;
import io.netdx.serve.ObjectStore;
import io.netdx.source.Limits;
import io.netdx.source.SourceException;
import io.netdx.train.Confusion;
import io.netdx.train.Debrief;
import io.netdx.train.DebriefHtml;
import io.netdx.train.DebriefText;
import io.netdx.train.EngineExpert;
import io.netdx.train.Imported;
import io.netdx.train.Lab;
import io.netdx.train.Quiz;
import io.netdx.train.Record;
import io.netdx.train.Scenario;
import io.netdx.train.Session;
import io.netdx.train.Site;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "train", description = "Incidents to solve, on a simulated cluster that behaves, with your own kubectl.", mixinStandardHelpOptions = true, sortOptions = false,
        subcommands = {TrainCommand.ListIncidents.class, TrainCommand.Start.class, TrainImportCommand.class, TrainCommand.Progress.class, TrainExportCommand.class, TrainStudyCommand.class, TrainCommand.Questions.class}, synopsisSubcommandLabel = "COMMAND")
final class TrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Main.USAGE;
    }

    /** Where a trainee's results are kept. */
    static final class RecordFlag {

        @Option(names = "--record", paramLabel = "FILE", defaultValue = "", description = "Where your results are kept (default: train.tsv in the state folder of this user)")
        private String record;

        Path file() {
            return record.isEmpty() ? StateFolder.path().resolve("train.tsv") : Path.of(record);
        }

        /** The pages of the incidents in it. */
        Path debriefs() {
            return file().resolveSibling(file().getFileName() + ".debriefs");
        }
    }

    @Command(name = "list", description = "The written incidents and your own, one a line: ID, stage, minutes, complaint.", mixinStandardHelpOptions = true)
    static final class ListIncidents implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Option(names = "--stage", paramLabel = "N", defaultValue = "0", description = "Only those of a stage, 1 to 3")
        private int stage;

        @Mixin
        private ScenarioFolder scenarios;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            out.printf(Locale.ROOT, "%-18s %-6s %-8s %s%n", "ID", "STAGE", "MINUTES", "TITLE");
            scenarios.all().stream().filter(s -> stage == 0 || s.stage() == stage)
                    .forEach(s -> out.printf(Locale.ROOT, "%-18s %-6d %-8d %s%n", s.id(), s.stage(), s.minutes(), Plain.line(s.title())));
            return 0;
        }
    }

    @Command(name = "start", description = {"Starts an incident. random-SEED and random-STAGE-SEED make one that nobody wrote; without an ID the next one that suits your record.",
        "kubectl works on its cluster at the prompt, and elsewhere with the KUBECONFIG that is printed."}, mixinStandardHelpOptions = true, sortOptions = false)
    static final class Start implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Parameters(arity = "0..1", paramLabel = "ID", defaultValue = "", description = "As train list prints it")
        private String id;

        @Option(names = "--exam", description = "No hints, nobody who interrupts")
        private boolean exam;

        @Mixin
        private RecordFlag record;

        @Mixin
        private ScenarioFolder scenarios;

        @Option(names = "--commands", paramLabel = "FILE", defaultValue = "", description = "Read what you would type from a file")
        private String commands;

        @Option(names = "--debrief", paramLabel = "FILE", defaultValue = "", description = "Write the debrief as a page of HTML, too")
        private String page;

        @Option(names = "--facilitate", paramLabel = "FILE", defaultValue = "",
                description = "For a group: keep a sheet in FILE for its facilitator, with what it is, what they know, and what to ask; watch it in another terminal")
        private String facilitate;

        @Option(names = "--no-record", description = "Keep nothing of this one")
        private boolean unrecorded;

        @Mixin
        private KubeconfigFile kubeconfigFile;

        @Option(names = "--now", paramLabel = "TIME", defaultValue = "", hidden = true, description = "Time of the cluster when it begins, for equal output")
        private String now;

        @Mixin
        private Verbosity verbosity;

        @Override
        public Integer call() throws IOException {
            Scenario scenario = scenario();
            Instant begin = now.isEmpty() ? Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofMinutes(2L * scenario.minutes())) : Instant.parse(now);
            Scenario today = scenario.at(begin);
            Diagnosis diagnosis = new Diagnosis();
            Site site = today.origin().open();
            Session session = new Session(today, site, new EngineExpert(diagnosis));
            try (Served served = served(session, site)) {
                ApiServer server = served.server();
                Path kubeconfig = kubeconfigFile.write(server.kubeconfig(), spec);
                try {
                    return play(session, diagnosis.catalog(), kubeconfig);
                } finally {
                    Files.deleteIfExists(kubeconfig);
                }
            }
        }

        private Scenario scenario() throws IOException {
            if (id.isEmpty()) {
                return Record.next(new Record(record.file()).entries(), scenarios.all(), Instant.now())
                        .orElseThrow(() -> new ParameterException(spec.commandLine(), "you have solved all that is written; try random-1"));
            }
            return scenarios.find(id).orElseThrow(() -> new ParameterException(spec.commandLine(), "no incident " + Plain.line(id) + "; netdx train list has them, random-1 makes one"));
        }

        /** An API with what stands behind it. */
        private record Served(ApiServer server, Optional<ObjectStore> store) implements Closeable {

            @Override
            public void close() throws IOException {
                server.close();
                if (store.isPresent()) {
                    store.get().close();
                }
            }
        }

        private static Served served(Session session, Site site) throws IOException {
            ApiServer.Settings settings = new ApiServer.Settings(0, true, Instant.now(), List.of());
            try {
                if (site instanceof Lab lab) {
                    return new Served(ApiServer.start(new TrainPlane(session, lab, Clock.systemUTC()), settings), Optional.empty());
                }
                List<String> archive = List.of(((Imported) session.scenario().origin()).archive().toString());
                ObjectStore store = ObjectStore.read(archive, InputStream.nullInputStream(), Limits.DEFAULT);
                Known known = Known.read(archive, InputStream.nullInputStream(), Limits.DEFAULT);
                return new Served(ApiServer.start(store, () -> known, access -> TrainPlane.read(session, access, Instant.now()), settings), Optional.of(store));
            } catch (SocketException e) {
                throw new SourceException("cannot listen on 127.0.0.1 (" + Plain.line(String.valueOf(e.getMessage())) + "); the simulated cluster needs a free port there");
            }
        }

        private int play(Session session, Catalog catalog, Path kubeconfig) throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            Scenario scenario = session.scenario();
            TrainPrompt.Mode mode = exam ? TrainPrompt.Mode.EXAM : scenario.stage() == 1 ? TrainPrompt.Mode.COACHED : TrainPrompt.Mode.QUIET;
            out.println(Plain.line(scenario.title()) + "  (stage " + scenario.stage() + ", " + scenario.minutes() + " minutes)\n");
            scenario.complaint().lines().forEach(l -> out.println("  " + Plain.line(l)));
            if (session.lab().isEmpty()) {
                out.println("\nThis happened: it is a cluster as somebody collected it, to be looked at and not to be changed. What counts is the cause that you name.");
            }
            out.println("\nkubectl works here, and in other terminals with  export KUBECONFIG=" + kubeconfig + "\nhelp lists the rest; done ends the incident.\n");
            out.flush();
            boolean terminal = System.console() != null && "1".equals(System.getenv("NETDX_TTY"));
            terminal &= commands.isEmpty();
            Optional<TrainGroup> group = facilitate.isEmpty() ? Optional.empty() : Optional.of(new TrainGroup(session, catalog, Path.of(facilitate).toAbsolutePath(), Clock.systemUTC()));
            group.ifPresent(g -> out.println("idea, board and reveal are for the group; the facilitator's sheet is " + Plain.line(facilitate) + ", watch -n 5 cat shows it elsewhere.\n"));
            TrainPrompt prompt = new TrainPrompt(session, catalog, new TrainKubectl(kubeconfig, out, terminal)::run, mode, group, out);
            try (BufferedReader in = commands.isEmpty() ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)) : typed()) {
                if (prompt.run(in, terminal) == TrainPrompt.End.LEFT) {
                    return 0;
                }
            }
            session.reflect();
            Debrief debrief = Debrief.of(session, catalog);
            out.print(DebriefText.of(debrief));
            out.flush();
            keep(session, debrief);
            if (!page.isEmpty()) {
                Files.writeString(Path.of(page), DebriefHtml.of(debrief), StandardCharsets.UTF_8);
            }
            return debrief.score().passed() ? 0 : Main.FAULTS;
        }

        private BufferedReader typed() {
            try {
                return Files.newBufferedReader(Path.of(commands), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new ParameterException(spec.commandLine(), "--commands " + Plain.line(commands) + " cannot be read; name a file with a line for each command");
            }
        }

        private void keep(Session session, Debrief debrief) {
            if (unrecorded) {
                return;
            }
            Path file = record.file();
            try {
                Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
                new Record(file).add(Record.entry(session, debrief.score(), at));
                Files.createDirectories(record.debriefs());
                Files.writeString(record.debriefs().resolve(at.toString().replace(':', '-') + "-" + session.scenario().id() + ".html"), DebriefHtml.of(debrief), StandardCharsets.UTF_8);
            } catch (IOException e) {
                spec.commandLine().getErr().println("netdx: your result could not be kept in " + Plain.line(file.toString()) + "; name another file with --record");
            }
        }
    }

    @Command(name = "quiz", description = {"Statements of the source document: would you act on this? Some are contradicted upstream.", "Answer yes, no, or nothing for don't know, a line each."},
            mixinStandardHelpOptions = true)
    static final class Questions implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Option(names = "--count", paramLabel = "N", defaultValue = "6", description = "How many (default: ${DEFAULT-VALUE})")
        private int count;

        @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Which (default: ${DEFAULT-VALUE})")
        private long seed;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            int right = 0;
            List<Quiz.Question> questions = Quiz.of(Knowledge.load(), Math.max(1, count), seed);
            for (Quiz.Question question : questions) {
                out.println("\nYour document says: " + question.claim().says() + "\nWould you act on it? [yes/no] ");
                out.flush();
                String answer = in.readLine();
                String given = answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
                boolean hit = given.startsWith("y") && question.holds() || given.startsWith("n") && !question.holds();
                right += hit ? 1 : 0;
                out.println((hit ? "Right. " : given.isEmpty() ? "" : "No. ") + "It is " + question.claim().verdict().label() + ": " + question.claim().upstream() + " [" + question.claim().id()
                        + question.claim().sources().stream().findFirst().map(s -> ", " + s).orElse("") + "]");
            }
            out.println("\n" + right + " of " + questions.size() + " right; netdx explain claim/ID has the rest");
            return 0;
        }
    }

    @Command(name = "progress", description = "Your stage, what you know of each family of faults, what comes next.", mixinStandardHelpOptions = true)
    static final class Progress implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private RecordFlag record;

        @Mixin
        private ScenarioFolder scenarios;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            List<Record.Entry> entries = new Record(record.file()).entries();
            out.println("stage " + Record.stage(entries) + "; " + entries.size() + " incidents, " + entries.stream().filter(Record.Entry::passed).count() + " passed");
            for (Record.Family f : Record.families(entries)) {
                out.printf(Locale.ROOT, "  %-14s %2d tried, %d passed in a row, due %s%n", f.name(), f.tries(), f.inARow(), day(f.due()));
            }
            for (Confusion pair : Confusion.of(entries)) {
                out.printf(Locale.ROOT, "  %s or %s: taken for each other %d times, told right %d in a row, due %s%n", pair.one(), pair.other(), pair.missed(), pair.inARow(), day(pair.due()));
            }
            Optional<Scenario> next = Record.next(entries, scenarios.all(), Instant.now());
            out.println(next.map(s -> "next: netdx train start " + s.id() + "   " + s.title()).orElse("next: netdx train start random-" + (entries.size() + 1)));
            return 0;
        }

        private static String day(Instant time) {
            return time.toString().substring(0, 10);
        }
    }
}
