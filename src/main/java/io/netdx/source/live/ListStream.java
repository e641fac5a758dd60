package io.netdx.source.live;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * The pages of a list as one list, an item a line, so that a place in it can be named. It knows strings and brackets only: what is wrong
 * inside an item, its reader sees. A page that breaks off breaks the list.
 */
final class ListStream extends InputStream {

    private static final byte[] ITEMS = "\"items\"".getBytes(StandardCharsets.US_ASCII);

    private final Pages pages;
    private final byte[] in = new byte[1 << 15];
    /** Every byte read becomes at most two; an item of the next page may need a separator. */
    private byte[] out;
    private int from;
    private int to;
    private Optional<InputStream> page = Optional.empty();
    private boolean started;
    private boolean ended;
    private boolean broken;

    private int depth;
    private boolean text;
    private boolean escaped;
    private boolean items;
    /** How much of {@link #ITEMS} the latest string of the envelope matches. */
    private int matched;
    private boolean separate;

    ListStream(String apiVersion, String kind, Pages pages) {
        this.pages = pages;
        this.out = ("{\"kind\":\"" + kind + "List\",\"apiVersion\":\"" + apiVersion + "\",\"items\":[\n").getBytes(StandardCharsets.UTF_8);
        this.to = out.length;
    }

    @Override
    public int read() throws IOException {
        return fill() ? out[from++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int n = Math.min(length, to - from);
        System.arraycopy(out, from, buffer, offset, n);
        from += n;
        return n;
    }

    private boolean fill() throws IOException {
        while (from == to && !ended) {
            more();
        }
        return from < to;
    }

    private void more() throws IOException {
        if (page.isEmpty() && !turn()) {
            ended = true;
            if (!broken) {
                put("\n]}\n".getBytes(StandardCharsets.US_ASCII));
            }
            return;
        }
        int n = page.isEmpty() ? 0 : read(page.get());
        if (n < 0) {
            page = Optional.empty();
            broken |= depth != 0;
            return;
        }
        if (out.length < 2 * in.length + 2) {
            out = new byte[2 * in.length + 2];
        }
        from = 0;
        to = copy(n);
    }

    private int read(InputStream stream) throws IOException {
        try {
            return stream.read(in);
        } catch (EOFException | ZipException e) {
            broken = true;
            return -1;
        }
    }

    private void put(byte[] bytes) {
        out = bytes;
        from = 0;
        to = bytes.length;
    }

    private boolean turn() throws IOException {
        if (broken) {
            pages.close();
            return false;
        }
        Optional<Answer> next = pages.next();
        if (next.isPresent()) {
            page = Optional.of(next.get().stream());
            depth = 0;
            text = false;
            escaped = false;
            items = false;
            separate = started;
        }
        return next.isPresent();
    }

    private int copy(int n) {
        // fields are read once: the quick compiler does not keep them in registers
        byte[] bytes = in;
        byte[] to = out;
        int at = 0;
        for (int i = 0; i < n; i++) {
            byte b = bytes[i];
            if (text) {
                if (items) {
                    to[at++] = b;
                } else {
                    matched = matched >= 0 && matched < ITEMS.length && ITEMS[matched] == b ? matched + 1 : -1;
                }
                if (escaped) {
                    escaped = false;
                } else if (b == '\\') {
                    escaped = true;
                } else if (b == '"') {
                    text = false;
                }
                continue;
            }
            if (b <= ' ' && b >= 0) {
                continue;
            }
            if (!items) {
                envelope(b);
                continue;
            }
            if (b == ']' && depth == 2) {
                items = false;
                depth = 1;
                continue;
            }
            if (separate) {
                separate = false;
                to[at++] = ',';
                to[at++] = '\n';
            }
            started = true;
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
        }
        return at;
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
