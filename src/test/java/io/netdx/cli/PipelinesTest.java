package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The examples for continuous integration do what they say. */
class PipelinesTest {

    private static final String MANIFESTS = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop}
            spec:
              replicas: 2
              selector: {matchLabels: {app: cart}}
              template:
                metadata: {labels: {app: cart}}
                spec: {containers: [{name: cart, image: registry.example.com/cart, ports: [{containerPort: 8080}]}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: cart, namespace: shop}
            spec: {selector: {app: crat}, ports: [{port: 80, targetPort: 8080}]}
            """;

    @TempDir
    private Path root;

    @BeforeEach
    void checkout() throws IOException {
        Files.writeString(Files.createDirectories(root.resolve("manifests/base")).resolve("cart.yaml"), MANIFESTS);
        Files.writeString(root.resolve("manifests/kustomization.yaml"), "resources: [base]\n");
        Files.copy(Path.of("facts/cases/service/selector-mismatch/positive-typo.yaml"), Files.createDirectories(root.resolve("snapshots")).resolve("prod.yaml"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> yaml(String file) throws IOException {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(Path.of("src/main/deploy", file)));
    }

    /** With the files of the command in this test's folder. */
    private Run run(String command) {
        List<String> args = new ArrayList<>();
        for (String word : command.substring(command.indexOf("/netdx/netdx ") + 13).split(" ")) {
            args.add(word.matches("manifests|snapshots|audit\\.journal|baseline\\.json") ? root.resolve(word).toString()
                    : word.matches("\\w+=.*\\.(json|sarif)") ? word.replace("=", "=" + root + "/") : word);
        }
        return Run.of(args.toArray(String[]::new));
    }

    /** What needs a running cluster is not evaluated: no pod behind the Service is no finding where nobody looked for pods. */
    @Test
    @SuppressWarnings("unchecked")
    void gitHubLooksAtDeclaredStateOnly() throws IOException {
        Map<String, Object> jobs = (Map<String, Object>) yaml("github.yaml").get("jobs");
        List<Map<String, Object>> steps = (List<Map<String, Object>>) ((Map<String, Object>) jobs.get("declared-state")).get("steps");
        List<String> commands = steps.stream().filter(s -> s.containsKey("run")).map(s -> (String) s.get("run")).toList();
        assertThat(run(commands.get(0)).status()).isZero();
        Run run = run(commands.get(1));
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("manifests (declared state only)", "UNDETERMINED", "Pod not collected").doesNotContain("selects no pod");
        assertThat(root.resolve("netdx.sarif")).content().contains("\"2.1.0\"");
        assertThat(Run.of("audit", root.resolve("manifests").toString(), "--min-coverage", "50", "-o", "wide").status()).isEqualTo(4);
    }

    @Test
    @SuppressWarnings("unchecked")
    void gitLabIsRedForWhatIsNewOnly() throws IOException {
        List<String> script = (List<String>) ((Map<String, Object>) yaml("gitlab.yaml").get("netdx")).get("script");
        List<String> audits = script.stream().filter(l -> l.contains("netdx audit")).toList();
        assertThat(audits).hasSize(2);
        assertThat(run(audits.get(0)).status()).isZero();
        assertThat(root.resolve("baseline.json")).exists();
        assertThat(run(audits.get(1)).status()).isZero();
        Files.copy(Path.of("facts/cases/policy/port-mismatch/positive.yaml"), root.resolve("snapshots/test.yaml"));
        Run red = run(audits.get(1));
        assertThat(red.status()).isEqualTo(1);
        assertThat(red.out().replaceAll("\\s+", " ")).contains("1 new, 0 fixed", "added test.yaml");
        assertThat(root.resolve("report.json")).exists();
    }
}
