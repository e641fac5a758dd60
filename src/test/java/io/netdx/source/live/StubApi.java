package io.netdx.source.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.netdx.source.decode.ApiKinds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * An API server that answers GETs from a case file, the way a real one does: lists in pages, tables of Secrets, logs, and 403 for kinds
 * that the case does not claim to have seen. Tests put faults before it.
 */
public final class StubApi implements AutoCloseable {

    /** Answers a request itself, or says that somebody else must. */
    public interface Fault {
        boolean answers(HttpExchange exchange, StubApi api) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, List<Map<String, Object>>> objects = new TreeMap<>();
    private final Map<String, String> logs = new TreeMap<>();
    private final Set<String> collected = new TreeSet<>();
    private final List<Fault> faults = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
    private final Set<String> missing = new TreeSet<>();
    private int pageSize = 500;
    private boolean gzip = true;

    public StubApi(Path caseFile) throws IOException {
        // a small answer would wait for the client's acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
        load(caseFile);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The last one is asked first. */
    public StubApi with(Fault fault) {
        faults.add(0, fault);
        return this;
    }

    public StubApi pagesOf(int items) {
        pageSize = items;
        return this;
    }

    /** Nobody installed these groups. */
    public StubApi without(String... groups) {
        missing.addAll(List.of(groups));
        return this;
    }

    public StubApi plain() {
        gzip = false;
        return this;
    }

    /** The case claims to have seen all kinds of which it holds objects, and the pods whose logs it holds: an API server cannot show the one without the other. */
    public boolean whole() {
        return objects.keySet().stream().map(k -> ApiKinds.of(k.substring(k.lastIndexOf('/') + 1), k.substring(0, k.lastIndexOf('/')))).allMatch(collected::contains)
                && (logs.isEmpty() || collected.contains("Pod"));
    }

    /** {@code METHOD path?query} of all requests so far. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void load(Path file) throws IOException {
        List<Object> documents = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            new Load(LoadSettings.builder().build()).loadAllFromInputStream(in).forEach(documents::add);
        }
        for (Object document : documents) {
            Map<String, Object> object = map(document);
            String kind = String.valueOf(object.get("kind"));
            if (!String.valueOf(object.get("apiVersion")).startsWith("netdx/")) {
                objects.computeIfAbsent(object.get("apiVersion") + "/" + kind, k -> new ArrayList<>()).add(object);
            } else if (kind.equals("Log")) {
                logs.put(object.get("namespace") + "/" + object.get("pod") + "/" + object.get("container"), String.valueOf(object.get("text")));
            } else if (kind.equals("Case")) {
                ((List<?>) object.get("collected")).forEach(k -> collected.add(String.valueOf(k)));
            } else {
                throw new IOException(file + " holds a " + kind + ", which no API server has");
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object yaml) {
        return (Map<String, Object>) yaml;
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        try (exchange) {
            for (Fault fault : List.copyOf(faults)) {
                if (fault.answers(exchange, this)) {
                    return;
                }
            }
            answer(exchange);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The usual answer; faults may give it late, or after they have changed the exchange. */
    public void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/version")) {
            json(exchange, 200, "{\"gitVersion\":" + Index.quoted(version()) + "}");
        } else if (path.equals("/apis")) {
            json(exchange, 200, groups());
        } else if (path.endsWith("/log")) {
            log(exchange, path.split("/"));
        } else {
            list(exchange, path);
        }
    }

    /** As old as its nodes; a case says no more. */
    private String version() {
        return objects.getOrDefault("v1/Node", List.of()).stream().map(node -> map(map(node.get("status")).getOrDefault("nodeInfo", Map.of())))
                .map(info -> String.valueOf(info.getOrDefault("kubeletVersion", ""))).max(Comparator.naturalOrder()).orElse("");
    }

    private String groups() {
        StringBuilder groups = new StringBuilder();
        Set<String> versions = new TreeSet<>();
        ApiResource.ALL.stream().map(r -> r.apis().get(0)).filter(api -> api.contains("/") && !missing.contains(ApiResource.group(api))).forEach(versions::add);
        objects.keySet().stream().map(k -> k.substring(0, k.lastIndexOf('/'))).filter(v -> v.contains("/")).forEach(versions::add);
        for (String version : versions) {
            groups.append(groups.isEmpty() ? "" : ",").append("{\"name\":\"").append(ApiResource.group(version))
                    .append("\",\"versions\":[{\"groupVersion\":\"").append(version).append("\"}]}");
        }
        return "{\"kind\":\"APIGroupList\",\"apiVersion\":\"v1\",\"groups\":[" + groups + "]}";
    }

    private void log(HttpExchange exchange, String[] path) throws IOException {
        Map<String, String> query = query(exchange);
        String text = logs.get(path[4] + "/" + path[6] + "/" + query.get("container"));
        if (text == null && collected.contains("Log")) {
            send(exchange, 200, "text/plain", new byte[0]);
        } else if (text == null || query.containsKey("previous")) {
            status(exchange, 400, "BadRequest");
        } else {
            send(exchange, 200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void list(HttpExchange exchange, String path) throws IOException {
        for (ApiResource resource : ApiResource.ALL) {
            for (String api : resource.apis()) {
                String all = "/" + ApiResource.path(api, "", resource.plural());
                String begin = all.substring(0, all.length() - resource.plural().length()) + "namespaces/";
                boolean one = resource.namespaced() && path.startsWith(begin) && path.endsWith("/" + resource.plural());
                if (!path.equals(all) && !one) {
                    continue;
                }
                List<Map<String, Object>> found = objects.getOrDefault(api + "/" + resource.kind(), List.of());
                if (!collected.contains(resource.coverage())) {
                    status(exchange, 403, "Forbidden");
                } else {
                    String namespace = one ? path.substring(begin.length(), path.length() - resource.plural().length() - 1) : "";
                    page(exchange, resource, api, found.stream().filter(o -> namespace.isEmpty() || namespace.equals(metadata(o, "namespace"))).toList());
                }
                return;
            }
        }
        status(exchange, 404, "NotFound");
    }

    private static String metadata(Map<String, Object> object, String field) {
        return String.valueOf(map(object.get("metadata")).getOrDefault(field, ""));
    }

    private void page(HttpExchange exchange, ApiResource resource, String api, List<Map<String, Object>> found) throws IOException {
        List<Map<String, Object>> sorted = found.stream().sorted(Comparator.comparing((Map<String, Object> o) -> metadata(o, "namespace"))
                .thenComparing(o -> metadata(o, "name"))).toList();
        Map<String, String> query = query(exchange);
        int limit = Math.min(pageSize, Integer.parseInt(query.getOrDefault("limit", "1000000")));
        int from = Integer.parseInt(query.getOrDefault("continue", "0"));
        int to = Math.min(sorted.size(), from + limit);
        StringBuilder items = new StringBuilder();
        boolean table = exchange.getRequestHeaders().getFirst("Accept").contains("as=Table");
        for (Map<String, Object> object : sorted.subList(from, to)) {
            Map<String, Object> item = new LinkedHashMap<>(object);
            if (!resource.custom()) {
                // the API server leaves them out of the items of its own lists
                item.remove("kind");
                item.remove("apiVersion");
            }
            items.append(items.isEmpty() ? "" : ",").append(table ? "{\"cells\":[\"" + metadata(object, "name") + "\",\"" + object.get("type")
                    + "\",1,\"5d\"],\"object\":{\"metadata\":" + Text.json(object.get("metadata")) + "}}" : Text.json(item));
        }
        String metadata = "\"metadata\":{\"resourceVersion\":\"1\"" + (to < sorted.size() ? ",\"continue\":\"" + to + "\"" : "") + "}";
        json(exchange, 200, table ? "{\"kind\":\"Table\"," + metadata + ",\"columnDefinitions\":[{\"name\":\"Name\"},{\"name\":\"Type\"},{\"name\":\"Data\"},"
                + "{\"name\":\"Age\"}],\"rows\":[" + items + "]}"
                : "{\"kind\":\"" + resource.kind() + "List\",\"apiVersion\":\"" + api + "\"," + metadata + ",\"items\":[" + items + "]}");
    }

    static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new TreeMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return query;
    }

    public void status(HttpExchange exchange, int code, String reason) throws IOException {
        json(exchange, code, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"reason\":\"" + reason + "\",\"code\":" + code + "}");
    }

    public void json(HttpExchange exchange, int code, String json) throws IOException {
        send(exchange, code, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    void text(HttpExchange exchange, String text) throws IOException {
        send(exchange, 200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    static String json(Object yaml) {
        return Text.json(yaml);
    }

    public void send(HttpExchange exchange, int code, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        byte[] sent = body;
        if (gzip && String.valueOf(exchange.getRequestHeaders().getFirst("Accept-Encoding")).contains("gzip")) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(body);
            }
            sent = packed.toByteArray();
        }
        exchange.sendResponseHeaders(code, sent.length == 0 ? -1 : sent.length);
        exchange.getResponseBody().write(sent);
    }

    /** JSON of what a YAML parser made. */
    private static final class Text {

        static String json(Object value) {
            if (value instanceof Map<?, ?> map) {
                StringBuilder text = new StringBuilder();
                map.forEach((k, v) -> text.append(text.isEmpty() ? "" : ", ").append(Index.quoted(String.valueOf(k))).append(": ").append(json(v)));
                return "{" + text + "}";
            }
            if (value instanceof List<?> list) {
                return "[" + String.join(",\n", list.stream().map(Text::json).toList()) + "]";
            }
            return value == null || value instanceof Number || value instanceof Boolean ? String.valueOf(value) : Index.quoted(String.valueOf(value));
        }
    }
}
