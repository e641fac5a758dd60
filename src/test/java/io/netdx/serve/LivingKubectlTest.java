package io.netdx.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real kubectl, where it is installed, changes a cluster. */
class LivingKubectlTest {

    private static final String POLICY = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              ingress: [{ports: [{port: 8080}]}]
            """;

    @TempDir
    private Path folder;
    private final ToyPlane plane = new ToyPlane();
    private ApiServer server;
    private Kubectl kubectl;

    @BeforeEach
    void serve() throws IOException {
        Kubectl.assumeInstalled();
        // the certificate is judged by the clock of the client
        server = ApiServer.start(plane, new ApiServer.Settings(0, true, Instant.now(), List.of()));
        kubectl = Kubectl.with(server.kubeconfig(), folder);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void done(String said, String... args) throws Exception {
        Kubectl.Result result = kubectl.run(args);
        assertThat(result.out()).as(result.err()).contains(said);
        assertThat(result.status()).isZero();
    }

    @Test
    void changesWorkloads() throws Exception {
        done("image updated", "set", "image", "-n", "shop", "deploy/web", "web=web:2");
        assertThat(image()).isEqualTo("web:2");
        done("successfully rolled out", "rollout", "status", "-n", "shop", "deploy/web");
        done("rolled back", "rollout", "undo", "-n", "shop", "deploy/web");
        assertThat(image()).isEqualTo("web:1");
        done("scaled", "scale", "-n", "shop", "deploy/web", "--replicas=3");
        assertThat(plane.pods()).hasSize(3);
        done("created", "create", "deployment", "api", "-n", "shop", "--image=api:1", "--port=80");
        assertThat(Fields.text(containers("api").get(0), "imagePullPolicy")).isEqualTo("IfNotPresent");
        assertThat(kubectl.run("run", "Bad_Name", "--image=x", "-n", "shop").err()).contains("The Pod \"Bad_Name\" is invalid: metadata.name: Invalid value");
        assertThat(kubectl.run("create", "configmap", "x", "-n", "nowhere").err()).contains("namespaces \"nowhere\" not found");
        done("evicted", "drain", "worker-1", "--force", "--ignore-daemonsets");
        assertThat(plane.writes).anyMatch(w -> w instanceof ControlPlane.Evict);
    }

    private List<Map<String, Object>> containers(String deployment) {
        return Fields.objects(Map.of("c", plane.at("Deployment", deployment, "spec", "template", "spec", "containers")), "c");
    }

    private String image() {
        return Fields.text(containers("web").get(0), "image");
    }

    @Test
    void patches() throws Exception {
        done("patched", "patch", "svc", "web", "-n", "shop", "--type=json", "-p", "[{\"op\":\"replace\",\"path\":\"/spec/ports/0/targetPort\",\"value\":81}]");
        done("patched", "patch", "svc", "web", "-n", "shop", "--type=merge", "-p", "{\"spec\":{\"selector\":{\"app\":null,\"tier\":\"front\"}}}");
        done("patched", "patch", "svc", "web", "-n", "shop", "-p", "{\"spec\":{\"ports\":[{\"port\":443,\"name\":\"tls\"},{\"port\":80,\"name\":\"http\"}]}}");
        assertThat(plane.at("Service", "web", "spec", "selector")).isEqualTo(Map.of("tier", "front"));
        assertThat(plane.at("Service", "web", "spec", "ports")).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(2).contains(
                Map.of("port", 443L, "name", "tls", "protocol", "TCP", "targetPort", 443L), Map.of("port", 80L, "name", "http", "protocol", "TCP", "targetPort", 81L));
        assertThat(kubectl.run("patch", "svc", "web", "-n", "shop", "-p", "{\"spec\":{\"clusterIP\":\"10.96.0.8\"}}").err()).contains("may not change once set");
    }

    @Test
    void applies() throws Exception {
        Path file = Files.writeString(folder.resolve("policy.yaml"), POLICY);
        done("created (server dry run)", "apply", "--dry-run=server", "-f", file.toString());
        assertThat(plane.writes).isEmpty();
        done("created", "apply", "-f", file.toString());
        assertThat(plane.at("NetworkPolicy", "web", "spec", "policyTypes")).isEqualTo(List.of("Ingress"));
        Files.writeString(file, POLICY.replace("8080", "9090"));
        assertThat(kubectl.run("diff", "-f", file.toString()).out()).contains("+    - port: 9090");
        done("serverside-applied", "apply", "--server-side", "--force-conflicts", "-f", file.toString());
        assertThat(plane.at("NetworkPolicy", "web", "spec", "ingress").toString()).contains("9090").doesNotContain("8080");
        done("deleted", "delete", "-f", file.toString());
        assertThat(plane.at("NetworkPolicy", "web")).isEqualTo(Map.of());
    }

    @Test
    void entersContainers() throws Exception {
        String pod = plane.pods().get(0);
        Kubectl.Result failed = kubectl.run("exec", "-n", "shop", pod, "--", "fail");
        assertThat(failed.status()).isEqualTo(3);
        assertThat(failed.err()).contains("it failed\n");
        String much = "0123456789".repeat(50_000);
        assertThat(kubectl.fed(much, "exec", "-i", "-n", "shop", pod, "--", "cat").out()).isEqualTo(much);
        assertThat(kubectl.run("exec", "-n", "shop", pod, "--", "dig").err()).contains("executable file not found");
        assertThat(kubectl.run("run", "x", "--rm", "-i", "--restart=Never", "--image=busybox:1.36", "-n", "shop", "--", "echo", "10.96.0.7").out())
                .contains("10.96.0.7", "pod \"x\" deleted");
        kubectl.run("debug", "-n", "shop", pod, "--image=busybox", "--", "sh");
        assertThat(plane.at("Pod", pod, "spec", "ephemeralContainers").toString()).contains("busybox");
        kubectl.run("debug", "node/worker-1", "--image=busybox");
        assertThat(plane.writes).anyMatch(w -> w instanceof ControlPlane.Create && w.target().name().startsWith("node-debugger-worker-1-"));
        assertThat(kubectl.run("port-forward", "-n", "shop", pod, "8080").err()).contains("no port of a simulated pod can be forwarded");
    }

    @Test
    void seesWhatHappens() throws Exception {
        String pod = plane.pods().get(0);
        plane.log("shop/" + pod + "/web", "one\n");
        try (Kubectl.Running watch = kubectl.start("get", "pods", "-n", "shop", "-w", "--output-watch-events");
                Kubectl.Running logs = kubectl.start("logs", "-f", "-n", "shop", pod)) {
            logs.says("one\n");
            watch.says(pod);
            plane.log("shop/" + pod + "/web", "two\n");
            logs.says("two\n");
            done("labeled", "label", "pod", "-n", "shop", pod, "seen=yes");
            watch.says("MODIFIED");
            done("deleted", "delete", "pod", "-n", "shop", pod);
            watch.says("DELETED");
            assertThat(logs.process().waitFor()).isZero();
        }
    }

    @Test
    void refusesWhatRolesDoNotAllow() throws Exception {
        plane.forbidden.addAll(List.of("delete pods", "create pods/exec", "list nodes"));
        String pod = plane.pods().get(0);
        assertThat(kubectl.run("delete", "pod", "-n", "shop", pod).err()).contains("pods \"" + pod
                + "\" is forbidden: User \"trainee\" cannot delete resource \"pods\" in API group \"\" in the namespace \"shop\"");
        assertThat(kubectl.run("exec", "-n", "shop", pod, "--", "echo").err()).contains("cannot create resource \"pods/exec\"");
        assertThat(kubectl.run("get", "nodes").err()).contains("cannot list resource \"nodes\" in API group \"\" at the cluster scope");
        assertThat(kubectl.run("auth", "can-i", "delete", "pods", "-n", "shop").out()).isEqualTo("no\n");
        assertThat(kubectl.run("auth", "can-i", "create", "deployments", "-n", "shop").out()).isEqualTo("yes\n");
    }
}
