package io.netdx.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real kubectl, where it is installed, against a served snapshot. */
class KubectlTest {

    private static final Path SNAPSHOT = Path.of("src/test/resources/serve/shop.yaml");

    @TempDir
    private static Path folder;
    private static Served served;
    private static Kubectl kubectl;

    @BeforeAll
    static void serve() throws IOException {
        Kubectl.assumeInstalled();
        served = Served.secure(SNAPSHOT);
        kubectl = Kubectl.with(served.kubeconfig(), folder);
    }

    @AfterAll
    static void stop() throws IOException {
        if (served != null) {
            served.close();
        }
    }

    private static Kubectl.Result kubectl(String... args) throws IOException, InterruptedException {
        return kubectl.run(args);
    }

    @Test
    void listsAndGets() throws Exception {
        assertThat(kubectl("get", "pods", "-A").out()).contains("cart-7d4b9c-x2x8z").contains("db-0");
        assertThat(kubectl("get", "pod", "-n", "shop", "db-0", "-o", "yaml").out()).contains("image: postgres:17").contains("name: db-0");
        assertThat(kubectl("get", "svc", "-n", "shop", "-o", "name").out()).isEqualTo("service/cart\n");
        assertThat(kubectl("get", "pods", "-n", "shop", "-l", "app in (cart),tier!=db", "-o", "name").out()).isEqualTo("pod/cart-7d4b9c-x2x8z\n");
        assertThat(kubectl("get", "pods", "-A", "--field-selector", "spec.nodeName=worker-2", "-o", "name").out()).isEqualTo("pod/db-0\n");
    }

    @Test
    void saysWhatIsNotThere() throws Exception {
        Kubectl.Result missing = kubectl("get", "pod", "-n", "shop", "nobody");
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err()).contains("pods \"nobody\" not found");
        assertThat(kubectl("get", "pvc", "-n", "shop").err()).contains("Warning: the snapshot does not hold persistentvolumeclaims of namespace shop");
        assertThat(kubectl("get", "widgets").err()).contains("the server doesn't have a resource type \"widgets\"");
    }

    @Test
    void refusesToWrite() throws Exception {
        Kubectl.Result deleted = kubectl("delete", "pod", "-n", "shop", "db-0", "--wait=false");
        assertThat(deleted.status()).isEqualTo(1);
        assertThat(deleted.err()).contains("this is a read-only snapshot");
        assertThat(kubectl("apply", "--dry-run=server", "-f", SNAPSHOT.toString()).err()).contains("this is a read-only snapshot");
        assertThat(kubectl("auth", "can-i", "list", "pods").out()).isEqualTo("yes\n");
        assertThat(kubectl("auth", "can-i", "create", "pods").out()).startsWith("no");
    }

    @Test
    void showsTheRealColumns() throws Exception {
        assertThat(words(kubectl("get", "pods", "-n", "shop", "-o", "wide").out())).containsExactly(
                "NAME READY STATUS RESTARTS AGE IP NODE NOMINATED NODE READINESS GATES",
                "cart-7d4b9c-x2x8z 1/2 CrashLoopBackOff 6 (5m ago) 120m 10.244.1.7 worker-1 <none> <none>",
                "db-0 1/1 Running 0 2d2h 10.244.2.4 worker-2 <none> <none>");
        assertThat(words(kubectl("get", "events", "-n", "shop").out())).contains(
                "0s Warning BackOff pod/cart-7d4b9c-x2x8z Back-off restarting failed container cart in pod cart-7d4b9c-x2x8z");
        assertThat(words(kubectl("top", "pods", "-n", "shop").out())).contains("db-0 130m 256Mi");
        assertThat(kubectl("api-resources", "--api-group=apps", "-o", "name").out()).contains("deployments.apps");
        assertThat(kubectl("version").out()).contains("Server Version: v1.31.4");
    }

    private static List<String> words(String table) {
        return table.lines().map(line -> line.strip().replaceAll("\\s+", " ")).toList();
    }

    @Test
    void describesWithEvents() throws Exception {
        assertThat(words(kubectl("describe", "pod", "-n", "shop", "cart-7d4b9c-x2x8z").out()))
                .contains("Reason: CrashLoopBackOff").anyMatch(l -> l.startsWith("Warning BackOff") && l.contains("kubelet, worker-1")
                        || l.startsWith("Warning BackOff") && l.contains("kubelet Back-off"));
        // the same columns from the other group
        assertThat(words(kubectl("get", "events.events.k8s.io", "-n", "shop").out())).isEqualTo(words(kubectl("get", "events", "-n", "shop").out()));
        assertThat(kubectl("get", "events.events.k8s.io", "-n", "shop", "--field-selector", "regarding.name=nobody").out()).isEmpty();
        assertThat(kubectl("events", "-n", "shop").out()).contains("Back-off restarting failed container cart");
        assertThat(kubectl("describe", "secret", "-n", "shop", "db-password").out()).contains("Opaque").doesNotContain("swordfish");
    }

    @Test
    void showsLogs() throws Exception {
        assertThat(kubectl("logs", "-n", "shop", "cart-7d4b9c-x2x8z", "-c", "cart", "--tail=1").out()).isEqualTo("2026-11-23T09:55:00.000000000Z giving up\n");
        assertThat(kubectl("logs", "-n", "shop", "cart-7d4b9c-x2x8z", "-c", "cart", "--since=1h").out().lines()).hasSize(3);
        assertThat(kubectl("logs", "-n", "shop", "cart-7d4b9c-x2x8z", "-c", "cart", "--since-time=2026-11-23T09:54:59Z").out().lines()).hasSize(2);
        assertThat(kubectl("logs", "-n", "shop", "db-0").err()).contains("the snapshot holds no log of container db in pod db-0");
        assertThat(kubectl("logs", "-n", "shop", "cart-7d4b9c-x2x8z", "-c", "cart", "--previous").err()).contains("no previous log");
    }

    @Test
    void watchesUntilItsTimeIsUp() throws Exception {
        Kubectl.Result watched = kubectl("get", "pods", "-n", "shop", "-w", "--request-timeout=2s");
        assertThat(watched.out()).contains("cart-7d4b9c-x2x8z", "db-0");
        assertThat(kubectl("wait", "-n", "shop", "pod/db-0", "--for=condition=Ready", "--timeout=20s").out()).contains("pod/db-0 condition met");
    }

    @Test
    void explainsNamesAndTypes() throws Exception {
        assertThat(words(kubectl("explain", "pods.spec").out())).contains("What the fields mean is not known here; ask a cluster, or", "dnsPolicy <string>",
                "containers <[]Container>", "nodeSelector <map[string]string>");
    }

    @Test
    void readmeShowsWhatKubectlPrints() throws Exception {
        try (Served shop = Served.secure(Path.of("facts/cases/service/selector-mismatch/positive-typo.yaml"))) {
            Files.writeString(folder.resolve("shop.kubeconfig"), shop.kubeconfig());
            Kubectl.Result shown = kubectl("--kubeconfig", folder.resolve("shop.kubeconfig").toString(), "get", "pods,services", "-n", "shop", "-o", "wide");
            assertThat(Files.readString(Path.of("README.md"))).contains("```text\n" + shown.out().stripTrailing() + "\n```");
        }
    }
}
