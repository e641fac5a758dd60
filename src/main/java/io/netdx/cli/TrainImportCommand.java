package io.netdx.cli;

import io.netdx.catalog.Cause;
import io.netdx.diagnosis.Diagnosis;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Plain;
import io.netdx.reason.Judgement;
import io.netdx.report.DiagnosisReport;
import io.netdx.simulate.inject.Truth;
import io.netdx.source.EntryVisitor;
import io.netdx.source.Limits;
import io.netdx.source.Problem;
import io.netdx.source.Recorder;
import io.netdx.source.SourceException;
import io.netdx.source.pseudonym.Anonymizer;
import io.netdx.train.Frozen;
import io.netdx.train.Imported;
import io.netdx.train.Scenario;
import io.netdx.train.Scenarios;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "import", description = {"Makes an incident of a real one: a snapshot that was taken while it lasted, and what turned out to be wrong.",
    "It can be looked at and not be changed: a trainee is judged by the cause that they name. Names and addresses are replaced by pseudonyms."},
        mixinStandardHelpOptions = true, sortOptions = false)
final class TrainImportCommand implements Callable<Integer> {

    private static final int SHORTEST_BUDGET = 15;
    private static final int LONGEST_TITLE = 80;
    private static final String ID = "[a-z0-9]+(-[a-z0-9]+)*";

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "SNAPSHOT", description = "What diagnose -f reads: a folder, archive or file; several are one cluster")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--cause", required = true, paramLabel = "ID", description = "What was wrong, as netdx rules list names it; repeatable")
    private List<String> causes = new ArrayList<>();

    @Option(names = "--complaint", defaultValue = "", paramLabel = "TEXT", description = "What users reported, in their words; its first sentence is the title")
    private String complaint;

    @Option(names = "--stage", defaultValue = "2", paramLabel = "N", description = "1 to 3 (default: ${DEFAULT-VALUE})")
    private int stage;

    @Option(names = "--id", defaultValue = "", paramLabel = "NAME", description = "What the incident is called; nothing that gives the cause away (default: case-1, case-2 …)")
    private String id;

    @Option(names = "--anonymize", negatable = true, defaultValue = "true", fallbackValue = "true", description = "Replace names and addresses by pseudonyms (default); --no-anonymize keeps them")
    private boolean anonymize;

    @Option(names = "--anonymize-key", paramLabel = "FILE", defaultValue = "", description = "A file of random bytes: the same key gives the same pseudonyms in every import")
    private String key;

    @Mixin
    private ScenarioFolder scenarios;

    @Override
    public Integer call() throws IOException {
        Diagnosis diagnosis = new Diagnosis();
        byte[] secret = new Anonymity(anonymize, key).secret();
        checkStage();
        List<Cause> known = causes.stream().map(c -> diagnosis.catalog().cause(c)
                .orElseThrow(() -> new UsageException(Plain.line(c) + " is no cause; netdx rules list has them"))).toList();
        String name = name();
        blind(name, known, "--id");
        blind(complaint, known, "--complaint");
        Files.createDirectories(scenarios.path());
        Path archive = scenarios.path().resolve(name + ".tar.gz");
        Path unfinished = scenarios.path().resolve(name + ".unfinished");
        try {
            UnaryOperator<String> pseudonyms = record(unfinished, secret, diagnosis);
            DiagnosisReport report = diagnosis.of(List.of(unfinished.toString()), InputStream.nullInputStream());
            List<Truth> truths = known.stream().map(c -> truth(c, report.judgement())).toList();
            int objects = ((Frozen) new Imported(unfinished, truths).open()).count();
            if (objects == 0) {
                throw new SourceException(Plain.line(String.join(", ", paths)) + " holds no objects that a trainee could look at; a transcript is what kubectl printed: give lists made by kubectl get -o json");
            }
            String said = complaint.isBlank() ? complaint(known, report.judgement()) : pseudonyms.apply(complaint.strip());
            Scenario scenario = new Scenario(name, stage, minutes(known), title(said), said, new Imported(archive, truths), List.of(), true, "");
            Files.move(unfinished, archive, StandardCopyOption.REPLACE_EXISTING);
            Scenarios.keep(scenario, scenarios.path());
            tell(scenario, known, report.judgement(), objects);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        return 0;
    }

    private void checkStage() {
        if (stage < 1 || stage > 3) {
            throw new UsageException("--stage is 1, 2 or 3");
        }
    }

    private String name() {
        List<String> taken = scenarios.all().stream().map(Scenario::id).toList();
        if (id.isEmpty()) {
            int number = 1;
            while (taken.contains("case-" + number)) {
                number++;
            }
            return "case-" + number;
        }
        if (!id.matches(ID) || id.startsWith("random-")) {
            throw new UsageException("--id is made of small letters, digits and hyphens, and does not begin with random-");
        }
        if (taken.contains(id)) {
            throw new UsageException("there is an incident " + id + " already; choose another --id");
        }
        return id;
    }

    /** Whoever reads it must not be told. */
    private static void blind(String text, List<Cause> known, String option) {
        String said = text.toLowerCase(Locale.ROOT).replace('-', ' ');
        for (Cause cause : known) {
            String slug = cause.id().substring(cause.id().indexOf('/') + 1).replace('-', ' ');
            if (said.contains(slug) || said.contains(cause.title().toLowerCase(Locale.ROOT).replace('-', ' '))) {
                throw new UsageException(option + " names the cause, and trainees read it first; tell what users saw");
            }
        }
    }

    /** Copies the snapshot, and gives what turns names into pseudonyms. */
    private UnaryOperator<String> record(Path to, byte[] secret, Diagnosis diagnosis) throws IOException {
        List<Problem> problems = new ArrayList<>();
        UnaryOperator<EntryVisitor> way = visitor -> visitor;
        UnaryOperator<String> pseudonyms = text -> text;
        if (anonymize) {
            Anonymizer anonymizer = Anonymizer.of(paths, List.of(), Limits.DEFAULT, diagnosis.table(), secret);
            way = anonymizer::over;
            pseudonyms = anonymizer::of;
        }
        Recorder.rewrite(paths, Limits.DEFAULT, way, problems::add, OwnFile.create(to));
        if (!problems.isEmpty()) {
            spec.commandLine().getErr().println("netdx: " + problems.size() + " places of the snapshot could not be used and are left out, such as " + problems.get(0));
        }
        return pseudonyms;
    }

    private static Optional<Judgement.Diagnosis> found(Cause cause, Judgement judgement) {
        return judgement.diagnoses().stream().filter(d -> d.cause().id().equals(cause.id())).findFirst();
    }

    private static Truth truth(Cause cause, Judgement judgement) {
        Truth.Subject subject = found(cause, judgement).map(d -> new Truth.Subject(d.subject().kind(), d.subject().namespace(), d.subject().name())).orElseGet(Imported::nobody);
        return new Truth(List.of(cause.id()), subject, "", false);
    }

    /** Where it hurts, and not why. */
    private static String complaint(List<Cause> known, Judgement judgement) {
        List<String> namespaces = known.stream().flatMap(c -> found(c, judgement).stream()).flatMap(d -> d.affected().stream()).map(ObjectRef::namespace)
                .filter(n -> !n.isEmpty()).distinct().sorted().limit(3).toList();
        return "Users report that something does not work any more" + (namespaces.isEmpty() ? "" : " in " + String.join(", ", namespaces)) + ".";
    }

    private static String title(String said) {
        String first = said.lines().findFirst().orElse("").split("(?<=[.!?])\\s", 2)[0].replaceAll("\\.$", "");
        return first.length() <= LONGEST_TITLE ? first : first.substring(0, LONGEST_TITLE - 2) + " …";
    }

    private static int minutes(List<Cause> known) {
        long typical = known.stream().mapToLong(c -> c.diagnose().typical().toMinutes()).sum();
        return (int) Math.max(SHORTEST_BUDGET, 2 * typical);
    }

    private void tell(Scenario scenario, List<Cause> known, Judgement judgement, int objects) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(scenario.id() + ": " + Plain.line(scenario.title()) + "  (stage " + stage + ", " + scenario.minutes() + " minutes, " + objects + " objects"
                + (anonymize ? ", with pseudonyms: look through it before you hand it on, for text that is no name stays" : "") + ")");
        out.println("read-only: a trainee looks with kubectl and is judged by the cause that they name, not by mending it");
        for (Cause cause : known) {
            Optional<Judgement.Diagnosis> found = found(cause, judgement);
            out.println(cause.id() + ": " + found.map(d -> "netdx itself is " + Math.round(100 * d.confidence()) + " % sure of it, on " + d.subject().kind() + " " + Plain.line(d.subject().name()))
                    .orElse("netdx itself does not find it in this snapshot, so that hints and the curve of the debrief say little"));
        }
        out.println("next: netdx train start " + scenario.id());
    }
}
