package io.netdx.source;

import io.netdx.source.metric.MetricReader;
import io.netdx.source.transcript.TranscriptReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file holds, judged from its first bytes.
 *
 * @param type   the guess; {@code METRICS} is anything of monitoring, {@code DUMP} is the text form of {@code kubectl cluster-info dump}, {@code TEXT} also covers logs of
 *               one JSON object per line
 * @param stream the whole content again, nothing consumed
 */
record Content(Type type, InputStream stream) {

    enum Type { JSON, YAML, DUMP, TRANSCRIPT, COMMANDS, METRICS, TEXT, BINARY, EMPTY }

    /** Bytes looked at. */
    static final int PEEK = 4096;

    private static final Pattern KEY = Pattern.compile("(- )*[\"']?[A-Za-z_][A-Za-z0-9_./-]*[\"']?:( .*)?");
    private static final Pattern MANIFEST = Pattern.compile("(- )*[\"']?(apiVersion|kind|items|metadata)[\"']?:( .*)?");
    /** {@code kubectl describe} pads its values into a column. */
    private static final Pattern DESCRIBED = Pattern.compile("Name: {3,}\\S.*");
    private static final Pattern JSON_KEY = Pattern.compile("\"((?:[^\"\\\\]|\\\\.){1,500})\"\\s*:\\s*[\"\\[{]");
    /** A list of commands with their output. */
    private static final Pattern COMMAND_LIST = Pattern.compile("\\[\\s*\\{\\s*\"(?:command|cmd|invocation)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.){1,500})\"");
    /** A name with a list of long texts: lines of a log. */
    private static final Pattern LOG_LIST = Pattern.compile("\\{\\s*\"[\\w./-]{1,120}\"\\s*:\\s*\\[\\s*\"(?:[^\"\\\\]|\\\\.){24}");
    private static final Pattern MESSAGE = Pattern.compile("(?i)(error|warning|fatal|info|debug|panic|usage|note):.*");

    /** @param utf8 text as {@link TextEncoding#utf8} makes it; need not support mark */
    static Content of(InputStream utf8) throws IOException {
        InputStream marked = utf8.markSupported() ? utf8 : new BufferedInputStream(utf8, 1 << 16);
        marked.mark(PEEK);
        byte[] head = marked.readNBytes(PEEK);
        marked.reset();
        return new Content(type(head), marked);
    }

    private static Type type(byte[] head) {
        String text = new String(head, StandardCharsets.UTF_8);
        if (binary(head, text)) {
            return Type.BINARY;
        }
        String lead = text.stripLeading();
        if (lead.isEmpty()) {
            return Type.EMPTY;
        }
        if (lead.startsWith("==== START logs for container")) {
            return Type.DUMP;
        }
        if (object(lead)) {
            return Type.JSON;
        }
        // only whole lines are judged
        boolean whole = head.length < PEEK;
        List<String> lines = (whole ? text : text.substring(0, text.lastIndexOf('\n') + 1)).lines().toList();
        if (json(lead)) {
            return logOfObjects(lines) ? Type.TEXT : commands(lead) ? Type.COMMANDS
                    : MetricReader.startsLikeJson(lead) ? Type.METRICS : Type.JSON;
        }
        if (MetricReader.startsLike(lines)) {
            return Type.METRICS;
        }
        return yaml(lines) ? Type.YAML : TranscriptReader.startsLike(lines) ? Type.TRANSCRIPT : Type.TEXT;
    }

    /** A NUL, or almost a third of what no text has: control characters and bytes that are no UTF-8. Latin-1 logs pass. */
    private static boolean binary(byte[] head, String text) {
        boolean plain = true;
        for (byte b : head) {
            if (b == 0) {
                return true;
            }
            plain &= b >= ' ' || b == '\n';
        }
        if (plain) {
            return false;
        }
        int odd = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean usual = c >= ' ' && c != '\uFFFD' && c != 0x7f || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0x1b;
            odd += usual ? 0 : 1;
        }
        return odd * 10L > text.length() * 3L;
    }

    /** A bracket alone is no proof: {@code [INFO] …} and {@code {{ .Values }}} begin so, too. */
    private static boolean json(String lead) {
        char open = lead.charAt(0);
        String next = lead.substring(1).stripLeading();
        if (open != '{' && open != '[' || next.isEmpty()) {
            return open == '{' || open == '[';
        }
        return open == '{' ? "\"}".indexOf(next.charAt(0)) >= 0 : "{[\"]".indexOf(next.charAt(0)) >= 0;
    }

    /** The usual beginnings of what the API answers, pretty or not; told before any pattern is tried. */
    private static boolean object(String lead) {
        if (lead.charAt(0) != '{') {
            return false;
        }
        int at = 1;
        while (at < lead.length() && lead.charAt(at) <= ' ') {
            at++;
        }
        return lead.startsWith("\"apiVersion\"", at) || lead.startsWith("\"kind\"", at) && lead.contains("\"apiVersion\"");
    }

    /** A map with a command, or a list of log lines, near its beginning. */
    private static boolean commands(String lead) {
        if (LOG_LIST.matcher(lead).lookingAt()) {
            return true;
        }
        Matcher listed = COMMAND_LIST.matcher(lead);
        if (listed.lookingAt()) {
            return TranscriptReader.isCommandKey(listed.group(1).replace("\\\"", "\""));
        }
        Matcher key = JSON_KEY.matcher(lead);
        for (int i = 0; i < 8 && key.find(); i++) {
            if (TranscriptReader.isCommandKey(key.group(1).replace("\\\"", "\""))) {
                return true;
            }
        }
        return false;
    }

    /** Structured logs have an object on each line that names no kind. */
    private static boolean logOfObjects(List<String> lines) {
        List<String> objects = lines.stream().filter(l -> !l.isBlank()).limit(2).map(String::strip).toList();
        return objects.size() == 2 && objects.stream().allMatch(l -> l.startsWith("{") && l.endsWith("}")
                && !l.contains("\"kind\"") && !l.contains("\"apiVersion\"") && !l.contains("\"items\""));
    }

    /** A manifest names its kind at the margin; any other document has nothing but keys there. */
    private static boolean yaml(List<String> lines) {
        List<String> margin = lines.stream().filter(Content::content).toList();
        Optional<String> first = margin.stream().findFirst();
        if (first.isPresent() && first.get().startsWith("{{")) {
            // a template of a manifest; whoever reads it will say so
            return margin.stream().anyMatch(l -> MANIFEST.matcher(l).matches());
        }
        if (first.isEmpty() || !KEY.matcher(first.get()).matches() || margin.stream().anyMatch(TranscriptReader::quotes)) {
            // prose that quotes a manifest is prose, and so is a ticket that begins with "Cluster: prod"
            return false;
        }
        return margin.stream().anyMatch(l -> MANIFEST.matcher(l).matches()) || !DESCRIBED.matcher(first.get()).matches()
                && margin.stream().allMatch(l -> (KEY.matcher(l).matches() || l.startsWith("- "))
                        && !MESSAGE.matcher(l).matches());
    }

    private static boolean content(String line) {
        return !line.isBlank() && !line.startsWith(" ") && !line.startsWith("\t") && !line.startsWith("#")
                && !line.startsWith("---") && !line.startsWith("...") && !line.startsWith("%YAML");
    }
}
