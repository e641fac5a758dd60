package io.netdx.source.signature;

import io.netdx.fact.Plain;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One known text. The pattern is compiled when an anchor first occurs: a run meets few of the rows.
 *
 * @see <a href="file:facts/knowledge/signatures.yaml">facts/knowledge/signatures.yaml</a>
 */
final class SignatureRow {

    private static final int MAX_GROUP = 256;

    private final String id;
    private final String mode;
    private final String port;
    private final List<String> where;
    private final List<String> anchors;
    private final String regex;
    private final List<String> names;
    /** Scanners on several threads may share the row: at worst two of them make these. */
    private volatile Pattern compiled;
    private volatile Optional<Begin> begin = Optional.empty();

    /** What every match begins with; empty if that varies. */
    private record Begin(String lead, byte[] bytes) {
    }

    /**
     * @param mode  how the client's call ended; empty for rows that are not about the writer's own calls
     * @param port  that such servers listen on, where the text names no target; empty for most rows
     * @param names of the regex's groups
     */
    SignatureRow(String id, String mode, String port, List<String> where, List<String> anchors, String regex, List<String> names) {
        this.names = List.copyOf(names);
        this.id = id;
        this.mode = mode;
        this.port = port;
        this.where = List.copyOf(where);
        this.anchors = List.copyOf(anchors);
        this.regex = regex;
    }

    String id() {
        return id;
    }

    String mode() {
        return mode;
    }

    String port() {
        return port;
    }

    List<String> where() {
        return where;
    }

    List<String> anchors() {
        return anchors;
    }

    String regex() {
        return regex;
    }

    List<String> names() {
        return names;
    }

    /** Whether a line may match, by the text that the pattern begins with. */
    boolean mayMatch(byte[] bytes, int from, int to) {
        byte[] begins = begin().bytes();
        return begins.length == 0 || Lead.in(bytes, from, to, begins);
    }

    private Begin begin() {
        Optional<Begin> known = begin;
        if (known.isEmpty()) {
            String lead = Lead.of(regex);
            known = Optional.of(new Begin(lead, lead.getBytes(StandardCharsets.UTF_8)));
            begin = known;
        }
        return known.get();
    }

    /** As {@link Matcher#find}, which would try the pattern at every character. */
    private boolean find(Matcher matcher, BoundedText text) {
        String lead = begin().lead();
        if (lead.isEmpty()) {
            return matcher.find();
        }
        // what stands before a region counts: patterns look behind
        matcher.useTransparentBounds(true).useAnchoringBounds(false);
        for (int at = text.indexOf(lead, 0); at >= 0; at = text.indexOf(lead, at + 1)) {
            if (matcher.region(at, text.length()).lookingAt()) {
                return true;
            }
        }
        return false;
    }

    /** The variable parts; empty where the text does not match. Alternatives of one group are numbered: host, host2. */
    Optional<Map<String, String>> match(BoundedText text) {
        Matcher matcher = compiled().matcher(text);
        try {
            if (!find(matcher, text)) {
                return Optional.empty();
            }
        } catch (BoundedText.Exhausted | StackOverflowError hostile) {
            return Optional.empty();
        }
        Map<String, String> found = new TreeMap<>();
        for (String name : names) {
            String value = matcher.group(name);
            if (value != null && !value.isEmpty()) {
                found.putIfAbsent(plain(name), clean(value));
            }
        }
        if (!mode.isEmpty()) {
            if (!found.containsKey("host") && !found.containsKey("ip") && !found.containsKey("url")) {
                NamedTarget.complete(text.toString(), found);
            }
            CallTarget.complete(found);
            constants().forEach(found::putIfAbsent);
        }
        return Optional.of(found);
    }

    /** The groups that do not depend on the text. */
    Map<String, String> constants() {
        return mode.isEmpty() ? Map.of() : port.isEmpty() ? Map.of("mode", mode) : Map.of("mode", mode, "port", port);
    }

    private Pattern compiled() {
        Pattern ready = compiled;
        if (ready == null) {
            ready = Pattern.compile(regex);
            compiled = ready;
        }
        return ready;
    }

    /** An error cut out of a quoted text may end with the quote that closes that text; it belongs to nothing here. */
    private static String clean(String value) {
        int end = Math.min(value.length(), MAX_GROUP);
        boolean odd = false;
        for (int i = 0; i < end; i++) {
            odd ^= value.charAt(i) == '"';
        }
        if (odd && end > 1 && value.charAt(end - 1) == '"') {
            end--;
            while (end > 1 && value.charAt(end - 1) == '\\') {
                end--;
            }
        }
        return Plain.line(value.substring(0, end));
    }

    private static String plain(String name) {
        char last = name.charAt(name.length() - 1);
        return Character.isDigit(last) ? name.substring(0, name.length() - 1) : name;
    }
}
