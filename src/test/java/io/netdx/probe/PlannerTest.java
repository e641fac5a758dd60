package io.netdx.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.cluster.Cluster;
import io.netdx.source.Limits;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final String POLICY = "---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny, namespace: %s}, spec: {podSelector: {}, policyTypes: [Ingress]}}\n";

    private static Cluster quiet(String more) {
        InputStream stdin = new ByteArrayInputStream(more.getBytes(StandardCharsets.UTF_8));
        List<String> paths = more.isEmpty() ? List.of("facts/healthy/quiet.yaml") : List.of("facts/healthy/quiet.yaml", "-");
        return SnapshotReader.read(paths, stdin, Limits.DEFAULT, SignatureTable.load()).cluster();
    }

    private static ProbePlan plan(String more, List<String> nodes, String... external) {
        return Planner.of(quiet(more), new ProbeOptions("default", nodes, List.of(external)));
    }

    private static List<String> commands(ProbePlan plan) {
        return plan.visits().stream().flatMap(v -> v.tests().stream()).map(ProbeTest::command).toList();
    }

    @Test
    void takesEveryStepFromTwoNodes() {
        ProbePlan plan = plan("", List.of());

        assertThat(plan.visits()).extracting(ProbePlan.Visit::node).containsExactly("worker-1", "worker-2");
        assertThat(plan.visits().get(0).tests()).extracting(ProbeTest::layer).contains(Layer.POD, Layer.NODE, Layer.API, Layer.DNS, Layer.SERVICE).doesNotContain(Layer.EXTERNAL);
        assertThat(plan).isEqualTo(plan("", List.of()));
    }

    /** The layered procedure of the source document, none left out: from a pod to pods, nodes, the API server, names, Services, and outside. */
    @Test
    void theProcedureIsComplete() {
        List<ProbeTest> tests = plan("", List.of("worker-1"), "example.org", "192.0.2.7").visits().get(0).tests();
        List<String> all = tests.stream().map(t -> t.layer() + " " + t.command()).toList();
        assertThat(tests).extracting(ProbeTest::layer).contains(Layer.values());
        for (String step : List.of("POD nc -zv -w 3 10\\.244\\.1\\..*", "NODE ping .*", "API curl .*https://10\\.96\\.0\\.1:443/version", "DNS nslookup kubernetes.default.svc",
                "DNS dig .*\\+notcp @10\\.96\\.0\\.10 .* A", "DNS dig .*\\+tcp @10\\.96\\.0\\.10 .* A", "DNS dig .* AAAA", "DNS dig .* SRV", "DNS dig .*\\+notcp @10\\.244\\..* A", "DNS dig .*\\+tcp @10\\.244\\..* A",
                "SERVICE nc .* [a-z]+\\.[a-z]+\\.svc \\d+", "SERVICE nc .* 10\\.96\\..*", "SERVICE nc .* 10\\.244\\..*", "EXTERNAL nslookup example.org", "EXTERNAL nc .* example.org 443", "EXTERNAL nc .* 192.0.2.7 443")) {
            assertThat(all).as(step).anyMatch(t -> t.matches(step));
        }
    }

    @Test
    void asksForSizesOnlyBetweenNodes() {
        for (ProbePlan.Visit visit : plan("", List.of()).visits()) {
            List<String> sized = visit.tests().stream().map(ProbeTest::command).filter(c -> c.contains("/sys/class/net/eth0/mtu")).toList();
            assertThat(sized).singleElement().asString().matches("sh -c 'ping -c 3 -W 2 -s \\$\\(\\(\\$\\(cat /sys/class/net/eth0/mtu\\) - 28\\)\\) 10\\.244\\." + (visit.node().equals("worker-1") ? "2" : "1") + "\\.\\d+'");
        }
    }

    @Test
    void callsNobodyWhoMayRefuse() {
        ProbePlan plan = plan(POLICY.formatted("shop"), List.of());

        assertThat(commands(plan)).anyMatch(c -> c.contains("db.data.svc")).noneMatch(c -> c.contains("cart.shop.svc"));
        assertThat(plan.left()).anyMatch(l -> l.startsWith("pods and Services of shop: "));
    }

    @Test
    void doesNotTestFromWherePoliciesHold() {
        assertThat(plan(POLICY.formatted("default"), List.of())).satisfies(plan -> {
            assertThat(plan.visits()).isEmpty();
            assertThat(plan.left()).first().asString().contains("--probe-namespace");
        });
    }

    @Test
    void takesNoTextFromOutsideForAShell() {
        ProbePlan plan = plan("", List.of("worker-2", "worker-9"), "a;reboot", "$(id)", "-e", "example.org:8443", "2001:db8::1");

        assertThat(plan.visits()).extracting(ProbePlan.Visit::node).containsExactly("worker-2");
        assertThat(plan.left()).contains("from node worker-9: the cluster has none of that name", "a;reboot: neither a name nor an address", "$(id): neither a name nor an address",
                "-e: neither a name nor an address");
        assertThat(commands(plan)).contains("nslookup example.org", "nc -zv -w 3 example.org 8443", "nc -zv -w 3 2001:db8::1 443").noneMatch(c -> c.contains(";") || c.contains("$("));
    }
}
