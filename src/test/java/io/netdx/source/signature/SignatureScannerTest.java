package io.netdx.source.signature;

import static io.netdx.source.signature.Scans.CART;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.Provenance;
import io.netdx.fact.Signature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignatureScannerTest {

    private static final String REFUSED = "err=\"Get \\\"http://db.data:5432/q\\\": dial tcp 10.96.86.88:5432: connect: connection refused\"";

    private final SignatureTable table = new SignatureTable(CompileSignatures.rows(Path.of("facts/knowledge/signatures.yaml")));
    private final SignatureScanner scanner = new SignatureScanner(table, Scans.NOW);

    SignatureScannerTest() throws IOException {
    }

    @Test
    void countsEqualTextsTogether() {
        Scans.scan(scanner, "2026-11-23T06:00:00Z listening\n2026-11-23T06:00:05Z " + REFUSED + "\n2026-11-23T06:00:09Z " + REFUSED + "\r\n");

        assertThat(scanner.signatures()).singleElement().satisfies(s -> {
            assertThat(s.id()).isEqualTo("go-refused");
            assertThat(s.ref()).isEqualTo(CART);
            assertThat(s.groups()).containsEntry("mode", "refused").containsEntry("host", "db.data").containsEntry("port", "5432");
            assertThat(s.count()).isEqualTo(2);
            assertThat(s.first()).isEqualTo(Instant.parse("2026-11-23T06:00:05Z"));
            assertThat(s.last()).isEqualTo(Instant.parse("2026-11-23T06:00:09Z"));
            assertThat(s.source()).isEqualTo(new Provenance("logs/shop/cart.log", 2, ""));
        });
        assertThat(scanner.newest()).isEqualTo(Instant.parse("2026-11-23T06:00:09Z"));
        assertThat(scanner.lines()).isEqualTo(3);
        assertThat(scanner.timedLines()).isEqualTo(3);
    }

    @Test
    void aLineWithoutATimeBelongsToTheEntryBeforeIt() {
        Scans.scan(scanner, "2026-11-23T06:00:05Z ERROR call failed\nCaused by: java.net.ConnectException: Connection refused\n");

        assertThat(scanner.signatures()).singleElement().extracting(Signature::first)
                .isEqualTo(Instant.parse("2026-11-23T06:00:05Z"));
    }

    @Test
    void ofTheClientRowsTheFirstCounts() {
        Scans.scan(scanner, "dial tcp: lookup db on 10.96.0.10:53: read udp 10.244.1.5:41234->10.96.0.10:53: i/o timeout");

        assertThat(scanner.signatures()).singleElement().satisfies(s -> {
            assertThat(s.id()).isEqualTo("go-lookup-dns-timeout");
            assertThat(s.groups()).containsEntry("resolver", "10.96.0.10").doesNotContainKey("ip");
        });
    }

    @Test
    void clientRowsAreNotSoughtInEvents() {
        scanner.match(CART, "event", "Readiness probe failed: Get \"http://10.244.0.5:8081/healthz\": dial tcp 10.244.0.5:8081:"
                + " connect: connection refused", 7, Instant.EPOCH, Scans.NOW, Provenance.NONE);

        assertThat(scanner.signatures()).singleElement().satisfies(s -> {
            assertThat(s.id()).isEqualTo("probe-refused");
            assertThat(s.count()).isEqualTo(7);
            assertThat(s.first()).isEqualTo(Instant.EPOCH);
        });
    }

    @Test
    void aPasswordInAUrlIsNeverKept() {
        Scans.scan(scanner, "url=http://admin:hunter2@cart.shop:8080/x?token=abc status=503 ");

        assertThat(scanner.signatures()).singleElement().satisfies(s -> {
            assertThat(s.groups()).containsEntry("host", "cart.shop").containsEntry("url", "http://cart.shop:8080/x");
            assertThat(s.groups().toString()).doesNotContain("hunter2", "abc");
        });
    }

    @Test
    void controlCharactersDoNotLeaveTheScanner() {
        Scans.scan(scanner, "Error syncing load balancer: x");
        scanner.match(CART, "event", "Error syncing load balancer: \u001b[31mred\u001b[0m \u202eevil", 1, Scans.NOW, Scans.NOW, Provenance.NONE);

        assertThat(scanner.signatures()).singleElement().satisfies(s -> assertThat(s.group("error")).isEqualTo("?[31mred?[0m ?evil"));
    }

    @Test
    void manyDifferentTextsOfOneSubjectStayBounded() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            log.append("url=http://cart.shop/item/").append(i).append(" status=200 \n");
        }
        for (int i = 0; i < 20_000; i++) {
            log.append("dial tcp: lookup host-").append(i).append(": no such host\n");
        }
        Scans.scan(scanner, log.toString());

        List<Signature> all = List.copyOf(scanner.signatures());
        assertThat(all).hasSizeLessThanOrEqualTo(2 * (Tallies.MAX_VARIANTS + 1));
        assertThat(all.stream().mapToInt(Signature::count).sum()).isEqualTo(40_000);
        // the target outlives the bound on urls
        assertThat(all.stream().filter(s -> s.id().equals("url-ok")))
                .allSatisfy(s -> assertThat(s.group("host")).isEqualTo("cart.shop"));
        assertThat(all).filteredOn(s -> s.id().equals("go-lookup-nxdomain")).filteredOn(s -> s.group("host").isEmpty())
                .singleElement().satisfies(s -> assertThat(s.group("mode")).isEqualTo("nxdomain"));
    }

    @Test
    void anAnchorFarInsideALongLineIsFound() {
        Scans.scan(scanner, "x".repeat(30_000) + " " + REFUSED + " " + "y".repeat(30_000) + "\nsecond line\n");

        assertThat(scanner.signatures()).singleElement().extracting(s -> s.group("host")).isEqualTo("db.data");
        assertThat(scanner.lines()).isEqualTo(2);
    }

    @Test
    void ofALineWithoutEndOnlyTheBeginningIsScanned() {
        Scans.scan(scanner, "x".repeat(1_000_000) + REFUSED + "\n" + REFUSED + "\n");

        assertThat(scanner.lines()).isEqualTo(2);
        assertThat(scanner.signatures()).singleElement().satisfies(s -> {
            assertThat(s.count()).isEqualTo(1);
            assertThat(s.source().line()).isEqualTo(2);
        });
    }

    @Test
    void binaryGarbageAndBrokenUtf8DoNoHarm() {
        byte[] garbage = new byte[1 << 20];
        new Random(3).nextBytes(garbage);
        scanner.scan(CART, "garbage", new ByteArrayInputStream(garbage));
        byte[] broken = ("\u00c3\n" + REFUSED + "\n").getBytes(StandardCharsets.ISO_8859_1);
        scanner.scan(CART, "broken", new ByteArrayInputStream(broken));

        assertThat(scanner.signatures()).extracting(Signature::id).containsExactly("go-refused");
    }

    @Test
    void aStreamThatBreaksOffEndsTheLog() {
        InputStream breaking = new SequenceInputStream(new ByteArrayInputStream((REFUSED + "\n" + REFUSED).getBytes(StandardCharsets.UTF_8)),
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("cut");
                    }
                });
        scanner.scan(CART, "cut", breaking);

        assertThat(scanner.signatures()).singleElement().extracting(Signature::count).isEqualTo(2);
    }

    @Test
    void theOrderOfReadingDoesNotShow() {
        String[] lines = {REFUSED, "dial tcp: lookup a: no such host", "Error: getaddrinfo ENOTFOUND mongo", "OK http://x/ 200 0.1s"};
        SignatureScanner other = new SignatureScanner(table, Scans.NOW);
        for (int i = 0; i < lines.length; i++) {
            Scans.scan(scanner, lines[i]);
            Scans.scan(other, lines[lines.length - 1 - i]);
        }

        assertThat(scanner.signatures()).isEqualTo(List.copyOf(other.signatures())).hasSize(4);
    }
}
