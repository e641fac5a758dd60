package io.netdx.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What kubectl does not do by itself. */
class LivingApiTest {

    private static final String SERVICES = "/api/v1/namespaces/shop/services";

    private final ToyPlane plane = new ToyPlane();
    private final HttpClient client = HttpClient.newHttpClient();
    private ApiServer server;

    @BeforeEach
    void serve() throws IOException {
        server = ApiServer.start(plane, new ApiServer.Settings(0, false, Instant.EPOCH, List.of()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String type, String body) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(server.address() + path)).header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return send(method, path, "application/json", body);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tree(HttpResponse<String> response) {
        return (Map<String, Object>) Json.values(response.body().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tellsOldVersionsApart() throws Exception {
        HttpResponse<String> read = send("GET", SERVICES + "/web", "");
        assertThat(send("PUT", SERVICES + "/web", read.body().replace("\"port\":80", "\"port\":81")).statusCode()).isEqualTo(200);
        HttpResponse<String> late = send("PUT", SERVICES + "/web", read.body().replace("\"port\":80", "\"port\":82"));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("the object has been modified; please apply your changes to the latest version and try again");
        assertThat(Fields.at(tree(send("GET", SERVICES + "/web", "")), "metadata", "generation")).isEqualTo(2L);
        assertThat(send("DELETE", SERVICES + "/web", "{\"preconditions\":{\"uid\":\"another\"}}").statusCode()).isEqualTo(409);
    }

    @Test
    void namesWhatIsBorn() throws Exception {
        String body = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"generateName\":\"note-\",\"creationTimestamp\":null}}";
        Map<String, Object> born = tree(send("POST", "/api/v1/namespaces/shop/configmaps", body));
        assertThat(Fields.text(born, "metadata", "name")).matches("note-[a-z0-9]{5}");
        assertThat(Fields.text(born, "metadata", "creationTimestamp")).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(Fields.text(born, "metadata", "uid")).isNotEmpty();
        String twice = body.replace("generateName", "name").replace("note-", "note");
        assertThat(send("POST", "/api/v1/namespaces/shop/configmaps", twice).statusCode()).isEqualTo(201);
        assertThat(send("POST", "/api/v1/namespaces/shop/configmaps", twice).body()).contains("configmaps \\\"note\\\" already exists");
        assertThat(send("POST", "/api/v1/namespaces/shop/secrets", twice).statusCode()).isEqualTo(400);
        assertThat(send("POST", "/api/v1/namespaces/shop/configmaps", "{\"a\":").statusCode()).isEqualTo(400);
        assertThat(send("POST", "/api/v1/namespaces/shop/configmaps", "[".repeat(100_000)).statusCode()).isEqualTo(415);
        assertThat(send("POST", "/api/v1/namespaces/shop/configmaps", "{\"a\":" + "[".repeat(100_000)).statusCode()).isEqualTo(400);
        assertThat(send("POST", "/api/v1/namespaces/shop/configmaps", "k8s\0\n\177").statusCode()).isEqualTo(400);
        assertThat(send("POST", "/api/v1/namespaces/shop/configmaps", "{" + " ".repeat(2 << 20)).statusCode()).isEqualTo(413);
    }

    @Test
    void checksWhatCannotBe() throws Exception {
        String body = "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"x\"},\"spec\":{\"ports\":[{\"port\":0},{\"port\":80}]}}";
        HttpResponse<String> refused = send("POST", SERVICES, body);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive", "spec.ports[0].name: Required value");
        assertThat(send("PATCH", SERVICES + "/web", "application/json-patch+json", "[{\"op\":\"remove\",\"path\":\"/spec/nothing\"}]").statusCode()).isEqualTo(422);
        assertThat(send("PATCH", SERVICES + "/web", "text/plain", "{}").statusCode()).isEqualTo(415);
        String pod = plane.pods().get(0);
        assertThat(send("PATCH", "/api/v1/namespaces/shop/pods/" + pod, "application/merge-patch+json", "{\"spec\":{\"nodeName\":\"worker-9\"}}").body())
                .contains("pod updates may not change fields other than");
    }

    @Test
    void budgetsRefuseEvictions() throws Exception {
        String pod = "{\"metadata\":{\"name\":\"guarded\"},\"spec\":{\"containers\":[{\"name\":\"a\",\"image\":\"a\"}]}}";
        assertThat(send("POST", "/api/v1/namespaces/shop/pods", pod).statusCode()).isEqualTo(201);
        HttpResponse<String> refused = send("POST", "/api/v1/namespaces/shop/pods/guarded/eviction", "{\"metadata\":{\"name\":\"guarded\"}}");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("TooManyRequests", "disruption budget");
    }

    @Test
    void tellsWhatHasHappenedSince() throws Exception {
        String version = Fields.text(tree(send("GET", SERVICES, "")), "metadata", "resourceVersion");
        send("PATCH", SERVICES + "/web", "application/merge-patch+json", "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
        send("POST", SERVICES, "{\"metadata\":{\"name\":\"other\"},\"spec\":{\"ports\":[{\"port\":80}]}}");
        send("DELETE", SERVICES + "/web", "");
        HttpResponse<String> since = send("GET", SERVICES + "?watch=1&timeoutSeconds=1&resourceVersion=" + version, "");
        assertThat(since.body().lines().map(line -> line.substring(0, line.indexOf(',')))).containsExactly("{\"type\":\"DELETED\"", "{\"type\":\"ADDED\"");
        assertThat(send("GET", SERVICES + "?watch=1&timeoutSeconds=1&resourceVersion=7", "").statusCode()).isEqualTo(410);
    }

    @Test
    void standsBetweenKeysAndShell() throws Exception {
        String pod = plane.pods().get(0);
        StringBuilder screen = new StringBuilder();
        CompletableFuture<String> end = new CompletableFuture<>();
        WebSocket socket = client.newWebSocketBuilder().subprotocols("v5.channel.k8s.io").buildAsync(URI.create(server.address().replace("http", "ws")
                + "/api/v1/namespaces/shop/pods/" + pod + "/exec?command=sh&stdin=true&stdout=true&tty=true"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
                        byte channel = data.get();
                        String text = StandardCharsets.UTF_8.decode(data).toString();
                        if (channel == 3) {
                            end.complete(text);
                        } else {
                            screen.append(text);
                        }
                        from.request(1);
                        return null;
                    }
                }).get(20, TimeUnit.SECONDS);
        for (String keys : List.of("lz\177s\u001b[A -l\r", "forget\u0003", "é\r", "exit\r")) {
            byte[] bytes = ("\0" + keys).getBytes(StandardCharsets.UTF_8);
            socket.sendBinary(ByteBuffer.wrap(bytes), true).get(20, TimeUnit.SECONDS);
        }
        assertThat(end.get(20, TimeUnit.SECONDS)).contains("\"status\":\"Success\"");
        assertThat(screen.toString()).contains("lz\b \bs -l\r\n", "you said ls -l\r\n", "forget^C\r\n", "you said é\r\n");
        assertThat(screen.toString()).doesNotContain("you said forget");
    }
}
