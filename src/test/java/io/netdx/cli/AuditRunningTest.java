package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.serve.Served;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Clusters that run are audited like snapshots: here two that {@code serve} shows, and one behind whose address nobody is. */
class AuditRunningTest {

    private static final Path FAULTY = Path.of("facts/cases/service/selector-mismatch/positive-typo.yaml");
    private static final Path SECRETS = Path.of("facts/cases/ingress/tls-secret-type/positive.yaml");
    private static final String ARN = "arn:aws:eks:eu-west-1:1:cluster/prod";

    @TempDir
    private Path folder;
    private final List<Served> servers = new ArrayList<>();
    private Path kubeconfig;

    @BeforeEach
    void serve() throws IOException {
        servers.add(Served.plain(FAULTY));
        servers.add(Served.plain(SECRETS));
        kubeconfig = Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                clusters:
                - {name: one, cluster: {server: "%s"}}
                - {name: two, cluster: {server: "%s"}}
                - {name: down, cluster: {server: "http://127.0.0.1:1"}}
                users: [{name: ann, user: {}}]
                contexts:
                - {name: "%s", context: {cluster: one, user: ann}}
                - {name: lab, context: {cluster: two, user: ann}}
                - {name: down, context: {cluster: down, user: ann}}
                current-context: lab
                """.formatted(servers.get(0).address(), servers.get(1).address(), ARN));
    }

    @AfterEach
    void close() throws IOException {
        for (Served server : servers) {
            server.close();
        }
    }

    private Run audit(String... more) {
        List<String> line = new ArrayList<>(List.of("audit", "--kubeconfig", kubeconfig.toString()));
        line.addAll(List.of(more));
        return Run.of(line.toArray(String[]::new));
    }

    private static Map<?, ?> json(Run run) {
        return (Map<?, ?>) new Load(LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build()).loadFromString(run.out());
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Run run) {
        return (List<Map<String, Object>>) json(run).get("clusters");
    }

    @Test
    void eachContextIsARowAsDiagnoseWouldPrintIt() {
        Run run = audit("--contexts", "down," + ARN, "--contexts", "lab,gone,lab", "-o", "json");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("netdx: 2 of 4 clusters could not be read; the report says why\n");
        List<Map<String, Object>> rows = rows(run);
        assertThat(rows).extracting(row -> row.get("name")).containsExactly(ARN, "down", "gone", "lab");
        assertThat(rows).extracting(row -> row.get("source")).containsExactly(ARN, "down", "gone", "lab");
        assertThat(String.valueOf(rows.get(1).get("error"))).startsWith("http://127.0.0.1:1 cannot be reached");
        assertThat(String.valueOf(rows.get(2).get("error"))).startsWith("the kubeconfig has no context gone");
        for (int i : new int[] {0, 3}) {
            Run alone = Run.of("diagnose", "--kubeconfig", kubeconfig.toString(), "--context", String.valueOf(rows.get(i).get("name")), "-o", "json");
            assertThat(rows.get(i).get("diagnoses")).isEqualTo(json(alone).get("diagnoses"));
            assertThat(rows.get(i)).containsEntry("verdict", "faulty").containsEntry("error", null);
        }
    }

    @Test
    void liveIsTheCurrentContextBesideSnapshots() {
        Run run = audit("--live", "facts/healthy/two-nodes", "-o", "json");
        assertThat(rows(run)).extracting(row -> row.get("name")).containsExactly("lab", "two-nodes");
        assertThat(rows(audit("--live", "--context", ARN, "-o", "json"))).extracting(row -> row.get("name")).containsExactly(ARN);
        assertThat(rows(Run.of("audit", "--live", "--server", servers.get(0).address(), "-o", "json"))).extracting(row -> row.get("name")).containsExactly(servers.get(0).address());
    }

    @Test
    void whatIsKeptHasTheSameDiagnosesAndNoSecrets() throws IOException {
        Path kept = folder.resolve("kept/monday");
        Run run = audit("--contexts", ARN + ",lab,down", "--keep", kept.toString(), "-o", "json");
        try (var files = Files.list(kept)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted()).containsExactly("arn-aws-eks-eu-west-1-1-cluster-prod.tgz", "lab.tgz");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.resolve("lab.tgz")))).isEqualTo("rw-------");
        List<Map<String, Object>> later = rows(Run.of("audit", kept.toString(), "-o", "json"));
        assertThat(later.get(0).get("diagnoses")).isEqualTo(rows(run).get(0).get("diagnoses"));
        assertThat(later.get(1).get("diagnoses")).isEqualTo(rows(run).get(2).get("diagnoses"));
        assertThat(CollectCommandTest.files(kept.resolve("lab.tgz")).get("resources/secrets.json")).contains("\"type\"").doesNotContain("\"data\"");
        Run again = audit("--contexts", "lab", "--keep", kept.resolve("lab.tgz").toString());
        assertThat(again.status()).isEqualTo(3);
        assertThat(again.err()).startsWith("netdx: cannot write ").hasLineCount(1);
    }

    @Test
    void contradictionsAreMistakes() {
        assertThat(audit("--contexts", "lab", "--context", "lab").err()).contains("leave out --live, --context");
        assertThat(audit("--contexts", "lab", "--live").status()).isEqualTo(2);
        assertThat(audit("--contexts", "lab,down", "--prometheus", "https://prometheus.example.com").err()).contains("NAMESPACE/SERVICE");
        assertThat(audit("--keep", folder.toString(), FAULTY.toString()).err()).contains("--keep is for running clusters");
        assertThat(audit("--contexts", ",").status()).isEqualTo(2);
        assertThat(audit().err()).contains("--live or --contexts");
        assertThat(audit("--live", "--engine", "spark", "--results", folder.toString()).err()).contains("without Spark");
        assertThat(Run.of("audit", "--live", "--kubeconfig", folder.resolve("none").toString()).status()).isEqualTo(2);
    }
}
