package io.netdx.cli;

import io.netdx.reason.Judgement;
import io.netdx.report.DiagnosisReport;
import io.netdx.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Measures diagnoses against labelled snapshots: a folder of folders, each with a {@code truth.yaml} that names its root causes
 * by id or alias. The truth is read here alone and is never an input of the diagnosis.
 */
@Command(name = "evaluate", description = "Measures diagnoses against labelled snapshots.", mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Folder of cases, each a folder with a truth.yaml")
    private Path folder;

    @Option(names = "--experimental", description = "Look for causes too whose cases are not complete")
    private boolean experimental;

    private int faults;
    private int top1;
    private int top3;
    private int subjects;
    private int healthy;
    private int falseAlarms;
    private int doubles;
    private int doublesFound;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (!Files.isDirectory(folder)) {
            throw new SourceException(folder + ": no such folder; name a folder of labelled cases");
        }
        Diagnosis diagnosis = Diagnosis.with(experimental);
        List<Path> cases;
        try (Stream<Path> all = Files.list(folder)) {
            cases = all.filter(c -> Files.isRegularFile(c.resolve("truth.yaml"))).sorted().toList();
        }
        if (cases.isEmpty()) {
            throw new SourceException(folder + ": holds no case with a truth.yaml; name a folder of labelled cases");
        }
        for (Path one : cases) {
            out.println(row(one, diagnosis));
            out.flush();
        }
        out.println();
        out.printf(java.util.Locale.ROOT, "%d faulty: top-1 %d (%.2f), top-3 %d (%.2f), object named %d%n", faults, top1,
                (double) top1 / Math.max(1, faults), top3, (double) top3 / Math.max(1, faults), subjects);
        out.printf(java.util.Locale.ROOT, "%d double: both among the first three %d%n", doubles, doublesFound);
        out.printf(java.util.Locale.ROOT, "%d healthy: false alarms %d%n", healthy, falseAlarms);
        out.flush();
        return 0;
    }

    private String row(Path one, Diagnosis diagnosis) {
        Map<?, ?> truth = truth(one);
        DiagnosisReport report = diagnosis.of(List.of(one.toString()), InputStream.nullInputStream());
        List<Judgement.Diagnosis> roots = report.judgement().diagnoses().stream()
                .filter(d -> d.state() == Judgement.State.ACTIVE && d.role() != Judgement.Role.CONSEQUENCE).toList();
        List<String> wanted = new ArrayList<>();
        List<?> rootList = truth.get("root") instanceof List<?> list ? list : List.of();
        rootList.forEach(r -> wanted.add(((Map<?, ?>) r).get("cause").toString()));
        String result;
        if (wanted.isEmpty()) {
            healthy++;
            boolean alarm = roots.stream().anyMatch(d -> d.confidence() >= 0.5);
            falseAlarms += alarm ? 1 : 0;
            result = alarm ? "ALARM" : "quiet";
        } else {
            result = faulty(wanted, rootList, roots);
        }
        String first = roots.isEmpty() ? report.judgement().verdict().name().toLowerCase(java.util.Locale.ROOT)
                : roots.get(0).cause().id() + " " + roots.get(0).subject() + " " + Math.round(100 * roots.get(0).confidence()) + "%"
                + (roots.size() > 1 ? " (+" + (roots.size() - 1) + ")" : "");
        return String.format(java.util.Locale.ROOT, "%-6s %-44s %s", result, one.getFileName(), first);
    }

    private String faulty(List<String> wanted, List<?> truth, List<Judgement.Diagnosis> roots) {
        faults++;
        boolean first = !roots.isEmpty() && wanted.stream().anyMatch(w -> named(roots.get(0), w));
        List<Judgement.Diagnosis> three = roots.subList(0, Math.min(3, roots.size()));
        boolean among = wanted.stream().anyMatch(w -> three.stream().anyMatch(d -> named(d, w)));
        top1 += first ? 1 : 0;
        top3 += among ? 1 : 0;
        subjects += first && truth.stream().anyMatch(r -> subject((Map<?, ?>) r).equals(roots.get(0).subject().toString())) ? 1 : 0;
        if (wanted.size() > 1) {
            doubles++;
            doublesFound += wanted.stream().allMatch(w -> three.stream().anyMatch(d -> named(d, w))) ? 1 : 0;
        }
        return first ? "top-1" : among ? "top-3" : "MISSED";
    }

    private static boolean named(Judgement.Diagnosis d, String cause) {
        return d.cause().id().equals(cause) || d.cause().aliases().contains(cause);
    }

    private static String subject(Map<?, ?> root) {
        Map<?, ?> subject = (Map<?, ?>) root.get("subject");
        Object namespace = subject.get("namespace");
        return subject.get("kind") + " " + (namespace == null || namespace.toString().isEmpty() ? "" : namespace + "/") + subject.get("name");
    }

    private static Map<?, ?> truth(Path one) {
        try (InputStream in = Files.newInputStream(one.resolve("truth.yaml"))) {
            return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + one.resolve("truth.yaml"), e);
        }
    }
}
