package io.netdx.source.decode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts the items of a long JSON list into blocks of whole objects, without taking them apart: it knows strings and brackets only. Of
 * {@code managedFields}, half of a pod and never looked at, it leaves the brackets and the line feeds, unread. Where something else
 * than an object comes, it stops before it.
 */
final class ItemScanner {

    private static final int BLOCK = 1 << 19;
    private static final byte[] MANAGED = "managedFields\"".getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private byte[] buffer = new byte[BLOCK];
    private int length;
    private int line;
    private boolean ended;

    /**
     * @param in   a stream after an item
     * @param line lines that end before it
     */
    ItemScanner(InputStream in, int line) {
        this.in = in;
        this.line = line;
    }

    /** Some items as a JSON array. @param linesBefore lines of the file that end before it */
    record Block(byte[] json, int linesBefore) {
    }

    /** The next items; empty where no whole object follows. */
    Optional<Block> next() throws IOException {
        while (true) {
            fill();
            Optional<Block> block = cut();
            if (block.isPresent() || ended || length < buffer.length || buffer.length >= 64 * BLOCK) {
                return block;
            }
            buffer = Arrays.copyOf(buffer, 4 * buffer.length);
        }
    }

    /** What was read and belongs to no block. */
    byte[] left() {
        return Arrays.copyOf(buffer, length);
    }

    int line() {
        return line;
    }

    private void fill() throws IOException {
        while (length < buffer.length && !ended) {
            int n = in.read(buffer, length, buffer.length - length);
            ended = n < 0;
            length += Math.max(0, n);
        }
    }

    private Optional<Block> cut() {
        // fields of the object are read once: the quick compiler does not keep them in registers
        byte[] bytes = buffer;
        int end = length;
        ByteArrayOutputStream json = new ByteArrayOutputStream(end / 2);
        int copied = 0;
        int whole = 0;
        int written = 0;
        int at = itemAt(bytes, 0, end);
        while (at >= 0) {
            int depth = 0;
            boolean complete = false;
            while (at < end && !complete) {
                byte b = bytes[at++];
                if (b == '"') {
                    int start = at;
                    at = afterString(bytes, at, end);
                    int value = at <= end && bytes[start] == 'm' ? managed(bytes, start, at, end) : 0;
                    if (value > 0) {
                        at = afterArray(bytes, value, end);
                        if (at <= end) {
                            json.write(bytes, copied, value - copied);
                            json.write('[');
                            byte[] lines = new byte[lineFeeds(bytes, value, at)];
                            Arrays.fill(lines, (byte) '\n');
                            json.writeBytes(lines);
                            json.write(']');
                            copied = at;
                        }
                    }
                } else if (b == '{' || b == '[') {
                    depth++;
                } else if (b == '}' || b == ']') {
                    complete = --depth == 0;
                }
            }
            if (complete) {
                json.write(bytes, copied, at - copied);
                copied = at;
                whole = at;
                written = json.size();
            }
            at = complete ? itemAt(bytes, at, end) : -1;
        }
        return whole == 0 ? Optional.empty() : Optional.of(block(json.toByteArray(), written, whole));
    }

    private Block block(byte[] json, int written, int whole) {
        byte[] items = array(json, written);
        Block block = new Block(items, line);
        // what was left out has left its line feeds
        line += lineFeeds(items, 0, items.length);
        length -= whole;
        System.arraycopy(buffer, whole, buffer, 0, length);
        return block;
    }

    /** The first comma becomes the bracket that opens the array. */
    private static byte[] array(byte[] items, int length) {
        byte[] json = Arrays.copyOf(items, length + 1);
        int comma = 0;
        while (json[comma] != ',') {
            comma++;
        }
        json[comma] = '[';
        json[length] = ']';
        return json;
    }

    /** Where the object begins that follows after a comma; negative where none does. */
    private static int itemAt(byte[] bytes, int from, int end) {
        boolean comma = false;
        for (int i = from; i < end; i++) {
            byte b = bytes[i];
            if (b == '{' && comma) {
                return i;
            }
            if (b == ',' && !comma) {
                comma = true;
            } else if (!space(b)) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean space(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static int afterString(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            byte b = bytes[at++];
            if (b == '"') {
                return at;
            }
            at += b == '\\' ? 1 : 0;
        }
        return end + 1;
    }

    /** Where the array begins, if the string between {@code from} and {@code to} names what nobody looks at; else 0. */
    private static int managed(byte[] bytes, int from, int to, int end) {
        if (to > end || !Arrays.equals(bytes, from, to, MANAGED, 0, MANAGED.length)) {
            return 0;
        }
        int at = behindSpace(bytes, to, end);
        if (at >= end || bytes[at] != ':') {
            return 0;
        }
        at = behindSpace(bytes, at + 1, end);
        return at < end && bytes[at] == '[' ? at : 0;
    }

    private static int behindSpace(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && space(bytes[at])) {
            at++;
        }
        return at;
    }

    /** Behind the bracket that closes the array; behind the end of the buffer where it is not there yet. */
    private static int afterArray(byte[] bytes, int from, int end) {
        int depth = 0;
        int at = from;
        while (at < end) {
            byte b = bytes[at++];
            if (b == '"') {
                at = afterString(bytes, at, end);
            } else if (b == '{' || b == '[') {
                depth++;
            } else if ((b == '}' || b == ']') && --depth == 0) {
                return at;
            }
        }
        return end + 1;
    }

    private static int lineFeeds(byte[] bytes, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                count++;
            }
        }
        return count;
    }
}
