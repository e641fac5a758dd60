package io.netdx.source.signature;

import io.netdx.pack.Packed;
import io.netdx.pack.Packing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * All anchors as a trie with the links of Aho and Corasick (CACM 18:6, 1975), as flat arrays by state. The build makes it; a run fills its
 * table from it. States are numbered by depth, so that the children of one stand side by side, behind those of the one before.
 *
 * @param classOf       byte value to its number among those that occur in anchors, 0 for all others
 * @param classes       numbers in use, 0 included
 * @param firstChild    state to its first child; one more than there are states
 * @param label         state to the class that leads to it
 * @param fallback      state to the longest proper suffix that is a state
 * @param nextAccepting state to the longest proper suffix in which an anchor ends, 0 for none
 * @param rowsAt        state to the rows whose anchor ends there
 */
record AnchorTrie(int[] classOf, int classes, int[] firstChild, int[] label, int[] fallback, int[] nextAccepting, int[][] rowsAt) {

    private static final int[] NONE = {};

    private static final class Node {
        final TreeMap<Integer, Node> children = new TreeMap<>();
        final List<Integer> rows = new ArrayList<>();
        int number;
        int label;
        Node fallback = this;
    }

    static AnchorTrie of(List<SignatureRow> rows) {
        int[] classOf = new int[256];
        int classes = 1;
        Node root = new Node();
        for (int row = 0; row < rows.size(); row++) {
            for (String anchor : rows.get(row).anchors()) {
                Node at = root;
                for (byte b : ascii(anchor)) {
                    if (classOf[b] == 0) {
                        classOf[b] = classes++;
                    }
                    at = at.children.computeIfAbsent(classOf[b], c -> new Node());
                    at.label = classOf[b];
                }
                at.rows.add(row);
            }
        }
        List<Node> states = byDepth(root);
        if (states.size() > Character.MAX_VALUE) {
            throw new IllegalArgumentException("anchors make " + states.size() + " states, more than the table can number");
        }
        return flat(states, classOf, classes);
    }

    private static byte[] ascii(String anchor) {
        byte[] bytes = anchor.getBytes(StandardCharsets.UTF_8);
        if (bytes.length != anchor.length()) {
            throw new IllegalArgumentException("anchor is not ASCII: " + anchor);
        }
        return bytes;
    }

    /** Numbers the states and links each to its longest suffix, which is less deep and so linked before it. */
    private static List<Node> byDepth(Node root) {
        List<Node> states = new ArrayList<>(List.of(root));
        for (int i = 0; i < states.size(); i++) {
            Node parent = states.get(i);
            for (Node child : parent.children.values()) {
                child.number = states.size();
                states.add(child);
                child.fallback = root;
                for (Node suffix = parent; suffix != root;) {
                    suffix = suffix.fallback;
                    Node longer = suffix.children.get(child.label);
                    if (longer != null) {
                        child.fallback = longer;
                        break;
                    }
                }
            }
        }
        return states;
    }

    private static AnchorTrie flat(List<Node> states, int[] classOf, int classes) {
        int n = states.size();
        AnchorTrie flat = new AnchorTrie(classOf, classes, new int[n + 1], new int[n], new int[n], new int[n], new int[n][]);
        int child = 1;
        for (int s = 0; s < n; s++) {
            Node state = states.get(s);
            flat.firstChild[s] = child;
            child += state.children.size();
            flat.label[s] = state.label;
            int suffix = state.fallback.number;
            flat.fallback[s] = suffix;
            flat.nextAccepting[s] = suffix == s ? 0 : flat.rowsAt[suffix].length > 0 ? suffix : flat.nextAccepting[suffix];
            flat.rowsAt[s] = NONE;
            for (int row : state.rows) {
                flat.rowsAt[s] = Arrays.copyOf(flat.rowsAt[s], flat.rowsAt[s].length + 1);
                flat.rowsAt[s][flat.rowsAt[s].length - 1] = row;
            }
        }
        flat.firstChild[n] = child;
        return flat;
    }

    int states() {
        return label.length;
    }

    void write(Packing out) {
        out.numbers(classOf);
        out.number(classes);
        out.numbers(firstChild);
        out.numbers(label);
        out.numbers(fallback);
        out.numbers(nextAccepting);
        for (int s = 0; s < states(); s++) {
            if (rowsAt[s].length > 0) {
                out.number(s);
                out.numbers(rowsAt[s]);
            }
        }
        out.number(-1);
    }

    static AnchorTrie read(Packed in) {
        int[] classOf = in.numbers();
        int classes = in.number();
        int[] firstChild = in.numbers();
        int[] label = in.numbers();
        int[] fallback = in.numbers();
        int[] nextAccepting = in.numbers();
        int[][] rowsAt = new int[label.length][];
        Arrays.fill(rowsAt, NONE);
        for (int s = in.number(); s >= 0; s = in.number()) {
            rowsAt[s] = in.numbers();
        }
        return new AnchorTrie(classOf, classes, firstChild, label, fallback, nextAccepting, rowsAt);
    }
}
