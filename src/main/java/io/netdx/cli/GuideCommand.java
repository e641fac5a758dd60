package io.netdx.cli;

import io.netdx.diagnosis.Diagnosis;
import io.netdx.engine.OwnRules;
import io.netdx.fact.Plain;
import io.netdx.guide.Answer;
import io.netdx.guide.Complaint;
import io.netdx.guide.Conclusion;
import io.netdx.guide.Guide;
import io.netdx.guide.Journal;
import io.netdx.guide.Position;
import io.netdx.guide.Procedure;
import io.netdx.guide.Session;
import io.netdx.guide.Tables;
import io.netdx.guide.Telling;
import io.netdx.reason.Effort;
import io.netdx.reason.Judgement;
import io.netdx.report.DiagnosisReport;
import io.netdx.source.Limits;
import io.netdx.source.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

@Command(name = "guide", description = "Leads from a complaint to its cause, one test after the other, the one that tells most a minute first.",
        mixinStandardHelpOptions = true, sortOptions = false)
final class GuideCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "COMPLAINT", description = "What is wrong, in your words: orders cannot reach the database")
    private List<String> complaint = new ArrayList<>();

    @Option(names = {"-f", "--filename"}, paramLabel = "PATH",
            description = "Snapshot: a folder, archive or file; repeatable. What it tells is not asked. Without one, and without a flag that names a cluster, nothing is known at first")
    private List<String> filenames = new ArrayList<>();

    @Option(names = "--procedure", paramLabel = "NAME", completionCandidates = Choices.Procedures.class, defaultValue = "adaptive",
            description = "adaptive (default), or layered: the source document's layers one after the other")
    private String procedure;

    @Option(names = "--expertise", paramLabel = "LEVEL", completionCandidates = Choices.Expertise.class, defaultValue = "proxy-internals",
            description = "What you know, from basic-kubectl to proxy-internals (default); what needs more is marked, and counts as handing over")
    private String expertise;

    @Option(names = "--answers", paramLabel = "FILE", description = "Answers to begin with, one a line: QUESTION = OUTCOME; - is standard input")
    private String answers = "";

    @Option(names = "--resume", paramLabel = "FILE", description = "Go on with the session that this file holds; every answer is written there at once")
    private String resume = "";

    @Option(names = "--transcript", paramLabel = "FILE", description = "Write the session as Markdown for a ticket")
    private String transcript = "";

    @Option(names = "--no-input", description = "Ask nothing: end with the best differential that the given input allows")
    private boolean noInput;

    @Mixin
    private FailureFlags failure;

    @Option(names = {"-o", "--output"}, paramLabel = "FORMAT[=FILE]", completionCandidates = Choices.Formats.class,
            description = "Of what it comes to, as diagnose has them; repeatable, with =FILE into a file")
    private List<String> output = new ArrayList<>();

    @Option(names = "--color", paramLabel = "WHEN", completionCandidates = Choices.Colours.class, defaultValue = DiagnoseOptions.COLOR, description = "auto, always or never (default: auto)")
    private String color;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private Verbosity verbosity;

    @Mixin
    private LiveFlags live;

    @Override
    public Integer call() throws IOException {
        return guided();
    }

    private int guided() throws IOException {
        Threshold threshold = Threshold.of(failure.failOn(), 0);
        if (!Effort.LEVELS.contains(expertise)) {
            throw usage("--expertise is one of " + String.join(", ", Effort.LEVELS));
        }
        if (!List.of("adaptive", "layered").contains(procedure)) {
            throw usage("--procedure is adaptive or layered");
        }
        List<Outputs.Target<DiagnosisReport>> targets = Outputs.targets(output, color,
                (format, coloured) -> DiagnosisFormats.writer(format, coloured, () -> DiagnosisFormats.looked(false, OwnRules.NONE), false), DiagnosisFormats.KNOWN);
        Limits bounds = limits.limits();
        Diagnosis diagnosis = new Diagnosis();
        SnapshotClinic clinic = new SnapshotClinic(diagnosis, snapshot(bounds), bounds,
                filenames.isEmpty() && live.namesCluster() ? Optional.of(new ReadOnlyRun(live.kubectl())) : Optional.empty());
        Tables tables = Tables.load(diagnosis.catalog());
        Guide guide = new Guide(diagnosis.catalog(), tables, clinic, Procedure.valueOf(procedure.toUpperCase(Locale.ROOT)), expertise);
        Session session = start(tables);
        Position at = guide.at(session);
        check(at);
        if (!noInput) {
            SessionFile file = new SessionFile(resume.isEmpty() ? SessionFile.usual() : Path.of(resume), transcript.isEmpty() ? Optional.empty() : Optional.of(Path.of(transcript)));
            try (Prompt prompt = prompt()) {
                session = new GuideTalk(guide, tables, clinic, file, prompt, spec.commandLine().getOut()).from(session);
            }
            at = guide.at(session);
        } else if (!transcript.isEmpty()) {
            new SessionFile(Path.of(transcript), Optional.of(Path.of(transcript))).transcribe(at);
        }
        return concluded(diagnosis, at, clinic, targets, threshold);
    }

    /** A terminal that can do more has history and completion; anything else is lines. */
    private Prompt prompt() {
        boolean terminal = System.console() != null && Outputs.terminal() && !"dumb".equals(System.getenv("TERM"));
        try {
            return terminal ? new JlinePrompt(SessionFile.history(), Outputs.coloured(color)) : new PlainPrompt(spec.commandLine().getOut());
        } catch (IOException | LinkageError e) {
            return new PlainPrompt(spec.commandLine().getOut());
        }
    }

    private Snapshot snapshot(Limits bounds) {
        if (filenames.isEmpty() && !live.namesCluster()) {
            return SnapshotClinic.nothing();
        }
        return LiveReading.read(filenames, live.options(), live.logs(), bounds, verbosity.quiet(), spec.commandLine().getErr());
    }

    private Session start(Tables tables) throws IOException {
        Session session = Session.of(Complaint.NONE);
        if (!resume.isEmpty() && Files.exists(Path.of(resume))) {
            session = read(resume, tables);
        }
        if (!answers.isEmpty()) {
            Session given = read(answers, tables);
            session = new Session(session.complaint().words().isEmpty() ? given.complaint() : session.complaint(), session.answers());
            for (Answer answer : given.answers()) {
                session = session.with(answer);
            }
        }
        return complaint.isEmpty() ? session : new Session(tables.lexicon().understand(String.join(" ", complaint)), session.answers());
    }

    private Session read(String file, Tables tables) throws IOException {
        try {
            String text = file.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : text(file);
            return Journal.read(text, tables.lexicon(), GuideCommand::text);
        } catch (IllegalArgumentException e) {
            throw usage(file + ": " + e.getMessage());
        }
    }

    private static String text(String file) {
        try {
            return new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException("cannot read " + Plain.line(file) + "; name a file of answers, see netdx guide --help");
        }
    }

    /** Answers that nothing asks for are told; one that is no outcome of its question is a mistake. */
    private void check(Position at) {
        for (Answer answer : at.session().answers()) {
            if (answer instanceof Answer.Chosen chosen) {
                if (!at.questions().containsKey(chosen.question())) {
                    spec.commandLine().getErr().println("netdx: nothing asks for " + Plain.line(chosen.question()) + " here; its answer does not count");
                } else if (at.questions().get(chosen.question()).option(chosen.option()).isEmpty()) {
                    throw usage(chosen.question() + " = " + chosen.option() + " is no outcome of it; choose "
                            + String.join(", ", at.questions().get(chosen.question()).options().stream().map(o -> o.id()).toList()) + " or unknown");
                }
            }
        }
    }

    private int concluded(Diagnosis diagnosis, Position at, SnapshotClinic clinic, List<Outputs.Target<DiagnosisReport>> targets, Threshold threshold) throws IOException {
        DiagnosisReport known = clinic.report();
        Judgement judgement = Conclusion.of(at);
        if (!verbosity.quiet()) {
            Telling telling = new Telling(diagnosis.catalog(), at);
            telling.contradictions().forEach(line -> spec.commandLine().getErr().println("netdx: " + Plain.line(line)));
        }
        if (!Outputs.write(targets, known.showing(judgement), spec.commandLine().getOut(), spec.commandLine().getErr())) {
            return Main.CANNOT_RUN;
        }
        return threshold.fails(judgement, d -> true) ? Main.FAULTS : 0;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
