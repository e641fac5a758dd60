package io.netdx.source.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.fact.Signature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every row of the signature table recognises its examples, with their variable parts, and not its near misses. */
class SignatureTableTest {

    private static final Path YAML = Path.of("facts/knowledge/signatures.yaml");
    private static final SignatureTable TABLE = SignatureTable.load();
    private static final ObjectRef POD = ObjectRef.of("Pod", "shop", "cart-1");

    @TestFactory
    Stream<DynamicTest> rows() throws IOException {
        return CompileSignatures.maps(YAML).stream().map(row -> DynamicTest.dynamicTest(row.get("id").toString(), () -> check(row)));
    }

    private static void check(Map<?, ?> row) {
        String id = row.get("id").toString();
        String where = ((List<?>) row.get("where")).get(0).toString();
        List<?> examples = (List<?>) row.get("examples");
        assertThat(examples).isNotEmpty();
        for (Object e : examples) {
            Map<?, ?> example = (Map<?, ?>) e;
            Signature found = recognised(where, example.get("text").toString()).stream().filter(s -> s.id().equals(id)).findFirst()
                    .orElseThrow(() -> new AssertionError("not recognised: " + example.get("text")));
            example.forEach((group, value) -> {
                if (!group.equals("text")) {
                    assertThat(found.group(group.toString())).as(group.toString()).isEqualTo(value.toString());
                }
            });
            assertThat(found.group("mode")).isEqualTo(row.get("mode") == null ? "" : row.get("mode").toString());
        }
        if (row.get("not") instanceof List<?> misses) {
            misses.forEach(miss -> assertThat(recognised(where, miss.toString())).noneMatch(s -> s.id().equals(id)));
        }
    }

    private static List<Signature> recognised(String where, String text) {
        SignatureScanner scanner = new SignatureScanner(TABLE);
        if (where.equals("log")) {
            scanner.scan(POD, "app.log", new ByteArrayInputStream((text + "\n").getBytes(StandardCharsets.UTF_8)));
        } else {
            scanner.match(POD, where, text, 1, Instant.EPOCH, Instant.EPOCH, Provenance.NONE);
        }
        return List.copyOf(scanner.signatures());
    }

    @Test
    void idsAreUniqueAndAnchorsAscii() throws IOException {
        List<SignatureRow> rows = CompileSignatures.rows(YAML);
        assertThat(rows).extracting(SignatureRow::id).doesNotHaveDuplicates();
        assertThat(rows).flatExtracting(SignatureRow::anchors).allMatch(a -> a.toString().chars().allMatch(c -> c >= ' ' && c <= '~'));
    }

    @Test
    void equalTextsAreCountedTogetherWithTheirTimes() {
        SignatureScanner scanner = new SignatureScanner(TABLE);
        scanner.scan(POD, "app.log", new ByteArrayInputStream("""
                2026-11-23T06:00:00Z err="dial tcp: lookup db.data: no such host"
                2026-11-23T06:05:00.500Z err="dial tcp: lookup db.data: no such host"
                """.getBytes(StandardCharsets.UTF_8)));
        assertThat(scanner.signatures()).singleElement().satisfies(s -> {
            assertThat(s.count()).isEqualTo(2);
            assertThat(s.first()).isEqualTo("2026-11-23T06:00:00Z");
            assertThat(s.last()).isEqualTo("2026-11-23T06:05:00.500Z");
            assertThat(s.source().line()).isEqualTo(1);
        });
    }

    @Test
    void manyVariantsStayBounded() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            log.append("dial tcp: lookup host-").append(i).append(".example: no such host\n");
        }
        SignatureScanner scanner = new SignatureScanner(TABLE);
        scanner.scan(POD, "app.log", new ByteArrayInputStream(log.toString().getBytes(StandardCharsets.UTF_8)));
        assertThat(scanner.signatures()).hasSizeLessThanOrEqualTo(257);
        assertThat(scanner.signatures().stream().mapToInt(Signature::count).sum()).isEqualTo(5_000);
    }

    @Test
    void hostileLinesEnd() {
        String line = "Get \"http://" + "a".repeat(3_000) + "\": lookup " + "b.".repeat(500) + " connection refused i/o timeout no such host";
        assertThat(recognised("log", line.repeat(40))).isNotNull();
    }
}
