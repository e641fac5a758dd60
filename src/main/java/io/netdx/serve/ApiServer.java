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
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Serves a snapshot or a living cluster on a loopback address, over TLS to whoever has the token of its kubeconfig. */
public final class ApiServer implements Closeable {

    private static final int THREADS = 32;
    private static final int MOST_THREADS = 256;
    private static final int BACKLOG = 50;
    private static final int LARGEST_BODY = 1 << 20;
    /** As the API server: what is smaller goes as it is. */
    private static final int GZIP_FROM = 128 << 10;

    private final HttpServer http;
    private final Api api;
    private final Entry entry;
    private final Optional<SelfSigned> identity;
    private final ExecutorService threads;
    private final Watches watches = new Watches();
    private final Optional<Gate> gate;

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

    private ApiServer(HttpServer http, Api api, Entry entry, Optional<SelfSigned> identity, ExecutorService threads, Optional<Gate> gate) {
        this.http = http;
        this.api = api;
        this.entry = entry;
        this.identity = identity;
        this.threads = threads;
        this.gate = gate;
    }

    /**
     * Starts to serve a snapshot, to be read only.
     *
     * @param known what is known about the snapshot; may have to be waited for
     * @throws IOException where the port is taken
     */
    public static ApiServer start(ObjectStore store, Supplier<Known> known, Settings settings) throws IOException {
        return start(store, known, access -> { }, settings);
    }

    /**
     * Starts to serve a snapshot, to be read only.
     *
     * @param served is told what is read, by many threads at once
     * @throws IOException where the port is taken
     */
    public static ApiServer start(ObjectStore store, Supplier<Known> known, Consumer<ControlPlane.Access> served, Settings settings) throws IOException {
        Optional<SelfSigned> identity = identity(settings);
        HttpServer http = http(identity, settings.port());
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, ApiServer::thread);
        return new ApiServer(http, new SnapshotApi(store, known, served), Entry.of(settings.secure()), identity, threads, Optional.empty()).started(settings);
    }

    /**
     * Starts to serve a living cluster.
     *
     * @throws IOException where the port is taken
     */
    public static ApiServer start(ControlPlane plane, Settings settings) throws IOException {
        Optional<SelfSigned> identity = identity(settings);
        Entry entry = Entry.of(settings.secure());
        InetSocketAddress address = address(settings.port());
        ServerSocket listener = identity.isPresent()
                ? identity.get().context().getServerSocketFactory().createServerSocket(address.getPort(), BACKLOG, address.getAddress())
                : new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
        HttpServer http = http(Optional.empty(), 0);
        Living living = new Living(plane);
        // a watch keeps its thread
        ExecutorService threads = new ThreadPoolExecutor(0, MOST_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), ApiServer::thread);
        Gate gate = new Gate(listener, http.getAddress().getPort(), new Upgrades(living, entry));
        return new ApiServer(http, new LivingApi(living), entry, identity, threads, Optional.of(gate)).started(settings);
    }

    private static Optional<SelfSigned> identity(Settings settings) throws IOException {
        return settings.secure() ? Optional.of(SelfSigned.create(settings.now())) : Optional.empty();
    }

    private static InetSocketAddress address(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    private static HttpServer http(Optional<SelfSigned> identity, int port) throws IOException {
        // read once by the JDK's server; without it an answer waits for the peer's delayed acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
        if (identity.isEmpty()) {
            return HttpServer.create(address(port), 0);
        }
        HttpsServer https = HttpsServer.create(address(port), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(identity.get().context()));
        return https;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "serve");
        thread.setDaemon(true);
        return thread;
    }

    private ApiServer started(Settings settings) {
        HttpContext context = http.createContext("/", this::handle);
        context.getFilters().addAll(settings.filters());
        http.setExecutor(threads);
        http.start();
        return this;
    }

    /** {@code https://127.0.0.1:40123}. */
    public String address() {
        return (identity.isPresent() ? "https" : "http") + "://127.0.0.1:" + gate.map(Gate::port).orElseGet(() -> http.getAddress().getPort());
    }

    /** The kubeconfig to reach it with. */
    public String kubeconfig() {
        return Kubeconfig.text(address(), identity.map(SelfSigned::pem), entry.token());
    }

    private void handle(HttpExchange exchange) throws IOException {
        boolean parked = false;
        try {
            Answer answer = answer(exchange);
            if (answer instanceof Answer.Whole whole) {
                send(exchange, whole);
            } else if (answer instanceof Answer.Stream stream) {
                headers(exchange, stream.contentType(), List.of());
                exchange.sendResponseHeaders(200, 0);
                stream.body().write(exchange.getResponseBody());
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
            entry.authorise(header(exchange, "Authorization"), header(exchange, "Host"));
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                throw ApiException.tooLarge(LARGEST_BODY);
            }
            String accept = String.join(",", exchange.getRequestHeaders().getOrDefault("Accept", List.of()));
            String type = header(exchange, "Content-Type");
            Answer answer = api.answer(Request.of(exchange.getRequestMethod(), exchange.getRequestURI(), accept, type, body));
            // a client that would rather have a web socket waits for the end of any other answer before it tries without
            return !(answer instanceof Answer.Whole) && "websocket".equalsIgnoreCase(header(exchange, "Upgrade"))
                    ? Answer.Whole.text("application/json", new byte[0]) : answer;
        } catch (ApiException e) {
            return Answer.Whole.json(e.code(), e.status());
        } catch (IOException | RuntimeException e) {
            return Answer.Whole.json(500, Json.object("kind", "Status", "apiVersion", "v1", "metadata", java.util.Map.of(), "status", "Failure",
                    "message", "netdx failed: " + Plain.line(String.valueOf(e)), "reason", "InternalError", "code", 500));
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return java.util.Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
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
        gate.ifPresent(Gate::close);
        watches.close();
        http.stop(0);
        threads.shutdownNow();
    }
}
