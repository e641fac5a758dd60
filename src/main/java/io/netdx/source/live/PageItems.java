package io.netdx.source.live;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;

/**
 * The items of one page of a list, an item a line, without what surrounds them and without blanks. It knows strings and brackets only: what
 * is wrong inside an item, its reader sees.
 */
final class PageItems {

    private static final byte[] ITEMS = "\"items\"".getBytes(StandardCharsets.US_ASCII);

    private final InputStream page;
    private final byte[] in = new byte[1 << 15];
    private boolean broken;

    private int depth;
    private boolean text;
    private boolean escaped;
    private boolean items;
    /** How much of {@link #ITEMS} the latest string of the envelope matches. */
    private int matched;

    /** @throws IOException where it is not compressed as it says */
    PageItems(Answer page) throws IOException {
        this.page = page.stream();
    }

    /** What one read becomes at most. */
    int longest() {
        return 2 * in.length;
    }

    /** The page broke off. */
    boolean broken() {
        return broken;
    }

    /**
     * Reads on.
     *
     * @param to   with room for {@link #longest()} bytes
     * @param from where they are put
     * @return how many were put there, which may be none; negative at the end
     */
    int read(byte[] to, int from) throws IOException {
        int n;
        try {
            n = page.read(in);
        } catch (EOFException | ZipException e) {
            broken = true;
            return -1;
        }
        if (n < 0) {
            broken |= depth != 0;
            return -1;
        }
        return copy(n, to, from) - from;
    }

    private int copy(int n, byte[] to, int from) {
        // fields are read once: the quick compiler does not keep them in registers
        byte[] bytes = in;
        int at = from;
        int i = 0;
        while (i < n) {
            if (text && !escaped) {
                int end = plain(bytes, i, n);
                if (items) {
                    System.arraycopy(bytes, i, to, at, end - i);
                    at += end - i;
                } else {
                    match(bytes, i, end);
                }
                i = end;
                if (i == n) {
                    break;
                }
            }
            byte b = bytes[i++];
            if (text) {
                if (items) {
                    to[at++] = b;
                } else {
                    match(bytes, i - 1, i);
                }
                text = escaped || b != '"';
                escaped = !escaped && b == '\\';
            } else if (b > ' ' || b < 0) {
                if (!items) {
                    envelope(b);
                } else {
                    at = structure(b, to, at);
                }
            }
        }
        return at;
    }

    /** Where the text ends or a character is escaped, or {@code to}. Looks at four bytes a turn. */
    private static int plain(byte[] bytes, int from, int to) {
        int i = from;
        int last = to - 3;
        while (i < last && bytes[i] != '"' && bytes[i] != '\\' && bytes[i + 1] != '"' && bytes[i + 1] != '\\' && bytes[i + 2] != '"' && bytes[i + 2] != '\\'
                && bytes[i + 3] != '"' && bytes[i + 3] != '\\') {
            i += 4;
        }
        while (i < to && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        return i;
    }

    private int structure(byte b, byte[] to, int from) {
        int at = from;
        if (b == ']' && depth == 2) {
            items = false;
            depth = 1;
            return at;
        }
        to[at++] = b;
        if (b == '"') {
            text = true;
        } else if (b == '{' || b == '[') {
            depth++;
        } else if (b == '}' || b == ']') {
            depth--;
        } else if (b == ',' && depth == 2) {
            to[at++] = '\n';
        }
        return at;
    }

    private void match(byte[] bytes, int from, int to) {
        for (int i = from; i < to && matched >= 0; i++) {
            matched = matched < ITEMS.length && ITEMS[matched] == bytes[i] ? matched + 1 : -1;
        }
    }

    private void envelope(byte b) {
        if (b == '"') {
            text = true;
            matched = depth == 1 ? 1 : -1;
        } else if (b == '{' || b == '[') {
            depth++;
            items = b == '[' && depth == 2 && matched == ITEMS.length;
            matched = -1;
        } else if (b == '}' || b == ']') {
            depth--;
        } else if (b != ':') {
            matched = -1;
        }
    }
}
