package io.netdx.source.live;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.netdx.fact.Plain;
import io.netdx.source.SourceException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * Reads from one API server with no other method than GET; only {@link ProbePods} asks it to write. What fails for a moment is asked
 * again, credentials that ended are read anew once.
 */
final class ApiClient implements AutoCloseable {

    private static final Duration REQUEST = Duration.ofSeconds(60);
    /** For what everything rests on. */
    static final Patience PERSISTENT = new Patience(4, REQUEST, true);
    private static final Duration WRITE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final KubeOptions options;
    private final Map<String, String> environment;
    private final Stop stop;
    private final Duration timeout;
    private Kubeconfig.Access access;
    private HttpClient client;
    /** How often the credentials were read anew. */
    private int renewed;

    /** @throws KubeconfigException where no cluster is named */
    ApiClient(KubeOptions options, Map<String, String> environment, Stop stop) {
        this.options = options;
        this.environment = environment;
        this.stop = stop;
        this.timeout = options.requestTimeout().isZero() ? REQUEST : options.requestTimeout();
        open();
    }

    private void open() {
        access = Kubeconfig.load(options, environment);
        client = new JdkHttpClientFactory().newBuilder(access.config()).build();
    }

    /** URL of the server, without a slash at its end. */
    synchronized String server() {
        return access.config().getMasterUrl().replaceAll("/+$", "");
    }

    /** Name of the context, or where there is none the server's. */
    synchronized String name() {
        NamedContext context = access.config().getCurrentContext();
        return context == null || !options.server().isEmpty() ? server() : context.getName();
    }

    /** Namespace of the context. */
    synchronized String namespace() {
        String namespace = access.config().getNamespace();
        return namespace == null || namespace.isEmpty() ? "default" : namespace;
    }

    /**
     * How long an answer is waited for.
     *
     * @param attempts at most
     * @param each     of them at most, where the user does not say
     * @param insist   ask again, too, where none came in that time
     */
    record Patience(int attempts, Duration each, boolean insist) {

        /** For what something behind the API server answers, or does not: that it is down is no surprise in a cluster at fault. */
        static Patience behind(Duration each) {
            return new Patience(2, each, false);
        }
    }

    /** Nobody answered in the time that one has for it. */
    static final class Silence extends IOException {
        private static final long serialVersionUID = 1;

        Silence(Duration time, Throwable cause) {
            super("no answer within " + time.toSeconds() + "s", cause);
        }
    }

    /**
     * Asks until there is an answer that will not change soon.
     *
     * @param path from the server's root, without a slash before it
     * @throws IOException where there is none; the message says why in a few words
     */
    Answer get(String path, String accept, Patience patience) throws IOException {
        for (int attempt = 1;; attempt++) {
            Duration pause = Duration.ofMillis(100L << attempt);
            try {
                Answer answer = authorised(path, accept, patience.each());
                if (!answer.transientFailure() || attempt == patience.attempts()) {
                    return answer;
                }
                pause = asked(answer.retryAfter(), pause);
            } catch (IOException e) {
                if (attempt == patience.attempts() || e instanceof SSLException || e instanceof Silence && !patience.insist() || stop.reason().isPresent()) {
                    throw e;
                }
            }
            if (!stop.pause(pause)) {
                throw new IOException(stop.reason().orElse("interrupted"));
            }
        }
    }

    private static Duration asked(String retryAfter, Duration otherwise) {
        // a date is allowed too, and used by nobody
        if (retryAfter.isEmpty() || retryAfter.length() > 6 || !retryAfter.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return otherwise;
        }
        Duration wanted = Duration.ofSeconds(Long.parseLong(retryAfter));
        return wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted;
    }

    private Answer authorised(String path, String accept, Duration each) throws IOException {
        int before;
        HttpClient with;
        synchronized (this) {
            before = renewed;
            with = client;
        }
        Answer answer = once(with, path, accept, each);
        if (answer.code() != 401) {
            return answer;
        }
        synchronized (this) {
            if (renewed == before) {
                renewed++;
                open();
            }
            with = client;
        }
        Answer again = once(with, path, accept, each);
        if (again.code() == 401) {
            throw new SourceException(server() + " does not accept these credentials; log in again, or choose others with --context, --user or --token");
        }
        return again;
    }

    /**
     * Asks once for a change. A stop does not cut it: who does not know whether it was made cannot undo it.
     *
     * @param method {@code POST} or {@code DELETE}
     */
    Answer write(String method, String path, String json) throws IOException {
        HttpRequest.Builder request = request(client, path, "application/json").method(method, "application/json", json);
        return answer(Stop.after(Duration.ZERO), client, request, WRITE);
    }

    private Answer once(HttpClient with, String path, String accept, Duration each) throws IOException {
        return answer(stop, with, request(with, path, accept), options.requestTimeout().isZero() ? each : timeout);
    }

    private HttpRequest.Builder request(HttpClient with, String path, String accept) {
        // the client's own limit stands behind ours, which tells silence from other failures
        HttpRequest.Builder request = with.newHttpRequestBuilder().uri(server() + "/" + path).timeout(timeout.plus(WRITE).toMillis(), TimeUnit.MILLISECONDS)
                .setHeader("Accept", accept).setHeader("Accept-Encoding", "gzip").setHeader("User-Agent", "netdx");
        Kubeconfig.Access as = access;
        if (!as.uid().isEmpty()) {
            request.setHeader("Impersonate-Uid", as.uid());
        }
        as.extra().forEach((key, values) -> values.forEach(value -> request.header("Impersonate-Extra-" + escaped(key), value)));
        return request;
    }

    /** Names of extras may hold what names of headers may not; servers take the rest as in URLs. */
    private static String escaped(String key) {
        StringBuilder out = new StringBuilder();
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || "!#$&'*+-.^_`|~".indexOf(b) >= 0;
            out.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b));
        }
        return out.toString();
    }

    private static Answer answer(Stop stop, HttpClient with, HttpRequest.Builder request, Duration timeout) throws IOException {
        HttpResponse<byte[]> response = stop.await(with.sendAsync(request.build(), byte[].class), timeout);
        boolean gzip = "gzip".equalsIgnoreCase(first(response, "Content-Encoding"));
        return new Answer(response.code(), gzip, first(response, "Retry-After"), response.body());
    }

    private static String first(HttpResponse<?> response, String header) {
        return response.headers(header).isEmpty() ? "" : response.headers(header).get(0);
    }

    /** Why nothing can be read, for people. */
    SourceException unreachable(IOException e) {
        String why = e instanceof ConnectException ? "connection refused or no route" : String.valueOf(e.getMessage());
        return new SourceException(server() + " cannot be reached (" + Plain.line(why) + "); check --context and the network, or name a snapshot with -f PATH");
    }

    @Override
    public synchronized void close() {
        client.close();
    }
}
