package io.netdx.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.source.decode.Tree;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiServerTest {

    private static final Path SNAPSHOT = Path.of("src/test/resources/serve/shop.yaml");
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    private final Faults faults = new Faults();
    private Served served;

    @BeforeEach
    void serve() throws IOException {
        served = Served.plain(SNAPSHOT, faults);
    }

    @AfterEach
    void stop() throws IOException {
        served.close();
    }

    private static Tree tree(HttpResponse<String> response) {
        return Json.tree(response.body().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void listsInPages() throws Exception {
        Tree first = tree(served.get("/api/v1/pods?limit=1"));
        assertThat(first.text("kind")).isEqualTo("PodList");
        assertThat(first.at("metadata").text("resourceVersion")).isEqualTo("4800");
        assertThat(first.list("items")).extracting(p -> p.at("metadata").text("name")).containsExactly("cart-7d4b9c-x2x8z");
        assertThat(first.at("metadata").number("remainingItemCount")).isEqualTo(1);
        Tree second = tree(served.get("/api/v1/pods?limit=1&continue=" + first.at("metadata").text("continue")));
        assertThat(second.list("items")).extracting(p -> p.at("metadata").text("name")).containsExactly("db-0");
        assertThat(second.at("metadata").text("continue")).isEmpty();
    }

    @Test
    void tellsATokenOfAnotherSnapshotApart() throws Exception {
        String other = java.util.Base64.getUrlEncoder().encodeToString("{\"v\":\"meta.k8s.io/v1\",\"rv\":12,\"start\":\"shop/a\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(served.get("/api/v1/pods?limit=1&continue=" + other).statusCode()).isEqualTo(410);
        assertThat(served.get("/api/v1/pods?limit=1&continue=nonsense").statusCode()).isEqualTo(400);
    }

    /** A container that kubectl debug put into a pod: shown as it was, with what it printed. */
    @Test
    void showsEphemeralContainersAndTheirLogs(@TempDir Path folder) throws Exception {
        Path snapshot = Files.writeString(folder.resolve("debugged.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: web, namespace: shop}
                spec:
                  containers: [{name: web, image: "web:1"}]
                  ephemeralContainers: [{name: debugger-x2k, image: "busybox:1.36", targetContainerName: web}]
                status: {phase: Running, ephemeralContainerStatuses: [{name: debugger-x2k, ready: false, state: {running: {}}}]}
                ---
                {apiVersion: netdx/v1, kind: Log, namespace: shop, pod: web, container: debugger-x2k, text: "2026-11-23T09:55:00Z can reach db\\n"}
                """);
        try (Served debugged = Served.plain(snapshot)) {
            Tree pod = tree(debugged.get("/api/v1/namespaces/shop/pods/web"));
            assertThat(pod.at("spec").list("ephemeralContainers")).extracting(c -> c.text("name")).containsExactly("debugger-x2k");
            assertThat(pod.at("status").list("ephemeralContainerStatuses")).hasSize(1);
            assertThat(debugged.get("/api/v1/namespaces/shop/pods/web/log?container=debugger-x2k").body()).contains("can reach db");
            assertThat(debugged.get("/api/v1/namespaces/shop/pods/web/log?container=other").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void keepsSecretsToThemselves() throws Exception {
        for (String path : new String[] {"/api/v1/secrets", "/api/v1/namespaces/shop/secrets/db-password"}) {
            HttpResponse<String> response = served.get(path);
            assertThat(response.body()).contains("db-password", "Opaque").doesNotContain("swordfish", "c3dvcmRmaXNo");
        }
    }

    @Test
    void saysWhetherAnEmptyListMeansAnything() throws Exception {
        assertThat(served.get("/apis/apps/v1/deployments").headers().firstValue("Warning")).isEmpty();
        assertThat(served.get("/apis/batch/v1/jobs").headers().firstValue("Warning")).hasValueSatisfying(w ->
                assertThat(w).contains("does not hold jobs.batch").contains("unknown"));
    }

    @Test
    void answersWritesWithAStatus() throws Exception {
        HttpResponse<String> response = served.send("DELETE", "/api/v1/namespaces/shop/pods/db-0", "");
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(tree(response).text("kind")).isEqualTo("Status");
        assertThat(tree(response).text("reason")).isEqualTo("MethodNotAllowed");
    }

    @Test
    void showsTablesToWhoAsks() throws Exception {
        Tree table = tree(served.get("/api/v1/namespaces/shop/pods", "Accept", TABLE));
        assertThat(table.text("kind")).isEqualTo("Table");
        assertThat(table.list("rows")).hasSize(2);
        assertThat(table.list("rows").get(0).at("object").text("kind")).isEqualTo("PartialObjectMetadata");
    }

    @Test
    void asksForItsToken() throws Exception {
        try (Served secure = Served.secure(SNAPSHOT)) {
            assertThat(secure.kubeconfig()).contains("server: https://127.0.0.1:", "token: ", "certificate-authority-data: ");
        }
    }

    @Test
    void misbehavesWhereItIsTold() throws Exception {
        faults.on("/services", Faults.forbidden("services")).on("limit=1", 1, 1, Faults.expired()).on("/nodes", 0, 1, Faults.tooManyRequests(3));
        assertThat(served.get("/api/v1/services").statusCode()).isEqualTo(403);
        assertThat(served.get("/api/v1/pods?limit=1").statusCode()).isEqualTo(200);
        assertThat(served.get("/api/v1/pods?limit=1").statusCode()).isEqualTo(410);
        assertThat(served.get("/api/v1/pods?limit=1").statusCode()).isEqualTo(200);
        assertThat(served.get("/api/v1/nodes").headers().firstValue("Retry-After")).hasValue("3");
        faults.on("/events", Faults.cut(40));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> served.get("/api/v1/events")).isInstanceOf(IOException.class);
        assertThat(faults.requests()).contains("/api/v1/services");
    }
}
