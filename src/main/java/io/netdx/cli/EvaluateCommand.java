package io.netdx.cli;

import io.netdx.reason.Judgement;
import io.netdx.report.DiagnosisReport;
import io.netdx.source.SourceException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Measures diagnoses against labelled snapshots: a folder of folders, each with a {@code truth.yaml} or {@code metadata.json}.
 * The truth is read here alone and is never an input of the diagnosis.
 */
@Command(name = "evaluate", description = "Measures diagnoses against labelled snapshots.", mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

    /** Which cases: rules are written looking at the one half and measured on the other. */
    enum Part { all, development, held_out }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Folder of cases, each a folder with a truth.yaml or a metadata.json")
    private Path folder;

    @Option(names = "--labels", paramLabel = "FILE", description = "YAML map of foreign labels to lists of causes that are right")
    private Path labels;

    @Option(names = "--part", description = "Half of the cases, by a hash of their names: ${COMPLETION-CANDIDATES}", defaultValue = "all")
    private Part part;

    @Option(names = "--without", paramLabel = "NAME", description = "File or folder of each case that is left out; repeatable")
    private List<String> without = List.of();

    @Option(names = "--experimental", description = "Look for causes too whose cases are not complete")
    private boolean experimental;

    private final Map<String, Score> scores = new TreeMap<>();
    private int healthy;
    private int falseAlarms;
    private int doubles;
    private int doublesFound;

    private static final class Score {
        int faults;
        int top1;
        int top3;
        int objects;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (!Files.isDirectory(folder)) {
            throw new SourceException(folder + ": no such folder; name a folder of labelled cases");
        }
        Map<?, ?> causes = labels == null ? Map.of() : Truth.load(labels);
        List<Path> cases = Truth.cases(folder).stream().filter(this::inPart).toList();
        if (cases.isEmpty()) {
            throw new SourceException(folder + ": holds no case with a truth.yaml; name a folder of labelled cases");
        }
        Diagnosis diagnosis = Diagnosis.with(experimental);
        for (Path one : cases) {
            out.println(row(one, Truth.of(one, causes), diagnosis));
            out.flush();
        }
        out.println();
        if (labels != null) {
            scores.forEach((label, score) -> out.println(line(label, score)));
        }
        out.println(line("", total()));
        out.printf(Locale.ROOT, "%d double: both among the first three %d%n", doubles, doublesFound);
        out.printf(Locale.ROOT, "%d healthy: false alarms %d%n", healthy, falseAlarms);
        out.flush();
        return 0;
    }

    private boolean inPart(Path one) {
        if (part == Part.all) {
            return true;
        }
        try {
            String name = folder.relativize(one).toString().replace('\\', '/');
            byte first = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8))[0];
            return (first & 1) == (part == Part.development ? 0 : 1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String line(String label, Score s) {
        return String.format(Locale.ROOT, "%s%d faulty: top-1 %d (%.2f), top-3 %d (%.2f), object named %d",
                label.isEmpty() ? "" : String.format("%-36s ", label), s.faults, s.top1, (double) s.top1 / Math.max(1, s.faults), s.top3,
                (double) s.top3 / Math.max(1, s.faults), s.objects);
    }

    private Score total() {
        Score total = new Score();
        scores.values().forEach(s -> {
            total.faults += s.faults;
            total.top1 += s.top1;
            total.top3 += s.top3;
            total.objects += s.objects;
        });
        return total;
    }

    private String row(Path one, Truth truth, Diagnosis diagnosis) {
        DiagnosisReport report = diagnosis.of(Truth.inputs(one, without), InputStream.nullInputStream());
        List<Judgement.Diagnosis> roots = report.judgement().diagnoses().stream()
                .filter(d -> d.state() == Judgement.State.ACTIVE && d.role() != Judgement.Role.CONSEQUENCE).toList();
        String result;
        if (truth.roots().isEmpty()) {
            healthy++;
            boolean alarm = roots.stream().anyMatch(d -> d.confidence() >= 0.5);
            falseAlarms += alarm ? 1 : 0;
            result = alarm ? "ALARM" : "quiet";
        } else {
            result = faulty(truth, roots);
        }
        String first = roots.isEmpty() ? report.judgement().verdict().name().toLowerCase(Locale.ROOT)
                : roots.get(0).cause().id() + " " + roots.get(0).subject() + " " + Math.round(100 * roots.get(0).confidence()) + "%"
                + (roots.size() > 1 ? " (+" + (roots.size() - 1) + ")" : "");
        String name = labels == null ? one.getFileName().toString() : folder.relativize(one) + " " + truth.label();
        return String.format(Locale.ROOT, "%-6s %-44s %s", result, name, first);
    }

    private String faulty(Truth truth, List<Judgement.Diagnosis> roots) {
        Score score = scores.computeIfAbsent(truth.label(), l -> new Score());
        score.faults++;
        List<Judgement.Diagnosis> three = roots.subList(0, Math.min(3, roots.size()));
        boolean first = !roots.isEmpty() && truth.roots().stream().anyMatch(r -> Truth.names(roots.get(0), r));
        boolean among = truth.roots().stream().anyMatch(r -> three.stream().anyMatch(d -> Truth.names(d, r)));
        score.top1 += first ? 1 : 0;
        score.top3 += among ? 1 : 0;
        score.objects += first && truth.sameObject(roots.get(0)) ? 1 : 0;
        if (truth.roots().size() > 1) {
            doubles++;
            doublesFound += truth.roots().stream().allMatch(r -> three.stream().anyMatch(d -> Truth.names(d, r))) ? 1 : 0;
        }
        return first ? "top-1" : among ? "top-3" : "MISSED";
    }
}
