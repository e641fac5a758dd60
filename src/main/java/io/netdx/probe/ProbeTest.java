package io.netdx.probe;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One command to run.
 *
 * @param words the tool first; nothing in them comes from a cluster but addresses, ports and names that were checked to be such
 * @param about what is called, for people
 */
public record ProbeTest(Layer layer, List<String> words, String about) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    public ProbeTest {
        words = List.copyOf(words);
    }

    /** As a shell reads it. */
    public String command() {
        return words.stream().map(w -> PLAIN.matcher(w).matches() ? w : "'" + w.replace("'", "'\\''") + "'").collect(Collectors.joining(" "));
    }
}
