package io.netdx.source.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.netdx.cluster.Cluster;
import io.netdx.fact.Alert;
import io.netdx.fact.Coverage;
import io.netdx.fact.Figure;
import io.netdx.source.Limits;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Figures and alerts of a Prometheus beside the cluster, or in it. */
@Timeout(120)
class PrometheusTest {

    private static final Path CASE = Path.of("facts/cases/service/selector-mismatch/positive-typo.yaml");
    private static final String ANSWERS = """
            {"status":"success","data":{"resultType":"matrix","result":[
            {"metric":{"__name__":"coredns_dns_responses_total","rcode":"NOERROR","namespace":"kube-system","pod":"coredns-7c65d6cfc9-ax2lq"},"values":[[1763877600,"1000"],[1763881200,"9000"]]},
            {"metric":{"__name__":"coredns_dns_responses_total","rcode":"SERVFAIL","namespace":"kube-system","pod":"coredns-7c65d6cfc9-ax2lq"},"values":[[1763877600,"10"],[1763881200,"2010"]]}]}}
            """;
    private static final String FIRING = """
            {"status":"success","data":{"resultType":"vector","result":[
            {"metric":{"__name__":"ALERTS","alertname":"CoreDNSErrorsHigh","alertstate":"firing","namespace":"kube-system","pod":"coredns-7c65d6cfc9-ax2lq"},"value":[1763881200,"1"]}]}}
            """;
    private static final String NONE = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}";

    private StubApi api;
    private final Set<String> queries = new ConcurrentSkipListSet<>();
    private int code = 200;

    @BeforeEach
    void server() throws IOException {
        api = new StubApi(CASE).with((exchange, stub) -> {
            boolean asked = exchange.getRequestURI().getPath().endsWith("/api/v1/query");
            if (asked) {
                stub.json(exchange, code, code == 200 ? answer(exchange) : "{\"status\":\"error\"}");
            }
            return asked;
        });
    }

    @AfterEach
    void close() {
        api.close();
    }

    private String answer(HttpExchange exchange) {
        String query = StubApi.query(exchange).get("query");
        queries.add(exchange.getRequestURI().getPath().replace("/api/v1/query", " ") + query);
        return query.equals("coredns_dns_responses_total[1h:20m]") ? ANSWERS : query.startsWith("ALERTS") ? FIRING : NONE;
    }

    private Snapshot read(String prometheus) throws IOException {
        KubeOptions options = new KubeOptions("", "", "", "", List.of(), "", List.of(), "", Duration.ZERO, api.url(), "", "", false, "", "", "").asking(prometheus);
        try (LiveCluster cluster = new LiveCluster(options, Map.of(), LogChoice.NONE, new Stop(), progress -> { })) {
            return SnapshotReader.read(cluster, Limits.DEFAULT, SignatureTable.load());
        }
    }

    private static void tellsOfDns(Cluster cluster) {
        assertThat(cluster.all(Figure.class)).anyMatch(f -> f.toString().contains("dns-servfail"));
        assertThat(cluster.all(Alert.class)).anyMatch(a -> a.toString().contains("CoreDNSErrorsHigh"));
        assertThat(cluster.coverage("Metric", Coverage.ALL).state()).isEqualTo(Coverage.State.PARTIAL);
    }

    @Test
    void aUrlIsAskedForTheLastHour() throws IOException {
        Snapshot snapshot = read(api.url() + "/prom/");
        tellsOfDns(snapshot.cluster());
        assertThat(snapshot.problems()).isEmpty();
        assertThat(queries).contains("/prom ALERTS{alertstate=\"firing\"}", "/prom coredns_dns_responses_total[1h:20m]").allMatch(q -> q.startsWith("/prom "));
    }

    @Test
    void aServiceOfTheClusterIsAskedThroughTheApi() throws IOException {
        tellsOfDns(read("monitoring/prometheus-k8s:web").cluster());
        assertThat(queries).isNotEmpty().allMatch(q -> q.startsWith("/api/v1/namespaces/monitoring/services/prometheus-k8s:web/proxy "));
    }

    @Test
    void aRefusalIsALineWithItsCure() throws IOException {
        code = 403;
        Snapshot snapshot = read("monitoring/prometheus");
        assertThat(snapshot.problems()).extracting(Object::toString)
                .containsExactly("--prometheus: Service monitoring/prometheus answers 403; grant the verb get on services/proxy");
        assertThat(snapshot.cluster().coverage("Metric", Coverage.ALL).reason()).contains("answers 403");
        assertThat(read("http://ann:secret@" + api.url().substring(7)).problems()).extracting(Object::toString)
                .containsExactly("--prometheus: " + api.url() + " answers 403; give a URL with credentials, https://USER:PASSWORD@HOST");
    }

    @Test
    void whatIsNotThereIsALine() throws IOException {
        assertThat(read("http://127.0.0.1:1").problems()).extracting(Object::toString)
                .containsExactly("--prometheus: http://127.0.0.1:1 cannot be reached (connection refused or no route); check the address");
    }
}
