package io.netdx.source.transcript;

import io.netdx.fact.ObjectRef;
import io.netdx.source.metric.MetricReader;
import io.netdx.source.metric.Scrape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Samples and alerts that a command printed: {@code curl …:9153/metrics}, {@code kubectl get --raw …}, {@code curl …/api/v1/query?query=…}. */
final class Scraped {

    private static final Pattern RAW = Pattern.compile("/api/v1/(?:namespaces/([^/\\s]{1,63})/pods/(?:https?:)?([^/:\\s]{1,253})|nodes/([^/:\\s]{1,253}))[:/]\\S*");
    private static final Pattern URL = Pattern.compile("(?:https?://)?(\\[[0-9a-f:]+]|[A-Za-z0-9._-]{1,253})(?::\\d{1,5})?/\\S*");

    private Scraped() {
    }

    static boolean is(List<String> lines) {
        int first = 0;
        while (first < lines.size() && lines.get(first).isBlank()) {
            first++;
        }
        if (first == lines.size()) {
            return false;
        }
        String lead = lines.get(first).strip();
        if (lead.startsWith("{\"") || lead.startsWith("[{") || lead.equals("{") || lead.equals("[")) {
            return MetricReader.startsLikeJson(String.join("\n", lines.subList(first, Math.min(lines.size(), first + 12))));
        }
        return (lead.startsWith("#") || lead.indexOf('{') > 0 || lead.startsWith("Labels"))
                && MetricReader.startsLike(lines.subList(first, Math.min(lines.size(), first + 8)));
    }

    static void read(Command command, String namespace, String place, List<String> lines, MetricReader metrics) {
        byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        try {
            metrics.read(place, new ByteArrayInputStream(bytes), new Scrape(asked(command, namespace), MetricReader.query(command.text())));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** The process that was asked; a local address is the pod's or node's that the command ran in. */
    private static ObjectRef asked(Command command, String namespace) {
        String host = "";
        for (String word : command.words()) {
            Matcher raw = RAW.matcher(word);
            if (raw.matches()) {
                return raw.group(3) == null ? ObjectRef.of("Pod", raw.group(1), raw.group(2)) : ObjectRef.ofNode(raw.group(3));
            }
            Matcher url = URL.matcher(word);
            host = url.matches() && !word.startsWith("-") ? url.group(1) : host;
        }
        boolean local = host.isEmpty() || host.equals("localhost") || host.startsWith("127.") || host.equals("0.0.0.0");
        if (!local) {
            return Scrape.of(host.replaceAll("[\\[\\]]", "")).ref();
        }
        if (command.pod().isPresent()) {
            Command.Exec exec = command.pod().get();
            String target = exec.target().substring(exec.target().indexOf('/') + 1);
            return ObjectRef.of("Pod", exec.namespace(namespace), target);
        }
        return command.host().isEmpty() ? Scrape.of("").ref() : ObjectRef.ofNode(command.host());
    }
}
