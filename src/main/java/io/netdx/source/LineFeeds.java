package io.netdx.source;

/** Finds where lines end. Looks at four bytes a turn: the turns cost the quick compiler more than the bytes. */
public final class LineFeeds {

    private LineFeeds() {
    }

    /** The next one, or {@code to}. */
    public static int next(byte[] bytes, int from, int to) {
        int i = from;
        int last = to - 3;
        while (i < last && bytes[i] != '\n' && bytes[i + 1] != '\n' && bytes[i + 2] != '\n' && bytes[i + 3] != '\n') {
            i += 4;
        }
        while (i < to && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    /** How many stand before {@code to}. */
    public static int count(byte[] bytes, int to) {
        int count = 0;
        for (int feed = next(bytes, 0, to); feed < to; feed = next(bytes, feed + 1, to)) {
            count++;
        }
        return count;
    }
}
