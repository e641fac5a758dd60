package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Formats as a user gets them, with what only the command line knows: API versions, and causes of the user's own rules. */
class ReportFormatsTest {

    private static final String CRITICAL = "facts/cases/policy/port-mismatch/positive.yaml";
    private static final String SELECTOR = "facts/cases/service/selector-mismatch/positive-typo.yaml";

    @TempDir
    private Path folder;

    private static List<Map<?, ?>> documents(String yaml) {
        List<Map<?, ?>> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build()).loadAllFromString(yaml).forEach(d -> documents.add((Map<?, ?>) d));
        return documents;
    }

    private static Stream<Map<?, ?>> results(String yaml) {
        return documents(yaml).stream().flatMap(d -> ((List<?>) d.get("results")).stream()).map(r -> (Map<?, ?>) r);
    }

    private static Map<?, ?> result(String yaml, String policy) {
        return results(yaml).filter(r -> r.get("policy").equals(policy)).findFirst().orElseThrow();
    }

    /** {@code critical} and {@code info} came later than the rest of the words: what every server takes is said, and the true word beside it. */
    @Test
    void policyReportsNameObjectsAsTheApiDoesAndKeepToTheOldestWords() {
        Run run = Run.of("diagnose", "-f", CRITICAL, "-o", "policyreport");
        Map<?, ?> found = result(run.out(), "policy/port-mismatch");
        assertThat(run.status()).isEqualTo(1);
        assertThat(found.get("severity")).isEqualTo("high");
        assertThat(((Map<?, ?>) found.get("properties")).get("severity")).isEqualTo("critical");
        assertThat(found.get("resources")).isEqualTo(List.of(Map.of("apiVersion", "networking.k8s.io/v1", "kind", "NetworkPolicy", "namespace", "shop", "name", "cart-from-frontend")));
        assertThat(results(run.out()).map(r -> String.valueOf(r.get("severity"))).distinct()).isSubsetOf("high", "medium", "low", "null");
        assertThat(results(run.out()).filter(r -> r.get("severity").equals("low")).map(r -> r.get("properties"))).anyMatch(p -> p != null && p.toString().contains("severity=info"));
        String other = Run.of("diagnose", "-f", "facts/cases/mesh/route-target-missing/positive-subset.yaml", "-o", "policyreport").out();
        assertThat(result(other, "mesh/route-target-missing").toString()).contains("networking.istio.io/v1");
        assertThat(results(other).filter(r -> r.containsKey("resources")).map(r -> ((Map<?, ?>) ((List<?>) r.get("resources")).get(0)).get("apiVersion"))).doesNotContainNull();
    }

    @Test
    void policyReportsOfAFleetHaveOneForEachCluster() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{");
        Run run = Run.of("audit", CRITICAL, SELECTOR, broken.toString(), "-o", "policyreport=" + folder.resolve("reports.yaml"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        String yaml = Files.readString(folder.resolve("reports.yaml"));
        assertThat(documents(yaml)).hasSize(3).allMatch(d -> d.get("kind").equals("ClusterPolicyReport"));
        assertThat(results(yaml).filter(r -> r.get("result").equals("error")).map(r -> String.valueOf(r.get("message")))).singleElement().asString().contains("broken.json");
        assertThat(result(yaml, "service/selector-mismatch").get("result")).isEqualTo("fail");
    }

    /** A scaffold that works at once: on the case that came with it its cause is found, elsewhere it was looked for. */
    @Test
    void causesOfOnesOwnAreExplainedAndReportedLikeOurs() throws IOException {
        String rules = folder.resolve("rules").toString();
        assertThat(Run.of("rules", "new", "shop/in-maintenance", "--rules", rules).status()).isZero();
        String positive = rules + "/cases/shop/in-maintenance/positive.yaml";

        assertThat(Run.of("explain", "shop/in-maintenance").status()).isEqualTo(2);
        Run explained = Run.of("explain", "shop/in-maintenance", "--rules", rules);
        assertThat(explained.status()).isZero();
        assertThat(explained.out()).contains("shop/in-maintenance");

        String junit = Run.of("diagnose", "--rules", rules, "-f", positive, "-o", "junit").out();
        assertThat(junit).containsPattern("<testcase[^>]*shop/in-maintenance[^>]*>\\s*<failure");
        String elsewhere = Run.of("diagnose", "--rules", rules, "-f", SELECTOR, "-o", "junit").out();
        assertThat(elsewhere).contains("shop/in-maintenance").doesNotContainPattern("<testcase[^>]*shop/in-maintenance[^>]*>\\s*<failure");
        assertThat(Run.of("diagnose", "-f", SELECTOR, "-o", "junit").out()).doesNotContain("shop/in-maintenance");

        assertThat(result(Run.of("diagnose", "--rules", rules, "-f", positive, "-o", "policyreport").out(), "shop/in-maintenance").get("result")).isEqualTo("fail");
        assertThat(result(Run.of("audit", "--rules", rules, SELECTOR, "-o", "policyreport").out(), "shop/in-maintenance").get("result")).isIn("pass", "skip");
    }
}
