package io.netdx.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.simulate.world.Profile;
import io.netdx.simulate.world.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LabTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    private static Lab lab(String... faults) {
        for (long seed = 1; seed < 40; seed++) {
            try {
                Lab lab = Lab.open(new Lab.Setup(seed, new Profile(Profile.Cni.CALICO, "iptables", "v1.33.2", 4, "none"), List.of(faults), 0, NOW));
                if (faults.length == 0 || !lab.before().missing(lab.without()).isEmpty()) {
                    return lab;
                }
            } catch (Lab.NoSuchFault e) {
                // another cluster
            }
        }
        throw new AssertionError("no cluster for " + List.of(faults));
    }

    private static Resource blamed(Lab lab) {
        var subject = lab.truths().get(0).subject();
        return lab.declared(subject.kind(), subject.namespace(), subject.name()).orElseThrow();
    }

    @Test
    void nothingIsMissingInAWholeCluster() {
        Lab lab = lab();
        assertThat(lab.before().missing(lab.without())).isEmpty();
        assertThat(lab.before().opened(lab.without())).isEmpty();
    }

    @Test
    void aSelectorThatIsPutRightMakesItsCallersWork() {
        Lab lab = lab("service/selector-mismatch");
        Resource service = blamed(lab).copy();
        assertThat(lab.standing().missing(lab.without())).isNotEmpty();
        List<String> pods = lab.running().pods();
        service.set(Map.of("app", service.name()), "spec", "selector");
        lab.put(service);
        assertThat(lab.standing().missing(lab.without())).isEmpty();
        assertThat(lab.running().pods()).as("pods stay").isEqualTo(pods);
    }

    @Test
    void logsGoOnAndShowTheEnd() {
        Lab lab = lab("service/selector-mismatch");
        Resource service = blamed(lab).copy();
        Map<String, String> before = lab.running().shown().logs();
        service.set(Map.of("app", service.name()), "spec", "selector");
        lab.put(service);
        lab.advance(Duration.ofMinutes(5));
        Map<String, String> after = lab.running().shown().logs();
        String changed = before.keySet().stream().filter(k -> before.get(k).contains(service.name()) && !before.get(k).equals(after.get(k))).findFirst().orElseThrow();
        assertThat(after.get(changed)).startsWith(before.get(changed));
    }

    @Test
    void whoDeletesAllPoliciesOpensWhatIsClosed() {
        Lab lab = lab("policy/default-deny-ingress");
        assertThat(lab.standing().missing(lab.without())).isNotEmpty();
        lab.objects().get("NetworkPolicy").forEach(p -> lab.delete("NetworkPolicy", p.namespace(), p.name()));
        assertThat(lab.standing().missing(lab.without())).isEmpty();
        assertThat(lab.standing().opened(lab.without())).isNotEmpty();
    }

    @Test
    void aPodThatIsDeletedComesBackUnderAnotherName() {
        Lab lab = lab();
        String pod = lab.running().pods().stream().filter(p -> p.contains("/api-")).findFirst().orElseThrow();
        List<String> before = lab.running().pods();
        lab.advance(Duration.ofMinutes(1));
        assertThat(lab.delete("Pod", pod.substring(0, pod.indexOf('/')), pod.substring(pod.indexOf('/') + 1))).isTrue();
        assertThat(lab.running().pods()).doesNotContain(pod).hasSameSizeAs(before);
        assertThat(lab.running().pods().stream().filter(p -> !before.contains(p))).hasSize(1);
        assertThat(lab.standing().missing(lab.without())).isEmpty();
    }

    @Test
    void aReleaseThatDoesNotStartLeavesTheOldOneAndIsTakenBack() {
        Lab lab = lab();
        Resource api = lab.objects().get("Deployment").stream().filter(d -> d.name().equals("api")).findFirst().orElseThrow();
        Resource declared = lab.declared("Deployment", api.namespace(), "api").orElseThrow();
        Resource wrong = declared.copy();
        Resource.of(wrong.map("spec", "template", "spec", "containers", 0)).set(List.of(Map.of("name", "X", "valueFrom", Map.of("configMapKeyRef", Map.of("name", "none", "key", "k")))), "env");
        lab.put(wrong);
        assertThat(lab.running().pods().stream().filter(p -> p.startsWith(api.namespace() + "/api-")).count()).isGreaterThan(api.number("spec", "replicas"));
        Resource again = declared.copy();
        again.set("2", "metadata", "annotations", "deployment.kubernetes.io/revision");
        lab.put(again);
        assertThat(lab.standing().missing(lab.without())).isEmpty();
        assertThat(lab.running().pods().stream().filter(p -> p.startsWith(api.namespace() + "/api-")).count()).isEqualTo(api.number("spec", "replicas"));
    }

    @Test
    void toolsInPodsSayWhatTheClusterDoes() {
        Lab lab = lab("service/selector-mismatch");
        Resource service = blamed(lab);
        Tools tools = new Tools(client(lab, service.namespace()), new SplittableRandom(1));
        assertThat(tools.run(List.of("nslookup", service.name())).out()).contains("Name:\t" + service.name() + "." + service.namespace() + ".svc.cluster.local")
                .contains(service.text("spec", "clusterIP"));
        assertThat(tools.run(List.of("nslookup", "no-such-service")).out()).contains("NXDOMAIN");
        int port = service.number("spec", "ports", 0, "port");
        Shell.Output refused = tools.run(List.of("sh", "-c", "nc -zv -w 2 " + service.name() + " " + port + " 2>&1 || echo failed"));
        assertThat(refused.out() + refused.error()).contains("refused").contains("failed");
        assertThat(tools.run(List.of("ping", "-c", "2", service.text("spec", "clusterIP"))).out()).contains("100% packet loss");
        assertThat(tools.line("cat /etc/resolv.conf | grep nameserver").out()).isEqualTo("nameserver 10.96.0.10\n");
        assertThat(tools.line("strace -p 1").error()).contains("not found");
    }

    private static io.netdx.simulate.behave.Running.Inside client(Lab lab, String namespace) {
        return lab.running().pods().stream().filter(p -> p.startsWith(namespace + "/")).map(p -> lab.running().inside(namespace, p.substring(p.indexOf('/') + 1)))
                .flatMap(Optional::stream).filter(i -> i.running()).findFirst().orElseThrow();
    }

    @Test
    void aBarePodOfATrainee() {
        Lab lab = lab();
        lab.put(Resource.yaml("{apiVersion: v1, kind: Pod, metadata: {name: probe, namespace: default, creationTimestamp: '2026-11-23T09:00:00Z', labels: {run: probe}}, "
                + "spec: {containers: [{name: probe, image: 'busybox:1.36'}]}}"));
        assertThat(lab.running().inside("default", "probe").orElseThrow().running()).isTrue();
        assertThat(lab.delete("Pod", "default", "probe")).isTrue();
        assertThat(lab.running().pods()).doesNotContain("default/probe");
    }

    @Test
    void equalChangesGiveEqualClusters() {
        assertThat(after()).isEqualTo(after());
    }

    private static String after() {
        Lab lab = lab("policy/default-deny-ingress");
        lab.advance(Duration.ofMinutes(3));
        lab.delete("NetworkPolicy", lab.truths().get(0).subject().namespace(), lab.truths().get(0).subject().name());
        lab.advance(Duration.ofMinutes(3));
        return lab.objects().values().stream().flatMap(List::stream).map(Resource::json).toList() + lab.running().shown().logs().toString();
    }
}
