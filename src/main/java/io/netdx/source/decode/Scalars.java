package io.netdx.source.decode;

import java.util.Arrays;

/**
 * Scalars that stood in a document lately. Short ones repeat thousands of times, and are neither made into a text nor kept twice; which
 * are known is decided by place, so that the table stays small: as small as the document, at first.
 */
final class Scalars {

    private static final int LONGEST = 64;
    private static final int HASHED = 16;
    private static final int FIRST = 1 << 9;
    private static final int LAST = 1 << 15;

    private Tree[] slots = new Tree[FIRST];
    /** The texts of the slots: two arrays are compared by the machine, an array and a text one character at a time. */
    private char[][] texts = new char[FIRST][];
    private int made;

    /** A scalar of these characters. */
    Tree of(char[] chars, int from, int length) {
        if (length > LONGEST) {
            return Tree.scalar(new String(chars, from, length), 0);
        }
        int slot = slot(chars, from, length);
        char[] known = texts[slot];
        if (known != null && Arrays.equals(known, 0, known.length, chars, from, from + length)) {
            return slots[slot];
        }
        if (++made > slots.length && slots.length < LAST) {
            slots = new Tree[8 * slots.length];
            texts = new char[slots.length][];
            slot = slot(chars, from, length);
        }
        texts[slot] = Arrays.copyOfRange(chars, from, from + length);
        return slots[slot] = Tree.scalar(new String(chars, from, length), 0);
    }

    /** A scalar of this text, where the text is there already. */
    Tree of(String text) {
        return text.length() > LONGEST ? apart(text) : of(text.toCharArray(), 0, text.length());
    }

    /** A scalar that is not remembered. */
    static Tree apart(String text) {
        return Tree.scalar(text, 0);
    }

    /** Long names differ most at their ends. */
    private int slot(char[] chars, int from, int length) {
        int hash = length;
        for (int i = from + Math.max(0, length - HASHED); i < from + length; i++) {
            hash = 31 * hash + chars[i];
        }
        return (hash ^ hash >>> 15) & slots.length - 1;
    }
}
