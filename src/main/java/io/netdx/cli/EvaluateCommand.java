package io.netdx.cli;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.cluster.Cluster;
import io.netdx.diagnosis.Diagnosis;
import io.netdx.fact.Coverage;
import io.netdx.reason.Judgement;
import io.netdx.source.Snapshot;
import io.netdx.source.SourceException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Measures diagnoses against labelled snapshots: a folder of folders, each with a {@code truth.yaml} or {@code metadata.json},
 * or of case files.
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

    @Mixin
    private ExperimentalFlag experimental;

    @Option(names = "--drop", paramLabel = "SHARE", description = "Forget this share of the kinds that each snapshot holds, at random")
    private double drop;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of what is forgotten (default: ${DEFAULT-VALUE})", defaultValue = "1")
    private long seed;

    @Option(names = "--guided", description = "Measure guided sessions on the faulty cases, against the layered procedure; an oracle answers from each case's snapshot and truth")
    private boolean guided;

    @Option(names = "--wrong", paramLabel = "SHARE", description = "Share of that oracle's answers that are wrong, at random")
    private double wrong;

    @Mixin
    private Verbosity verbosity;

    private final Map<String, Figures> families = new TreeMap<>();
    private final Map<String, Figures> labelled = new TreeMap<>();
    private final Figures all = new Figures();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (wrong < 0 || wrong > 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--wrong " + wrong + ": give a share from 0 to 1");
        }
        if (drop < 0 || drop >= 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--drop " + drop + ": give a share from 0 to below 1");
        }
        Map<?, ?> causes = labels == null ? Map.of() : Truth.load(labels);
        List<Path> cases = Truth.cases(folder).stream().filter(this::inPart).toList();
        if (cases.isEmpty()) {
            throw new SourceException(folder + ": none of its cases falls into the part " + part + "; leave out --part");
        }
        Diagnosis diagnosis = Diagnosis.with(experimental.wanted());
        if (guided) {
            GuidedEvaluation evaluation = new GuidedEvaluation(diagnosis, wrong, seed);
            cases.forEach(one -> evaluation.of(one, folder.relativize(one).toString().replace('\\', '/'), out));
            evaluation.summary(out);
            return 0;
        }
        for (Path one : cases) {
            out.println(row(one, Truth.of(one, causes), diagnosis));
            out.flush();
        }
        out.println();
        tables(out);
        out.flush();
        return 0;
    }

    private void tables(PrintWriter out) {
        out.println(Figures.HEADER);
        families.forEach((family, figures) -> out.println(figures.line(family)));
        out.println(all.line("all"));
        if (labels != null) {
            out.println();
            labelled.forEach((label, figures) -> out.println(figures.line(label)));
        }
        out.println();
        if (drop > 0) {
            out.printf(Locale.ROOT, "%d absences claimed about kinds that were not collected%n", all.claims());
        }
        out.println(all.summary());
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

    private String row(Path one, Truth truth, Diagnosis diagnosis) {
        Snapshot snapshot = diagnosis.read(Truth.inputs(one, without), InputStream.nullInputStream());
        Set<String> forgotten = forgotten(snapshot.cluster(), one);
        Judgement judgement = diagnosis.of(forgotten.isEmpty() ? snapshot : snapshot.with(snapshot.cluster().without(forgotten))).judgement();
        Outcome outcome = Outcome.of(truth, family(truth, diagnosis.catalog()), judgement,
                e -> diagnosis.catalog().finding(e.finding()).filter(f -> f.coverage().stream().anyMatch(forgotten::contains)).isPresent());
        families.computeIfAbsent(outcome.family(), f -> new Figures()).add(outcome);
        labelled.computeIfAbsent(truth.label(), l -> new Figures()).add(outcome);
        all.add(outcome);
        List<Judgement.Diagnosis> roots = outcome.roots();
        String first = roots.isEmpty() ? judgement.verdict().name().toLowerCase(Locale.ROOT)
                : roots.get(0).cause().id() + " " + roots.get(0).subject() + " " + Math.round(100 * roots.get(0).confidence()) + "%"
                + (roots.size() > 1 ? " (+" + (roots.size() - 1) + ")" : "");
        String name = labels == null && !Files.isRegularFile(one) ? one.getFileName().toString()
                : folder.relativize(one) + (labels == null ? "" : " " + truth.label());
        return String.format(Locale.ROOT, "%-6s %-44s %s", outcome.word(), name, first)
                + (forgotten.isEmpty() ? "" : " without " + String.join(", ", forgotten));
    }

    /** Drawn for each case apart, so that one more case changes nothing for the others. */
    private Set<String> forgotten(Cluster cluster, Path one) {
        List<String> kinds = new ArrayList<>(new TreeSet<>(cluster.coverage().stream().filter(Coverage::looked).map(Coverage::kind).toList()));
        Collections.shuffle(kinds, new Random(seed * 31 + folder.relativize(one).toString().replace('\\', '/').hashCode()));
        return new TreeSet<>(kinds.subList(0, (int) Math.round(drop * kinds.size())));
    }

    private static String family(Truth truth, Catalog catalog) {
        if (truth.roots().isEmpty()) {
            return "healthy";
        }
        Set<String> ids = truth.roots().get(0);
        return catalog.all().stream().filter(c -> Truth.names(c, ids)).map(Cause::family).findFirst().orElse("unknown");
    }
}
