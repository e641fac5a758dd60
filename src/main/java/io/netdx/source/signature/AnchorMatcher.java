package io.netdx.source.signature;

import java.util.BitSet;
import java.util.List;

/** Finds all anchors of all rows in one pass over bytes, with a dense table over the byte values that occur in anchors. */
final class AnchorMatcher {

    private final byte[] classOf = new byte[256];
    private final int classes;
    /** {@code state * classes + class} to the next state; a char is enough and keeps the table in the cache. */
    private final char[] next;
    /** States in which some anchor ends. */
    private final boolean[] accepting;
    private final AnchorTrie trie;

    AnchorMatcher(List<SignatureRow> rows) {
        this(AnchorTrie.of(rows));
    }

    /** Missing transitions go where the longest suffix would. */
    AnchorMatcher(AnchorTrie trie) {
        this.trie = trie;
        for (int i = 0; i < 256; i++) {
            classOf[i] = (byte) trie.classOf()[i];
        }
        classes = trie.classes();
        int states = trie.states();
        next = new char[states * classes];
        accepting = new boolean[states];
        for (int s = 0; s < states; s++) {
            if (s > 0) {
                System.arraycopy(next, trie.fallback()[s] * classes, next, s * classes, classes);
            }
            for (int child = trie.firstChild()[s]; child < trie.firstChild()[s + 1]; child++) {
                next[s * classes + trie.label()[child]] = (char) child;
            }
            accepting[s] = trie.rowsAt()[s].length > 0 || trie.nextAccepting()[s] != 0;
        }
    }

    /**
     * Adds the rows with an anchor in {@code bytes[from, to)} to {@code found}.
     *
     * @return where the first anchor ends, or -1
     */
    int find(byte[] bytes, int from, int to, BitSet found) {
        int state = 0;
        int first = -1;
        for (int i = from; i < to; i++) {
            state = next[state * classes + classOf[bytes[i] & 0xff]];
            if (accepting[state]) {
                first = first < 0 ? i + 1 : first;
                for (int s = state; s != 0; s = trie.nextAccepting()[s]) {
                    for (int row : trie.rowsAt()[s]) {
                        found.set(row);
                    }
                }
            }
        }
        return first;
    }
}
