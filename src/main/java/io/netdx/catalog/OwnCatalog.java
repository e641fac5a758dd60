package io.netdx.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Causes that a user has written, beside those of the house.
 *
 * @param own    the user's causes and findings alone
 * @param faults one line each, beginning with {@code file:line:}
 */
public record OwnCatalog(Catalog own, List<String> faults) {

    private static final int LONGEST_TITLE = 85;
    private static final Set<String> FIELDS = Set.of("id", "title", "status", "aliases", "claims", "role", "mechanism", "message", "severity", "prior",
            "priorOrigin", "expertise", "time", "evidence", "against", "requires", "rivals", "falsePositives", "tests", "remedies", "references",
            "training", "findings");

    /**
     * Reads them; what is wrong with one does not hide what is wrong with another.
     *
     * @param files by id of the cause
     * @param house what netdx itself knows
     */
    public static OwnCatalog read(SortedMap<String, Path> files, Catalog house) {
        List<String> faults = new ArrayList<>();
        SortedMap<String, Cause> causes = new TreeMap<>();
        SortedMap<String, FindingType> findings = new TreeMap<>();
        Map<String, Yaml> read = new HashMap<>();
        files.forEach((id, file) -> attempt(faults, () -> {
            Yaml yaml = CatalogYaml.load(file, file.toString());
            yaml.fields().stream().filter(field -> !FIELDS.contains(field)).forEach(field -> faults.add(yaml.wrong(field, "is no field of a cause").getMessage()));
            Cause cause = CatalogYaml.cause(yaml);
            causes.put(id, cause);
            read.put(id, yaml);
            form(id, cause, yaml, faults);
            clashes(cause, yaml, house, faults);
            for (Yaml row : yaml.rows("findings")) {
                FindingType finding = CatalogYaml.finding(row, id);
                FindingType before = house.finding(finding.id()).orElse(findings.get(finding.id()));
                if (before != null) {
                    faults.add(row.wrong("id", finding.id() + " is a finding of " + (before.definedIn().equals("shared") ? "netdx" : before.definedIn())
                            + " already; choose another id").getMessage());
                }
                findings.put(finding.id(), finding);
            }
        }));
        Catalog own = new Catalog(causes, findings);
        read.forEach((id, yaml) -> references(yaml, house.with(own), faults));
        return new OwnCatalog(own, faults);
    }

    private static void attempt(List<String> faults, Reading reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            faults.add(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Reading {
        void run() throws IOException;
    }

    private static void form(String id, Cause cause, Yaml yaml, List<String> faults) {
        demand(faults, yaml, "id", cause.id(), i -> i.equals(id), "is not the file's stem " + id);
        demand(faults, yaml, "status", cause.status(), Set.of("experimental", "test", "stable")::contains, "is none of experimental, test, stable");
        demand(faults, yaml, "title", cause.title(), t -> t.length() <= LONGEST_TITLE && !t.endsWith("."), "is longer than 85 characters or ends with a full stop");
        demand(faults, yaml, "prior", cause.prior(), p -> p >= 0.0001 && p <= 0.5, "is not between 0.0001 and 0.5");
        demand(faults, yaml, "time", cause.diagnose(), t -> t.typical().compareTo(t.worst()) <= 0, "diagnose: typically takes longer than at worst");
        demand(faults, yaml, "time", cause.resolve(), t -> t.typical().compareTo(t.worst()) <= 0, "resolve: typically takes longer than at worst");
        demand(faults, yaml, "requires", cause.coverage(), c -> !c.isEmpty(), "names no coverage: the cause could be ruled out without any input");
        Map.of("evidence", cause.evidence(), "rivals", cause.rivals(), "falsePositives", cause.falsePositives(), "tests", cause.tests(),
                        "remedies", cause.remedies(), "references", cause.references())
                .entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(e -> demand(faults, yaml, e.getKey(), e.getValue(), list -> !list.isEmpty(), "is empty"));
    }

    private static <T> void demand(List<String> faults, Yaml yaml, String field, T value, Predicate<T> holds, String what) {
        if (!holds.test(value)) {
            faults.add(yaml.wrong(field, what).getMessage());
        }
    }

    private static void clashes(Cause cause, Yaml yaml, Catalog house, List<String> faults) {
        for (Cause other : house.all()) {
            if (other.id().equals(cause.id()) || other.aliases().contains(cause.id())) {
                faults.add(yaml.wrong("id", cause.id() + " is a cause of netdx itself" + (other.id().equals(cause.id()) ? "" : " (" + other.id() + ")")
                        + "; choose another slug").getMessage());
            }
            cause.aliases().stream().filter(a -> other.id().equals(a) || other.aliases().contains(a))
                    .forEach(a -> faults.add(yaml.wrong("aliases", a + " means " + other.id() + " already").getMessage()));
        }
    }

    private static void references(Yaml yaml, Catalog all, List<String> faults) {
        for (String list : List.of("evidence", "against")) {
            yaml.rows(list).stream().filter(row -> all.finding(row.text("finding")).isEmpty())
                    .forEach(row -> faults.add(row.wrong("finding", row.text("finding") + " is defined nowhere").getMessage()));
        }
        yaml.rows("rivals").stream().filter(row -> all.cause(row.text("id")).isEmpty())
                .forEach(row -> faults.add(row.wrong("id", row.text("id") + " is no cause").getMessage()));
    }
}
