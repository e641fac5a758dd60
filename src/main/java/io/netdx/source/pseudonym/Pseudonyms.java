package io.netdx.source.pseudonym;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.IntFunction;

/**
 * For each word another one: one that can be spoken, or for what a machine made up another such thing of the same look. Words that differ
 * by one letter still do: that may be the very mistake that somebody looks for.
 */
final class Pseudonyms {

    private static final String CONSONANTS = "bdfgklmnprstvz";
    private static final String VOWELS = "aeiou";
    private static final String RANDOM_LETTERS = "bcdfghjklmnpqrstvwxz";
    private static final String RANDOM_DIGITS = "2456789";
    private static final int SYLLABLES = 4;
    /** Shorter ones are near each other by chance. */
    private static final int TELLING = 4;
    private static final int TELLING_OF_PUBLIC = 6;

    private final Map<String, String> pseudonyms = new HashMap<>();

    /** @param words in lower case, none of them public. Two never get the same pseudonym, and none gets a word that stands for something */
    Pseudonyms(SortedSet<String> words, PublicWords known, Key key) {
        Set<String> taken = new HashSet<>(words);
        Map<String, String> misspelt = new HashMap<>();
        known.words().stream().filter(word -> word.length() >= TELLING_OF_PUBLIC).sorted().forEach(word -> index(word, misspelt));
        for (String word : words) {
            Optional<String> near = Words.random(word) || word.length() < TELLING ? Optional.empty() : near(word, misspelt);
            IntFunction<String> made = attempt -> {
                byte[] bytes = key.of(attempt == 0 ? word : word + " " + attempt);
                return near.map(n -> changed(pseudonyms.getOrDefault(n, n), bytes)).orElseGet(() -> made(word, bytes));
            };
            int attempt = 0;
            while (known.has(made.apply(attempt)) || !taken.add(made.apply(attempt))) {
                attempt++;
            }
            pseudonyms.put(word, made.apply(attempt));
            if (!Words.random(word) && word.length() >= TELLING) {
                index(word, misspelt);
            }
        }
    }

    /** By itself, and by what it is without one letter: words that differ by a letter meet there. */
    private static void index(String word, Map<String, String> misspelt) {
        misspelt.putIfAbsent(word, word);
        for (int i = 0; i < word.length(); i++) {
            misspelt.putIfAbsent(word.substring(0, i) + word.substring(i + 1), word);
        }
    }

    private static Optional<String> near(String word, Map<String, String> misspelt) {
        String same = misspelt.get(word);
        for (int i = 0; i < word.length() && same == null; i++) {
            String other = misspelt.get(word.substring(0, i) + word.substring(i + 1));
            // else they differ by two letters, one in each
            same = other != null && (other.length() < word.length() || other.substring(i + 1).equals(word.substring(i + 1))) ? other : null;
        }
        return Optional.ofNullable(same);
    }

    /** Another letter in some place. */
    private static String changed(String pseudonym, byte[] bytes) {
        int at = (bytes[0] & 0xff) % pseudonym.length();
        String letters = VOWELS.indexOf(pseudonym.charAt(at)) >= 0 ? VOWELS : CONSONANTS;
        char other = one(letters, bytes[1]);
        return pseudonym.substring(0, at) + (other == pseudonym.charAt(at) ? one(letters, (byte) (bytes[1] + 1)) : other) + pseudonym.substring(at + 1);
    }

    private static String made(String word, byte[] bytes) {
        StringBuilder made = new StringBuilder();
        if (Words.random(word) || Words.number(word)) {
            for (int i = 0; i < word.length(); i++) {
                char c = word.charAt(i);
                made.append(one(c >= '0' && c <= '9' ? RANDOM_DIGITS : RANDOM_LETTERS, bytes[i % bytes.length]));
            }
        } else {
            for (int i = 0; i < SYLLABLES; i++) {
                made.append(one(CONSONANTS, bytes[2 * i])).append(one(VOWELS, bytes[2 * i + 1]));
            }
        }
        return made.toString();
    }

    private static char one(String of, byte by) {
        return of.charAt((by & 0xff) % of.length());
    }

    /** A word, of which only the number behind it stays; the word itself where it has no pseudonym. */
    String of(String word) {
        String whole = pseudonyms.get(word);
        if (whole != null) {
            return whole;
        }
        int stem = Words.stem(word);
        String pseudonym = stem == word.length() ? null : pseudonyms.get(word.substring(0, stem));
        return pseudonym == null ? word : pseudonym + word.substring(stem);
    }
}
