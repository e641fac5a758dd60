package io.netdx.serve;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

    /** Copies the request with its body. */
    void passOn(InputStream in, OutputStream out) throws IOException {
        out.write(bytes);
        if (header("transfer-encoding").toLowerCase(Locale.ROOT).contains("chunked")) {
            chunks(in, out);
        } else if (!header("content-length").isEmpty()) {
            part(in, out, number(header("content-length"), 10));
        }
        out.flush();
    }

    private static void chunks(InputStream in, OutputStream out) throws IOException {
        for (long size = -1; size != 0;) {
            String line = line(in, out);
            size = number(line.replaceFirst(";.*", "").strip(), 16);
            if (size > 0) {
                part(in, out, size);
                line(in, out);
            }
        }
        // what stands behind the last chunk, up to an empty line
        while (!line(in, out).isEmpty()) {
            continue;
        }
    }

    private static long number(String digits, int radix) throws IOException {
        try {
            return Long.parseUnsignedLong(digits, radix);
        } catch (NumberFormatException e) {
            throw new IOException("a length that is no number", e);
        }
    }

    private static String line(InputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && line.size() < LARGEST; b = in.read()) {
            line.write(b);
            if (b == '\n') {
                line.writeTo(out);
                return line.toString(StandardCharsets.ISO_8859_1).strip();
            }
        }
        throw new EOFException("a body that ends early");
    }

    private static void part(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[1 << 13];
        for (long left = length; left > 0;) {
            int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (n < 0) {
                throw new EOFException("a body that ends early");
            }
            out.write(buffer, 0, n);
            left -= n;
        }
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
