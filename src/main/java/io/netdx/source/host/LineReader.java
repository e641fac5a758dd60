package io.netdx.source.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lines of hostile text: cut at a limit, without control characters, in constant memory. */
final class LineReader {

    static final int MAX_LINE = 64 << 10;
    private static final byte DELETE = 0x7f;

    private final InputStream in;
    private final byte[] buffer = new byte[16 << 10];
    private int at;
    private int end;
    private byte[] kept = new byte[512];
    private String line = "";
    private int number;
    private boolean cut;

    LineReader(InputStream in) {
        this.in = in;
    }

    boolean next() throws IOException {
        int length = 0;
        boolean any = false;
        boolean plain = true;
        cut = false;
        while (fill()) {
            any = true;
            int stop = at;
            while (stop < end && buffer[stop] != '\n') {
                // a byte above 0x7f is negative
                plain &= buffer[stop] >= ' ' && buffer[stop] != DELETE;
                stop++;
            }
            int n = Math.min(stop - at, MAX_LINE - length);
            cut |= n < stop - at;
            if (length + n > kept.length) {
                kept = Arrays.copyOf(kept, Math.min(MAX_LINE, Math.max(length + n, kept.length * 2)));
            }
            System.arraycopy(buffer, at, kept, length, n);
            length += n;
            boolean complete = stop < end;
            at = complete ? stop + 1 : stop;
            if (complete) {
                break;
            }
        }
        number++;
        line = !any ? "" : plain ? new String(kept, 0, length, StandardCharsets.ISO_8859_1) : clean(Arrays.copyOf(kept, length));
        return any;
    }

    String line() {
        return line;
    }

    int number() {
        return number;
    }

    boolean cut() {
        return cut;
    }

    private boolean fill() throws IOException {
        if (at < end) {
            return true;
        }
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    /** Malformed UTF-8 is replaced, control characters except tab and line feed vanish: they could drive a terminal. */
    static String clean(byte[] utf8) {
        return clean(new String(utf8, StandardCharsets.UTF_8));
    }

    static String clean(String text) {
        StringBuilder clean = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean bad = Character.isISOControl(c) && c != '\t' && c != '\n' || c == '\uFEFF';
            if (bad && clean == null) {
                clean = new StringBuilder(text.length()).append(text, 0, i);
            } else if (!bad && clean != null) {
                clean.append(c);
            }
        }
        return clean == null ? text : clean.toString();
    }
}
