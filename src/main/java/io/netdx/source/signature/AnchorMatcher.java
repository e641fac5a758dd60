package io.netdx.source.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Finds all anchors of all rows in one pass over bytes (Aho and Corasick, CACM 18:6, 1975), as a dense table over the byte values
 * that occur in anchors.
 *
 * <p>Built anew in every run, on a cold JVM: so flat arrays only, and loops over edges of the trie, of which there are few,
 * rather than over cells of the table, of which there are many.
 */
final class AnchorMatcher {

    private final byte[] classOf = new byte[256];
    private final int classes;
    /** {@code state * classes + class} to the next state; a char is enough and keeps the table in the cache. */
    private final char[] next;
    /** States in which some anchor ends. */
    private final boolean[] accepting;
    /** The longest proper suffix in which some anchor ends; 0 for none. */
    private final char[] nextAccepting;
    private final int[][] rowsAt;

    AnchorMatcher(List<SignatureRow> rows) {
        int bytes = 0;
        int used = 1;
        for (SignatureRow row : rows) {
            for (String anchor : row.anchors()) {
                for (byte b : ascii(anchor)) {
                    if (classOf[b] == 0) {
                        classOf[b] = (byte) used++;
                    }
                    bytes++;
                }
            }
        }
        if (bytes >= Character.MAX_VALUE) {
            throw new IllegalArgumentException("anchors have " + bytes + " characters, more than the table can number");
        }
        classes = used;
        Trie trie = new Trie(bytes + 1);
        next = new char[(bytes + 1) * classes];
        for (int row = 0; row < rows.size(); row++) {
            for (String anchor : rows.get(row).anchors()) {
                trie.add(ascii(anchor), row);
            }
        }
        accepting = new boolean[trie.states];
        nextAccepting = new char[trie.states];
        rowsAt = trie.rows;
        close(trie);
    }

    private static byte[] ascii(String anchor) {
        byte[] bytes = anchor.getBytes(StandardCharsets.UTF_8);
        if (bytes.length != anchor.length()) {
            throw new IllegalArgumentException("anchor is not ASCII: " + anchor);
        }
        return bytes;
    }

    /** The anchors before closing; children are kept as lists so that closing walks edges, not cells. */
    private final class Trie {
        int states = 1;
        final char[] parent;
        final byte[] label;
        final char[] depth;
        final char[] firstChild;
        final char[] sibling;
        final int[][] rows;

        Trie(int capacity) {
            parent = new char[capacity];
            label = new byte[capacity];
            depth = new char[capacity];
            firstChild = new char[capacity];
            sibling = new char[capacity];
            rows = new int[capacity][];
        }

        void add(byte[] anchor, int row) {
            int state = 0;
            for (byte b : anchor) {
                int slot = state * classes + classOf[b];
                int to = next[slot];
                if (to == 0) {
                    to = states++;
                    next[slot] = (char) to;
                    parent[to] = (char) state;
                    label[to] = classOf[b];
                    depth[to] = (char) (depth[state] + 1);
                    sibling[to] = firstChild[state];
                    firstChild[state] = (char) to;
                }
                state = to;
            }
            int[] old = rows[state];
            rows[state] = old == null ? new int[] {row} : Arrays.copyOf(old, old.length + 1);
            rows[state][rows[state].length - 1] = row;
        }

        /** Parents before children, shallow before deep: counting sort by depth. */
        int[] byDepth() {
            int[] starts = new int[states + 2];
            for (int s = 0; s < states; s++) {
                starts[depth[s] + 1]++;
            }
            for (int d = 1; d < starts.length; d++) {
                starts[d] += starts[d - 1];
            }
            int[] order = new int[states];
            for (int s = 0; s < states; s++) {
                order[starts[depth[s]]++] = s;
            }
            return order;
        }
    }

    /** Turns the trie into an automaton: missing transitions go where the longest suffix would. */
    private void close(Trie trie) {
        char[] suffix = new char[trie.states];
        int[] order = trie.byDepth();
        for (int i = 1; i < order.length; i++) {
            int state = order[i];
            int parent = trie.parent[state];
            int fallback = parent == 0 ? 0 : next[suffix[parent] * classes + trie.label[state]];
            suffix[state] = (char) fallback;
            System.arraycopy(next, fallback * classes, next, state * classes, classes);
            for (int child = trie.firstChild[state]; child != 0; child = trie.sibling[child]) {
                next[state * classes + trie.label[child]] = (char) child;
            }
            nextAccepting[state] = rowsAt[fallback] != null ? (char) fallback : nextAccepting[fallback];
            accepting[state] = rowsAt[state] != null || nextAccepting[state] != 0;
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
                for (int s = state; s != 0; s = nextAccepting[s]) {
                    if (rowsAt[s] != null) {
                        for (int row : rowsAt[s]) {
                            found.set(row);
                        }
                    }
                }
            }
        }
        return first;
    }
}
