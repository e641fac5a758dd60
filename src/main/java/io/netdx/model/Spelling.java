package io.netdx.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** How near two names are, for "did you mean". */
public final class Spelling {

    private Spelling() {
    }

    /** Levenshtein distance. */
    public static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1),
                        diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.length()];
    }

    /** At most {@code most} candidates that a typist may have meant, nearest first. */
    public static List<String> near(String wanted, Collection<String> candidates, int most) {
        int limit = Math.max(2, wanted.length() / 3);
        return candidates.stream().filter(c -> Math.abs(c.length() - wanted.length()) <= limit && distance(wanted, c) <= limit)
                .distinct().sorted(Comparator.<String>comparingInt(c -> distance(wanted, c)).thenComparing(Comparator.naturalOrder()))
                .limit(most).toList();
    }
}
