package io.netdx.source.pseudonym;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** How texts fall into words: {@code cart-db_2.shop} has four, {@code cartService} two. */
public final class Words {

    /** What ends the names of pods and ReplicaSets: written in an alphabet without vowels, or of letters and digits mixed. */
    private static final Pattern RANDOM = Pattern.compile("[bcdfghjklmnpqrstvwxz2456789]{5}|[bcdfghjklmnpqrstvwxz2456789]{8,10}");
    private static final int NUMBERED = 4;

    private Words() {
    }

    static boolean partOf(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c > 127 && Character.isLetterOrDigit(c);
    }

    /** Where the run of letters and digits ends that begins at {@code from}. */
    static int end(CharSequence text, int from) {
        int i = from;
        while (i < text.length() && partOf(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Where the next word of a run begins: {@code HTTPServer} is {@code HTTP} and {@code Server}. */
    static int next(CharSequence text, int from, int end) {
        for (int i = from + 1; i < end; i++) {
            boolean upper = Character.isUpperCase(text.charAt(i));
            boolean afterLower = !Character.isUpperCase(text.charAt(i - 1));
            boolean beforeLower = i + 1 < end && Character.isLowerCase(text.charAt(i + 1));
            if (upper && (afterLower || beforeLower)) {
                return i;
            }
        }
        return end;
    }

    /** All words, in lower case; of runs in mixed case the whole run too. */
    public static void of(CharSequence text, Consumer<String> to) {
        for (int i = 0; i < text.length(); i++) {
            if (partOf(text.charAt(i))) {
                int end = end(text, i);
                int from = i;
                while (from < end) {
                    int next = next(text, from, end);
                    to.accept(lower(text, from, next));
                    from = next;
                }
                if (next(text, i, end) < end) {
                    to.accept(lower(text, i, end));
                }
                i = end;
            }
        }
    }

    static String lower(CharSequence text, int from, int to) {
        return text.subSequence(from, to).toString().toLowerCase(Locale.ROOT);
    }

    /** Made up by a machine: its look is kept, since from names of pods one tells their owners by it. */
    static boolean random(String word) {
        return RANDOM.matcher(word).matches() || stem(word) == word.length() && digits(word) && !number(word);
    }

    /** Length of what stands before a short number: {@code worker12} has 6; all of it where there is none. */
    static int stem(String word) {
        int stem = word.length();
        while (stem > 0 && word.charAt(stem - 1) >= '0' && word.charAt(stem - 1) <= '9') {
            stem--;
        }
        boolean numbered = stem > 0 && stem < word.length() && word.length() - stem <= NUMBERED && !digits(word.substring(0, stem));
        return numbered ? stem : word.length();
    }

    static boolean number(String word) {
        return word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean digits(String word) {
        return word.chars().anyMatch(c -> c >= '0' && c <= '9');
    }
}
