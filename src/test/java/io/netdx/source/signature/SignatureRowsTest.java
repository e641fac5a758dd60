package io.netdx.source.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What the head of the table promises of every row. The examples themselves are walked by {@link SignatureTableTest}. */
class SignatureRowsTest {

    private static final Path YAML = Path.of("facts/knowledge/signatures.yaml");
    private static final Set<String> MODES = Set.of("refused", "no-port", "timeout", "unreachable", "reset", "failed", "stalled", "nxdomain",
            "dns-timeout", "dns-servfail", "dns-failed", "tls", "http-error", "ok", "collector");
    private static final Set<String> FIELDS = Set.of("id", "mode", "port", "where", "anchors", "pattern", "meaning", "sources", "ref",
            "verified", "examples", "not");

    private final List<Map<?, ?>> written = CompileSignatures.maps(YAML);
    private final List<SignatureRow> rows = CompileSignatures.rows(YAML);

    SignatureRowsTest() throws IOException {
    }

    @Test
    void rowsAreWellFormed() {
        Set<String> ids = new HashSet<>();
        SoftAssertions softly = new SoftAssertions();
        for (int i = 0; i < rows.size(); i++) {
            SignatureRow row = rows.get(i);
            Map<?, ?> text = written.get(i);
            softly.assertThat(ids.add(row.id())).as("twice: " + row.id()).isTrue();
            softly.assertThat(row.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
            softly.assertThat(text.keySet().stream().map(Object::toString)).as(row.id()).isSubsetOf(FIELDS);
            for (Object example : (List<?>) text.get("examples")) {
                String shown = ((Map<?, ?>) example).get("text").toString();
                softly.assertThat(row.anchors().stream().anyMatch(shown::contains)).as(row.id() + ": anchor in " + shown).isTrue();
            }
            softly.assertThat(row.where()).as(row.id()).isNotEmpty().isSubsetOf("log", "event", "condition", "status");
            softly.assertThat(row.anchors()).as(row.id()).isNotEmpty().allMatch(a -> a.matches("[ -~]{6,}"));
            softly.assertThat(text.get("meaning")).as(row.id()).asString().endsWith(".");
            softly.assertThat((List<?>) text.get("sources")).as(row.id()).isNotEmpty();
            softly.assertThat(text.get("verified")).as(row.id()).isIn("corpus", "source", "note", "found");
            if (!row.mode().isEmpty()) {
                softly.assertThat(row.mode()).as(row.id()).isIn(MODES);
                softly.assertThat(row.id()).endsWith("-" + row.mode());
            }
        }
        softly.assertAll();
        assertThat(rows).hasSizeGreaterThan(120);
    }

    /** Counted in looks at a character, which do not depend on the machine. */
    @Test
    void noPatternGoesAstrayOnAHostileLine() {
        List<String> slow = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            SignatureRow row = rows.get(i);
            String example = ((Map<?, ?>) ((List<?>) written.get(i).get("examples")).get(0)).get("text").toString();
            for (String hostile : hostile(row, example)) {
                BoundedText text = new BoundedText(hostile);
                row.match(text);
                if (text.looks() > BoundedText.LOOKS / 2) {
                    slow.add(row.id() + " " + text.looks() + ": " + hostile.substring(0, 60));
                }
            }
        }
        assertThat(slow).isEmpty();
    }

    private static List<String> hostile(SignatureRow row, String example) {
        List<String> lines = new ArrayList<>();
        for (String anchor : row.anchors()) {
            lines.add(fill(anchor));
            lines.add(fill(anchor + " "));
            for (String filler : List.of("a", "1", "a.", "1.", " ", "\"", "\\", "://", "(", "[", "a b", "x: ")) {
                lines.add(anchor + fill(filler));
                lines.add((fill(filler) + anchor).substring(anchor.length()));
            }
        }
        for (int quarter = 1; quarter < 4; quarter++) {
            String beginning = example.substring(0, example.length() * quarter / 4);
            if (!beginning.isEmpty()) {
                lines.add(fill(beginning));
                lines.add(beginning + fill("a"));
                lines.add(beginning + fill("1."));
            }
        }
        return lines;
    }

    private static String fill(String unit) {
        return unit.repeat(4096 / unit.length() + 1).substring(0, 4096);
    }
}
