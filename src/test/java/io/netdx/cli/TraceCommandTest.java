package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code netdx trace}: golden texts that a person has read ({@code -Dgolden=write} writes them anew), JSON, mistakes. */
class TraceCommandTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/netdx/cli");
    private static final Path DATA = Path.of(System.getProperty("netdx.data", "../shared/data"));
    private static final String HEALTHY = "facts/healthy/quiet.yaml";
    private static final String TYPO = "facts/cases/service/selector-mismatch/positive-typo.yaml";
    private static final String LOCKED = "facts/cases/policy/default-deny-ingress/positive.yaml";

    private static void golden(String name, Run run) throws IOException {
        Path file = GOLDEN.resolve("trace-" + name + ".txt");
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, run.out());
        }
        assertThat(run.out()).isEqualTo(Files.readString(file));
    }

    @Test
    void openWay() throws IOException {
        Run run = Run.of("trace", "shop/frontend", "svc/shop/cart:80", "-f", HEALTHY);
        assertThat(run.status()).isZero();
        golden("allowed", run);
    }

    @Test
    void policyThatDenies() throws IOException {
        Run run = Run.of("trace", "deploy/shop/cart", "db.data.svc.cluster.local:5432", "-f", LOCKED);
        assertThat(run.status()).isEqualTo(1);
        golden("denied", run);
    }

    @Test
    void serviceThatSelectsNothing() throws IOException {
        golden("no-endpoint", Run.of("trace", "shop/frontend", "cart:80", "-f", TYPO));
    }

    @Test
    void wayOutOfTheCluster() throws IOException {
        golden("external", Run.of("trace", "shop/frontend", "payments.example.com:443", "-f", HEALTHY));
    }

    @Test
    void jsonDocument() throws IOException {
        golden("denied-json", Run.of("trace", "deploy/shop/cart", "svc/data/db", "-o", "json", "-f", LOCKED));
    }

    @Test
    void jsonFollowsThePublishedSchema() throws IOException {
        String schema;
        try (InputStream in = getClass().getResourceAsStream("/io/netdx/report/flow-trace.schema.json")) {
            schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        for (String to : new String[] {"svc/shop/cart", "payments.example.com:443", "203.0.113.9:53/udp", "node/worker-1:22", "nowhere:80", "10.96.0.10:53/udp"}) {
            Run run = Run.of("trace", "shop/frontend", to, "-o", "json", "-f", TYPO);
            assertThat(registry.getSchema(schema, InputFormat.JSON).validate(run.out(), InputFormat.JSON)).as(to).isEmpty();
        }
    }

    @Test
    void statusIsTheSameInEveryFormatAndCanBeSilenced() {
        for (String format : new String[] {"text", "json", "yaml"}) {
            assertThat(Run.of("trace", "deploy/shop/cart", "svc/data/db", "-o", format, "-f", LOCKED).status()).as(format).isEqualTo(1);
        }
        assertThat(Run.of("trace", "deploy/shop/cart", "svc/data/db", "--fail-on", "never", "-f", LOCKED).status()).isZero();
    }

    @Test
    void mistakesAreOneLineWithANextStep() {
        for (String[] args : new String[][] {{"trace"}, {"trace", "shop/frontend"}, {"trace", "shop/frontend", "svc/shop/cart"},
                {"trace", "shop/fronted", "svc/shop/cart", "-f", HEALTHY}, {"trace", "shop/frontend", "svc/shop/card", "-f", HEALTHY},
                {"trace", "shop/frontend", "svc/shop/cart:0", "-f", HEALTHY}, {"trace", "shop/frontend", "203.0.113.9", "-f", HEALTHY},
                {"trace", "shop/frontend", "svc/shop/cart", "-f", HEALTHY, "-o", "pdf"}, {"trace", "a/b/c/d", "svc/shop/cart", "-f", HEALTHY},
                {"trace", "gizmo/shop/frontend", "svc/shop/cart", "-f", HEALTHY}}) {
            Run run = Run.of(args);
            assertThat(run.status()).as(String.join(" ", args)).isEqualTo(2);
            assertThat(run.err().strip().lines()).as(String.join(" ", args)).hasSize(1);
            assertThat(run.out()).isEmpty();
        }
        assertThat(Run.of("trace", "shop/fronted", "svc/shop/cart", "-f", HEALTHY).err()).contains("did you mean frontend");
        assertThat(Run.of("trace", "shop/frontend", "svc/shop/cart", "-f", "no-such-file.yaml").status()).isEqualTo(3);
    }

    @Test
    void equalInputGivesIdenticalOutputInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            String first = Run.of("trace", "deploy/shop/cart", "svc/data/db", "-o", "json", "-o", "text", "-f", LOCKED).out();
            for (String tag : new String[] {"tr-TR", "ar-EG"}) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(Run.of("trace", "deploy/shop/cart", "svc/data/db", "-o", "json", "-o", "text", "-f", LOCKED).out()).isEqualTo(first);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void terminalEscapesOfAClusterNeverReachTheTerminal(@TempDir Path folder) throws IOException {
        String hostile = Files.readString(Path.of(TYPO)).replace("\"app\": \"crat\"", "\"app\": \"\\u001b[31mcrat\\u202e\\u0007\"");
        Path file = Files.writeString(folder.resolve("hostile.yaml"), hostile);
        for (String format : new String[] {"text", "json", "yaml"}) {
            assertThat(Run.of("trace", "shop/frontend", "svc/shop/cart", "-o", format, "-f", file.toString()).out()).contains("crat").doesNotContain("\u001b", "\u0007", "\u202e");
        }
        assertThat(Run.of("trace", "shop/\u001b[31mfrontend", "svc/shop/cart", "-f", HEALTHY).err()).doesNotContain("\u001b");
    }

    @Test
    void manifestsAloneGiveAnAnswerAboutWhatTheyDeclare(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("shop.yaml"), """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {namespace: shop, name: web}
                spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: example.com/web:1}]}}}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {namespace: shop, name: orders}
                spec: {selector: {matchLabels: {app: orders}}, template: {metadata: {labels: {app: orders}}, spec: {containers: [{name: orders, image: example.com/orders:1, ports: [{containerPort: 8080}]}]}}}
                ---
                apiVersion: v1
                kind: Service
                metadata: {namespace: shop, name: orders}
                spec: {selector: {app: orders}, ports: [{port: 80, targetPort: 8080}]}
                """);
        assertThat(Run.of("trace", "deploy/shop/web", "deploy/shop/orders:8080", "-f", folder.toString()).out()).startsWith("ALLOWED");
        assertThat(Run.of("trace", "deploy/shop/web", "svc/shop/orders:80", "-f", folder.toString()).out()).startsWith("ALLOWED");
        assertThat(Run.of("trace", "deploy/shop/web", "svc/shop/orders:81", "-f", folder.toString()).out()).contains("it has no port 81/TCP");
        assertThat(Run.of("trace", "deploy/shop/web", "orders.shop:80", "-f", folder.toString()).out()).contains("to Service shop/orders port 80/TCP as orders.shop");
        Files.writeString(folder.resolve("probe.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {namespace: shop, name: probe}
                spec: {containers: [{name: probe, image: example.com/probe:1, ports: [{name: ready, containerPort: 9000, protocol: SCTP}]}]}
                """);
        assertThat(Run.of("trace", "deploy/shop/web", "pod/shop/probe:ready/sctp", "-f", folder.toString()).out()).as("a pod that is only declared has no status")
                .startsWith("ALLOWED  Deployment shop/web to Pod shop/probe port 9000/SCTP");
    }

    /** The flow that each complaint is about fails at the hop of the injected fault; on healthy clusters none fails. */
    @Test
    void realClusters() {
        Assumptions.assumeTrue(Files.isDirectory(DATA.resolve("real")));
        for (List<String> row : List.of(
                List.of("svc-selector-typo", "deploy/shop/frontend", "cart.shop.svc.cluster.local:80", "denied", "endpoint"),
                List.of("svc-targetport-wrong", "deploy/shop/frontend", "cart.shop.svc.cluster.local:80", "denied", "listener"),
                List.of("netpol-august-single-ingress-db", "deploy/shop/cart", "db.data.svc.cluster.local:5432", "denied", "ingress-policy"),
                List.of("netpol-default-deny-egress-no-dns", "deploy/shop/frontend", "cart.shop.svc.cluster.local:80", "denied", "dns"),
                List.of("dns-clusterip-differs-from-kubelet", "deploy/shop/cart", "db.data.svc.cluster.local:5432", "denied", "dns"),
                List.of("kubeproxy-stopped-on-node", "deploy/shop/promo", "pricing.shop:80", "denied", "service"),
                List.of("underlay-node-to-node-dropped", "deploy/shop/cart", "db.data.svc.cluster.local:5432", "denied", "route"),
                List.of("ip-forward-disabled", "deploy/monitoring/blackbox", "cart.shop:80", "denied", "node"),
                List.of("env-wrong-host", "deploy/shop/cart", "postgres.data.svc.cluster.local:5432", "denied", "dns"),
                List.of("env-wrong-port", "deploy/shop/cart", "db.data.svc.cluster.local:5433", "denied", "service"),
                List.of("etp-local-no-local-endpoint", "203.0.113.9", "node/worker-2:30080", "denied", "endpoint"),
                List.of("cidr-overlap-pod-service", "deploy/shop/frontend", "svc/shop/catalog", "denied", "route"),
                List.of("netpol-policytypes-omitted", "deploy/shop/cart", "db.data.svc.cluster.local:5432", "denied", "ingress-policy"),
                List.of("netpol-namespace-label-missing", "deploy/shop/cart", "db.data.svc.cluster.local:5432", "denied", "ingress-policy"),
                List.of("double-netpol-db-and-kubeproxy", "deploy/shop/cart", "db.data.svc.cluster.local:5432", "denied", "ingress-policy"),
                List.of("dns-coredns-scaled-to-zero", "deploy/shop/frontend", "cart.shop.svc.cluster.local:80", "denied", "dns"),
                List.of("dns-corefile-syntax", "deploy/shop/frontend", "cart.shop.svc.cluster.local:80", "denied", "dns"),
                List.of("image-pull-failure", "deploy/shop/frontend", "cart.shop.svc.cluster.local:80", "denied", "endpoint"),
                List.of("pod-pending-nodeselector", "deploy/shop/frontend", "cart.shop.svc.cluster.local:80", "denied", "endpoint"),
                List.of("node-cordoned-tainted", "deploy/shop/frontend", "cart.shop.svc.cluster.local:80", "denied", "endpoint"),
                List.of("apiservice-unavailable", "svc/default/kubernetes", "svc/kube-system/metrics-server:443", "denied", "endpoint"),
                List.of("lb-pending-no-controller", "203.0.113.9", "svc/shop/frontend-public", "denied", "service"),
                List.of("herring-targetport-with-crashloop-and-taint", "deploy/shop/frontend", "svc/shop/cart", "denied", "ingress-policy"),
                List.of("mtu-blackhole-overlay", "deploy/shop/frontend", "svc/shop/cart", "unknown", ""),
                List.of("healthy-rolling-update", "deploy/monitoring/blackbox", "frontend.shop:80", "allowed", ""),
                List.of("healthy-quiet", "deploy/shop/frontend", "cart.shop.svc.cluster.local:80", "allowed", ""),
                List.of("healthy-rolling-update", "deploy/shop/cart", "db.data.svc.cluster.local:5432", "allowed", ""))) {
            String out = Run.of("trace", row.get(1), row.get(2), "-o", "json", "-f", DATA.resolve("real").resolve(row.get(0)).toString()).out();
            assertThat(out).as(row.get(0)).contains("\"verdict\": \"" + row.get(3) + "\"");
            assertThat(out.contains("\"failsAt\": \"" + row.get(4) + "\"")).as(row.get(0) + " at " + row.get(4)).isTrue();
        }
    }
}
