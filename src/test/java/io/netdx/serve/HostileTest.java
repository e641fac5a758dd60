package io.netdx.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.source.decode.Tree;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots that were written to do harm, and many clients at once. */
class HostileTest {

    @TempDir
    private Path folder;

    private Served serve(String name, String content) throws Exception {
        return Served.plain(Files.writeString(folder.resolve(name), content));
    }

    private static Tree tree(HttpResponse<String> response) {
        return Json.tree(response.body().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void namesAndKindsAreData() throws Exception {
        String list = """
                {"apiVersion":"v1","kind":"List","items":[
                 {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a\\"},\\u001b[2J{\\u202e","namespace":"x/../y","labels":{"k":"\\u0000"}},"status":{"phase":"\\u001b]0;own\\u0007"}},
                 {"apiVersion":"v1\\",\\"evil\\":\\"","kind":"Pod","metadata":{"name":"b","namespace":"x"}},
                 {"apiVersion":"v1","kind":"Po\\"d","metadata":{"name":"c","namespace":"x"}},
                 {"apiVersion":"../../v1/x","kind":"Pod","metadata":{"name":"d","namespace":"x"}}]}
                """;
        try (Served served = serve("list.json", list)) {
            Tree pods = tree(served.get("/api/v1/pods"));
            assertThat(pods.list("items")).hasSize(1);
            assertThat(pods.list("items").get(0).at("metadata").text("name")).isEqualTo("a\"},\u001b[2J{\u202e");
            Tree table = tree(served.get("/api/v1/pods", "Accept", "application/json;as=Table;v=v1;g=meta.k8s.io"));
            assertThat(table.list("rows").get(0).at("cells").items().get(2).text()).isEqualTo("\u001b]0;own\u0007");
            assertThat(served.get("/api/v1/namespaces/x/pods/%1b%0d%0aX-Evil:%201").statusCode()).isEqualTo(404);
            assertThat(served.get("/api/v1/namespaces/x%0d%0a/pods").headers().firstValue("Warning").orElse("")).doesNotContain("\r", "\n");
        }
    }

    @Test
    void aSecretIsRecognisedHoweverItIsWritten() throws Exception {
        String data = "c3dvcmRmaXNo";
        String list = """
                {"apiVersion":"v1","kind":"List","items":[
                 {"data":{"a":"%1$s"},"kind":"Secret","apiVersion":"v1","metadata":{"name":"behind","namespace":"x","annotations":{"openshift.io/token-secret.value":"%1$s"}}},
                 {"apiVersion":"v1","kind":"SecretList","items":[{"metadata":{"name":"inner","namespace":"x","managedFields":[{"x":"%1$s"}]},"data":{"a":"%1$s"}}]}]}
                """.formatted(data);
        String untyped = "{\"kind\":\"SecretList\",\"apiVersion\":\"v1\",\"items\":[{\"metadata\":{\"name\":\"bare\",\"namespace\":\"x\"},\"data\":{\"a\":\"" + data + "\"}}]}";
        String single = "{\"data\":{\"a\":\"" + data + "\"},\"metadata\":{\"name\":\"single\",\"namespace\":\"x\"},\"stringData\":{\"b\":\"" + data
                + "\"},\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"type\":\"Opaque\"}";
        Files.writeString(folder.resolve("list.json"), list);
        Files.writeString(folder.resolve("untyped.json"), untyped);
        Files.writeString(folder.resolve("single.json"), single);
        Files.writeString(folder.resolve("bound.yaml"), "kind: Secret\nmetadata: {name: yaml, namespace: x}\ndata: {a: " + data + "}\napiVersion: v1\n");
        try (Served served = Served.plain(folder)) {
            HttpResponse<String> secrets = served.get("/api/v1/secrets");
            assertThat(tree(secrets).list("items")).extracting(s -> s.at("metadata").text("name")).contains("behind", "inner", "bare", "single", "yaml");
            assertThat(secrets.body()).doesNotContain(data);
        }
    }

    @Test
    void oddRequestsAreAnsweredAsTheApiServerDoes() throws Exception {
        try (Served served = Served.plain(Path.of("src/test/resources/serve/shop.yaml"))) {
            assertThat(served.get("/api/v1/pods?fieldSelector=spec.secret%3Dx").statusCode()).isEqualTo(400);
            assertThat(served.get("/api/v1/pods?labelSelector=%28%28%28").statusCode()).isEqualTo(400);
            assertThat(served.get("/api/v1/pods?limit=many").statusCode()).isEqualTo(400);
            assertThat(served.get("/api/v1/pods?continue=%00").statusCode()).isEqualTo(400);
            assertThat(served.get("/api/v1/namespaces/shop/nodes").statusCode()).isEqualTo(404);
            assertThat(served.get("/apis/nothing/v1/x").statusCode()).isEqualTo(404);
            assertThat(served.get("/api/v1/pods", "Accept", "application/cbor").statusCode()).isEqualTo(406);
            assertThat(served.send("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", "k8s\0\u0001\u007f").statusCode()).isIn(201, 400);
            assertThat(served.send("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", "[").statusCode()).isEqualTo(415);
            assertThat(served.send("POST", "/api/v1/namespaces/shop/pods/db-0/exec?command=sh", "").statusCode()).isEqualTo(405);
        }
    }

    /** A name of the web that was made to lead to this machine: the browser sends it along. */
    @Test
    void pagesOfTheWebAreNoClients() throws Exception {
        try (Served served = Served.plain(Path.of("src/test/resources/serve/shop.yaml"));
                Socket socket = new Socket("127.0.0.1", URI.create(served.address()).getPort())) {
            socket.getOutputStream().write("GET /api/v1/pods HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 401").doesNotContain("db-0");
        }
    }

    @Test
    void manyClientsAtOnceGetTheSame() throws Exception {
        StringBuilder list = new StringBuilder("{\"apiVersion\":\"v1\",\"kind\":\"PodList\",\"items\":[");
        for (int i = 0; i < 3000; i++) {
            list.append(i == 0 ? "" : ",").append("{\"metadata\":{\"name\":\"p").append(i).append("\",\"namespace\":\"n").append(i % 7)
                    .append("\",\"labels\":{\"i\":\"").append(i % 10).append("\"}},\"spec\":{\"nodeName\":\"w").append(i % 3).append("\"}}");
        }
        try (Served served = serve("pods.json", list.append("]}").toString())) {
            String expected = served.get("/api/v1/pods").body();
            assertThat(tree(served.get("/api/v1/pods")).list("items")).hasSize(3000);
            ExecutorService clients = Executors.newFixedThreadPool(40);
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                boolean watch = i % 4 == 0;
                answers.add(clients.submit(() -> watch ? served.get("/api/v1/pods?watch=1&timeoutSeconds=1&labelSelector=i%3D3").body()
                        : served.get("/api/v1/pods").body()));
            }
            for (int i = 0; i < 40; i++) {
                String answer = answers.get(i).get();
                if (i % 4 == 0) {
                    assertThat(answer.lines()).hasSize(300);
                } else {
                    assertThat(answer).isEqualTo(expected);
                }
            }
            clients.shutdown();
        }
    }

    @Test
    void pagesHoldEachObjectOnce() throws Exception {
        try (Served served = Served.plain(Path.of("src/test/resources/serve/kinds.yaml"))) {
            List<String> names = new ArrayList<>();
            String next = "";
            do {
                Tree page = tree(served.get("/api/v1/pods?limit=1" + (next.isEmpty() ? "" : "&continue=" + next)));
                page.list("items").forEach(p -> names.add(p.at("metadata").text("name")));
                next = page.at("metadata").text("continue");
            } while (!next.isEmpty());
            assertThat(names).containsExactly("sidecar", "waits");
        }
    }
}
