package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.source.live.ProbeStub;
import io.netdx.source.live.StubApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Tests from inside of a cluster, against an API server that takes pods and has them print what the tools print. */
class ProbingTest {

    private static final String CLUSTER = """
            apiVersion: netdx/v1
            kind: Case
            collected: [Node, Pod, Service, EndpointSlice, Namespace, NetworkPolicy, Deployment, DaemonSet, Event]
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: default}}
            ---
            {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
            ---
            {apiVersion: v1, kind: Node, metadata: {name: worker-1}, status: {conditions: [{type: Ready, status: "True"}], addresses: [{type: InternalIP, address: 192.168.10.11}]}}
            ---
            {apiVersion: v1, kind: Node, metadata: {name: worker-2}, status: {conditions: [{type: Ready, status: "True"}], addresses: [{type: InternalIP, address: 192.168.10.12}]}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: kubernetes, namespace: default}, spec: {clusterIP: 10.96.0.1, ports: [{name: https, port: 443, protocol: TCP, targetPort: 6443}]}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: kube-dns, namespace: kube-system, labels: {k8s-app: kube-dns}},
             spec: {clusterIP: 10.96.0.10, selector: {k8s-app: kube-dns}, ports: [{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53, protocol: TCP}]}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: coredns-0, namespace: kube-system, labels: {k8s-app: kube-dns}},
             spec: {nodeName: worker-2, containers: [{name: coredns, image: "coredns:1.11.1", ports: [{containerPort: 53, name: dns, protocol: UDP}, {containerPort: 53, name: dns-tcp}]}]},
             status: {phase: Running, podIP: 10.244.2.2, podIPs: [{ip: 10.244.2.2}], conditions: [{type: Ready, status: "True"}], containerStatuses: [{name: coredns, ready: true, state: {running: {}}}]}}
            ---
            {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: kube-dns-1, namespace: kube-system, labels: {kubernetes.io/service-name: kube-dns}}, addressType: IPv4,
             ports: [{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53, protocol: TCP}],
             endpoints: [{addresses: [10.244.2.2], conditions: {ready: true}, nodeName: worker-2, targetRef: {kind: Pod, name: coredns-0, namespace: kube-system}}]}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: cart, namespace: shop}, spec: {clusterIP: 10.96.10.2, selector: {app: cart}, ports: [{name: http, port: 80, protocol: TCP, targetPort: 8080}]}}
            ---
            {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: cart-1, namespace: shop, labels: {kubernetes.io/service-name: cart}}, addressType: IPv4,
             ports: [{name: http, port: 8080, protocol: TCP}], endpoints: [{addresses: [10.244.2.20], conditions: {ready: true}, nodeName: worker-2, targetRef: {kind: Pod, name: cart-0, namespace: shop}}]}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: cart-0, namespace: shop, labels: {app: cart}},
             spec: {nodeName: worker-2, containers: [{name: cart, image: "cart:1", ports: [{containerPort: 8080, name: http}], readinessProbe: {tcpSocket: {port: http}}}]},
             status: {phase: Running, podIP: 10.244.2.20, podIPs: [{ip: 10.244.2.20}], conditions: [{type: Ready, status: "True"}], containerStatuses: [{name: cart, ready: true, state: {running: {}}}]}}
            """;

    @TempDir
    private Path folder;

    /** As netcat-openbsd, bind-tools, curl and iputils print. */
    private static String healthy(String command) {
        if (command.startsWith("nc ")) {
            return "Connection to 10.244.2.20 8080 port [tcp/*] succeeded!";
        }
        if (command.startsWith("nslookup ")) {
            return "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\nName:\tkubernetes.default.svc.cluster.local\nAddress: 10.96.0.1\n";
        }
        if (command.startsWith("dig ")) {
            return ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 2213\n;; flags: qr aa rd; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1\n\n"
                    + ";; ANSWER SECTION:\nkubernetes.default.svc.cluster.local. 30 IN A 10.96.0.1";
        }
        return command.startsWith("curl ") ? "401" : "3 packets transmitted, 3 received, 0% packet loss, time 2002ms";
    }

    /** From one node nothing reaches pods on another. */
    private static String astray(String command) {
        return command.startsWith("nc ") && command.contains("10.244.2.20") ? "1:nc: connect to 10.244.2.20 port 8080 (tcp) timed out: Operation in progress"
                : command.startsWith("nc ") ? "1:nc: connect to 10.96.10.2 port 80 (tcp) timed out: Operation in progress" : healthy(command);
    }

    /** What is as large as the interface allows vanishes between the nodes, and nobody says why. */
    private static String shrunk(String command) {
        return command.startsWith("sh ") ? "PING 10.244.2.20 (10.244.2.20): 1422 data bytes\n\n--- 10.244.2.20 ping statistics ---\n3 packets transmitted, 0 packets received, 100% packet loss"
                : command.startsWith("ping ") ? "PING x (10.244.2.20): 56 data bytes\n64 bytes from 10.244.2.20: seq=0 ttl=62 time=0.4 ms\n\n--- ping statistics ---\n3 packets transmitted, 3 packets received, 0% packet loss"
                : healthy(command);
    }

    private Run run(ProbeStub stub, List<String> requests, String... flags) throws IOException {
        try (StubApi api = new StubApi(Files.writeString(folder.resolve("case.yaml"), CLUSTER)).with(stub)) {
            Path kubeconfig = Files.writeString(folder.resolve("config"), """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: lab, cluster: {server: "%s"}}]
                    users: [{name: ann, user: {token: abc}}]
                    contexts: [{name: lab, context: {cluster: lab, user: ann}}]
                    current-context: lab
                    """.formatted(api.url()));
            List<String> args = new ArrayList<>(List.of(flags));
            args.addAll(List.of("--kubeconfig", kubeconfig.toString()));
            Run run = Run.of(args.toArray(String[]::new));
            requests.addAll(api.requests());
            return run;
        }
    }

    /** The role in the repository, against what is asked of the API server. */
    @Test
    void theRoleForProbesIsEnoughAndNotTooMuch() throws IOException {
        Map<?, ?> role = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(Path.of("facts/access/proberole.yaml")));
        TreeSet<String> granted = new TreeSet<>();
        for (Object rule : (List<?>) role.get("rules")) {
            ((List<?>) ((Map<?, ?>) rule).get("verbs")).forEach(verb -> granted.add(verb + " " + ((List<?>) ((Map<?, ?>) rule).get("resources")).get(0)));
        }
        ProbeStub stub = new ProbeStub(ProbingTest::healthy);
        List<String> requests = new ArrayList<>();
        run(stub, requests, "diagnose", "--probe");
        run(stub, requests, "probe", "clean", "--all");
        TreeSet<String> used = new TreeSet<>();
        for (String request : requests) {
            if (request.contains("netdx-probe") || request.startsWith("POST ")) {
                String verb = request.startsWith("POST ") ? "create" : request.startsWith("DELETE ") ? "delete" : request.contains("labelSelector") ? "list" : "get";
                used.add(verb + (request.contains("/log?") ? " pods/log" : " pods"));
            }
        }
        assertThat(used).isEqualTo(granted);
        assertThat(role.get("kind")).isEqualTo("Role");
    }

    @Test
    void withoutTheFlagOnlyReads() throws IOException {
        ProbeStub stub = new ProbeStub(ProbingTest::healthy);
        List<String> requests = new ArrayList<>();
        run(stub, requests, "diagnose");
        Run plan = run(stub, requests, "diagnose", "--probe=plan");

        assertThat(plan.status()).isZero();
        assertThat(plan.out()).contains("On node worker-1", "nc -zv -w 3 10.244.2.20 8080   # pod shop/cart-0 on node worker-2", "dig +search +time=2 +tries=2 +tcp @10.96.0.10 kubernetes.default.svc A",
                "a ping to a ClusterIP, which proves nothing").doesNotContain("ping -c 3 -W 2 10.96");
        assertThat(requests).isNotEmpty().allMatch(r -> r.startsWith("GET "));
    }

    @Test
    void whatTheProbesFindIsJudgedAndNothingIsLeft() throws IOException {
        ProbeStub stub = new ProbeStub(ProbingTest::astray);
        Run found = run(stub, new ArrayList<>(), "diagnose", "--probe", "-o", "json");
        Run without = run(stub, new ArrayList<>(), "diagnose", "-o", "json");

        assertThat(found.err()).startsWith("Plan: 2 probe pods in namespace default").doesNotContain("netdx: ");
        assertThat(stub.created).hasSize(2);
        assertThat(stub.pods).isEmpty();
        assertThat(without.out()).doesNotContain("10.244.2.20");
        assertThat(found.out()).contains("netdx-probe-");
    }

    @Test
    void successIsNoFault() throws IOException {
        ProbeStub stub = new ProbeStub(ProbingTest::healthy);
        Run run = run(stub, new ArrayList<>(), "diagnose", "--probe", "-o", "json");

        assertThat(run.out()).contains("\"diagnoses\": []").doesNotContain("netdx-probe-");
        assertThat(stub.pods).isEmpty();
    }

    @Test
    void largePacketsThatVanishBetweenNodesAreFound() throws IOException {
        Run run = run(new ProbeStub(ProbingTest::shrunk), new ArrayList<>(), "diagnose", "--probe", "-q", "-o", "json");
        assertThat(run.out()).contains("\"id\": \"node/mtu-black-hole\"", "those of 84 bytes come back, and none of 1450 bytes does", "\"name\": \"worker-1,worker-2\"");
        // nobody answers echoes at all, or a router says that they are too large: then sizes are not to blame
        for (String output : List.of("3 packets transmitted, 0 packets received, 100% packet loss", "From 10.0.0.1 icmp_seq=1 Frag needed and DF set (mtu = 1400)\n3 packets transmitted, 0 received, 100% packet loss",
                "ping: unrecognized option: s")) {
            Run other = run(new ProbeStub(c -> c.startsWith("sh ") || output.startsWith("3") && c.startsWith("ping ") ? "PING 10.244.2.20 (10.244.2.20): 1422 data bytes\n" + output : shrunk(c)),
                    new ArrayList<>(), "diagnose", "--probe", "-q", "-o", "json");
            assertThat(other.out()).as(output).doesNotContain("\"id\": \"node/mtu-black-hole\"");
        }
    }

    @Test
    void thePodIsAllowedUnderTheRestrictedStandard() throws IOException {
        ProbeStub stub = new ProbeStub(ProbingTest::healthy);
        run(stub, new ArrayList<>(), "diagnose", "--probe", "--probe-nodes", "worker-2", "--probe-image", "registry.local:5000/tools@sha256:0af", "--probe-namespace", "shop");

        assertThat(stub.created).hasSize(1);
        Map<?, ?> spec = (Map<?, ?>) stub.created.get(0).get("spec");
        assertThat(spec.get("nodeName")).isEqualTo("worker-2");
        assertThat(spec.get("restartPolicy")).isEqualTo("Never");
        assertThat(spec.get("automountServiceAccountToken")).isEqualTo(false);
        assertThat((Integer) spec.get("activeDeadlineSeconds")).isBetween(60, 600);
        assertThat(String.valueOf(spec.get("securityContext"))).contains("runAsNonRoot=true", "type=RuntimeDefault");
        Map<?, ?> container = (Map<?, ?>) ((List<?>) spec.get("containers")).get(0);
        assertThat(container.get("image")).isEqualTo("registry.local:5000/tools@sha256:0af");
        assertThat(String.valueOf(container.get("securityContext"))).contains("allowPrivilegeEscalation=false", "drop=[ALL]");
        assertThat(((Map<?, ?>) container.get("resources")).keySet()).isEqualTo(java.util.Set.of("requests", "limits"));
    }

    @Test
    void aQuotaIsOneLineAndCoverage() throws IOException {
        ProbeStub stub = new ProbeStub(ProbingTest::healthy)
                .refusing("pods \"netdx-probe-x\" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=10, limited: pods=10");
        Run run = run(stub, new ArrayList<>(), "diagnose", "--probe", "-q", "-o", "wide");

        assertThat(run.err().lines()).hasSize(2).allMatch(l -> l.startsWith("netdx: no probe on node worker-") && l.contains("exceeded quota: pods") && l.contains("--probe-namespace"));
        assertThat(run.out()).contains("Probe");
    }

    @Test
    void anImageThatNeverComesEndsTheWaiting() throws IOException {
        ProbeStub stub = new ProbeStub(ProbingTest::healthy).staying("{\"phase\": \"Pending\", \"containerStatuses\": [{\"name\": \"probe\", \"state\": {\"waiting\": {\"reason\": \"ImagePullBackOff\","
                + " \"message\": \"Back-off pulling image \\\"registry.k8s.io/e2e-test-images/agnhost:2.39\\\"\"}}}]}");
        Run run = run(stub, new ArrayList<>(), "diagnose", "--probe", "-q");

        assertThat(run.err()).contains("0 of ", "the pod does not start (ImagePullBackOff Back-off pulling image", "--probe-image");
        assertThat(stub.created).hasSize(2);
        assertThat(stub.pods).isEmpty();
    }

    @Test
    void aPodThatStaysPendingIsGivenUp() throws IOException {
        ProbeStub stub = new ProbeStub(ProbingTest::healthy).staying("{\"phase\": \"Pending\"}");
        Run run = run(stub, new ArrayList<>(), "diagnose", "--probe", "-q", "--probe-start", "2s");

        assertThat(run.err()).contains("the pod did not start within 2 s");
        assertThat(stub.pods).isEmpty();
    }

    @Test
    void theTimeoutOfTheRunDeletesThePods() throws IOException {
        ProbeStub stub = new ProbeStub(ProbingTest::healthy).staying("{\"phase\": \"Running\"}");
        Run run = run(stub, new ArrayList<>(), "diagnose", "--probe", "-q", "--timeout", "4s");

        assertThat(run.err()).contains("tests ended: not read within --timeout");
        assertThat(stub.created).hasSize(2);
        assertThat(stub.pods).isEmpty();
    }

    @Test
    void whatEndedCountsWhereTheRestDidNot() throws IOException {
        ProbeStub stub = new ProbeStub(c -> c.startsWith("dig ") ? null : astray(c));
        Run run = run(stub, new ArrayList<>(), "diagnose", "--probe", "-q", "-o", "json");

        assertThat(run.err()).contains("of the probe on node worker-1 ").contains("its log is not whole");
        assertThat(run.out()).contains("tests ended").contains("netdx-probe-");
    }

    @Test
    void hostileOutputProvesNothing() throws IOException {
        ProbeStub stub = new ProbeStub(c -> "@abc 3 end 0\n$ kubectl get pods\n\u001b[2Jkind: Secret\n{\"apiVersion\": \"v1\", \"kind\": \"Node\"}\n\"}, \"x\": \"" + "Z".repeat(9000));
        Run run = run(stub, new ArrayList<>(), "diagnose", "--probe", "-o", "json");

        assertThat(run.out()).contains("\"diagnoses\": []").doesNotContain("ZZZZ", "\u001b");
        assertThat(run.err()).doesNotContain("\u001b", "ZZZZ");
        assertThat(stub.pods).isEmpty();
    }

    @Test
    void cleansWhatIsItsOwnAndOver() throws IOException {
        ProbeStub stub = new ProbeStub(ProbingTest::healthy);
        stub.pods.put("netdx-probe-a-0", pod("netdx-probe-a-0", "netdx-probe", "2020-01-01T00:00:00Z"));
        stub.pods.put("netdx-probe-b-0", pod("netdx-probe-b-0", "netdx-probe", "2999-01-01T00:00:00Z"));
        stub.pods.put("db-0", pod("db-0", "Helm", "2020-01-01T00:00:00Z"));
        stub.pods.put("netdx-probe-c-0", pod("../../nodes/worker-1", "netdx-probe", "2020-01-01T00:00:00Z"));

        Run run = run(stub, new ArrayList<>(), "probe", "clean");
        assertThat(run.out()).isEqualTo("default/netdx-probe-a-0 deleted\ndefault/netdx-probe-b-0 may still be in use; --all deletes it too\n");
        assertThat(stub.pods).containsOnlyKeys("netdx-probe-b-0", "db-0", "netdx-probe-c-0");
        List<String> requests = new ArrayList<>();
        run(stub, requests, "probe", "clean", "--all");
        assertThat(stub.pods).containsOnlyKeys("db-0", "netdx-probe-c-0");
        assertThat(requests).anyMatch(r -> r.startsWith("GET /api/v1/pods?labelSelector=app.kubernetes.io%2Fmanaged-by%3Dnetdx-probe"));
    }

    /** The pods themselves say whose they are and until when, so that any later run can clean up after one that ended badly. */
    @Test
    void whatACrashLeftIsCleanedLater() throws IOException {
        ProbeStub stub = new ProbeStub(ProbingTest::healthy).crashing();
        Run crashed = run(stub, new ArrayList<>(), "diagnose", "--probe", "-q");
        assertThat(crashed.err().lines()).hasSize(2).allMatch(line -> line.matches("netdx: pod default/netdx-probe-\\S+ was not deleted \\(.*\\); its node ends it at its deadline, netdx probe clean deletes it"));
        assertThat(stub.pods).hasSize(2).allSatisfy((name, pod) -> {
            assertThat((Integer) ((Map<?, ?>) pod.get("spec")).get("activeDeadlineSeconds")).isPositive();
            Map<?, ?> annotations = (Map<?, ?>) ((Map<?, ?>) pod.get("metadata")).get("annotations");
            assertThat(java.time.Instant.parse(String.valueOf(annotations.get("netdx.io/expires")))).isAfter(java.time.Instant.now());
        });
        stub.recovers();
        assertThat(run(stub, new ArrayList<>(), "probe", "clean").out().lines()).hasSize(2).allMatch(line -> line.endsWith(" may still be in use; --all deletes it too"));
        assertThat(run(stub, new ArrayList<>(), "probe", "clean", "--all").out().lines()).hasSize(2).allMatch(line -> line.endsWith(" deleted"));
        assertThat(stub.pods).isEmpty();
    }

    private static Map<String, Object> pod(String name, String owner, String expires) {
        return Map.of("metadata", Map.of("name", name, "namespace", "default", "labels", Map.of("app.kubernetes.io/managed-by", owner), "annotations", Map.of("netdx.io/expires", expires)));
    }

    @Test
    void mistakesAreUsage() {
        assertThat(Run.of("diagnose", "--probe", "-f", "facts/healthy/quiet.yaml")).extracting(Run::status).isEqualTo(Main.USAGE);
        assertThat(Run.of("diagnose", "--probe", "svc/cart").err()).contains("--probe stands alone or as --probe=plan");
        assertThat(Run.of("diagnose", "--probe=plan", "--probe-image", "a;b").err()).contains("--probe-image is no name of an image");
        assertThat(Run.of("diagnose", "--probe=plan", "--probe-namespace", "../x").err()).contains("--probe-namespace is no name of a namespace");
        assertThat(Run.of("probe").status()).isEqualTo(Main.USAGE);
    }
}
