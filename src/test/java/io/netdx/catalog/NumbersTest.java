package io.netdx.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every figure of the real catalogue can be changed in its file, one at a time. */
class NumbersTest {

    private static final Catalog CATALOG = CatalogCodec.load();

    /** Lines that differ. */
    private static List<String> changes(String before, String after) {
        List<String> rest = new ArrayList<>(after.lines().toList());
        before.lines().forEach(rest::remove);
        return rest;
    }

    private static String file(String cause) throws IOException {
        return Files.readString(Path.of("rules", cause + ".yaml"));
    }

    @Test
    void everyLinkOfEveryCause() throws IOException {
        for (Cause cause : CATALOG.all()) {
            String text = file(cause.id());
            for (Cause.Evidence link : cause.evidence()) {
                String changed = Numbers.strength(text, link.finding(), 0.123, "1 of 9");
                assertThat(changes(text, changed)).as(cause.id() + " " + link.finding()).singleElement()
                        .satisfies(l -> assertThat(l).contains("finding: " + link.finding() + ",").contains("strength: 0.12").endsWith(" # learned: 1 of 9"));
                assertThat(Numbers.strength(changed, link.finding(), 0.456, "2 of 9")).contains("strength: 0.46").doesNotContain("1 of 9");
            }
            assertThat(changes(text, Numbers.prior(text, 0.0321, "3 of 99"))).as(cause.id()).contains("prior: 0.032", "priorOrigin: \"learned: 3 of 99\"");
        }
    }

    @Test
    void everyLeak() throws IOException {
        for (FindingType type : CATALOG.findings().values()) {
            Path path = type.definedIn().contains("/") ? Path.of("rules", type.definedIn() + ".yaml") : Path.of("facts/knowledge/findings.yaml");
            String text = Files.readString(path);
            assertThat(changes(text, Numbers.leak(text, type.id(), 0.0777))).as(type.id()).hasSizeLessThanOrEqualTo(1)
                    .allSatisfy(l -> assertThat(l).contains("leak: 0.078"));
            assertThat(Numbers.leak(text, type.id(), 0.0777)).as(type.id()).isNotEqualTo(text);
        }
    }

    @Test
    void aFigureThatIsNotThereChangesNothing() {
        assertThat(Numbers.strength("evidence:\n- {finding: a, strength: often}\n", "b", 0.5, "")).isEqualTo("evidence:\n- {finding: a, strength: often}\n");
        assertThat(Numbers.leak("- {id: a, leak: 0.1}", "b", 0.5)).isEqualTo("- {id: a, leak: 0.1}");
    }

    @Test
    void theSectionOfWhatSpeaksAgainstIsLeftAlone() {
        String text = "evidence:\n- {finding: a, strength: often}\nagainst:\n- {finding: b, strength: often}\n";
        assertThat(Numbers.strength(text, "b", 0.5, "1 of 2")).isEqualTo(text);
        try (Stream<String> lines = Numbers.strength(text, "a", 0.5, "1 of 2").lines()) {
            assertThat(lines).containsExactly("evidence:", "- {finding: a, strength: 0.5} # learned: 1 of 2", "against:", "- {finding: b, strength: often}");
        }
    }
}
