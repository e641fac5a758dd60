package io.netdx.source.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One known text. The pattern is compiled when an anchor first occurs: a run meets few of the rows.
 *
 * @see <a href="file:facts/knowledge/signatures.yaml">facts/knowledge/signatures.yaml</a>
 */
final class SignatureRow {

    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");
    private static final int MAX_GROUP = 256;

    private final String id;
    private final String mode;
    private final List<String> where;
    private final List<String> anchors;
    private final String regex;
    private final List<String> names = new ArrayList<>();
    private Pattern pattern;

    SignatureRow(String id, String mode, List<String> where, List<String> anchors, String regex) {
        this.id = id;
        this.mode = mode;
        this.where = where;
        this.anchors = anchors;
        this.regex = regex;
    }

    String id() {
        return id;
    }

    /** How the client's call ended; empty for rows that are not about the writer's own calls. */
    String mode() {
        return mode;
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

    /** The variable parts, or null where the line does not match. Alternatives of one group are numbered: host, host2. */
    Map<String, String> match(String line) {
        if (pattern == null) {
            pattern = Pattern.compile(regex);
            Matcher groups = GROUP.matcher(regex);
            while (groups.find()) {
                names.add(groups.group(1));
            }
        }
        Matcher matcher = pattern.matcher(line);
        if (!matcher.find()) {
            return null;
        }
        Map<String, String> found = new TreeMap<>();
        for (String name : names) {
            String value = matcher.group(name);
            if (value != null && !value.isEmpty()) {
                found.putIfAbsent(plain(name), clean(value));
            }
        }
        if (!mode.isEmpty()) {
            found.put("mode", mode);
        }
        return found;
    }

    private static String plain(String name) {
        char last = name.charAt(name.length() - 1);
        return Character.isDigit(last) ? name.substring(0, name.length() - 1) : name;
    }

    private static String clean(String value) {
        String cut = value.length() > MAX_GROUP ? value.substring(0, MAX_GROUP) : value;
        return io.netdx.fact.Plain.line(cut);
    }
}
