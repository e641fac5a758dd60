package io.netdx.source.host;

import java.util.ArrayList;
import java.util.List;

/** A line in words. Regular expressions would cost more than the rest of decoding on a cold start. */
final class Words {

    /** No name, address or value of this domain comes near; keeps a hostile file from filling memory with few words. */
    private static final int MAX_WORD = 512;

    private Words() {
    }

    /** Splits at white space; a word that starts with a quotation mark goes on to the next one that is not escaped. */
    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        int i = 0;
        while (i < line.length()) {
            if (isSpace(line.charAt(i))) {
                i++;
            } else if (line.charAt(i) == '"') {
                int end = i + 1;
                while (end < line.length() && line.charAt(end) != '"') {
                    end += line.charAt(end) == '\\' ? 2 : 1;
                }
                words.add(cut(line.substring(i + 1, Math.min(end, line.length()))));
                i = end + 1;
            } else {
                int end = i;
                while (end < line.length() && !isSpace(line.charAt(end))) {
                    end++;
                }
                words.add(cut(line.substring(i, end)));
                i = end;
            }
        }
        return words;
    }

    static String cut(String word) {
        return word.length() <= MAX_WORD ? word : word.substring(0, MAX_WORD);
    }

    static String at(List<String> words, int index) {
        return index >= 0 && index < words.size() ? words.get(index) : "";
    }

    /** The word after the first occurrence of a key, or the empty string. */
    static String after(List<String> words, String key) {
        int index = words.indexOf(key);
        return index < 0 ? "" : at(words, index + 1);
    }

    /** A whole number without sign; {@code fallback} for everything else. */
    static long number(String text, long fallback) {
        if (text.isEmpty() || text.length() > 18) {
            return fallback;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return fallback;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    static int small(String text, int fallback) {
        long value = number(text, fallback);
        return value > Integer.MAX_VALUE ? fallback : (int) value;
    }

    /** The form of an address, with or without prefix length; not whether each part is in range. */
    static boolean isAddress(String text) {
        if (text.isEmpty() || text.length() > 64) {
            return false;
        }
        int dots = 0;
        int colons = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                dots++;
            } else if (c == ':') {
                colons++;
            } else if (c == '%' && colons > 1) {
                break;
            } else if (c != '/' && Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return colons == 0 ? dots == 3 && isDecimal(text) : colons >= 2 && !isMac(text);
    }

    static boolean isMac(String text) {
        if (text.length() != 17) {
            return false;
        }
        for (int i = 0; i < 17; i++) {
            char c = text.charAt(i);
            if (i % 3 == 2 ? c != ':' : Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '.' && c != '/' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
