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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two looks at one cluster: a healthy one of Monday, and the same after somebody changed something. */
class DiffCommandTest {

    private static final String POLICY = """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {namespace: shop, name: cart-from-frontend, creationTimestamp: "%s"}
            spec:
              podSelector: {matchLabels: {app: cart}}
              policyTypes: [Ingress]
              ingress: [{from: [{podSelector: {matchLabels: {app: frontend}}}], ports: [{protocol: TCP, port: 80}]}]
            """;
    private static final String SERVICE = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {namespace: shop, name: cart, creationTimestamp: "2026-11-20T09:00:00Z"}
            spec: {type: ClusterIP, clusterIP: 10.96.10.2, selector: {app: crat}, ports: [{name: main, port: 80, targetPort: 8080, protocol: TCP}]}
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {namespace: shop, name: cart-x7k2p, labels: {kubernetes.io/service-name: cart}}
            addressType: IPv4
            endpoints: []
            ports: [{name: main, port: 8080, protocol: TCP}]
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void base() throws IOException {
        Files.createDirectories(folder.resolve("healthy"));
        Files.copy(Path.of("facts/healthy/quiet.yaml"), folder.resolve("healthy/quiet.yaml"));
    }

    @Test
    void thePolicyThatCameBeforeTheFirstFailureIsWhy() throws IOException {
        String before = look("monday", "", "");
        String after = look("friday", "", POLICY.formatted("2026-11-23T06:00:00Z") + calls("i/o timeout"));

        Run run = Run.of("diff", before, after);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("monday.yaml of ", ": HEALTHY", ": FAULTY", "New:\n   CRITICAL  policy/port-mismatch on NetworkPolicy shop/cart-from-frontend",
                "because NetworkPolicy shop/cart-from-frontend was added at 2026-11-23T06:00:00Z, 4 min before\n              the first sign of it", "What changed:\n   added    NetworkPolicy");
        assertThat(run.err()).isEmpty();
        Run back = Run.of("diff", after, before);
        assertThat(back.status()).isZero();
        assertThat(back.out()).contains("Gone:\n   CRITICAL  policy/port-mismatch", "because NetworkPolicy shop/cart-from-frontend was removed between the two");
    }

    @Test
    void whatCameAfterTheFirstFailureIsNot() throws IOException {
        String after = look("friday", "", POLICY.formatted("2026-11-23T06:04:30Z") + calls("i/o timeout"));
        assertThat(Run.of("diff", look("monday", "", ""), after).out()).contains("not     NetworkPolicy shop/cart-from-frontend was added at 2026-11-23T06:04:30Z, 30 s after\n              the first sign of it: too late to be why");
    }

    @Test
    void aFieldThatChangedIsNamed() throws IOException {
        Run run = Run.of("diff", look("monday", "", ""), look("friday", "", SERVICE + calls("connect: connection refused")), "-o", "json");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("\"id\": \"service/selector-mismatch\"", "\"field\": \"selector.app\"", "\"before\": \"cart\"", "\"after\": \"crat\"",
                "\"timing\": \"unknown\"", "\"relation\": \"subject\"");
        assertThat(schemaFaults(run.out())).isEmpty();
    }

    /** What nobody looked at any more is not gone. */
    @Test
    void goneIsNotSaidOfWhatWasNotCollected() throws IOException {
        String before = look("monday", "", POLICY.formatted("2026-11-20T09:00:00Z") + calls("i/o timeout"));
        Run run = Run.of("diff", before, look("friday", "uncollected: [NetworkPolicy]", ""));

        assertThat(run.out()).contains("Cannot be told:\n   CRITICAL  policy/port-mismatch", "whether it is gone cannot be told", "NetworkPolicy was not collected",
                "NetworkPolicy: complete -> not collected").doesNotContain("Gone:", "removed  NetworkPolicy");
        assertThat(run.status()).isZero();
    }

    @Test
    void reportsAreComparedAsSnapshotsAre() throws IOException {
        String before = look("monday", "", "");
        String after = look("friday", "", POLICY.formatted("2026-11-23T06:00:00Z") + calls("i/o timeout"));
        String first = folder.resolve("first.json").toString();
        String second = folder.resolve("second.yaml").toString();
        Run.of("diagnose", "-f", before, "-o", "json=" + first);
        Run.of("diagnose", "-f", after, "-o", "yaml=" + second);
        String fleet = folder.resolve("fleet.json").toString();
        Run.of("audit", before, after, "-o", "json=" + fleet);

        Run run = Run.of("diff", first, second, "-o", "json");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("\"change\": \"new\"", "\"id\": \"policy/port-mismatch\"", "\"objectsCompared\": false", "\"explanations\": []");
        assertThat(schemaFaults(run.out())).isEmpty();
        assertThat(Run.of("diff", first, second).out()).contains("Objects cannot be compared");
        assertThat(Run.of("diff", first, after).out()).contains("New:\n   CRITICAL  policy/port-mismatch");
        assertThat(Run.of("diff", fleet, fleet).out()).contains("The same is wrong in both.", "Nothing is wrong in either.");
        assertThat(Run.of("diff", first, fleet).out()).contains("Nothing is wrong in either.", "Only in the second: friday.yaml");
    }

    @Test
    void equalLooksDiffer() throws IOException {
        String look = look("monday", "", "");
        Run run = Run.of("diff", look, look);
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Nothing is wrong in either.").doesNotContain("What changed:");
        assertThat(Run.of("diff", look, look).out()).isEqualTo(run.out());
    }

    @Test
    void mistakesAreOneLine() throws IOException {
        String look = look("monday", "", "");
        assertThat(Run.of("diff", look).status()).isEqualTo(2);
        assertThat(Run.of("diff", look, folder.resolve("none.yaml").toString()).status()).isEqualTo(3);
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"apiVersion\": \"netdx/v1\",\n \"kind\": \"DiagnosisReport\",\n \"cluster\": {}}");
        Run run = Run.of("diff", look, broken.toString());
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("broken.json:3: cluster: name is missing").hasLineCount(1);
    }

    private String look(String name, String head, String objects) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), "apiVersion: netdx/v1\nkind: Case\nbase: quiet\n" + (head.isEmpty() ? "" : head + "\n")
                + "expect: {verdict: healthy}\n" + objects).toString();
    }

    /** The frontend's calls to the cart, of which the first failed at 06:04:00. */
    private static String calls(String error) {
        StringBuilder log = new StringBuilder("---\napiVersion: netdx/v1\nkind: Log\nnamespace: shop\npod: frontend-f4dcdc858-p4tzn\ncontainer: frontend\ntext: |\n");
        for (int second = 0; second < 60; second += 5) {
            log.append("  2026-11-23T06:04:%02dZ level=error msg=\"upstream call failed\" err=\"Get \\\"http://cart.shop.svc.cluster.local:80/\\\": dial tcp 10.96.10.2:80: %s\"%n"
                    .formatted(second, error));
        }
        return log.toString();
    }

    private static List<?> schemaFaults(String json) throws IOException {
        try (InputStream in = DiffCommandTest.class.getResourceAsStream("/io/netdx/report/diff-report.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON).validate(json, InputFormat.JSON);
        }
    }
}
