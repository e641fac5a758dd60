package io.netdx.serve;

import com.sun.net.httpserver.Filter;
import io.netdx.source.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A snapshot that is being served in this JVM, over plain HTTP unless asked otherwise. */
public final class Served implements AutoCloseable {

    private final ObjectStore store;
    private final ApiServer server;

    private Served(ObjectStore store, ApiServer server) {
        this.store = store;
        this.server = server;
    }

    public static Served plain(Path snapshot, Filter... filters) throws IOException {
        return start(snapshot, false, filters);
    }

    /** Over TLS, with a token. */
    public static Served secure(Path snapshot, Filter... filters) throws IOException {
        return start(snapshot, true, filters);
    }

    private static Served start(Path snapshot, boolean secure, Filter... filters) throws IOException {
        List<String> paths = List.of(snapshot.toString());
        ObjectStore store = ObjectStore.read(paths, InputStream.nullInputStream(), Limits.DEFAULT);
        Known known = Known.read(paths, InputStream.nullInputStream(), Limits.DEFAULT);
        // the certificate is judged by the clock of the client
        ApiServer.Settings settings = new ApiServer.Settings(0, secure, Instant.now(), Arrays.asList(filters));
        return new Served(store, ApiServer.start(store, () -> known, settings));
    }

    /** {@code http://127.0.0.1:40123}. */
    public String address() {
        return server.address();
    }

    public String kubeconfig() {
        return server.kubeconfig();
    }

    /** @param headers names and values in turn */
    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return HttpClient.newHttpClient().send((headers.length == 0 ? request : request.headers(headers)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws IOException {
        server.close();
        store.close();
    }
}
