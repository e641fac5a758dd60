package io.netdx.report.html;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium with one page, driven over the DevTools protocol by the JDK's own WebSocket. */
final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final long SECONDS = 120;

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final String session;

    /** Where it is installed. */
    static Optional<Path> binary() {
        List<Path> found = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            NAMES.stream().map(name -> Path.of(folder, name)).filter(Files::isExecutable).forEach(found::add);
        }
        return found.stream().findFirst();
    }

    Chromium(Path binary) throws IOException {
        profile = Files.createTempDirectory("netdx-chromium");
        process = new ProcessBuilder(binary.toString(), "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking",
                "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank").redirectErrorStream(true).start();
        socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(URI.create(address()), new Listener()).join();
        String target = call("", "Target.createTarget", Map.of("url", "about:blank")).path("targetId").asString();
        session = call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true)).path("sessionId").asString();
        for (String domain : List.of("Page", "Runtime", "Network", "Log", "Accessibility", "DOM")) {
            call(domain + ".enable", Map.of());
        }
    }

    /** It says so on its error output, and goes on talking there. */
    private String address() throws IOException {
        BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith("DevTools listening on ")) {
                Thread rest = new Thread(() -> said.lines().forEach(l -> { }));
                rest.setDaemon(true);
                rest.start();
                return line.substring("DevTools listening on ".length()).strip();
            }
        }
        throw new IOException("Chromium ended before it listened");
    }

    JsonNode call(String method, Map<String, ?> parameters) {
        return call(session, method, parameters);
    }

    private JsonNode call(String to, String method, Map<String, ?> parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        Map<String, Object> message = new java.util.LinkedHashMap<>(Map.of("id", id, "method", method, "params", parameters));
        if (!to.isEmpty()) {
            message.put("sessionId", to);
        }
        socket.sendText(JsonMapper.shared().writeValueAsString(message), true).join();
        JsonNode result = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
        if (result.has("error")) {
            throw new IllegalStateException(method + ": " + result.path("error").path("message").asString());
        }
        return result.path("result");
    }

    /** Opens a file and waits until it has loaded; what happened before is forgotten. */
    void open(Path file) {
        events.clear();
        call("Page.navigate", Map.of("url", file.toUri().toString()));
        evaluate("new Promise(done => document.readyState === 'complete' ? done(true) : window.addEventListener('load', () => done(true)))");
    }

    /** Value of a JavaScript expression, promises awaited; as a click of a person would do it. */
    JsonNode evaluate(String expression) {
        JsonNode result = call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true, "userGesture", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.path("exceptionDetails").toString());
        }
        return result.path("result").path("value");
    }

    void key(String key, int code) {
        for (String type : List.of("keyDown", "keyUp")) {
            call("Input.dispatchKeyEvent", Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code, "text", key.equals("Enter") ? "\r" : ""));
        }
    }

    /** Parameters of what was reported since the page was opened. */
    List<JsonNode> events(String method) {
        return events.stream().filter(e -> e.path("method").asString().equals(method)).map(e -> e.path("params")).toList();
    }

    void size(int width, int height) {
        call("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /** {@code light} or {@code dark}, on {@code screen} or {@code print}. */
    void media(String scheme, String medium) {
        call("Emulation.setEmulatedMedia", Map.of("media", medium, "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** The whole page, or the first element that a selector finds. */
    void picture(String selector, Path file) throws IOException {
        JsonNode box = evaluate("(() => { const r = (" + (selector.isEmpty() ? "document.documentElement" : "document.querySelector('" + selector + "')")
                + ").getBoundingClientRect(); return {x: r.x + scrollX, y: r.y + scrollY, width: r.width, height: r.height}; })()");
        Map<String, Object> clip = Map.of("x", box.path("x").asDouble(), "y", box.path("y").asDouble(), "width", box.path("width").asDouble(), "height", box.path("height").asDouble(), "scale", 1);
        JsonNode shot = call("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip));
        Files.write(file, Base64.getDecoder().decode(shot.path("data").asString()));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                JsonNode message = JsonMapper.shared().readTree(part.toString());
                part.setLength(0);
                if (message.has("id")) {
                    answers.remove(message.path("id").asInt()).complete(message);
                } else {
                    events.add(message);
                }
            }
            from.request(1);
            return null;
        }
    }
}
