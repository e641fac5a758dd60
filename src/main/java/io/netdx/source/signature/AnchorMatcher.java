package io.netdx.source.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds all anchors of all rows in bytes, and passes over most of them unread (Wu and Manber, TR-94-17, 1994). Of each anchor one window
 * of a few bytes is looked for; three bytes of the text tell how far the next window can be at least.
 */
final class AnchorMatcher {

    private static final int GRAM = 3;
    private static final int LONGEST_WINDOW = 6;
    /** The table of shifts has to stay in the nearest cache. */
    private static final int MASK = (1 << 15) - 1;
    private static final char NONE = Character.MAX_VALUE;

    /** Gram to how far the window can be moved on; 0 where a window may end with it. */
    private final byte[] shifts = new byte[MASK + 1];
    /** Gram to the last anchor whose window ends with it. */
    private final char[] lastOf = new char[MASK + 1];
    /** Anchor to the one before it whose window ends with the same gram. */
    private final char[] previous;
    private final byte[][] anchors;
    private final int[] rowOf;
    /** How many bytes of each anchor stand before the end of its window. */
    private final int[] before;
    private final int window;

    AnchorMatcher(List<SignatureRow> rows) {
        this(rows, windows(rows));
    }

    /** @param starts where the window of each anchor begins, from {@link #windows} */
    AnchorMatcher(List<SignatureRow> rows, int[] starts) {
        window = window(rows);
        anchors = new byte[starts.length][];
        rowOf = new int[starts.length];
        before = new int[starts.length];
        previous = new char[starts.length];
        Arrays.fill(shifts, (byte) (window - GRAM + 1));
        Arrays.fill(lastOf, NONE);
        int n = 0;
        for (int row = 0; row < rows.size(); row++) {
            for (String anchor : rows.get(row).anchors()) {
                byte[] bytes = ascii(anchor);
                anchors[n] = bytes;
                rowOf[n] = row;
                before[n] = starts[n] + window;
                for (int end = starts[n] + GRAM; end <= before[n]; end++) {
                    int gram = gram(bytes[end - 3], bytes[end - 2], bytes[end - 1]);
                    shifts[gram] = (byte) Math.min(shifts[gram], before[n] - end);
                }
                int last = gram(bytes[before[n] - 3], bytes[before[n] - 2], bytes[before[n] - 1]);
                previous[n] = lastOf[last];
                lastOf[last] = (char) n;
                n++;
            }
        }
    }

    /** For each anchor where its window begins that is rarest, so far as the anchors themselves tell what is frequent. */
    static int[] windows(List<SignatureRow> rows) {
        List<byte[]> anchors = rows.stream().flatMap(r -> r.anchors().stream()).map(AnchorMatcher::ascii).toList();
        if (anchors.size() >= NONE) {
            throw new IllegalArgumentException(anchors.size() + " anchors, more than the table can number");
        }
        Map<Integer, Integer> seen = new HashMap<>();
        for (byte[] anchor : anchors) {
            for (int i = GRAM; i <= anchor.length; i++) {
                seen.merge(gram(anchor[i - 3], anchor[i - 2], anchor[i - 1]), 1, Integer::sum);
            }
        }
        int window = window(rows);
        return anchors.stream().mapToInt(anchor -> {
            int best = 0;
            int fewest = Integer.MAX_VALUE;
            for (int start = 0; start + window <= anchor.length; start++) {
                int grams = 0;
                for (int i = start + GRAM; i <= start + window; i++) {
                    grams += seen.get(gram(anchor[i - 3], anchor[i - 2], anchor[i - 1]));
                }
                if (grams < fewest) {
                    fewest = grams;
                    best = start;
                }
            }
            return best;
        }).toArray();
    }

    private static int window(List<SignatureRow> rows) {
        int shortest = LONGEST_WINDOW;
        for (SignatureRow row : rows) {
            for (String anchor : row.anchors()) {
                shortest = Math.min(shortest, anchor.length());
            }
        }
        if (shortest < GRAM) {
            throw new IllegalArgumentException("an anchor has fewer than " + GRAM + " characters");
        }
        return shortest;
    }

    private static byte[] ascii(String anchor) {
        byte[] bytes = anchor.getBytes(StandardCharsets.UTF_8);
        if (bytes.length != anchor.length()) {
            throw new IllegalArgumentException("anchor is not ASCII: " + anchor);
        }
        return bytes;
    }

    private static int gram(byte a, byte b, byte c) {
        return ((a << 10) ^ (b << 5) ^ c) & MASK;
    }

    /**
     * Adds the rows with an anchor in {@code bytes[from, to)} to {@code found}.
     *
     * @return where the first anchor ends, or -1
     */
    int find(byte[] bytes, int from, int to, BitSet found) {
        // fields of the object are read once: the quick compiler does not keep them in registers
        byte[] table = shifts;
        int first = -1;
        int end = from + window;
        while (end <= to) {
            // gram(), written out: the quick compiler is told to inline little
            int gram = ((bytes[end - 3] << 10) ^ (bytes[end - 2] << 5) ^ bytes[end - 1]) & MASK;
            int shift = table[gram];
            if (shift == 0) {
                first = compare(bytes, from, to, end, gram, first, found);
                shift = 1;
            }
            end += shift;
        }
        return first;
    }

    private int compare(byte[] bytes, int from, int to, int end, int gram, int known, BitSet found) {
        int first = known;
        for (char n = lastOf[gram]; n != NONE; n = previous[n]) {
            byte[] anchor = anchors[n];
            int start = end - before[n];
            if (start >= from && start + anchor.length <= to && same(anchor, bytes, start)) {
                found.set(rowOf[n]);
                first = first < 0 ? start + anchor.length : Math.min(first, start + anchor.length);
            }
        }
        return first;
    }

    private static boolean same(byte[] anchor, byte[] bytes, int at) {
        for (int i = 0; i < anchor.length; i++) {
            if (anchor[i] != bytes[at + i]) {
                return false;
            }
        }
        return true;
    }
}
