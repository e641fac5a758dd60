package io.netdx.serve;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netdx.fact.Plain;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Serves a snapshot on a loopback address, over TLS to whoever has the token of its kubeconfig. */
public final class ApiServer implements Closeable {

    private static final int THREADS = 32;
    private static final int LARGEST_BODY = 1 << 20;
    /** As the API server: what is smaller goes as it is. */
    private static final int GZIP_FROM = 128 << 10;

    private final HttpServer http;
    private final Api api;
    private final Optional<SelfSigned> identity;
    private final String token;
    private final ExecutorService threads;
    private final Watches watches = new Watches();

    /**
     * How to serve.
     *
     * @param port    0 for any that is free
     * @param secure  over TLS, and only to who has the token; else over HTTP to every user of this machine
     * @param now     for the certificate
     * @param filters see every request first
     */
    public record Settings(int port, boolean secure, Instant now, List<Filter> filters) {
    }

    private ApiServer(HttpServer http, Api api, Optional<SelfSigned> identity) {
        this.http = http;
        this.api = api;
        this.identity = identity;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.token = HexFormat.of().formatHex(random);
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "serve");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts to serve.
     *
     * @param known what is known about the snapshot; may have to be waited for
     * @throws IOException where the port is taken
     */
    public static ApiServer start(ObjectStore store, Supplier<Known> known, Settings settings) throws IOException {
        // read once by the JDK's server; without it an answer waits for the peer's delayed acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), settings.port());
        HttpServer http;
        Optional<SelfSigned> identity = Optional.empty();
        if (settings.secure()) {
            identity = Optional.of(SelfSigned.create(settings.now()));
            HttpsServer https = HttpsServer.create(address, 0);
            https.setHttpsConfigurator(new HttpsConfigurator(identity.get().context()));
            http = https;
        } else {
            http = HttpServer.create(address, 0);
        }
        ApiServer server = new ApiServer(http, new Api(store, known), identity);
        HttpContext context = http.createContext("/", server::handle);
        context.getFilters().addAll(settings.filters());
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    /** {@code https://127.0.0.1:40123}. */
    public String address() {
        return (identity.isPresent() ? "https" : "http") + "://127.0.0.1:" + http.getAddress().getPort();
    }

    /** The kubeconfig to reach it with. */
    public String kubeconfig() {
        return Kubeconfig.text(address(), identity.map(SelfSigned::pem), token);
    }

    private void handle(HttpExchange exchange) throws IOException {
        boolean parked = false;
        try {
            Answer answer = answer(exchange);
            if (answer instanceof Answer.Whole whole) {
                send(exchange, whole);
            } else {
                watches.open(exchange, (Answer.Watch) answer);
                parked = true;
            }
        } finally {
            if (!parked) {
                exchange.close();
            }
        }
    }

    private Answer answer(HttpExchange exchange) {
        try {
            authorise(exchange.getRequestHeaders());
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
            String accept = String.join(",", exchange.getRequestHeaders().getOrDefault("Accept", List.of()));
            Answer answer = api.answer(Request.of(exchange.getRequestMethod(), exchange.getRequestURI(), accept, body));
            // a client that would rather have a web socket waits for the end of any other answer before it tries without
            return answer instanceof Answer.Watch && "websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Upgrade"))
                    ? Answer.Whole.text("application/json", new byte[0]) : answer;
        } catch (ApiException e) {
            return Answer.Whole.json(e.code(), e.status());
        } catch (IOException | RuntimeException e) {
            return Answer.Whole.json(500, Json.object("kind", "Status", "apiVersion", "v1", "metadata", java.util.Map.of(), "status", "Failure",
                    "message", "netdx failed: " + Plain.line(String.valueOf(e)), "reason", "InternalError", "code", 500));
        }
    }

    private void authorise(Headers headers) {
        if (identity.isEmpty()) {
            // a page of the web whose name was made to lead here is no client
            String host = String.valueOf(headers.getFirst("Host")).replaceFirst(":[0-9]*$", "");
            if (!host.equals("127.0.0.1") && !host.equals("localhost")) {
                throw ApiException.unauthorized();
            }
            return;
        }
        byte[] given = String.valueOf(headers.getFirst("Authorization")).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, ("Bearer " + token).getBytes(StandardCharsets.UTF_8))) {
            throw ApiException.unauthorized();
        }
    }

    private static void send(HttpExchange exchange, Answer.Whole answer) throws IOException {
        headers(exchange, answer.contentType(), answer.warnings());
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        boolean gzip = (answer.length() < 0 || answer.length() > GZIP_FROM)
                && String.valueOf(exchange.getRequestHeaders().get("Accept-Encoding")).contains("gzip");
        if (gzip) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(answer.status(), 0);
            try (OutputStream out = new QuickGzip(exchange.getResponseBody())) {
                answer.body().write(out);
            }
            return;
        }
        // the JDK takes 0 for a length that is not known, and -1 for none
        exchange.sendResponseHeaders(answer.status(), answer.length() < 0 ? 0 : answer.length() == 0 ? -1 : answer.length());
        if (answer.length() != 0) {
            try (OutputStream out = new java.io.BufferedOutputStream(exchange.getResponseBody(), 1 << 16)) {
                answer.body().write(out);
            }
        }
    }

    static void headers(HttpExchange exchange, String contentType, List<String> warnings) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", contentType);
        headers.set("Cache-Control", "no-cache, private");
        for (String warning : warnings) {
            String ascii = Plain.line(warning).replaceAll("[^ -~]", "?").replace("\\", "\\\\").replace("\"", "\\\"");
            headers.add("Warning", "299 netdx \"" + ascii + "\"");
        }
    }

    /** The level that the API server uses. */
    private static final class QuickGzip extends GZIPOutputStream {
        QuickGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    @Override
    public void close() {
        watches.close();
        http.stop(0);
        threads.shutdownNow();
    }
}
