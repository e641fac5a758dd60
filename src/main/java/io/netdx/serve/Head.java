package io.netdx.serve;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The first lines of an HTTP request.
 *
 * @param headers by name in lower case; repeated ones joined by commas
 * @param bytes   as they came, to be passed on
 */
record Head(String method, String target, Map<String, String> headers, byte[] bytes) {

    private static final int LARGEST = 64 << 10;

    /** @throws IOException where it is no HTTP or too long */
    static Head read(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int state = 0; state < 4;) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("a request that ends early");
            }
            all.write(b);
            // CR LF CR LF
            state = b == (state % 2 == 0 ? '\r' : '\n') ? state + 1 : b == '\r' ? 1 : 0;
            if (all.size() > LARGEST) {
                throw new IOException("a request whose head is too long");
            }
        }
        String[] lines = all.toString(StandardCharsets.ISO_8859_1).split("\r\n");
        String[] first = lines[0].split(" ");
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.merge(lines[i].substring(0, colon).toLowerCase(Locale.ROOT), lines[i].substring(colon + 1).strip(), (a, b) -> a + ", " + b);
            }
        }
        if (first.length != 3) {
            throw new IOException("no HTTP");
        }
        return new Head(first[0], first[1], Map.copyOf(headers), all.toByteArray());
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** @throws ApiException where it is none */
    URI uri() {
        try {
            return new URI(target);
        } catch (URISyntaxException e) {
            throw ApiException.badRequest("a malformed address");
        }
    }
}
