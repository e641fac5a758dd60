package io.netdx.source.pseudonym;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/** For each word another one: one that can be spoken, or for what a machine made up another such thing of the same look. */
final class Pseudonyms {

    private static final String CONSONANTS = "bdfgklmnprstvz";
    private static final String VOWELS = "aeiou";
    private static final String RANDOM_LETTERS = "bcdfghjklmnpqrstvwxz";
    private static final String RANDOM_DIGITS = "2456789";
    private static final int SYLLABLES = 4;

    private final Map<String, String> pseudonyms = new HashMap<>();

    /** @param words in lower case, none of them public. Two never get the same pseudonym, and none gets a word that stands for something */
    Pseudonyms(SortedSet<String> words, PublicWords known, Key key) {
        Set<String> taken = new HashSet<>(words);
        for (String word : words) {
            int attempt = 0;
            String pseudonym = made(word, key.of(word));
            while (known.has(pseudonym) || !taken.add(pseudonym)) {
                pseudonym = made(word, key.of(word + " " + ++attempt));
            }
            pseudonyms.put(word, pseudonym);
        }
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
