package io.netdx.source.decode;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the items of a long JSON list into blocks of whole objects, without taking them apart. Where one item of a list follows another
 * nearly always looks the same: so a block is cut by that look, until one of the blocks turns out to be no items. From then on strings and
 * brackets are followed from the first byte to the last. Where something else than an object comes, it stops before it.
 */
final class ItemScanner {

    private static final int BLOCK = 1 << 20;
    /** More of an item does not make its beginning more telling. */
    private static final int BEGINNING = 64;

    private final InputStream in;
    /** One byte longer than what is read into it. */
    private byte[] buffer = new byte[BLOCK + 1];
    private int length;
    private boolean ended;
    private boolean guessing = true;
    /** How an item ends and the next begins; empty where that was not seen yet. */
    private byte[] seam = new byte[0];
    private int firstOfSeam;

    /** @param in a stream after an item */
    ItemScanner(InputStream in) {
        this.in = in;
    }

    /**
     * Some items, a comma before each. A zero byte follows the last.
     *
     * @param guessed cut by its look
     */
    record Block(byte[] bytes, int to, boolean guessed) {
    }

    /** The next items; empty where no whole object follows. */
    Optional<Block> next() throws IOException {
        while (true) {
            fill();
            int guess = guessing ? lastSeam() : 0;
            int whole = guess > 0 ? guess : lastItem();
            if (whole > 0) {
                return Optional.of(cut(whole, guess > 0));
            }
            if (ended || itemAt(0) < 0 || buffer.length >= 64 * BLOCK) {
                return Optional.empty();
            }
            buffer = Arrays.copyOf(buffer, 4 * buffer.length);
        }
    }

    /** Takes blocks back, all that it gave since the first of them, and guesses no more. */
    void again(List<Block> blocks) {
        guessing = false;
        int size = blocks.stream().mapToInt(Block::to).sum();
        byte[] all = new byte[Math.max(BLOCK, size + length) + 1];
        int at = 0;
        for (Block block : blocks) {
            System.arraycopy(block.bytes(), 0, all, at, block.to());
            at += block.to();
        }
        System.arraycopy(buffer, 0, all, at, length);
        buffer = all;
        length += size;
    }

    /** What was read and belongs to no block. */
    byte[] left() {
        return Arrays.copyOf(buffer, length);
    }

    private void fill() throws IOException {
        while (length < buffer.length - 1 && !ended) {
            int n = in.read(buffer, length, buffer.length - 1 - length);
            ended = n < 0;
            length += Math.max(0, n);
        }
    }

    private Block cut(int whole, boolean guessed) {
        byte[] rest = new byte[Math.max(BLOCK, 2 * (length - whole)) + 1];
        System.arraycopy(buffer, whole, rest, 0, length - whole);
        buffer[whole] = 0;
        Block block = new Block(buffer, whole, guessed);
        buffer = rest;
        length -= whole;
        return block;
    }

    /** Behind the last item that another seems to follow; 0 where none does. */
    private int lastSeam() {
        if (seam.length == 0 && !learnSeam()) {
            return 0;
        }
        byte[] bytes = buffer;
        byte first = seam[0];
        for (int i = length - seam.length; i >= 0; i--) {
            if (bytes[i] == first && Arrays.equals(bytes, i, i + seam.length, seam, 0, seam.length)) {
                return i + firstOfSeam;
            }
        }
        return 0;
    }

    private boolean learnSeam() {
        int end = objectEnd(itemAt(0));
        int next = itemAt(end);
        if (next < 0) {
            return false;
        }
        int from = end - 1;
        while (space(buffer[from - 1])) {
            from--;
        }
        int to = next + 1;
        for (int quotes = 0; quotes < 3 && to < Math.min(length, next + BEGINNING); to++) {
            quotes += buffer[to] == '"' ? 1 : 0;
        }
        seam = Arrays.copyOfRange(buffer, from, to);
        firstOfSeam = end - from;
        return true;
    }

    /** Behind the last whole item; 0 where there is none. */
    private int lastItem() {
        int whole = 0;
        for (int end = objectEnd(itemAt(0)); end > 0; end = objectEnd(itemAt(end))) {
            whole = end;
        }
        return whole;
    }

    /** Where the object begins that follows after a comma; negative where none does. */
    private int itemAt(int from) {
        boolean comma = false;
        for (int i = from; i >= 0 && i < length; i++) {
            byte b = buffer[i];
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

    /** Behind the object that begins there; negative where it is not whole. */
    private int objectEnd(int from) {
        // a field of the object is read once: the quick compiler does not keep it in a register
        byte[] bytes = buffer;
        int end = length;
        int depth = 0;
        boolean string = false;
        for (int i = from; i >= 0 && i < end; i++) {
            byte b = bytes[i];
            if (string) {
                if (b == '\\') {
                    i++;
                } else if (b == '"') {
                    string = false;
                }
            } else if (b == '"') {
                string = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if ((b == '}' || b == ']') && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }
}
