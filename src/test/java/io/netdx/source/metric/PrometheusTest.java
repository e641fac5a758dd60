package io.netdx.source.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.Alert;
import io.netdx.fact.Fact;
import io.netdx.fact.Figure;
import io.netdx.fact.ObjectRef;
import io.netdx.source.Limits;
import io.netdx.source.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PrometheusTest {

    private final List<Fact> found = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final MetricReader reader = new MetricReader(Limits.DEFAULT, found::add, problems::add);

    private void read(String place, String text) throws IOException {
        read(place, text, Scrape.of(place));
    }

    private void read(String place, String text, Scrape scrape) throws IOException {
        reader.read(place, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), scrape);
    }

    private List<String> figures() {
        reader.finish();
        return found.stream().filter(f -> f instanceof Figure).map(f -> (Figure) f).map(f -> String.format(Locale.ROOT, "%s %s %.3f %s %s%s", f.ref(), f.what(),
                f.value(), f.basis(), f.part(), f.unusual() ? " !" : "").replace("  ", " ").stripTrailing()).toList();
    }

    @Test
    void aScrapeIsASumOverAllTheTimeSinceTheStart() throws IOException {
        read("coredns.prom", """
                # HELP coredns_dns_responses_total Counter of response status codes.
                # TYPE coredns_dns_responses_total counter
                coredns_dns_responses_total{plugin="forward",rcode="SERVFAIL",server="dns://:53",zone="."} 60
                coredns_dns_responses_total{plugin="",rcode="NOERROR",server="dns://:53",zone="."} 900
                coredns_dns_responses_total{plugin="kubernetes",rcode="NXDOMAIN",server="dns://:53",zone="."} 240
                process_start_time_seconds 1.7638e+09
                """);
        assertThat(figures()).containsExactly("Name coredns.prom dns-nxdomain 0.200 LIFETIME", "Name coredns.prom dns-servfail 0.050 LIFETIME !");
        Figure servfail = (Figure) found.get(1);
        assertThat(servfail.from()).hasToString("2025-11-22T08:26:40Z");
        assertThat(servfail.recent()).isFalse();
        assertThat(servfail.words()).isEqualTo("5.0 % of the answers are SERVFAIL");
        assertThat(reader.coverage().get(0).reason()).isEqualTo("only what monitoring exported: figures of dns");
    }

    @Test
    void fewObservationsTellNothing() throws IOException {
        read("coredns.prom", "# TYPE coredns_dns_responses_total counter\ncoredns_dns_responses_total{rcode=\"SERVFAIL\"} 9\n");
        assertThat(figures()).isEmpty();
    }

    @Test
    void quantilesLieWithinABucketAndNeverBeyondTheLastBound() throws IOException {
        read("a", """
                # TYPE coredns_dns_request_duration_seconds histogram
                coredns_dns_request_duration_seconds_bucket{zone=".",le="1"} 50
                coredns_dns_request_duration_seconds_bucket{zone=".",le="2"} 100
                coredns_dns_request_duration_seconds_bucket{zone="b.",le="1"} 150
                coredns_dns_request_duration_seconds_bucket{zone="b.",le="2"} 300
                coredns_dns_request_duration_seconds_bucket{zone=".",le="+Inf"} 100
                coredns_dns_request_duration_seconds_bucket{zone="b.",le="+Inf"} 300
                """);
        read("b", """
                # TYPE coredns_dns_request_duration_seconds histogram
                coredns_dns_request_duration_seconds_bucket{le="8.192"} 10
                coredns_dns_request_duration_seconds_bucket{le="+Inf"} 1000
                coredns_dns_request_duration_seconds_bucket{le="nonsense"} 7
                """);
        assertThat(figures()).containsExactly("Name a dns-slow 1.980 LIFETIME", "Name b dns-slow 8.192 LIFETIME !");
    }

    @Test
    void theWorstPartSpeaksForTheObject() throws IOException {
        read("node-exporter", """
                # TYPE node_network_receive_drop_total counter
                node_network_receive_drop_total{device="eth0"} 7000
                # TYPE node_network_receive_errs_total counter
                node_network_receive_errs_total{device="eth0"} 3
                node_network_receive_errs_total{device="eth1"} 40000
                node_network_receive_errs_total{device="lo"} 99999999
                node_network_receive_packets_total{device="eth0"} 1e+06
                node_network_receive_packets_total{device="eth1"} 1e+06
                node_network_receive_packets_total{device="lo"} 1e+08
                """);
        assertThat(figures()).containsExactly("Name node-exporter receive-drops 0.007 LIFETIME eth0", "Name node-exporter receive-errors 0.040 LIFETIME eth1 !");
    }

    @Test
    void callsAreToldByCallerAndHost() throws IOException {
        read("frontend.prom", """
                # TYPE istio_requests_total counter
                istio_requests_total{reporter="source",source_workload="frontend",source_workload_namespace="shop",destination_service="cart.shop.svc.cluster.local",response_flags="UH"} 30
                istio_requests_total{reporter="source",source_workload="frontend",source_workload_namespace="shop",destination_service="cart.shop.svc.cluster.local",response_flags="-"} 70
                istio_requests_total{reporter="source",source_workload="frontend",source_workload_namespace="shop",destination_service="ads.shop.svc.cluster.local",response_flags="UH"} 10
                istio_requests_total{reporter="source",source_workload="frontend",source_workload_namespace="shop",destination_service="ads.shop.svc.cluster.local",response_flags="-"} 30
                istio_requests_total{reporter="source",source_workload="frontend",source_workload_namespace="shop",destination_service="db.data.svc.cluster.local",response_flags="-"} 500
                istio_requests_total{reporter="destination",source_workload="edge",source_workload_namespace="shop",destination_service="frontend.shop.svc.cluster.local",response_flags="UH"} 500
                """);
        assertThat(figures()).containsExactly("Workload shop/frontend http-UH 0.250 LIFETIME ads.shop.svc.cluster.local !",
                "Workload shop/frontend http-UH 0.300 LIFETIME cart.shop.svc.cluster.local !");
    }

    @Test
    void anAgentIsToldByItsNodeAndItsPod() throws IOException {
        read("q.json", """
                {"status":"success","data":{"resultType":"vector","result":[
                 {"metric":{"__name__":"node_nf_conntrack_entries","instance":"10.0.0.5:9100","namespace":"monitoring","pod":"node-exporter-x2k4m"},"value":[1763877600,"990"]},
                 {"metric":{"__name__":"node_nf_conntrack_entries_limit","instance":"10.0.0.5:9100","namespace":"monitoring","pod":"node-exporter-x2k4m"},"value":[1763877600,"1000"]}]}}
                """);
        assertThat(figures()).containsExactly("Name 10.0.0.5/node-exporter-x2k4m conntrack-use 0.990 NOW !");
    }

    @Test
    void containersThatNothingIsWrongWithAreNotKept() throws IOException {
        read("cadvisor", """
                # TYPE container_cpu_cfs_periods_total counter
                container_cpu_cfs_periods_total{container="cart",namespace="shop",pod="cart-0"} 1000 1763877600000
                container_cpu_cfs_periods_total{container="db",namespace="data",pod="db-0"} 1000 1763877600000
                container_cpu_cfs_periods_total{container="",namespace="data",pod="db-0"} 1000 1763877600000
                container_cpu_cfs_throttled_periods_total{container="cart",namespace="shop",pod="cart-0"} 10 1763877600000
                container_cpu_cfs_throttled_periods_total{container="db",namespace="data",pod="db-0"} 600 1763877600000
                container_cpu_cfs_throttled_periods_total{container="",namespace="data",pod="db-0"} 999 1763877600000
                """);
        assertThat(figures()).containsExactly("Pod data/db-0 cpu-throttled 0.600 LIFETIME db !");
        assertThat(((Figure) found.get(0)).to()).hasToString("2025-11-23T06:00:00Z");
    }

    @Test
    void valuesOverTimeKnowTheirOwnWindowAndACounterThatStartedAnew() throws IOException {
        read("range.json", """
                {"status":"success","data":{"resultType":"matrix","result":[
                 {"metric":{"__name__":"coredns_forward_max_concurrent_rejects_total","instance":"10.0.0.5:9153"},"values":[[1763877600,"500"],[1763877660,"500"],[1763877720,"3"],[1763877780,"NaN"],[1763877840,"9"]]},
                 {"metric":{"__name__":"up","instance":"10.0.0.5:9153"},"values":[[1763877600,"1"]]}]}}
                """);
        assertThat(figures()).containsExactly("Name 10.0.0.5 dns-forward-rejected 6.000 WINDOW !");
        assertThat(((Figure) found.get(0)).before()).hasValue(3);
        assertThat(((Figure) found.get(0)).from()).hasToString("2025-11-23T06:00:00Z");
        assertThat(problems).isEmpty();
    }

    @Test
    void twoQueriesAreTwoHalvesOfOneFigure() throws IOException {
        read("entries.json", "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"__name__\":\"node_nf_conntrack_entries\",\"node\":\"worker-1\"},\"value\":[1763877600,\"900\"]}]}}");
        read("limit.json", "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"node\":\"worker-1\"},\"value\":[1763877600,\"1000\"]}]}}",
                new Scrape(ObjectRef.CLUSTER, MetricReader.query("curl 'http://prometheus:9090/api/v1/query?query=node_nf_conntrack_entries_limit%7Bjob%3D%22node%22%7D'")));
        assertThat(figures()).containsExactly("Node worker-1 conntrack-use 0.900 NOW !");
    }

    @Test
    void aRateIsNoCounter() throws IOException {
        String rate = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1763877600,\"90000\"]}]}}";
        read("rate", rate, new Scrape(ObjectRef.CLUSTER, "sum(rate(coredns_forward_max_concurrent_rejects_total[5m]))"));
        read("unknown", rate);
        read("scalar", "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1763877600,\"7\"]}}");
        assertThat(figures()).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void whatPromtoolPrintsCounts() throws IOException {
        read("promtool", "node_nf_conntrack_entries{instance=\"10.0.0.5:9100\", node=\"w1\"} => 990 @[1763877600.123]\nnode_nf_conntrack_entries_limit{instance=\"10.0.0.5:9100\", node=\"w1\"} => 1000 @[1763877600.123]\n");
        assertThat(figures()).containsExactly("Node w1 conntrack-use 0.990 NOW !");
    }

    @Test
    void twoLooksAtOneProcessTellWhatItCountedBetween() throws IOException {
        String scrape = "# TYPE coredns_dns_responses_total counter\ncoredns_dns_responses_total{rcode=\"SERVFAIL\"} %d\n"
                + "coredns_dns_responses_total{rcode=\"NOERROR\"} %d\nprocess_start_time_seconds %s\n";
        ObjectRef pod = ObjectRef.of("Pod", "kube-system", "coredns-1");
        read("terminal", scrape.formatted(10, 100_000, "1.7638e+09"), new Scrape(pod, ""));
        read("terminal", scrape.formatted(60, 100_150, "1.7638e+09"), new Scrape(pod, ""));
        assertThat(figures()).contains("Pod kube-system/coredns-1 dns-servfail 0.250 WINDOW !");
        ObjectRef restarted = ObjectRef.of("Pod", "kube-system", "coredns-2");
        read("terminal", scrape.formatted(10, 1000, "1.7638e+09"), new Scrape(restarted, ""));
        read("terminal", scrape.formatted(60, 2000, "1.7639e+09"), new Scrape(restarted, ""));
        found.clear();
        assertThat(figures()).contains("Pod kube-system/coredns-2 dns-servfail 0.029 LIFETIME");
    }

    @Test
    void aRateNeedsToKnowTheTimeOfTheLook() throws IOException {
        String scrape = "# TYPE coredns_dns_requests_total counter\ncoredns_dns_requests_total{type=\"A\"} 5000\nprocess_start_time_seconds 1.7638e+09\n";
        read("timeless", scrape);
        read("timed", scrape + "go_memstats_last_gc_time_seconds 1.763801e+09\n");
        assertThat(figures()).containsExactly("Name timed dns-rate 5.000 LIFETIME");
    }

    @Test
    void hostileSamplesHarmNobody() throws IOException {
        String huge = "x".repeat(70_000);
        read("hostile", "# TYPE coredns_panics_total counter\n"
                + "coredns_panics_total{a=\"" + huge + "\"} 5\n"
                + "coredns_panics_total{a=\"" + "y".repeat(5000) + "\\\"\\n\\\\\"} 5\n"
                + "coredns_panics_total NaN\ncoredns_panics_total +Inf\ncoredns_panics_total -7\n"
                + "coredns_panics_total{z=\"1\"} 1\ncoredns_panics_total{z=\"1\"} 100\n"
                + "coredns_panics_total{z=1} 1\ncoredns_panics_total{z=\"2\" 1\ncoredns_panics_total{z=\"3\"}\n"
                + "coredns_forward_max_concurrent_rejects_total 1e400\ncoredns_forward_max_concurrent_rejects_total 0x7fffffffffffffffffffffffffffffffffffffffffffffffff\n"
                + "<html>\n\u0000\u0001\n" + "{\"quoted.name\"} 1\n# EOF\ncoredns_pan");
        assertThat(figures()).containsExactly("Name hostile dns-panics 6.000 LIFETIME !");
        assertThat(problems).extracting(Problem::toString).anyMatch(p -> p.contains("7 lines are no samples")).anyMatch(p -> p.contains("1 series stand in it twice"));
    }

    @Test
    void aDocumentThatBreaksOffKeepsWhatCameBefore() throws IOException {
        read("cut.json", """
                {"status":"success","data":{"alerts":[
                 {"labels":{"alertname":"CoreDNSErrorsHigh","severity":"critical"},"annotations":{"summary":"SERVFAIL"},"state":"firing","activeAt":"2026-11-23T05:40:00Z"},
                 {"labels":{"alertname":"CoreDNSLatencyHigh","sever""");
        assertThat(found).extracting(f -> ((Alert) f).name()).containsExactly("CoreDNSErrorsHigh");
        assertThat(problems).hasSize(1);
    }

    @Test
    void onlyWhatFiresIsAnAlert() throws IOException {
        read("rules.json", """
                {"status":"success","data":{"groups":[{"name":"coredns","rules":[
                 {"name":"CoreDNSErrorsHigh","type":"alerting","state":"firing","alerts":[
                  {"labels":{"alertname":"CoreDNSErrorsHigh"},"annotations":{"message":"3.4% of requests"},"state":"firing","activeAt":"2026-11-23T05:40:00.5Z","value":"3.4e-02"},
                  {"labels":{"alertname":"CoreDNSErrorsHigh"},"state":"pending"}]},
                 {"name":"x:rate5m","type":"recording"}]}]}}
                """);
        read("am.json", """
                [{"annotations":{},"labels":{"alertname":"KubeNodeNotReady","node":"worker-2"},"startsAt":"2026-11-23T05:41:00.000Z","status":{"state":"active","silencedBy":[],"inhibitedBy":[]}},
                 {"annotations":{},"labels":{"alertname":"KubeNodeNotReady","node":"worker-3"},"startsAt":"2026-11-23T05:41:00.000Z","status":{"state":"suppressed"}},
                 {"annotations":{},"labels":{"alertname":"Watchdog"},"status":{"state":"active"}},
                 {"annotations":{},"labels":{"alertname":"OurOwnRule"},"status":{"state":"active"}}]
                """);
        read("webhook.json", """
                {"receiver":"page","status":"firing","alerts":[{"status":"resolved","labels":{"alertname":"CoreDNSDown"}},
                 {"status":"firing","labels":{"alertname":"KubeDeploymentReplicasMismatch","namespace":"shop","deployment":"cart","job":"kube-state-metrics","instance":"10.1.1.1:8080","pod":""}}]}
                """);
        assertThat(found).extracting(f -> ((Alert) f).name() + " " + f.ref() + " " + ((Alert) f).trouble() + " " + ((Alert) f).since()).containsExactly(
                "CoreDNSErrorsHigh Name rules.json dns-servfail 2026-11-23T05:40:00.500Z", "KubeNodeNotReady Node worker-2 node-not-ready 2026-11-23T05:41:00Z",
                "KubeDeploymentReplicasMismatch Deployment shop/cart workload-short 1970-01-01T00:00:00Z");
        assertThat(reader.coverage()).extracting(c -> c.kind() + ": " + c.reason()).containsExactly("Alert: 5 alerts fire, 1 of rules that are not known here");
    }

    @Test
    void amtoolNamesItsLabels() throws IOException {
        read("amtool", """
                Labels                                                                              Annotations                          Starts At                Ends At                  Generator URL      State
                alertname="NodeNetworkReceiveErrs" device="eth0" instance="worker-1" severity="warning"  summary="Many receive errors."  2026-11-23 05:40:00 UTC  2026-11-23 06:40:00 UTC  http://prom/graph  active
                alertname="NodeNetworkReceiveErrs" device="eth0" instance="worker-2" severity="warning"  summary="Many receive errors."  2026-11-23 05:40:00 UTC  2026-11-23 06:40:00 UTC  http://prom/graph  suppressed
                """);
        assertThat(found).extracting(f -> f.ref() + " " + ((Alert) f).text()).containsExactly("Name worker-1 Many receive errors.");
    }

    @Test
    void alertsAreSeriesToo() throws IOException {
        read("alerts.json", """
                {"status":"success","data":{"resultType":"vector","result":[
                 {"metric":{"__name__":"ALERTS","alertname":"CoreDNSLatencyHigh","alertstate":"firing"},"value":[1763877600,"1"]},
                 {"metric":{"__name__":"ALERTS","alertname":"CoreDNSDown","alertstate":"pending"},"value":[1763877600,"1"]}]}}
                """);
        read("promtool", "ALERTS{alertname=\"NodeNetworkReceiveErrs\", alertstate=\"firing\", node=\"w1\"} => 1 @[1763877600.123]\n");
        read("amtool", "Alertname         Starts At                Summary           State\nCoreDNSErrorsHigh  2026-11-23 05:40:00 UTC  Many errors.      active\n");
        assertThat(found).extracting(f -> ((Alert) f).name() + " " + f.ref()).containsExactly("CoreDNSLatencyHigh Name alerts.json", "NodeNetworkReceiveErrs Node w1",
                "CoreDNSErrorsHigh Name amtool");
    }

    @Test
    void textIsToldApartFromOtherText() {
        assertThat(MetricReader.startsLike(List.of("# HELP go_goroutines Number of goroutines.", "# TYPE go_goroutines gauge"))).isTrue();
        assertThat(MetricReader.startsLike(List.of("node_load1{instance=\"a\"} 0.3", "node_load5{instance=\"a\"} 0.2"))).isTrue();
        assertThat(MetricReader.startsLike(List.of("# HELP us to find the fault", "it fails"))).isFalse();
        assertThat(MetricReader.startsLike(List.of("# HELP wanted", "NAME READY"))).isFalse();
        assertThat(MetricReader.startsLike(List.of("worker-1 Ready 12d", "worker-2 Ready 12d"))).isFalse();
        assertThat(MetricReader.startsLike(List.of("apiVersion: v1", "kind: Pod"))).isFalse();
        assertThat(MetricReader.startsLikeJson("[{\"annotations\":{}, \"labels\":{\"alertname\":\"x\"}}]")).isTrue();
        assertThat(MetricReader.startsLikeJson("{\"status\":\"success\",\"isPartial\":false,\"data\":{\"resultType\":\"vector\"")).isTrue();
        assertThat(MetricReader.startsLikeJson("{\"status\":\"success\",\"message\":\"done\"}")).isFalse();
    }

    @Test
    void theCompiledTableIsTheYaml() throws IOException {
        FigureTable yaml = CompileMetrics.table(Path.of("facts/knowledge/metrics.yaml"));
        assertThat(FigureTable.load().rows()).isEqualTo(yaml.rows());
        assertThat(FigureTable.load().alerts()).isEqualTo(yaml.alerts());
    }
}
