package io.netdx.serve;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Stands before a served snapshot and misbehaves on purpose, as API servers and the networks before them do. */
public final class Faults extends Filter {

    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** What happens to a request. */
    public interface Fault {

        /** @return whether the request goes on to the server */
        boolean strike(HttpExchange exchange) throws IOException;
    }

    private record Rule(Predicate<String> target, AtomicInteger passes, AtomicInteger times, Fault fault) {
    }

    /** A fault for the requests whose path with its query holds this text, always. */
    public Faults on(String part, Fault fault) {
        return on(part, 0, Integer.MAX_VALUE, fault);
    }

    /** The same, but lets the first so many requests pass, and strikes so many times only. */
    public Faults on(String part, int passes, int times, Fault fault) {
        rules.add(new Rule(target -> target.contains(part), new AtomicInteger(passes), new AtomicInteger(times), fault));
        return this;
    }

    /** The requests so far, path with query. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** A failure as the API server writes it. */
    public static Fault status(int code, String reason, String message) {
        return exchange -> {
            byte[] body = Json.bytes(Json.object("kind", "Status", "apiVersion", "v1", "metadata", Json.object(), "status", "Failure",
                    "message", message, "reason", reason, "code", code));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            return false;
        };
    }

    public static Fault forbidden(String resource) {
        return status(403, "Forbidden", resource + " is forbidden: User \"reader\" cannot list resource \"" + resource + "\" in API group \"\" at the cluster scope");
    }

    public static Fault unauthorized() {
        return status(401, "Unauthorized", "Unauthorized");
    }

    /** The token of the next page has become too old. */
    public static Fault expired() {
        return status(410, "Expired", "The provided continue parameter is too old to display a consistent list result.");
    }

    public static Fault tooManyRequests(int retryAfterSeconds) {
        Fault status = status(429, "TooManyRequests", "the server has received too many requests and has asked us to try again later");
        return exchange -> {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(retryAfterSeconds));
            return status.strike(exchange);
        };
    }

    public static Fault slow(long millis) {
        return exchange -> {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return true;
        };
    }

    /** The connection breaks after so many bytes of the answer's body. */
    public static Fault cut(int bytes) {
        return exchange -> {
            exchange.setStreams(null, new Cut(exchange.getResponseBody(), bytes));
            return true;
        };
    }

    /** Another body than the server's, with status 200. */
    public static Fault body(String contentType, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
            return false;
        };
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        String target = exchange.getRequestURI().toString();
        requests.add(target);
        for (Rule rule : rules) {
            if (rule.target().test(target) && rule.passes().getAndDecrement() <= 0 && rule.times().getAndDecrement() > 0
                    && !rule.fault().strike(exchange)) {
                return;
            }
        }
        chain.doFilter(exchange);
    }

    @Override
    public String description() {
        return "faults";
    }

    private static final class Cut extends FilterOutputStream {
        private int left;

        Cut(OutputStream out, int bytes) {
            super(out);
            this.left = bytes;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int n = Math.min(length, left);
            out.write(bytes, from, n);
            left -= n;
            if (n < length) {
                out.flush();
                throw new IOException("cut");
            }
        }

        /** An exchange that cannot end well closes its connection. */
        @Override
        public void close() throws IOException {
            if (left == 0) {
                throw new IOException("cut");
            }
            out.close();
        }
    }
}
