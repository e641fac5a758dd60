package io.netdx.source.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * What short texts of a document stand for, found by their bytes, so that a text that comes again is neither made nor kept twice.
 * Forgets the older where two fall on one place.
 */
final class KnownTexts<T> {

    private static final int HASHED = 8;
    private static final int PROBES = 4;

    private final byte[][] texts;
    private final T[] known;
    private final Function<String, T> maker;

    /** @param places a power of two */
    @SuppressWarnings("unchecked")
    KnownTexts(int places, Function<String, T> maker) {
        this.texts = new byte[places][];
        this.known = (T[]) new Object[places];
        this.maker = maker;
    }

    /** What a text of these ASCII characters stands for. */
    T of(byte[] ascii, int from, int to) {
        // long names differ most at their ends
        int hash = 31 * (to - from) + (from < to ? ascii[from] : 0);
        for (int i = Math.max(from, to - HASHED); i < to; i++) {
            hash = 31 * hash + ascii[i];
        }
        int first = hash ^ hash >>> 15;
        int free = first & texts.length - 1;
        for (int probe = 0; probe < PROBES; probe++) {
            int place = first + probe & texts.length - 1;
            byte[] text = texts[place];
            if (text == null) {
                free = place;
                break;
            }
            if (text.length == to - from && Arrays.equals(text, 0, text.length, ascii, from, to)) {
                return known[place];
            }
        }
        texts[free] = Arrays.copyOfRange(ascii, from, to);
        return known[free] = maker.apply(new String(ascii, from, to - from, StandardCharsets.ISO_8859_1));
    }
}
