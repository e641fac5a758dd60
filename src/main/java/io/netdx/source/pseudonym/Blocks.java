package io.netdx.source.pseudonym;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** A UTF-8 text that is rewritten while it is read, some ten thousand characters at a time, cut where neither a word nor an address goes on. */
final class Blocks extends InputStream {

    private static final int SIZE = 1 << 16;
    /** A text without any gap is cut somewhere. */
    private static final int LONGEST = 1 << 22;

    private final Reader in;
    private final Function<CharSequence, String> rewriting;
    private final StringBuilder waiting = new StringBuilder();
    private final char[] some = new char[SIZE];
    private byte[] bytes = new byte[0];
    private int at;
    private boolean ended;

    Blocks(InputStream in, Function<CharSequence, String> rewriting) {
        this.in = new InputStreamReader(in, StandardCharsets.UTF_8);
        this.rewriting = rewriting;
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int n = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, buffer, offset, n);
        at += n;
        return n;
    }

    private boolean fill() throws IOException {
        while (at == bytes.length) {
            if (ended) {
                return false;
            }
            int n = in.read(some);
            ended = n < 0;
            waiting.append(some, 0, Math.max(n, 0));
            int cut = ended || waiting.length() > LONGEST ? waiting.length() : gap();
            bytes = rewriting.apply(waiting.substring(0, cut)).getBytes(StandardCharsets.UTF_8);
            at = 0;
            waiting.delete(0, cut);
        }
        return true;
    }

    /** Behind the last character at which nothing goes on. */
    private int gap() {
        for (int i = waiting.length(); i > 0; i--) {
            char c = waiting.charAt(i - 1);
            if (c <= ' ' || c == '"' || c == ',') {
                return i;
            }
        }
        return 0;
    }
}
