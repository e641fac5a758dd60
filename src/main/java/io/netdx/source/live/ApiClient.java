package io.netdx.source.live;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.netdx.fact.Plain;
import io.netdx.source.SourceException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
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
    static final int PERSISTENT = 4;
    /** For what something behind the API server answers, or does not: that it is down is no surprise in a cluster at fault. */
    static final int ONCE_MORE = 2;
    private static final Duration WRITE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final KubeOptions options;
    private final Map<String, String> environment;
    private final Stop stop;
    private final Duration timeout;
    private Config config;
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
        config = Kubeconfig.load(options, environment);
        client = new JdkHttpClientFactory().newBuilder(config).build();
    }

    /** URL of the server, without a slash at its end. */
    synchronized String server() {
        return config.getMasterUrl().replaceAll("/+$", "");
    }

    /** Name of the context, or where there is none the server's. */
    synchronized String name() {
        return config.getCurrentContext() == null || !options.server().isEmpty() ? server() : config.getCurrentContext().getName();
    }

    /** Namespace of the context. */
    synchronized String namespace() {
        return config.getNamespace() == null || config.getNamespace().isEmpty() ? "default" : config.getNamespace();
    }

    /**
     * Asks until there is an answer that will not change soon.
     *
     * @param path     from the server's root, without a slash before it
     * @param attempts at most
     * @throws IOException where there is none; the message says why in a few words
     */
    Answer get(String path, String accept, int attempts) throws IOException {
        for (int attempt = 1;; attempt++) {
            Duration pause = Duration.ofMillis(100L << attempt);
            try {
                Answer answer = authorised(path, accept);
                if (!answer.transientFailure() || attempt == attempts) {
                    return answer;
                }
                pause = asked(answer.retryAfter(), pause);
            } catch (IOException e) {
                if (attempt == attempts || e instanceof SSLException || stop.reason().isPresent()) {
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

    private Answer authorised(String path, String accept) throws IOException {
        int before;
        HttpClient with;
        synchronized (this) {
            before = renewed;
            with = client;
        }
        Answer answer = once(with, path, accept);
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
        Answer again = once(with, path, accept);
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

    private Answer once(HttpClient with, String path, String accept) throws IOException {
        return answer(stop, with, request(with, path, accept), timeout);
    }

    private HttpRequest.Builder request(HttpClient with, String path, String accept) {
        HttpRequest.Builder request = with.newHttpRequestBuilder().uri(server() + "/" + path).timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .setHeader("Accept", accept).setHeader("Accept-Encoding", "gzip").setHeader("User-Agent", "netdx");
        if (!options.asUid().isEmpty()) {
            request.setHeader("Impersonate-Uid", options.asUid());
        }
        return request;
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
