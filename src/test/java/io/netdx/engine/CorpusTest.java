package io.netdx.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogCodec;
import io.netdx.catalog.Cause;
import io.netdx.engine.own.RuleForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules are the product: what every one of them must keep to. */
class CorpusTest {

    private static final Path RULES = Path.of("rules");
    private static final Set<String> FAMILIES = Set.of("node", "cni", "ipam", "proxy", "service", "dns", "policy", "ingress", "mesh",
            "controlplane", "upgrade", "capacity", "workload");
    private final Corpus corpus = read();
    private final Catalog catalog = corpus.catalog();

    private static Corpus read() {
        try {
            return new Corpus(Path.of(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
    void everyCauseThatRunsHasAllItsCases() {
        assertThat(corpus.incompleteCases()).isEmpty();
    }

    @Test
    void everyFileIsUsed() {
        assertThat(corpus.orphans()).isEmpty();
    }

    @Test
    void everyFindingIsInsertedAndWeighed() {
        assertThat(corpus.unusedFindings()).isEmpty();
    }

    @Test
    void everyNameInARuleMeansSomething() {
        assertThat(corpus.danglingNames()).isEmpty();
    }

    @Test
    void everyCauseRequiresWhatItsRulesUse() {
        assertThat(corpus.undeclaredInputs()).isEmpty();
    }

    /** What is quick with ten facts of a type takes minutes with ten thousand. */
    @Test
    void noRuleTriesEveryPairOfTwoLargeTypes() {
        List<RuleDescr> rules = corpus.rules().values().stream().flatMap(p -> p.getRules().stream()).toList();
        assertThat(rules.stream().flatMap(r -> Joins.unindexed(r).stream())).isEmpty();
        assertThat(Joins.needless(rules)).isEmpty();
    }

    /** Commands are pasted at night: they are whole, they say how they are undone, and what does harm says so. */
    @Test
    void everyCommandCanBePasted() {
        Commands commands = new Commands(catalog, corpus.rules());
        assertThat(commands.neverFilled()).isEmpty();
        assertThat(commands.leftBlank()).isEmpty();
        assertThat(commands.missingFiles()).isEmpty();
        assertThat(commands.oneWay()).isEmpty();
        assertThat(commands.riskless()).isEmpty();
        assertThat(commands.unwarned()).isEmpty();
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
    Stream<DynamicTest> rules() {
        return corpus.rules().entrySet().stream().map(file -> DynamicTest.dynamicTest(file.getKey(), () -> check(file.getKey(), file.getValue())));
    }

    private static void check(String stem, PackageDescr parsed) throws IOException {
        assertThat(RuleForm.faults(stem, stem, parsed, Files.readString(RULES.resolve(stem + ".drl")))).isEmpty();
    }
}
