package io.netdx.source.signature;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Signature;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Short ways for tests to scan. */
final class Scans {

    static final ObjectRef CART = ObjectRef.of("Pod", "shop", "cart-7954999bbd-bpkxn");
    static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    private Scans() {
    }

    static List<Signature> log(SignatureTable table, String text) {
        SignatureScanner scanner = new SignatureScanner(table, NOW);
        scan(scanner, text);
        return List.copyOf(scanner.signatures());
    }

    static void scan(SignatureScanner scanner, String text) {
        scanner.scan(CART, "logs/shop/cart.log", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
