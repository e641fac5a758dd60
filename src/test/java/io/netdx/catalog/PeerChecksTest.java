package io.netdx.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What the network checks of other tools have here: every check that a snapshot can decide has a cause, or says why not. The table for
 * readers, {@code checks.md} beside them, is written from the same rows; the test leaves the one it expects in {@code target}.
 */
class PeerChecksTest {

    private static final Path TABLE = Path.of("src/test/resources/io/netdx/peers/checks.md");
    private final Catalog catalog = CatalogCodec.load();
    private final List<Check> checks = read();

    private record Check(String id, String text, boolean decidable, List<String> causes, String without) {
    }

    private static List<Check> read() {
        try (InputStream in = PeerChecksTest.class.getResourceAsStream("/io/netdx/peers/checks.yaml")) {
            Map<?, ?> file = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            List<Check> checks = new ArrayList<>();
            for (Object row : (List<?>) file.get("checks")) {
                Map<?, ?> r = (Map<?, ?>) row;
                List<String> causes = r.get("causes") == null ? List.of() : ((List<?>) r.get("causes")).stream().map(String::valueOf).toList();
                checks.add(new Check(r.get("id").toString(), r.get("check").toString(), (Boolean) r.get("decidable"), causes,
                        r.get("without") == null ? "" : r.get("without").toString()));
            }
            return checks;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void everyCheckHasCausesOrAReason() {
        assertThat(checks).hasSize(267).extracting(Check::id).doesNotHaveDuplicates();
        assertThat(checks).allSatisfy(c -> assertThat(c.causes().isEmpty()).as("%s has causes, or a reason, not both", c.id()).isNotEqualTo(c.without().isEmpty()));
        assertThat(checks).filteredOn(c -> !c.causes().isEmpty()).allSatisfy(c -> assertThat(c.decidable()).as(c.id()).isTrue());
    }

    @Test
    void everyCauseExistsAndRuns() {
        for (Check check : checks) {
            assertThat(check.causes()).as(check.id()).allSatisfy(id -> assertThat(catalog.cause(id).filter(Cause::enabled)).as("%s of %s", id, check.id()).isPresent());
        }
    }

    @Test
    void mostDecidableChecksAreCovered() {
        long decidable = checks.stream().filter(Check::decidable).count();
        long covered = checks.stream().filter(c -> !c.causes().isEmpty()).count();
        assertThat(covered).isGreaterThanOrEqualTo((long) (0.80 * decidable));
    }

    @Test
    void theTableIsOfTheseRows() throws IOException {
        String expected = table();
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/checks.md"), expected);
        assertThat(Files.readString(TABLE)).as("checks.md is out of date: cp target/checks.md src/test/resources/io/netdx/peers/").isEqualTo(expected);
    }

    private String table() {
        long decidable = checks.stream().filter(Check::decidable).count();
        long covered = checks.stream().filter(c -> !c.causes().isEmpty()).count();
        StringBuilder out = new StringBuilder("# Checks of other tools, and what decides them here\n\n").append(String.format(Locale.ROOT,
                "%d network checks of forty tools, without doubles. A snapshot can decide %d of them; %d (%d %%) have causes here.%n", checks.size(), decidable,
                covered, Math.round(100.0 * covered / decidable))).append("Written from `src/test/resources/io/netdx/peers/checks.yaml` by PeerChecksTest.\n\n")
                .append("| check | fires when | here |\n|---|---|---|\n");
        for (Check c : checks) {
            out.append("| ").append(c.id()).append(" | ").append(c.text().replace("|", "\\|")).append(" | ").append(c.causes().isEmpty()
                    ? (c.decidable() ? "nothing: " : "not from a snapshot: ") + c.without() : String.join(", ", c.causes())).append(" |\n");
        }
        return out.toString();
    }
}
