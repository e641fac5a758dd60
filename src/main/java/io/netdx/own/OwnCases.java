package io.netdx.own;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.report.DiagnosisReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The cases of a user's own causes, in {@code cases/family/slug/} beside the families; healthy clusters, which other cases may build on, in
 * {@code cases/healthy/}.
 *
 * @param count  cases that were looked at
 * @param faults one line each, beginning with the file
 */
public record OwnCases(int count, List<String> faults) {

    private static final String FOLDER = "cases";
    private static final String HEALTHY = "healthy";

    /** Diagnoses all of them. */
    public static OwnCases check(Path rules, Catalog own, Function<Path, DiagnosisReport> diagnosis) throws IOException {
        SortedMap<String, Expectation> expectations = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        for (Path file : files(rules.resolve(FOLDER))) {
            String name = rules.resolve(FOLDER).relativize(file).toString().replace('\\', '/').replace(".yaml", "");
            try {
                Expectation expectation = Expectation.read(file);
                expectations.put(name, expectation);
                expectation.unmet(diagnosis.apply(file)).forEach(unmet -> faults.add(file + ": " + unmet));
            } catch (IllegalArgumentException e) {
                faults.add(file + ": " + e.getMessage());
            }
            String folder = name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "";
            if (!folder.equals(HEALTHY) && own.cause(folder).isEmpty()) {
                faults.add(file + ": belongs to no cause; cases stand in " + FOLDER + "/FAMILY/SLUG/");
            }
        }
        own.all().stream().filter(Cause::enabled).forEach(cause -> missing(rules, cause, expectations, faults));
        return new OwnCases(expectations.size(), faults);
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".yaml") && Files.isRegularFile(f)).sorted().toList();
        }
    }

    private static void missing(Path rules, Cause cause, SortedMap<String, Expectation> cases, List<String> faults) {
        Path folder = rules.resolve(FOLDER).resolve(cause.id());
        demand(faults, folder, cases, cause.id() + "/positive", e -> e.affirms(cause.id()), "positive*.yaml that expects " + cause.id());
        demand(faults, folder, cases, cause.id() + "/near-miss", e -> e.denies(cause.id()), "near-miss*.yaml that expects it to be absent");
        demand(faults, folder, cases, cause.id() + "/unknown", e -> e.denies(cause.id()) && cause.id().equals(e.of().get("unknown")),
                "unknown*.yaml that expects it to be absent and unknown");
        cause.falsePositives().forEach(fp -> demand(faults, folder, cases, cause.id() + "/" + fp.caseName(), e -> e.denies(cause.id()),
                fp.caseName() + ".yaml that expects it to be absent, for: " + fp.when()));
    }

    private static void demand(List<String> faults, Path folder, SortedMap<String, Expectation> cases, String name, java.util.function.Predicate<Expectation> says, String what) {
        if (cases.entrySet().stream().noneMatch(c -> c.getKey().startsWith(name) && says.test(c.getValue()))) {
            faults.add(folder + ": holds no " + what + "; or let its status be experimental");
        }
    }
}
