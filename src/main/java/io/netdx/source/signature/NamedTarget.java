package io.netdx.source.signature;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The target that a structured log line holds beside its message, in a field of its own: {@code "url":"http://cart:80/items"}. */
final class NamedTarget {

    /** No plain host: that is as often the writer's own. */
    private static final Pattern FIELD = Pattern.compile("(?i)(?<![a-z0-9_])(?:url|uri|base_?url|target|upstream|endpoint|addr|address|peer|remote|server)\"?\\s?[=:]\\s?\"?"
            + "(?:(?<url>[a-z]{2,12}://[^\\s\"'\\\\<>()]{1,300})|(?<host>[A-Za-z0-9][A-Za-z0-9_.-]{0,252}):(?<port>[0-9]{1,5})(?![0-9.:]))");

    private NamedTarget() {
    }

    /** Adds what the line names; nothing where it names several. */
    static void complete(CharSequence line, Map<String, String> groups) {
        Matcher matcher = FIELD.matcher(line);
        if (!matcher.find()) {
            return;
        }
        String url = matcher.group("url");
        String host = matcher.group("host");
        String port = matcher.group("port");
        if (matcher.find()) {
            return;
        }
        if (url != null) {
            groups.put("url", url);
        } else {
            groups.put("host", host);
            groups.put("port", port);
        }
    }
}
