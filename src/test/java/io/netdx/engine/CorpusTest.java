package io.netdx.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogCodec;
import io.netdx.catalog.CatalogYaml;
import io.netdx.catalog.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules are the product: what every one of them must keep to. */
class CorpusTest {

    private static final Path RULES = Path.of("rules");
    private static final Set<String> FAMILIES = Set.of("node", "cni", "ipam", "proxy", "service", "dns", "policy", "ingress", "mesh",
            "controlplane", "upgrade", "capacity", "workload");
    /** Facts that rules make, not facts of the cluster: their absence needs no coverage of its own. */
    private static final Set<String> MADE = Set.of("Finding", "Hypothesis", "Link", "CausedBy", "Coverage");

    private final Catalog catalog = read();

    private static Catalog read() {
        try {
            return CatalogYaml.read(RULES, Path.of("facts/knowledge/findings.yaml"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void compiledCatalogueEqualsItsSource() {
        assertThat(CatalogCodec.load()).isEqualTo(catalog);
    }

    @Test
    void atLeastFortyCausesAreEnabled() {
        assertThat(catalog.all().stream().filter(Cause::enabled)).hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void everyFileBelongsToACause() throws IOException {
        try (Stream<Path> files = Files.walk(RULES)) {
            List<String> strays = files.filter(Files::isRegularFile).map(f -> RULES.relativize(f).toString().replace('\\', '/'))
                    .filter(f -> !f.equals("README.md") && !f.startsWith("symptom/"))
                    .filter(f -> catalog.cause(f.replaceAll("\\.(drl|yaml)$", "")).isEmpty()).toList();
            assertThat(strays).isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> metadata() {
        return catalog.all().stream().map(cause -> DynamicTest.dynamicTest(cause.id(), () -> {
            assertThat(FAMILIES).contains(cause.family());
            assertThat(cause.status()).isIn("experimental", "test", "stable");
            assertThat(cause.title()).hasSizeLessThanOrEqualTo(85).doesNotEndWith(".");
            assertThat(cause.prior()).isBetween(0.0001, 0.5);
            assertThat(cause.diagnose().typical()).isLessThanOrEqualTo(cause.diagnose().worst());
            assertThat(cause.resolve().typical()).isLessThanOrEqualTo(cause.resolve().worst());
            assertThat(cause.diagnose().origin()).isNotBlank();
            assertThat(cause.evidence()).isNotEmpty();
            assertThat(cause.rivals()).isNotEmpty();
            assertThat(cause.falsePositives()).isNotEmpty();
            assertThat(cause.tests()).isNotEmpty();
            assertThat(cause.remedies()).isNotEmpty();
            assertThat(cause.references()).isNotEmpty();
            assertThat(cause.rivals()).allSatisfy(r -> assertThat(catalog.cause(r.id())).as("rival %s", r.id()).isPresent());
            assertThat(Files.isRegularFile(RULES.resolve(cause.id() + ".drl"))).isTrue();
        }));
    }

    @TestFactory
    Stream<DynamicTest> rules() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(RULES)) {
            files = all.filter(f -> f.toString().endsWith(".drl")).sorted().toList();
        }
        return files.stream().map(file -> DynamicTest.dynamicTest(RULES.relativize(file).toString(), () -> check(file)));
    }

    private void check(Path file) throws Exception {
        String stem = RULES.relativize(file).toString().replace('\\', '/').replace(".drl", "");
        PackageDescr parsed = new DrlParser().parse(null, Files.readString(file));
        assertThat(parsed.getName()).isEqualTo("netdx.rules." + stem.substring(0, stem.indexOf('/')));
        assertThat(parsed.getImports()).allSatisfy(i -> assertThat(i.getTarget())
                .matches("(io\\.netdx\\.(fact|finding|model)\\..*|java\\.util\\.List)"));
        Set<String> used = new TreeSet<>();
        for (RuleDescr rule : parsed.getRules()) {
            if (!stem.startsWith("symptom/")) {
                assertThat(rule.getName()).startsWith(stem + ": ");
            }
            assertThat(rule.getSalience()).as("salience of %s", rule.getName()).isNull();
            String consequence = rule.getConsequence().toString();
            assertThat(consequence.lines().map(String::strip).filter(l -> l.contains("(") && !l.startsWith("\"") && !l.startsWith(".")
                    && !l.startsWith("$") && !l.contains(".affecting") && !l.startsWith("insertLogical"))).isEmpty();
            boolean covered = mentions(rule.getLhs(), "Coverage");
            used.addAll(types(rule.getLhs()));
            negated(rule.getLhs()).stream().filter(t -> !MADE.contains(t)).forEach(type ->
                    assertThat(covered).as("%s concludes from a missing %s without a Coverage pattern", rule.getName(), type).isTrue());
        }
        if (!stem.startsWith("symptom/")) {
            used.removeAll(MADE);
            assertThat(catalog.cause(stem).orElseThrow().facts()).as("requires.facts equals what the rules use")
                    .containsAll(used);
        }
    }

    private static boolean mentions(AndDescr and, String type) {
        return types(and).contains(type);
    }

    private static Set<String> types(BaseDescr descr) {
        Set<String> types = new TreeSet<>();
        if (descr instanceof PatternDescr pattern) {
            types.add(pattern.getObjectType());
        } else if (descr instanceof ConditionalElementDescr element) {
            element.getDescrs().forEach(d -> types.addAll(types((BaseDescr) d)));
        }
        return types;
    }

    private static Set<String> negated(BaseDescr descr) {
        Set<String> types = new TreeSet<>();
        if (descr instanceof NotDescr not) {
            types.addAll(types(not));
        } else if (descr instanceof ConditionalElementDescr element) {
            element.getDescrs().forEach(d -> types.addAll(negated((BaseDescr) d)));
        }
        return types;
    }
}
