package io.netdx.source.live;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Takes pods as an API server does, and lets them print what the commands of their script would print. */
public final class ProbeStub implements StubApi.Fault {

    private static final Pattern TEST = Pattern.compile("(?m)^t (\\d+) (.+)$");
    private static final Pattern ID = Pattern.compile("@(\\w+) %s begin");

    /** Manifests by name; those of today's pods. */
    public final Map<String, Map<?, ?>> pods = new TreeMap<>();
    /** All manifests that ever came. */
    public final List<Map<?, ?>> created = new ArrayList<>();
    /** What a command prints, after {@code N:} where it ends with a status; null where it never ends. */
    private final Function<String, String> outputs;
    private String status = "{\"phase\": \"Running\", \"podIP\": \"10.244.1.99\", \"conditions\": [{\"type\": \"Ready\", \"status\": \"True\"}]}";
    private String refusal = "";
    private final Map<String, Integer> looks = new TreeMap<>();
    private boolean ends = true;
    private boolean deletes = true;

    public ProbeStub(Function<String, String> outputs) {
        this.outputs = outputs;
    }

    public ProbeStub refusing(String message) {
        refusal = message;
        return this;
    }

    /** What a crash, or a server that went away, leaves: nothing is deleted any more, until {@link #recovers}. */
    public ProbeStub crashing() {
        deletes = false;
        return this;
    }

    public void recovers() {
        deletes = true;
    }

    public ProbeStub staying(String podStatus) {
        status = podStatus;
        ends = false;
        return this;
    }

    @Override
    public synchronized boolean answers(HttpExchange exchange, StubApi api) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.replaceAll("^/api/v1/namespaces/[^/]+/pods/?([^/]*).*", "$1");
        switch (exchange.getRequestMethod()) {
            case "POST" -> create(exchange, api);
            case "DELETE" -> api.json(exchange, !deletes ? 503 : pods.remove(name) == null ? 404 : 200, "{\"kind\": \"Status\", \"message\": \"going down\"}");
            default -> {
                if (path.endsWith("/pods") && exchange.getRequestURI().getRawQuery().contains("labelSelector")) {
                    api.json(exchange, 200, "{\"kind\": \"PodList\", \"apiVersion\": \"v1\", \"items\": [" + String.join(",", pods.values().stream().map(StubApi::json).toList()) + "]}");
                } else if (!name.startsWith("netdx-probe-")) {
                    return false;
                } else if (path.endsWith("/log")) {
                    api.text(exchange, log(pods.get(name)));
                } else {
                    show(exchange, api, name);
                }
            }
        }
        return true;
    }

    private void create(HttpExchange exchange, StubApi api) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!refusal.isEmpty()) {
            api.json(exchange, 403, "{\"kind\": \"Status\", \"message\": " + Index.quoted(refusal) + ", \"reason\": \"Forbidden\", \"code\": 403}");
            return;
        }
        Map<?, ?> pod = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(body);
        created.add(pod);
        pods.put(String.valueOf(((Map<?, ?>) pod.get("metadata")).get("name")), pod);
        api.json(exchange, 201, body);
    }

    private void show(HttpExchange exchange, StubApi api, String name) throws IOException {
        int look = looks.merge(name, 1, Integer::sum);
        String now = ends && look > 1 ? status.replace("Running", "Succeeded") : status;
        String pod = StubApi.json(pods.get(name)).strip();
        api.json(exchange, 200, pod.substring(0, pod.length() - 1) + ", \"status\": " + now + "}");
    }

    private String log(Map<?, ?> pod) {
        String script = String.valueOf(((List<?>) ((Map<?, ?>) ((List<?>) ((Map<?, ?>) pod.get("spec")).get("containers")).get(0)).get("command")).get(2));
        Matcher id = ID.matcher(script);
        id.find();
        StringBuilder log = new StringBuilder();
        Matcher m = TEST.matcher(script);
        while (m.find()) {
            String output = outputs.apply(m.group(2));
            log.append("\n@").append(id.group(1)).append(' ').append(m.group(1)).append(" begin\n");
            if (output == null) {
                break;
            }
            Matcher status = Pattern.compile("(?s)(\\d+):(.*)").matcher(output);
            boolean failed = status.matches();
            log.append(failed ? status.group(2) : output).append("\n@").append(id.group(1)).append(' ').append(m.group(1)).append(" end ").append(failed ? status.group(1) : "0").append('\n');
        }
        return log.toString();
    }
}
