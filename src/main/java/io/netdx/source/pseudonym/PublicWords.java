package io.netdx.source.pseudonym;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What identifies nobody: the words and addresses that netdx itself compares with, and those of public software and places. The former are
 * taken from its classes, rules and tables when it is built; so whatever a rule looks for is there after the replacement too.
 *
 * @param words     in lower case
 * @param addresses and ranges, such as {@code 10.0.0.0/8}
 */
record PublicWords(Set<String> words, List<String> addresses) {

    static PublicWords load() {
        Set<String> words = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        for (String file : List.of("public.txt", "compared.txt")) {
            try (InputStream in = PublicWords.class.getResourceAsStream(file);
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                lines.lines().filter(line -> !line.startsWith("#")).flatMap(line -> List.of(line.split(" ")).stream())
                        .forEach(word -> (word.indexOf('.') < 0 && word.indexOf(':') < 0 ? words : addresses).add(word));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new PublicWords(Set.copyOf(words), addresses.stream().sorted().toList());
    }

    /** Also as many of them, and with a number behind. */
    boolean has(String word) {
        String stem = word.substring(0, Words.stem(word));
        return words.contains(word) || words.contains(stem) || ending(stem, "s", "") || ending(stem, "es", "") || ending(stem, "ies", "y");
    }

    private boolean ending(String word, String many, String one) {
        return word.endsWith(many) && words.contains(word.substring(0, word.length() - many.length()) + one);
    }
}
