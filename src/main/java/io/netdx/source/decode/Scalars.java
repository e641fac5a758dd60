package io.netdx.source.decode;

/**
 * Scalars that stood in a document lately. Short ones repeat thousands of times, and are neither made into a text nor kept twice; which
 * are known is decided by place, so that the table never grows.
 */
final class Scalars {

    private static final int LONGEST = 64;
    private static final int SLOTS = 1 << 15;
    /** What follows is cut off. */
    private static final int MOST = 1 << 20;

    private Tree[] slots = {};

    /** A scalar of these characters. */
    Tree of(char[] chars, int from, int length) {
        if (length > LONGEST) {
            return Tree.scalar(new String(chars, from, Math.min(length, MOST)), 0);
        }
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + chars[i];
        }
        int slot = slot(hash);
        Tree known = slots[slot];
        if (known != null && same(known.text(), chars, from, length)) {
            return known;
        }
        return slots[slot] = Tree.scalar(new String(chars, from, length), 0);
    }

    /** A scalar of this text, where the text is there already. */
    Tree of(String text) {
        if (text.length() > LONGEST) {
            return apart(text);
        }
        int slot = slot(text.hashCode());
        Tree known = slots[slot];
        return known != null && known.text().equals(text) ? known : (slots[slot] = Tree.scalar(text, 0));
    }

    /** A scalar that is not remembered. */
    static Tree apart(String text) {
        return Tree.scalar(text.length() > MOST ? text.substring(0, MOST) : text, 0);
    }

    private int slot(int hash) {
        if (slots.length == 0) {
            slots = new Tree[SLOTS];
        }
        return (hash ^ hash >>> 15) & SLOTS - 1;
    }

    private static boolean same(String text, char[] chars, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != chars[from + i]) {
                return false;
            }
        }
        return true;
    }
}
