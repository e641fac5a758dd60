package io.netdx.source.signature;

/**
 * A text that may be looked at only so often. A pattern that goes astray on a hostile line runs out of looks instead of running
 * for minutes; java.util.regex has no limit of its own.
 */
final class BoundedText implements CharSequence {

    /** Enough for any honest pattern on 4 KiB, and over within milliseconds. */
    static final int LOOKS = 1_000_000;

    /** Thrown inside the matcher, which has nothing to clean up. */
    static final class Exhausted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("pattern needs too many steps", null, false, false);
        }
    }

    private final String text;
    /** A string's own access to a character is three calls deep. */
    private final char[] chars;
    private int looks;

    BoundedText(String text) {
        this.text = text;
        this.chars = text.toCharArray();
    }

    int looks() {
        return looks;
    }

    /** Allows as many looks again, for another pattern. */
    BoundedText anew() {
        looks = 0;
        return this;
    }

    /** Where {@code part} stands next, or -1. */
    int indexOf(String part, int from) {
        return text.indexOf(part, from);
    }

    @Override
    public char charAt(int index) {
        if (++looks > LOOKS) {
            throw new Exhausted();
        }
        return chars[index];
    }

    @Override
    public int length() {
        return chars.length;
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
