package io.netdx.source.live;

import io.netdx.fact.Plain;
import io.netdx.source.EntryVisitor;
import io.netdx.source.Problem;
import io.netdx.source.metric.MetricReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a Prometheus for the series that figures are computed from, of the last hour, and for the alerts that fire. Its answers become files of
 * the snapshot, as if somebody had saved them.
 */
final class Prometheus {

    static final String PROXY = "services/proxy";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    /** Newer versions leave out what is more. */
    private static final int SERIES = 20_000;
    private static final int LONGEST = 32 << 20;
    private static final Pattern SERVICE = Pattern.compile("([a-z0-9-]+)/([a-z0-9.-]+)(?::([0-9a-z-]+))?");
    /** An hour tells how counters grow now; four samples of it are enough. The server's own clock says when it ends. */
    private static final String LAST_HOUR = "[1h:20m]";
    private static final String NOTHING = "\"result\":[]";

    /** One way to it. */
    private interface Way {
        Reply get(String path) throws IOException;
    }

    private record Reply(int code, byte[] body) {
    }

    /** @param failed why the others are not worth asking */
    private record Answered(String series, byte[] json, String failed) {
    }

    private final Way way;
    /** As people name it, without credentials. */
    private final String name;
    private final String cure;

    private Prometheus(Way way, String name, String cure) {
        this.way = way;
        this.name = name;
        this.cure = cure;
    }

    /** @param where a URL, or {@code NAMESPACE/SERVICE[:PORT]} */
    static Prometheus of(String where, ApiClient client, Stop stop) {
        Matcher service = SERVICE.matcher(where);
        if (!service.matches()) {
            URI uri = URI.create(where.replaceAll("/+$", ""));
            HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).followRedirects(HttpClient.Redirect.NORMAL).build();
            String shown = uri.getUserInfo() == null ? uri.toString() : uri.toString().replace(uri.getRawUserInfo() + "@", "");
            return new Prometheus(path -> direct(http, uri, shown + "/" + path, stop), shown, "give a URL with credentials, https://USER:PASSWORD@HOST");
        }
        String port = service.group(3) == null ? "9090" : service.group(3);
        String proxied = "api/v1/namespaces/" + service.group(1) + "/services/" + service.group(2) + ":" + port + "/proxy/";
        return new Prometheus(path -> {
            Answer answer = client.get(proxied + path, "application/json", ApiClient.Patience.behind(TIMEOUT));
            return new Reply(answer.code(), answer.text().readAllBytes());
        }, "Service " + where, "grant the verb get on " + PROXY);
    }

    private static Reply direct(HttpClient http, URI uri, String url, Stop stop) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).header("Accept", "application/json").header("User-Agent", "netdx");
        if (uri.getUserInfo() != null) {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(uri.getUserInfo().getBytes(StandardCharsets.UTF_8)));
        }
        CompletableFuture<HttpResponse<InputStream>> asked = http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        HttpResponse<InputStream> response = stop.await(asked, TIMEOUT);
        CompletableFuture<byte[]> body = CompletableFuture.supplyAsync(() -> {
            try (InputStream in = response.body()) {
                return in.readNBytes(LONGEST);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
        return new Reply(response.statusCode(), stop.await(body, TIMEOUT));
    }

    /**
     * Hands on what it answers.
     *
     * @return why it answers nothing
     */
    Optional<String> read(Executor threads, EntryVisitor to) throws IOException {
        List<Map.Entry<String, String>> series = List.copyOf(MetricReader.queries().entrySet());
        Answered first = ask(series.get(0));
        if (!first.failed().isEmpty()) {
            to.problem(new Problem("--prometheus", first.failed()));
            return Optional.of(first.failed());
        }
        List<CompletableFuture<Answered>> rest = new ArrayList<>();
        rest.add(CompletableFuture.completedFuture(first));
        series.subList(1, series.size()).forEach(s -> rest.add(CompletableFuture.supplyAsync(() -> ask(s), threads)));
        int lost = 0;
        for (CompletableFuture<Answered> each : rest) {
            Answered answered = each.join();
            lost += answered.failed().isEmpty() ? 0 : 1;
            if (answered.json().length > 0) {
                to.entry("prometheus/" + answered.series() + ".json", new ByteArrayInputStream(answered.json()));
            }
        }
        if (lost > 0) {
            to.problem(new Problem("--prometheus", name + " did not answer for " + lost + " of " + series.size() + " series"));
        }
        return Optional.empty();
    }

    private Answered ask(Map.Entry<String, String> one) {
        String series = one.getKey();
        // an alert fires now
        String query = series.equals("ALERTS") ? one.getValue() : one.getValue() + LAST_HOUR;
        try {
            Reply reply = way.get("api/v1/query?limit=" + SERIES + "&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
            if (reply.code() == 401 || reply.code() == 403) {
                return new Answered(series, new byte[0], name + " answers " + reply.code() + "; " + cure);
            }
            String head = new String(reply.body(), 0, Math.min(reply.body().length, 4096), StandardCharsets.UTF_8);
            if (reply.code() != 200 || !head.contains("\"status\":\"success\"")) {
                return new Answered(series, new byte[0], name + " does not answer as a Prometheus (status " + reply.code() + "); check the address");
            }
            return new Answered(series, head.contains(NOTHING) ? new byte[0] : reply.body(), "");
        } catch (IOException e) {
            String why = e instanceof java.net.ConnectException ? "connection refused or no route" : String.valueOf(e.getMessage());
            return new Answered(series, new byte[0], name + " cannot be reached (" + Plain.line(why) + "); check the address");
        }
    }
}
