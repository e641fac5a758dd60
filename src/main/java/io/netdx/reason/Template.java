package io.netdx.reason;

import io.netdx.fact.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code {name}} placeholders of the catalogue's sentences and commands. What is not known stays visible as
 * {@code <name>}. Left alone, because kubectl templates and shells use them: {@code ${x}}, {@code {{x}}} and jsonpath's
 * {@code {end}}.
 */
public final class Template {

    private static final Pattern PLACEHOLDER = Pattern.compile("(?<![$\\{])\\{(?!end\\})([A-Za-z][A-Za-z0-9_.-]*)\\}(?!\\})");
    private static final Pattern LEFT_OPEN = Pattern.compile("<[A-Za-z][A-Za-z0-9_.-]*>");
    private static final Pattern DOCUMENT = Pattern.compile("\\{([A-Za-z]+):document\\}");
    /** What may stand in a quoted here-document: text that no line of ends it. */
    private static final Pattern QUIET = Pattern.compile("[ -~\n]+");
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");
    private static final Pattern SHELL_SAFE = Pattern.compile("[A-Za-z0-9._:/@%+=,][A-Za-z0-9._:/@%+=,-]*");

    private Template() {
    }

    /** A sentence; values are put on a single line. */
    public static String fill(String template, Map<String, String> values) {
        return fill(template, values, value -> true);
    }

    /**
     * A command that a person may paste into a shell. Values come from the cluster, hence from anybody: one that a shell
     * would not take as a single plain word is not filled in. {@code {name:document}}, a line of its own between
     * {@code <<'EOF'} and {@code EOF}, takes several lines, in which a shell reads nothing at all.
     *
     * @return empty where a document of the command is not known
     */
    public static String command(String template, Map<String, String> values) {
        if (template.indexOf(":document}") < 0) {
            return fill(template, values, value -> SHELL_SAFE.matcher(value).matches());
        }
        List<String> lines = new ArrayList<>();
        for (String line : template.split("\n")) {
            Matcher document = DOCUMENT.matcher(line);
            String text = document.matches() ? values.getOrDefault(document.group(1), "") : "";
            if (document.matches() && (!QUIET.matcher(text).matches() || text.lines().anyMatch(l -> l.equals("EOF")))) {
                return "";
            }
            lines.add(document.matches() ? text : fill(line, values, value -> SHELL_SAFE.matcher(value).matches()));
        }
        return String.join("\n", lines);
    }

    /** The values of a template: {@code subject}, {@code kind}, {@code namespace}, {@code name}, and the arguments, which win. */
    public static Map<String, String> values(ObjectRef subject, Map<String, String> args) {
        Map<String, String> values = new TreeMap<>();
        values.put("subject", subject.toString());
        values.put("kind", subject.kind());
        values.put("namespace", subject.namespace());
        values.put("name", subject.name());
        values.putAll(args);
        return values;
    }

    /** Whether a filled command still has a placeholder: somebody must know what to put there. */
    static boolean open(String command) {
        return LEFT_OPEN.matcher(command).find();
    }

    private static String fill(String template, Map<String, String> values, Predicate<String> acceptable) {
        Matcher matcher = PLACEHOLDER.matcher(template);
        return matcher.replaceAll(match -> {
            String name = match.group(1);
            String value = values.get(name);
            boolean known = value != null && acceptable.test(value);
            return Matcher.quoteReplacement(known ? BREAKS.matcher(value).replaceAll(" ").strip() : "<" + name + ">");
        });
    }
}
