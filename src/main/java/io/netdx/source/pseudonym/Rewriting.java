package io.netdx.source.pseudonym;

import java.util.Locale;
import java.util.regex.Matcher;

/** Puts pseudonyms into a text of any kind: JSON, YAML, logs, tables. Everything between words stays. */
final class Rewriting {

    private final PublicWords known;
    private final Pseudonyms pseudonyms;
    private final Addresses addresses;

    Rewriting(PublicWords known, Pseudonyms pseudonyms, Addresses addresses) {
        this.known = known;
        this.pseudonyms = pseudonyms;
        this.addresses = addresses;
    }

    /** @param text ends where no word and no address goes on */
    String of(CharSequence text) {
        StringBuilder to = new StringBuilder(text.length() + 64);
        Matcher ipv4 = Addresses.IPV4.matcher(text);
        Matcher ipv6 = Addresses.IPV6.matcher(text);
        Matcher mac = Addresses.MAC.matcher(text);
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\') {
                int end = escaped(text, i);
                to.append(text, i, end);
                i = end;
            } else if (hex(c) && colonAfter(text, i) && at(mac, i)) {
                to.append(addresses.mac(mac));
                i = mac.end();
            } else if ((c == ':' || hex(c)) && colonAfter(text, i) && at(ipv6, i)) {
                to.append(addresses.of(ipv6.group()));
                i = ipv6.end();
            } else if (c >= '0' && c <= '9' && !dotBefore(text, i) && at(ipv4, i)) {
                to.append(addresses.ipv4(ipv4));
                i = ipv4.end();
            } else if (Words.partOf(c)) {
                int end = Words.end(text, i);
                run(text, i, end, to);
                i = end;
            } else {
                to.append(c);
                i++;
            }
        }
        return to.toString();
    }

    private static boolean at(Matcher matcher, int from) {
        return matcher.region(from, matcher.regionEnd()).lookingAt();
    }

    /** Only few texts are worth a regular expression. */
    private static boolean colonAfter(CharSequence text, int from) {
        for (int i = from; i < text.length() && i < from + 5; i++) {
            if (text.charAt(i) == ':') {
                return from == 0 || !Words.partOf(text.charAt(from - 1)) && text.charAt(from - 1) != ':';
            }
            if (!hex(text.charAt(i))) {
                return false;
            }
        }
        return false;
    }

    private static boolean dotBefore(CharSequence text, int i) {
        return i > 1 && text.charAt(i - 1) == '.' && Words.partOf(text.charAt(i - 2));
    }

    private static boolean hex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    /** After {@code \n}, {@code \\n}, <code>&#92;u003c</code>: in JSON, and JSON inside of JSON, their letters are no part of the word behind them. */
    private static int escaped(CharSequence text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) == '\\') {
            i++;
        }
        if (i < text.length() && text.charAt(i) == 'u' && i + 5 <= text.length() && text.subSequence(i + 1, i + 5).chars().allMatch(c -> hex((char) c))) {
            return i + 5;
        }
        return i < text.length() && "nrtbf".indexOf(text.charAt(i)) >= 0 ? i + 1 : i;
    }

    private void run(CharSequence text, int from, int end, StringBuilder to) {
        if (Words.next(text, from, end) < end && known.has(Words.lower(text, from, end))) {
            to.append(text, from, end);
            return;
        }
        int word = from;
        while (word < end) {
            int next = Words.next(text, word, end);
            word(text.subSequence(word, next).toString(), to);
            word = next;
        }
    }

    private void word(String word, StringBuilder to) {
        String lower = word.toLowerCase(Locale.ROOT);
        String pseudonym = pseudonyms.of(lower);
        if (pseudonym.equals(lower)) {
            to.append(word);
        } else if (word.equals(lower)) {
            to.append(pseudonym);
        } else if (word.length() > 1 && Character.isUpperCase(word.charAt(1))) {
            to.append(pseudonym.toUpperCase(Locale.ROOT));
        } else {
            to.append(Character.toUpperCase(pseudonym.charAt(0))).append(pseudonym, 1, pseudonym.length());
        }
    }
}
