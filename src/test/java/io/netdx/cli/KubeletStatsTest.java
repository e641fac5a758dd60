package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.netdx.serve.Faults;
import io.netdx.serve.Served;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What kubelets say through the API server, live and kept: figures of nodes, and what is said where that is refused. */
class KubeletStatsTest {

    private static final Path DISK = Path.of("facts/cases/capacity/node-resources-nearly-used-up/positive.yaml");
    private static final Path HEALTHY = Path.of("facts/healthy/quiet.yaml");
    private static final String RISK = "capacity/node-resources-nearly-used-up";

    @TempDir
    private Path folder;

    private Run live(Served served, String... more) throws IOException {
        return run("diagnose", served, more);
    }

    private Run run(String command, Served served, String... more) throws IOException {
        String[] line = new String[more.length + 3];
        line[0] = command;
        line[1] = "--kubeconfig";
        line[2] = Files.writeString(folder.resolve("config"), served.kubeconfig()).toString();
        System.arraycopy(more, 0, line, 3, more.length);
        return Run.of(line);
    }

    private static Faults.Fault text(String text) {
        return exchange -> send(exchange, text);
    }

    private static boolean send(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
        return false;
    }

    @Test
    void liveAndCollectedAndAnonymizedSayThatADiskIsNearlyFull() throws IOException {
        try (Served served = Served.secure(DISK)) {
            Run live = live(served, "-o", "json");
            assertThat(live.out()).contains("\"id\": \"" + RISK + "\"", "94 % of the node's disk is taken", "nodes/worker-1/stats-summary.json");
            Path archive = folder.resolve("lab.tgz");
            assertThat(run("collect", served, "-o", archive.toString()).status()).isZero();
            assertThat(Run.of("diagnose", "-o", "json", "-f", archive.toString()).out()).contains("\"id\": \"" + RISK + "\"", "94 % of the node's disk is taken");
            Path hidden = folder.resolve("hidden.tgz");
            assertThat(run("collect", served, "--anonymize", "-o", hidden.toString()).status()).isZero();
            assertThat(Run.of("diagnose", "-o", "json", "-f", hidden.toString()).out()).contains("\"id\": \"" + RISK + "\"").doesNotContain("cart");
        }
    }

    @Test
    void aTextThatSomebodySavedIsTheSame() throws IOException {
        try (Served served = Served.plain(DISK)) {
            Path saved = folder.resolve("worker-1 stats.json");
            try (var in = java.net.URI.create(served.address() + "/api/v1/nodes/worker-1/proxy/stats/summary").toURL().openStream()) {
                Files.copy(in, saved);
            }
            assertThat(Run.of("diagnose", "-o", "json", "-f", HEALTHY.toString(), "-f", saved.toString()).out()).contains("\"id\": \"" + RISK);
            assertThat(Run.of("diagnose", "-o", "json", "-f", HEALTHY.toString()).out()).doesNotContain("\"id\": \"" + RISK);
        }
    }

    @Test
    void whoIsRefusedKnowsTheCureAndAsksLittle() throws IOException {
        Faults faults = new Faults().on("/api/v1/nodes/", Faults.forbidden("nodes/proxy"));
        try (Served served = Served.secure(DISK, faults)) {
            Run run = live(served, "-o", "json");
            assertThat(run.out()).doesNotContain("\"id\": \"" + RISK + "\"").contains("grant the verb get on nodes/proxy");
            // two nodes: not a request for each text of each
            assertThat(faults.requests().stream().filter(r -> r.contains("/proxy/")).count()).isBetween(1L, 6L);
        }
    }

    @Test
    void aNodeThatDoesNotAnswerIsAskedForOneTextOnly() throws IOException {
        Faults faults = new Faults().on("/nodes/worker-2/", Faults.status(503, "ServiceUnavailable", "dial tcp 192.168.10.12:10250: connect: no route to host"));
        try (Served served = Served.secure(DISK, faults)) {
            assertThat(live(served, "-o", "json").out()).contains("\"id\": \"" + RISK + "\"");
        }
    }

    @Test
    void whatNoKubeletSaysChangesNothing() throws IOException {
        for (String answer : new String[] {"", "{", "{\"node\": {\"nodeName\": \"worker-1\"}}", "{\"node\": {\"nodeName\": \"worker-1\", \"fs\": {\"capacityBytes\": 0, \"availableBytes\": 5}}}",
            "{\"node\": {\"nodeName\": \"worker-1\", \"fs\": {\"capacityBytes\": 100, \"availableBytes\": 500}, \"rlimit\": {\"curproc\": \"x\", \"maxpid\": 1}}}",
            "{\"node\": {\"nodeName\": \"elsewhere\", \"fs\": {\"capacityBytes\": 100, \"availableBytes\": 1}}}",
            "{\"node\": {\"nodeName\": \"worker-1\", \"fs\": {\"capacityBytes\": 100, \"availableBytes\": 1", "<html>502</html>"}) {
            try (Served served = Served.secure(HEALTHY, new Faults().on("/proxy/stats/summary", text(answer)))) {
                Run run = live(served, "-o", "name");
                assertThat(run.out()).as(answer).isEmpty();
                assertThat(run.status()).as(answer).isZero();
            }
        }
    }

    /** The counters of interfaces: damaged packets of a node, in a kubelet's own words and in cAdvisor's, are no news of today. */
    @Test
    void countersSinceTheStartRaiseNoSuspicion() throws IOException {
        String cadvisor = """
                # TYPE container_network_receive_errors_total counter
                container_network_receive_errors_total{container="",id="/",image="",interface="eth0",name="",namespace="",pod=""} 3100000 1795413858123
                container_network_receive_packets_total{container="",id="/",image="",interface="eth0",name="",namespace="",pod=""} 91822331 1795413858123
                container_network_receive_errors_total{container="",id="/kubepods/pod1",image="",interface="eth0",name="",namespace="shop",pod="cart-7954999bb-p4tzn"} 9 1795413858123
                """;
        try (Served served = Served.secure(HEALTHY, new Faults().on("/worker-1/proxy/metrics/cadvisor", text(cadvisor)))) {
            Run run = live(served, "-o", "json");
            assertThat(run.out()).doesNotContain("\"id\": \"node/link-errors\"");
            assertThat(run.status()).isZero();
            assertThat(run("collect", served, "-o", folder.resolve("a.tgz").toString()).status()).isZero();
        }
    }
}
