package io.netdx.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.advise.Habit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** {@code advice} names habits of {@code netdx advise hygiene}, {@code answered} what tells it without calling it a fault. */
    private record Check(String id, String text, boolean decidable, List<String> causes, List<String> advice, String answered, String without) {

        boolean covered() {
            return without.isEmpty();
        }

        String here() {
            return !causes.isEmpty() ? String.join(", ", causes) : !advice.isEmpty() ? "advice: " + String.join(", ", advice)
                    : !answered.isEmpty() ? "told by " + answered : (decidable ? "nothing: " : "not from a snapshot: ") + without;
        }
    }

    private static List<Check> read() {
        try (InputStream in = PeerChecksTest.class.getResourceAsStream("/io/netdx/peers/checks.yaml")) {
            Map<?, ?> file = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            List<Check> checks = new ArrayList<>();
            for (Object row : (List<?>) file.get("checks")) {
                Map<?, ?> r = (Map<?, ?>) row;
                checks.add(new Check(text(r, "id"), text(r, "check"), (Boolean) r.get("decidable"), texts(r, "causes"), texts(r, "advice"),
                        text(r, "answered"), text(r, "without")));
            }
            return checks;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String text(Map<?, ?> row, String field) {
        return row.get(field) == null ? "" : row.get(field).toString();
    }

    private static List<String> texts(Map<?, ?> row, String field) {
        return row.get(field) == null ? List.of() : ((List<?>) row.get(field)).stream().map(String::valueOf).toList();
    }

    @Test
    void everyCheckHasCausesOrAReason() {
        assertThat(checks).hasSize(267).extracting(Check::id).doesNotHaveDuplicates();
        assertThat(checks).allSatisfy(c -> assertThat(List.of(!c.causes().isEmpty(), !c.advice().isEmpty(), !c.answered().isEmpty(), !c.without().isEmpty()))
                .as("%s has causes, advice, an answer or a reason, and one of them", c.id()).containsOnlyOnce(true));
        assertThat(checks).filteredOn(Check::covered).allSatisfy(c -> assertThat(c.decidable()).as(c.id()).isTrue());
    }

    @Test
    void everyCauseExistsAndRuns() {
        for (Check check : checks) {
            assertThat(check.causes()).as(check.id()).allSatisfy(id -> assertThat(catalog.cause(id).filter(Cause::enabled)).as("%s of %s", id, check.id()).isPresent());
        }
    }

    @Test
    void everyAdviceExists() {
        List<String> habits = Arrays.stream(Habit.values()).map(Habit::label).toList();
        assertThat(checks).allSatisfy(c -> assertThat(habits).as(c.id()).containsAll(c.advice()));
    }

    @Test
    void mostDecidableChecksAreCovered() {
        long decidable = checks.stream().filter(Check::decidable).count();
        assertThat(checks.stream().filter(Check::covered).count()).isGreaterThanOrEqualTo((long) Math.ceil(0.90 * decidable));
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
        long covered = checks.stream().filter(Check::covered).count();
        long causes = checks.stream().filter(c -> !c.causes().isEmpty()).count();
        long advice = checks.stream().filter(c -> !c.advice().isEmpty()).count();
        StringBuilder out = new StringBuilder("# Checks of other tools, and what decides them here\n\n").append(String.format(Locale.ROOT,
                "%d network checks of forty tools, without doubles. A snapshot can decide %d of them; %d (%d %%) are decided here: %d by causes,%n"
                        + "%d that are no faults by `netdx advise hygiene`, the others by what is named.%n", checks.size(), decidable, covered,
                100 * covered / decidable, causes, advice)).append("Written from `src/test/resources/io/netdx/peers/checks.yaml` by PeerChecksTest.\n\n")
                .append("| check | fires when | here |\n|---|---|---|\n");
        for (Check c : checks) {
            out.append("| ").append(c.id()).append(" | ").append(c.text().replace("|", "\\|")).append(" | ").append(c.here()).append(" |\n");
        }
        return out.toString();
    }
}
