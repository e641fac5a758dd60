package io.netdx.source.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.source.Limits;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.SourceException;
import io.netdx.source.signature.SignatureTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an API server may do to its clients, and what is made of it. */
@Timeout(120)
class LiveFaultsTest {

    private static final Path CASE = Path.of("facts/cases/service/selector-mismatch/positive-typo.yaml");
    private static final String PODS = "/api/v1/pods";

    @TempDir
    private Path folder;
    private StubApi api;
    private final Stop stop = new Stop();

    @BeforeEach
    void server() throws IOException {
        api = new StubApi(CASE).pagesOf(2);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private KubeOptions options(List<String> namespaces) throws IOException {
        return options(namespaces, Duration.ZERO);
    }

    private KubeOptions options(List<String> namespaces, Duration requestTimeout) throws IOException {
        Path config = folder.resolve("config");
        if (!Files.exists(config)) {
            token("first");
        }
        return new KubeOptions(config.toString(), "", "", "", namespaces, "", List.of(), "", requestTimeout, "", "", "", false, "", "", "");
    }

    private void token(String token) throws IOException {
        Files.writeString(folder.resolve("config"), """
                clusters: [{name: lab, cluster: {server: "%s"}}]
                users: [{name: ann, user: {token: %s}}]
                contexts: [{name: lab, context: {cluster: lab, user: ann, namespace: shop}}]
                current-context: lab
                """.formatted(api.url(), token));
    }

    private Cluster read(String... namespaces) throws IOException {
        return snapshot(namespaces).cluster();
    }

    private Snapshot snapshot(String... namespaces) throws IOException {
        try (LiveCluster cluster = new LiveCluster(options(List.of(namespaces)), Map.of(), LogChoice.ALL, stop, progress -> { })) {
            return SnapshotReader.read(cluster, Limits.DEFAULT, SignatureTable.load());
        }
    }

    private static boolean asks(HttpExchange exchange, String path) {
        return exchange.getRequestURI().getPath().equals(path);
    }

    private static boolean pageAfterFirst(HttpExchange exchange) {
        return StubApi.query(exchange).containsKey("continue");
    }

    @Test
    void readsWithGetOnlyAndInPages() throws IOException {
        Cluster cluster = read();
        assertThat(cluster.all(Pod.class)).hasSize(7);
        assertThat(cluster.coverage("Pod", Coverage.ALL).complete()).isTrue();
        assertThat(api.requests()).allMatch(r -> r.startsWith("GET ")).contains("GET /api/v1/pods?limit=500", "GET /api/v1/pods?limit=500&continue=6");
    }

    @Test
    void pagesThatAreNotCompressedAreReadToo() throws IOException {
        api.plain();
        assertThat(read().all(Pod.class)).hasSize(7);
    }

    @Test
    void aGroupThatNobodyInstalledHasNoObjects() throws IOException {
        api.without("gateway.networking.k8s.io", "crd.projectcalico.org", "projectcalico.org");
        Cluster cluster = read();
        assertThat(cluster.coverage("HTTPRoute", Coverage.ALL).complete()).isTrue();
        assertThat(api.requests()).noneMatch(r -> r.contains("gateway.networking"));
        // the case has no calico-node pods; where they run, Calico's own objects may be in an etcd of its own
        assertThat(cluster.coverage("IPPool", Coverage.ALL).complete()).isEqualTo(cluster.all(Pod.class).stream().noneMatch(p -> p.meta().name().startsWith("calico-node")));
    }

    @Test
    void aForbiddenKindIsUnknownWithItsCure() throws IOException {
        api.with((exchange, stub) -> {
            boolean refused = exchange.getRequestURI().getPath().endsWith("/networkpolicies");
            if (refused) {
                stub.status(exchange, 403, "Forbidden");
            }
            return refused;
        });
        Coverage coverage = read().coverage("NetworkPolicy", Coverage.ALL);
        assertThat(coverage.state()).isEqualTo(Coverage.State.FORBIDDEN);
        assertThat(coverage.reason()).isEqualTo("forbidden: grant the verb list on networkpolicies.networking.k8s.io");
    }

    /** Seen at a real API server: what refused the metrics was a proxy before the pod, and no right on the API server cures that. */
    @Test
    void onlyWhatTheApiServerRefusesIsForbidden() throws IOException {
        StubApi.Fault atThePod = (exchange, stub) -> {
            boolean proxied = exchange.getRequestURI().getPath().endsWith("/proxy/metrics");
            if (proxied) {
                stub.send(exchange, 403, "text/plain", "denied destination".getBytes(StandardCharsets.UTF_8));
            }
            return proxied;
        };
        api.with(atThePod);
        assertThat(read().coverage("Metric", Coverage.ALL).state()).isEqualTo(Coverage.State.NOT_COLLECTED);
        assertThat(api.requests()).anyMatch(r -> r.endsWith("/proxy/metrics"));
        api.with((exchange, stub) -> {
            boolean proxied = exchange.getRequestURI().getPath().endsWith("/proxy/metrics");
            if (proxied) {
                stub.status(exchange, 403, "Forbidden");
            }
            return proxied;
        });
        assertThat(read().coverage("Metric", Coverage.ALL).reason()).contains("grant the verb get on");
    }

    /** Of a cluster whose API server reaches no node. */
    @Test
    void whatDoesNotAnswerIsAskedOnceAndNamed() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        api.with((exchange, stub) -> {
            boolean behind = exchange.getRequestURI().getPath().contains("/proxy/") || exchange.getRequestURI().getPath().endsWith("/log");
            if (behind) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return behind;
        });
        try (LiveCluster cluster = new LiveCluster(options(List.of(), Duration.ofSeconds(2)), Map.of(), LogChoice.ALL, stop, progress -> { })) {
            Cluster seen = SnapshotReader.read(cluster, Limits.DEFAULT, SignatureTable.load()).cluster();
            assertThat(seen.all(Pod.class)).hasSize(7);
            assertThat(seen.coverage("Log", Coverage.ALL).reason()).startsWith("the API server does not reach ");
            assertThat(seen.coverage("KubeletConfig", Coverage.ALL).reason()).startsWith("the API server does not reach ");
            List<String> asked = api.requests().stream().filter(r -> r.contains("/proxy/") || r.contains("/log?")).toList();
            assertThat(asked).isNotEmpty().doesNotHaveDuplicates();
        } finally {
            end.countDown();
        }
    }

    @Test
    void aUserOfOneNamespaceSeesThatNamespace() throws IOException {
        api.with((exchange, stub) -> {
            String path = exchange.getRequestURI().getPath();
            boolean refused = !path.contains("/namespaces/shop/") && !path.equals("/version") && !path.equals("/apis");
            if (refused) {
                stub.status(exchange, 403, "Forbidden");
            }
            return refused;
        });
        Cluster cluster = read();
        assertThat(cluster.all(Pod.class)).isNotEmpty().allMatch(pod -> pod.meta().namespace().equals("shop"));
        assertThat(cluster.coverage("Pod", "shop").complete()).isTrue();
        assertThat(cluster.coverage("Pod", Coverage.ALL).state()).isEqualTo(Coverage.State.FORBIDDEN);
    }

    @Test
    void aChosenNamespaceIsReadBesideTheSystems() throws IOException {
        Cluster cluster = read("data");
        assertThat(cluster.all(Service.class)).isNotEmpty().allMatch(s -> List.of("data", "kube-system").contains(s.meta().namespace()));
        assertThat(cluster.coverage("Service", "data").complete()).isTrue();
        assertThat(cluster.coverage("Service", Coverage.ALL).complete()).isFalse();
        assertThat(api.requests()).noneMatch(r -> r.startsWith("GET /api/v1/services"));
    }

    @Test
    void aListThatTheServerForgotGoesOnAsItSays() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        api.with((exchange, stub) -> {
            boolean first = asks(exchange, PODS) && pageAfterFirst(exchange) && asked.getAndIncrement() == 0;
            if (first) {
                stub.json(exchange, 410, "{\"kind\":\"Status\",\"metadata\":{\"continue\":\"" + StubApi.query(exchange).get("continue")
                        + "\"},\"status\":\"Failure\",\"reason\":\"Expired\",\"code\":410}");
            }
            return first;
        });
        Snapshot snapshot = snapshot();
        assertThat(snapshot.cluster().all(Pod.class)).hasSize(7);
        assertThat(snapshot.cluster().coverage("Pod", Coverage.ALL).complete()).isTrue();
        assertThat(snapshot.problems()).isEmpty();
    }

    @Test
    void aListThatTheServerForgotIsBegunAgainOnce() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        api.with((exchange, stub) -> {
            boolean third = asks(exchange, PODS) && asked.getAndIncrement() == 2;
            if (third) {
                stub.status(exchange, 410, "Expired");
            }
            return third;
        });
        Snapshot snapshot = snapshot();
        assertThat(snapshot.cluster().all(Pod.class)).hasSize(7);
        assertThat(snapshot.cluster().coverage("Pod", Coverage.ALL).complete()).isTrue();
        assertThat(snapshot.problems()).isEmpty();
    }

    @Test
    void aServerThatForgetsAlwaysGivesPartOfTheList() throws IOException {
        api.with((exchange, stub) -> {
            boolean later = asks(exchange, PODS) && pageAfterFirst(exchange);
            if (later) {
                stub.status(exchange, 410, "Expired");
            }
            return later;
        });
        Cluster cluster = read();
        assertThat(cluster.all(Pod.class)).hasSize(2);
        assertThat(cluster.coverage("Pod", Coverage.ALL)).isEqualTo(new Coverage("Pod", Coverage.ALL, Coverage.State.PARTIAL,
                "the API server answered 410 in the middle of the list"));
    }

    @Test
    void tooManyRequestsAreAskedAgainAfterAWhile() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        api.with((exchange, stub) -> {
            boolean busy = asks(exchange, PODS) && asked.getAndIncrement() < 2;
            if (busy) {
                exchange.getResponseHeaders().set("Retry-After", "0");
                stub.status(exchange, asked.get() == 1 ? 429 : 503, "TooManyRequests");
            }
            return busy;
        });
        assertThat(read().all(Pod.class)).hasSize(7);
    }

    @Test
    void aConnectionThatIsCutIsTriedAgain() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        api.with((exchange, stub) -> {
            boolean cut = asks(exchange, PODS) && asked.getAndIncrement() == 1;
            if (cut) {
                exchange.sendResponseHeaders(200, 100_000);
                exchange.getResponseBody().write("{\"kind\":\"PodList\",\"items\":[{\"metadata\"".getBytes(StandardCharsets.UTF_8));
                // without its hundred thousand bytes
                exchange.close();
            }
            return cut;
        });
        Snapshot snapshot = snapshot();
        assertThat(snapshot.cluster().all(Pod.class)).hasSize(7);
        assertThat(snapshot.problems()).isEmpty();
    }

    @Test
    void anObjectOfAnotherShapeIsNamedAndTheRestCounts() throws IOException {
        api.with((exchange, stub) -> {
            boolean services = asks(exchange, "/api/v1/services");
            if (services) {
                stub.json(exchange, 200, "{\"kind\":\"ServiceList\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[{\"metadata\":{\"name\":\"a\",\"namespace\":\"shop\"},"
                        + "\"spec\":{}},\n {\"spec\":{}}, {\"metadata\":{\"name\":\"b\",\"namespace\":\"shop\"},\"spec\":{\"ports\":\"none\"}}]}");
            }
            return services;
        });
        Snapshot snapshot = snapshot();
        assertThat(snapshot.problems()).extracting(Object::toString).contains("resources/services.json:3: Service without metadata.name, left out");
        assertThat(snapshot.cluster().all(Service.class)).extracting(s -> s.meta().name()).contains("a");
        assertThat(snapshot.cluster().coverage("Service", Coverage.ALL).complete()).isFalse();
    }

    @Test
    void whatIsNoJsonAtAllIsNoList() throws IOException {
        api.with((exchange, stub) -> {
            boolean services = asks(exchange, "/api/v1/services");
            if (services) {
                stub.json(exchange, 200, "<html>Log in</html>");
            }
            return services;
        });
        Coverage coverage = read().coverage("Service", Coverage.ALL);
        assertThat(coverage.state()).isEqualTo(Coverage.State.NOT_COLLECTED);
        assertThat(coverage.reason()).isEqualTo("the answer is no list of the Kubernetes API");
    }

    @Test
    void jsonThatBreaksOffGivesWhatCameBefore() throws IOException {
        api.plain().with((exchange, stub) -> {
            boolean services = asks(exchange, "/api/v1/services");
            if (services) {
                stub.json(exchange, 200, "{\"kind\":\"ServiceList\",\"metadata\":{},\"items\":[{\"metadata\":{\"name\":\"a\",\"namespace\":\"shop\"}},{\"metadata\":{\"name");
            }
            return services;
        });
        Cluster cluster = read();
        assertThat(cluster.all(Service.class)).extracting(s -> s.meta().name()).contains("a");
        assertThat(cluster.coverage("Service", Coverage.ALL).state()).isEqualTo(Coverage.State.PARTIAL);
    }

    @Test
    void aTokenThatEndsIsReadAnewOnce() throws IOException {
        AtomicInteger refused = new AtomicInteger();
        api.with((exchange, stub) -> {
            boolean old = "Bearer first".equals(exchange.getRequestHeaders().getFirst("Authorization")) && asks(exchange, PODS);
            if (old) {
                refused.incrementAndGet();
                token("second");
                stub.status(exchange, 401, "Unauthorized");
            }
            return old;
        });
        assertThat(read().all(Pod.class)).hasSize(7);
        assertThat(refused).hasValue(1);
    }

    @Test
    void credentialsThatAreNotAcceptedEndTheRun() {
        api.with((exchange, stub) -> {
            stub.status(exchange, 401, "Unauthorized");
            return true;
        });
        assertThatThrownBy(this::read).isInstanceOf(SourceException.class).hasMessage(api.url() + " does not accept these credentials; "
                + "log in again, or choose others with --context, --user or --token");
    }

    @Test
    void aServerThatIsNotThereIsOneLine() throws IOException {
        options(List.of());
        api.close();
        assertThatThrownBy(this::read).isInstanceOf(SourceException.class).hasMessage(api.url() + " cannot be reached (connection refused or no route); "
                + "check --context and the network, or name a snapshot with -f PATH");
    }

    @Test
    void whoStopsTheReadingGetsWhatCameSoFar() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        api.with((exchange, stub) -> {
            boolean later = asks(exchange, PODS) && pageAfterFirst(exchange);
            if (later) {
                stop.now("interrupted");
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return later;
        });
        Cluster cluster = read();
        assertThat(cluster.all(Pod.class)).hasSize(2);
        assertThat(cluster.coverage("Pod", Coverage.ALL)).isEqualTo(new Coverage("Pod", Coverage.ALL, Coverage.State.PARTIAL, "interrupted"));
    }

    @Test
    void ofSecretsNothingButNamesIsAskedFor() throws IOException {
        api.close();
        api = new StubApi(Path.of("facts/cases/ingress/tls-secret-type/positive.yaml"));
        Cluster cluster = read();
        assertThat(cluster.all(OtherObject.class)).filteredOn(o -> o.ref().kind().equals("Secret")).isNotEmpty()
                .allMatch(o -> o.fields().keySet().equals(java.util.Set.of("type")) && !o.fields().get("type").isEmpty());
    }

    @Test
    void aServerThatGivesWholeSecretsIsNotListenedTo() throws IOException {
        api.with((exchange, stub) -> {
            boolean secrets = exchange.getRequestURI().getPath().endsWith("/secrets");
            if (secrets) {
                stub.json(exchange, 200, "{\"kind\":\"SecretList\",\"apiVersion\":\"v1\",\"items\":[{\"metadata\":{\"name\":\"s\",\"namespace\":\"shop\"},\"data\":{\"a\":\"Yg==\"}}]}");
            }
            return secrets;
        });
        Cluster cluster = read();
        assertThat(cluster.all(OtherObject.class)).noneMatch(o -> o.ref().kind().equals("Secret"));
        assertThat(cluster.coverage("Secret", Coverage.ALL).reason()).isEqualTo("the API server gives no list of names alone");
    }
}
