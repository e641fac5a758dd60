package io.netdx.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.ObjectRef;
import io.netdx.source.signature.SignatureScanner;
import io.netdx.source.signature.SignatureTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log that is read in parts by several threads says what it says as a whole. */
class LongLogTest {

    private static final ObjectRef CART = ObjectRef.of("Pod", "shop", "cart-7954999bbd-bpkxn");
    private static final SignatureTable TABLE = SignatureTable.load();

    private static SignatureScanner whole(Instant reference, InputStream log) {
        SignatureScanner scanner = new SignatureScanner(TABLE, reference);
        scanner.scan(CART, "cart.log", 3, log);
        return scanner;
    }

    private static SignatureScanner parted(Instant reference, InputStream log) {
        SignatureScanner scanner = new SignatureScanner(TABLE, reference);
        try (Lane lane = new Lane(3)) {
            scanner.scan(CART, "cart.log", 3, log, lane);
            lane.finish();
        }
        return scanner;
    }

    private static void same(SignatureScanner parted, SignatureScanner whole) {
        assertThat(parted.lines()).isEqualTo(whole.lines());
        assertThat(parted.timedLines()).isEqualTo(whole.timedLines());
        assertThat(parted.newest()).isEqualTo(whole.newest());
        assertThat(parted.signatures()).isEqualTo(whole.signatures());
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of all kinds, in stretches: some parts have no time of their own, some none that has a year. */
    private static String log(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        int host = 0;
        while (text.length() < 3 << 20) {
            int style = random.nextInt(7);
            String end = random.nextInt(20) == 0 ? "\r\n" : "\n";
            for (int n = random.nextInt(style > 4 ? 3 : 6000); n >= 0; n--) {
                int second = random.nextInt(60);
                String refused = random.nextInt(40) > 0 ? "served" : "dial tcp: lookup db" + (random.nextInt(3) == 0 ? host++ : 0)
                        + ".data on 10.96.0.10:53: no such host";
                text.append(switch (style) {
                    case 0 -> String.format("2025-%02d-28T10:59:%02dZ %s", 1 + random.nextInt(12), second, refused);
                    case 1 -> String.format("E%02d28 10:59:%02d.123456       1 reflector.go:205] %s", 1 + random.nextInt(12), second, refused);
                    case 2 -> "\tat com.example.Items.serve(Items.java:" + second + ") " + refused;
                    case 3 -> "{\"msg\":\"" + refused + "\",\"ts\":" + (1_760_000_000L + random.nextInt(20_000_000)) + ".25}";
                    case 4 -> refused;
                    case 5 -> "x".repeat(random.nextInt(200_000)) + refused;
                    default -> "{\"pad\":\"" + "y".repeat(random.nextInt(700_000)) + "\",\"time\":\"2027-01-01T00:00:00Z\",\"msg\":\"" + refused + "\"}";
                }).append(end);
            }
        }
        return text.append("dial tcp: lookup last.data on 10.96.0.10:53: no such host").toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isTheSameInPartsAsInOne(long seed) {
        String log = log(seed);
        Instant reference = seed % 2 == 0 ? Instant.EPOCH : Instant.parse("2026-03-01T00:00:00Z");

        SignatureScanner whole = whole(reference, bytes(log));

        assertThat(whole.signatures()).hasSizeGreaterThan(50);
        same(parted(reference, bytes(log)), whole);
    }

    @ParameterizedTest
    @ValueSource(ints = {(1 << 16) - 1, 1 << 16, (1 << 16) + 1, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 3 << 18})
    void linesThatJustFitEndWhereTheyWould(int length) {
        String log = "2026-11-23T06:00:00Z dial tcp: lookup db on 10.96.0.10:53: no such host\n";
        for (String text : new String[] {"a".repeat(length) + "\n" + log + "b".repeat(length) + "\n" + log, log + "c".repeat(length - log.length()),
                log.repeat(1 + length / log.length()).substring(0, length) + "\n" + log, "\n".repeat(length) + log}) {
            same(parted(Instant.EPOCH, bytes(text)), whole(Instant.EPOCH, bytes(text)));
        }
    }

    @Test
    void aStreamThatBreaksOffEndsThere() {
        String log = log(9);
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cut off");
            }
        };
        same(parted(Instant.EPOCH, new SequenceInputStream(bytes(log), broken)), whole(Instant.EPOCH, bytes(log)));
    }

    @Test
    void anEmptyOneSaysNothing() {
        assertThat(parted(Instant.EPOCH, bytes("")).lines()).isZero();
    }
}
