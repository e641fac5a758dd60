package io.netdx.cli;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Numbers;
import io.netdx.diagnosis.Diagnosis;
import io.netdx.source.SourceException;
import io.netdx.source.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Learns the catalogue's figures from labelled cases. What it would change it prints; the files change only where they are named. */
@Command(name = "estimate", description = "Learns link strengths, leaks and priors from labelled snapshots.", mixinStandardHelpOptions = true,
        footer = {"", "Prints each figure of the catalogue that the cases would move by half of its odds or more. The catalogue's own figure",
            "counts like 4 cases for a strength, 50 for a leak, 200 for a prior. Review what --write changed with git diff, then run",
            "evaluate on cases that were not learned from."})
final class EstimateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "Folders of labelled cases, as for evaluate")
    private List<Path> folders;

    @Option(names = "--labels", paramLabel = "FILE", description = "YAML map of foreign labels to lists of causes that are right")
    private Path labels;

    @Option(names = "--least", paramLabel = "N", description = "Cases that a figure needs (default: ${DEFAULT-VALUE})", defaultValue = "10")
    private int least;

    @Option(names = "--priors", description = "Learn priors too: only where the cases are as frequent as in life, which simulated ones are not")
    private boolean priors;

    @Option(names = "--write", paramLabel = "DIR", description = "Folder that holds rules/ and facts/, of which the files are changed")
    private Path write;

    @Mixin
    private Verbosity verbosity;

    @Override
    public Integer call() throws IOException {
        Map<?, ?> causes = labels == null ? Map.of() : Truth.load(labels);
        List<Path> cases = new ArrayList<>();
        for (Path folder : folders) {
            cases.addAll(Truth.cases(folder));
        }
        if (write != null && !Files.isDirectory(write.resolve("rules"))) {
            throw new SourceException(write + ": holds no folder rules; name the top of a checkout");
        }
        Diagnosis diagnosis = new Diagnosis();
        Estimates estimates = new Estimates(diagnosis.catalog());
        for (Path one : cases) {
            Snapshot snapshot = diagnosis.read(Truth.inputs(one, List.of()), InputStream.nullInputStream());
            estimates.add(Truth.of(one, causes), snapshot.cluster(), diagnosis.of(snapshot).judgement());
        }
        List<Estimates.Estimate> moving = estimates.moving(least, priors);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%d cases, %d figures would move%n", cases.size(), moving.size());
        for (Estimates.Estimate e : moving) {
            out.printf(Locale.ROOT, "%-8s %-42s %-34s %.4g -> %.3g  (%d of %d)%n", e.kind().name().toLowerCase(Locale.ROOT), e.cause(), e.finding(),
                    e.now(), e.learned(), e.seen(), e.of());
        }
        out.flush();
        if (write != null) {
            for (Estimates.Estimate e : moving) {
                write(e, diagnosis.catalog());
            }
        }
        return 0;
    }

    private void write(Estimates.Estimate e, Catalog catalog) throws IOException {
        String cause = e.kind() == Estimates.Kind.LEAK ? catalog.finding(e.finding()).orElseThrow().definedIn() : e.cause();
        Path file = write.resolve(cause.contains("/") ? "rules/" + cause + ".yaml" : "facts/knowledge/findings.yaml");
        if (!Files.isRegularFile(file)) {
            spec.commandLine().getErr().println("netdx: " + file + " is missing: its figure was left as it is");
            return;
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        String seen = e.seen() + " of " + e.of();
        String changed = switch (e.kind()) {
            case STRENGTH -> Numbers.strength(text, e.finding(), e.learned(), seen);
            case LEAK -> Numbers.leak(text, e.finding(), e.learned());
            case PRIOR -> Numbers.prior(text, e.learned(), seen);
        };
        if (!changed.equals(text)) {
            Files.writeString(file, changed, StandardCharsets.UTF_8);
        }
    }
}
