package io.netdx.source.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Finds all anchors of all rows in one pass over bytes (Aho and Corasick, CACM 18:6, 1975), as a dense table over the byte values
 * that occur in anchors.
 */
final class AnchorMatcher {

    private final int[] classOf = new int[256];
    private final int classes;
    private final int[] next;
    /** Rows whose anchor ends in a state; null for nearly all states. */
    private final BitSet[] hits;

    AnchorMatcher(List<SignatureRow> rows) {
        int used = 1;
        int states = 1;
        for (SignatureRow row : rows) {
            for (String anchor : row.anchors()) {
                byte[] bytes = anchor.getBytes(StandardCharsets.US_ASCII);
                states += bytes.length;
                for (byte b : bytes) {
                    if (classOf[b & 0xff] == 0) {
                        classOf[b & 0xff] = used++;
                    }
                }
            }
        }
        classes = used;
        next = new int[states * classes];
        hits = new BitSet[states];
        trie(rows);
        close();
    }

    private void trie(List<SignatureRow> rows) {
        Arrays.fill(next, -1);
        int states = 1;
        for (int row = 0; row < rows.size(); row++) {
            for (String anchor : rows.get(row).anchors()) {
                int state = 0;
                for (int i = 0; i < anchor.length(); i++) {
                    int slot = state * classes + classOf[anchor.charAt(i)];
                    if (next[slot] < 0) {
                        next[slot] = states++;
                    }
                    state = next[slot];
                }
                if (hits[state] == null) {
                    hits[state] = new BitSet(rows.size());
                }
                hits[state].set(row);
            }
        }
    }

    /** Turns the trie into an automaton: missing transitions go where the longest suffix would. */
    private void close() {
        int[] fail = new int[hits.length];
        Deque<Integer> queue = new ArrayDeque<>();
        for (int c = 0; c < classes; c++) {
            int to = next[c];
            if (to < 0) {
                next[c] = 0;
            } else {
                queue.add(to);
            }
        }
        while (!queue.isEmpty()) {
            int state = queue.poll();
            int suffix = fail[state];
            if (hits[suffix] != null) {
                hits[state] = hits[state] == null ? hits[suffix] : or(hits[state], hits[suffix]);
            }
            for (int c = 0; c < classes; c++) {
                int slot = state * classes + c;
                int to = next[slot];
                if (to < 0) {
                    next[slot] = next[suffix * classes + c];
                } else {
                    fail[to] = next[suffix * classes + c];
                    queue.add(to);
                }
            }
        }
    }

    private static BitSet or(BitSet a, BitSet b) {
        BitSet both = (BitSet) a.clone();
        both.or(b);
        return both;
    }

    /** Adds the rows with an anchor in {@code bytes[from, to)} to {@code found}; true if there are any. */
    boolean find(byte[] bytes, int from, int to, BitSet found) {
        int state = 0;
        boolean any = false;
        for (int i = from; i < to; i++) {
            state = next[state * classes + classOf[bytes[i] & 0xff]];
            if (hits[state] != null) {
                found.or(hits[state]);
                any = true;
            }
        }
        return any;
    }
}
