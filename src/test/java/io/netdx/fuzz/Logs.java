package io.netdx.fuzz;

import io.netdx.fact.ObjectRef;
import io.netdx.source.signature.SignatureScanner;
import io.netdx.source.signature.SignatureTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Lines of logs. */
public final class Logs {

    private static final SignatureTable TABLE = SignatureTable.load();

    private Logs() {
    }

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        Told.same(told -> {
            SignatureScanner scanner = new SignatureScanner(TABLE);
            scanner.scan(ObjectRef.of("Pod", "shop", "cart-0"), "cart-0.log", new ByteArrayInputStream(data));
            scanner.signatures().forEach(told::fact);
            told.add(scanner.newest());
        });
    }
}
