package io.netdx.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a file holds, judged from its first bytes. */
record Content(Type type, InputStream stream) {

    enum Type { JSON, YAML, DUMP, TEXT, BINARY, EMPTY }

    private static final int PEEK = 4096;

    static Content of(InputStream in) throws IOException {
        InputStream marked = in.markSupported() ? in : new BufferedInputStream(in, 1 << 16);
        marked.mark(PEEK);
        byte[] head = marked.readNBytes(PEEK);
        marked.reset();
        return new Content(type(head), marked);
    }

    private static Type type(byte[] head) {
        for (byte b : head) {
            if (b == 0) {
                return Type.BINARY;
            }
        }
        String text = new String(head, StandardCharsets.UTF_8).stripLeading();
        if (text.isEmpty()) {
            return Type.EMPTY;
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return Type.JSON;
        }
        if (text.startsWith("==== START logs for container")) {
            return Type.DUMP;
        }
        return looksLikeYaml(text) ? Type.YAML : Type.TEXT;
    }

    /** A manifest names its API version near the top; prose and logs do not. */
    private static boolean looksLikeYaml(String text) {
        for (String line : text.split("\n", 200)) {
            if (line.startsWith("apiVersion:") || line.startsWith("kind:") || line.startsWith("- apiVersion:")
                    || line.startsWith("items:") || line.startsWith("\"apiVersion\":")) {
                return true;
            }
        }
        return false;
    }
}
