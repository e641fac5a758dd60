package io.netdx.advise;

import java.util.List;
import java.util.regex.Pattern;

/** Names of a cluster inside sentences and commands. */
final class Names {

    private static final int SOME = 3;
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    private Names() {
    }

    /** {@code a, b, c and 4 more}. */
    static String some(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(SOME, names.size())));
        return names.size() <= SOME ? first : first + " and " + (names.size() - SOME) + " more";
    }

    /** Only such a name may stand in a command: others would mean something to a shell. */
    static boolean plain(String name) {
        return PLAIN.matcher(name).matches();
    }
}
