package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.netdx.knowledge.Claim;
import io.netdx.knowledge.Knowledge;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code netdx advise}, as a user runs it: on a snapshot, on figures, on both, and with mistakes. */
class AdviseCommandTest {

    private static final List<String> TOPICS = List.of("cni", "upgrade", "capacity", "dns", "mesh", "tools", "hygiene");
    private static final String CLUSTER = "facts/healthy/quiet.yaml";

    @TempDir
    Path folder;

    /** The judgements alone, each on one line. */
    private static String points(String... args) {
        Run run = Run.of(args);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        String out = run.out();
        return out.substring(0, out.indexOf("\n\n", out.indexOf("\n\n") + 2)).replace("\\\n", "\n").replaceAll("\n {11}", " ").replaceAll(" +", " ");
    }

    private String snapshot(String... documents) throws IOException {
        return Files.writeString(folder.resolve("cluster.yaml"), "apiVersion: v1\nkind: List\nmetadata: {}\nitems:\n- " + String.join("\n- ", documents) + "\n").toString();
    }

    @Test
    void everyTopicInEveryFormatFitsTheScreenAndTheSchema() throws IOException {
        Schema schema;
        try (InputStream in = getClass().getResourceAsStream("/io/netdx/report/advice.schema.json")) {
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        }
        for (String topic : TOPICS) {
            Run text = Run.of("advise", topic, "-f", CLUSTER);
            assertThat(text.status()).as(topic).isZero();
            assertThat(text.out().lines()).as(topic).filteredOn(l -> !l.contains("https://") && !l.contains("-p '[") && !l.startsWith("spec:") && !l.contains("namespaceSelector:"))
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
            assertThat(schema.validate(Run.of("advise", topic, "-f", CLUSTER, "-o", "json").out(), InputFormat.JSON)).as(topic).isEmpty();
            assertThat(schema.validate(Run.of("advise", topic, "--from", "1.24", "--growth", "5%", "-o", "json").out(), InputFormat.JSON)).as(topic).isEmpty();
            assertThat(Run.of("advise", topic, "-f", CLUSTER, "-o", "yaml").out()).as(topic).startsWith("apiVersion: netdx/v1\nkind: Advice\ntopic: " + topic);
        }
    }

    /** Whatever of the document stands in a table or a procedure with a topic reaches the reader, both sides of it. */
    @Test
    void topicsShowTheClaimsOfTheirTables() {
        Knowledge knowledge = Knowledge.load();
        for (String topic : TOPICS) {
            String json = Run.of("advise", topic, "--from", "1.24", "-o", "json").out();
            knowledge.tables().values().stream().filter(t -> t.topic().filter(x -> x.label().equals(topic)).isPresent()).flatMap(t -> t.rows().stream())
                    .flatMap(r -> r.claims().stream()).forEach(id -> {
                        Claim claim = knowledge.claim(id).orElseThrow();
                        assertThat(json).as(id).contains("\"id\": \"" + id + "\"").contains(claim.verdict().label());
                    });
        }
        assertThat(Run.of("advise", "cni").out().replaceAll("\\s+", " ")).contains("your document Flannel serves 100 to 200 nodes, then BGP becomes unstable [C087, contradicted] "
                + "upstream Flannel has no BGP;");
    }

    @Test
    void sizeOfThePlugin() {
        assertThat(points("advise", "cni", "--nodes", "800", "--policies", "60", "--plugin", "calico"))
                .contains("unknown calico: whether 800 nodes form a full BGP mesh was not seen; beyond 100", "whether Typha runs was not seen", "[C088, partly]",
                        "note 60 policies; your document says of 50+: needs automation and tests");
        assertThat(points("advise", "cni", "--nodes", "80", "--plugin", "calico")).contains("ok calico: 80 nodes are fine for a full BGP mesh");
        assertThat(points("advise", "cni", "--nodes", "300", "--plugin", "flannel")).contains("note flannel: 300 nodes are beyond your document's limit, whose reason does not hold")
                .contains("[C087, contradicted]").doesNotContain("WARN");
        assertThat(points("advise", "cni", "--nodes", "300", "--plugin", "flannel", "--pod-cidr", "10.244.0.0/16"))
                .contains("WARN flannel: 300 nodes need a range each, and the pod range has 256");
        assertThat(points("advise", "cni", "--nodes", "150", "--plugin", "flannel")).contains("ok flannel: 150 nodes are within");
        assertThat(points("advise", "cni", "--nodes", "6000", "--pods", "60000", "--plugin", "cilium")).contains("WARN cilium: 6,000 nodes", "WARN 6,000 nodes are more than the 5,000",
                "60,000 pods alone are no reason to choose Cilium", "[C035, contradicted]");
        assertThat(points("advise", "cni", "--nodes", "5", "--plugin", "weave")).contains("your document does not speak of weave");
        assertThat(points("advise", "cni", "--policies", "120")).contains("WARN 120 policies; your document says of 100+: conflicts cannot be debugged");
    }

    @Test
    void calicoOfASnapshotIsLookedAt() throws IOException {
        String mesh = "{apiVersion: projectcalico.org/v3, kind: BGPConfiguration, metadata: {name: default}, spec: {nodeToNodeMeshEnabled: true}}";
        String typha = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: calico-typha, namespace: calico-system}, spec: {replicas: 3}}";
        assertThat(points("advise", "cni", "--plugin", "calico", "--nodes", "200", "-f", snapshot(mesh, typha)))
                .contains("WARN calico: 200 nodes in a full BGP mesh; beyond 100 use route reflectors", "ok calico: Typha runs with 3 replicas");
        assertThat(points("advise", "cni", "--plugin", "calico", "--nodes", "200", "-f", snapshot(mesh.replace("true", "false"), typha.replace("3}", "0}"))))
                .contains("ok calico: 200 nodes without a full BGP mesh", "WARN calico: 200 nodes without Typha");
    }

    @Test
    void migrationsHaveTheirEffortAndTheirConditions() throws IOException {
        assertThat(points("advise", "cni", "--from", "flannel", "--to", "calico", "--nodes", "20")).contains("note flannel to calico: live migration; 2-4 weeks of planning and 1 week of work",
                "[C107, contradicted]", "unknown flannel's backend was not seen");
        assertThat(points("advise", "cni", "--from", "calico", "--to", "cilium", "--policies", "7")).contains("calico to cilium: node by node", "WARN policies are not enforced while nodes move, and there are 7");
        assertThat(points("advise", "cni", "--from", "weave", "--to", "calico")).contains("weave to calico: no general guide");
        String conf = "{apiVersion: v1, kind: ConfigMap, metadata: {name: kube-flannel-cfg, namespace: kube-flannel}, data: {net-conf.json: '{\"Network\": \"10.244.0.0/16\", \"Backend\": {\"Type\": \"BACKEND\"}}'}}";
        assertThat(points("advise", "cni", "--from", "flannel", "--to", "calico", "-f", snapshot(conf.replace("BACKEND", "vxlan")))).contains("ok flannel's backend is VXLAN");
        assertThat(points("advise", "cni", "--from", "flannel", "--to", "calico", "-f", snapshot(conf.replace("BACKEND", "host-gw")))).contains("WARN flannel's backend is not VXLAN");
    }

    @Test
    void upgradesShowWhatReallyChanges() {
        String points = points("advise", "upgrade", "--from", "1.24", "--to", "v1.26.4");
        assertThat(points).contains("1.24 to 1.26 is 2 upgrades", "note 1.25: no change of a CNI timeout, other than your document says", "[C045, contradicted]",
                "1.26: no change of policy evaluation, other than your document says", "unknown 1.25: PodSecurityPolicy is gone", "unknown 1.26: kube-proxy no longer falls back")
                .doesNotContain("1.24: dockershim", "1.27:");
        assertThat(points("advise", "upgrade", "--from", "1.35", "--to", "1.40")).contains("what versions after 1.37 change is not in the table");
        assertThat(points("advise", "upgrade", "-f", CLUSTER)).contains("knows of nothing between 1.33 and 1.34");
    }

    @Test
    void theSameFiguresServeEveryTopic() {
        for (String topic : TOPICS) {
            assertThat(points("advise", topic, "--nodes", "800", "--policies", "60", "--pods", "9000", "--services", "700", "--from", "1.24", "--to", "1.26", "--growth", "3%")).as(topic).isNotEmpty();
        }
        assertThat(points("advise", "cni", "--nodes", "800", "--policies", "60", "--from", "1.24", "--to", "1.26")).contains("WARN flannel: 800 nodes".replace("WARN", "note"),
                "what Kubernetes 1.26 changes: netdx advise upgrade").doesNotContain("1.24 to");
    }

    @Test
    void upgradesLookAtTheCluster() throws IOException {
        String node = "{apiVersion: v1, kind: Node, metadata: {name: old-1}, spec: {}, status: {nodeInfo: {kubeletVersion: v1.22.9, containerRuntimeVersion: 'docker://20.10', kernelVersion: 5.4.0-1}}}";
        String proxy = "{apiVersion: v1, kind: ConfigMap, metadata: {name: kube-proxy, namespace: kube-system}, data: {config.conf: \"kind: KubeProxyConfiguration\\nmode: ipvs\\n\"}}";
        String policy = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: range, namespace: shop}, spec: {podSelector: {}, ingress: [{ports: [{port: 8000, endPort: 8100}]}]}}";
        String points = points("advise", "upgrade", "--from", "1.23", "--to", "1.31", "-f", snapshot(node, proxy, policy));
        assertThat(points).contains("WARN 1.24: dockershim and the kubelet's CNI flags are gone; here: docker is the runtime of old-1",
                "WARN 1.26: kube-proxy no longer falls back from ipvs to iptables; here: kube-proxy's mode is ipvs",
                "ok 1.26: kube-proxy's mode userspace is gone; not here: kube-proxy's mode is ipvs",
                "note 1.25: endPort of policies is stable; a plugin that does not know it ignores the range; here: endPort is used by shop/range",
                "note 1.31: mode nftables needs kernel 5.13 and nft 1.0.1; here: older kernels on old-1",
                "WARN kubelets would be more than 3 minor versions behind: old-1");
    }

    @Test
    void capacityForecasts() {
        assertThat(points("advise", "capacity", "--pod-cidr", "10.0.0.0/24", "--pods", "120", "--peak", "500", "--growth", "5%"))
                .contains("WARN this /24 holds 253 pods, the autoscaler may ask for 500", "note the pod range 10.0.0.0/24 holds 253 pods, 120 are there; at a growth of 5% full in 15 weeks");
        assertThat(points("advise", "capacity", "--pod-cidr", "10.244.0.0/16", "--nodes", "300", "--pods", "20000", "--growth", "1000"))
                .contains("WARN the pod range 10.244.0.0/16 has ranges for 256 nodes, and there are 300: the others get none",
                        "WARN the pod range 10.244.0.0/16 holds 28,160 pods, 20,000 are there; at a growth of 1000 full in 8 weeks");
        assertThat(points("advise", "capacity", "--pod-cidr", "10.0.0.0/8", "--pods", "1")).contains("is a default that meets most networks of companies and clouds");
        assertThat(points("advise", "capacity", "--pod-cidr", "10.1.0.0/24", "--pods", "253")).contains("ok the pod range 10.1.0.0/24 holds 253 pods");
        assertThat(points("advise", "capacity", "--pod-cidr", "10.1.0.0/24", "--pods", "254")).contains("WARN the pod range 10.1.0.0/24 holds 253 pods");
        assertThat(points("advise", "capacity")).contains("unknown the cluster's pod range was not seen", "unknown not all pods were collected").doesNotContain("WARN", " ok ");
    }

    @Test
    void autoscalersOfTheSnapshotAreCounted() throws IOException {
        String scaler = "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web, namespace: shop}, spec: {maxReplicas: 500, scaleTargetRef: {kind: Deployment, name: web}}, status: {currentReplicas: 4}}";
        String web = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {replicas: 10}}";
        assertThat(points("advise", "capacity", "--pod-cidr", "10.1.0.0/24", "--pods", "20", "-f", snapshot(scaler))).contains("this /24 holds 253 pods, the autoscaler may ask for 516");
        assertThat(points("advise", "capacity", "--pod-cidr", "10.1.0.0/24", "--pods", "20", "-f", snapshot(scaler, web))).contains("the autoscaler may ask for 510");
        assertThat(points("advise", "capacity", "--pod-cidr", "10.1.0.0/24", "--pods", "20", "-f", snapshot(web))).contains("unknown what autoscalers may ask for was not seen");
    }

    @Test
    void smallRangesOfNodesAreFound() throws IOException {
        String node = "{apiVersion: v1, kind: Node, metadata: {name: worker-1}, spec: {podCIDR: 10.1.1.0/26}, status: {capacity: {pods: '110'}}}";
        assertThat(points("advise", "capacity", "-f", snapshot(node))).contains("WARN the range 10.1.1.0/26 of Node worker-1 holds 61 pods, and the kubelet may ask for 110");
    }

    @Test
    void dnsIsSizedByLimitsObjectsAndRate() throws IOException {
        String dns = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: coredns, namespace: kube-system}, spec: {replicas: 2, template: {metadata: {labels: {k8s-app: kube-dns}}, spec: {containers: [{name: coredns, image: coredns, resources: RESOURCES}]}}}}";
        String limited = points("advise", "dns", "--pods", "150000", "--services", "10000", "--nodes", "100", "--qps", "5000", "-f", snapshot(dns.replace("RESOURCES", "{limits: {cpu: 100m, memory: 170Mi}}")));
        assertThat(limited).contains("WARN Deployment kube-system/coredns has a CPU limit of 100m: it is throttled from about 1,774 lookups", "353 of outside names",
                "kubectl patch deployment coredns -n kube-system --type=json -p '[{\"op\":\"remove\",\"path\":\"/spec/template/spec/containers/0/resources/limits/cpu\"}]'",
                "WARN 160,000 pods and Services need 214 MB a replica; Deployment kube-system/coredns may use 178 MB",
                "5,000 lookups a second need 3 replicas at the limit of 100m, or 15 if all names are outside ones",
                "note for 100 nodes upstream's autoscaler runs 7 replicas, Deployment kube-system/coredns has 2");
        assertThat(points("advise", "dns", "-f", snapshot(dns.replace("RESOURCES", "{limits: {memory: 170Mi}}"))))
                .contains("ok Deployment kube-system/coredns has no CPU limit, as upstream sets none", "[C017, contradicted]");
        assertThat(points("advise", "dns", "-f", "facts/healthy/monitored.yaml")).contains("note monitoring counted 2 lookups a second at 2 servers, on average since they started;",
                "54 % of the names asked for do not exist", "87 % of the lookups are answered out of the cache", "2 lookups a second need 1 replica");
        assertThat(points("advise", "dns", "--qps", "20000")).contains("20,000 lookups a second need 1 replica with two processors each, or 3 if", "unknown the DNS servers were not seen");
    }

    @Test
    void meshesCost() throws IOException {
        assertThat(points("advise", "mesh", "--pods", "500")).contains("a sidecar for each of 500 pods takes 100 GB by your document, 30 GB by upstream's figure", "[C041, partly]", "plan 3-6 months");
        String pod = "{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop}, spec: {containers: [{name: web}, {name: istio-proxy}]}, status: {phase: Running}}";
        assertThat(points("advise", "mesh", "-f", snapshot(pod))).contains("1 pod of 1 have a sidecar of Istio");
        assertThat(points("advise", "mesh", "-f", CLUSTER)).contains("ok there is no mesh");
        assertThat(points("advise", "mesh", "-f", snapshot("{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {}}"))).contains("unknown whether there is a mesh");
    }

    @Test
    void toolsFitTheProblemAndThePlugin() {
        assertThat(points("advise", "tools", "--problem", "policy", "--plugin", "calico")).contains("for policy: calicoctl (excellent, 5 min)").doesNotContain("for dns", "cilium-monitor");
        assertThat(points("advise", "tools", "--problem", "policy", "--plugin", "flannel")).doesNotContain("calicoctl");
        assertThat(points("advise", "tools", "--problem", "policy")).contains("calicoctl (excellent, 5 min, only with calico)");
        assertThat(points("advise", "tools", "--problem", "dns")).contains("for dns: netshoot (excellent, 2 min), then kubectl-logs (good, 30 s)");
        String out = Run.of("advise", "tools").out();
        assertThat(out.indexOf("kubectl delete networkpolicies --all")).isPositive();
        assertThat(out.substring(out.indexOf("A POLICY CUT"))).containsSubsequence("(1 min) [C114]", "DANGER", "narrower", "backup", "undo", "(2 min) [C115]", "(15 min) [C116]");
    }

    @Test
    void proceduresAreWrittenForTheNamesThatAreKnown() throws IOException {
        String agent = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: kube-flannel-ds, namespace: kube-flannel}, spec: {}}";
        String out = Run.of("advise", "tools", "-n", "shop", "-f", snapshot(agent)).out();
        assertThat(out).contains("kubectl get networkpolicy -n shop -o yaml > \\\n", "policies-shop.yaml", "kubectl apply -n shop -f -",
                "kubectl rollout restart ds/kube-flannel-ds -n kube-flannel").doesNotContain("AGENT", "-n NAMESPACE -o yaml");
        assertThat(Run.of("advise", "tools", "-n", "shop").out()).contains("ds/AGENT -n \\\n", "AGENT-NAMESPACE").doesNotContain("AGENT-shop");
        assertThat(points("advise", "tools", "-n", "shop", "-f", CLUSTER)).contains("ok namespace shop has no NetworkPolicy: deleting policies there opens nothing", "[C114, partly]");
        assertThat(points("advise", "tools", "-n", "data", "-f", "facts/cases/policy/default-deny-ingress/positive.yaml")).contains("namespace data has 1 policy: ", "netdx trace names");
        assertThat(points("advise", "tools", "-n", "shop", "-f", snapshot(agent))).contains("unknown which policies namespace shop has was not collected");
        assertThat(Run.of("advise", "tools", "-n", "$(id)").err()).contains("--namespace is a name of lower-case letters");
    }

    @Test
    void versionOfFlannelIsWeighedByWhatUpstreamSays() throws IOException {
        String flannel = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: kube-flannel-ds, namespace: kube-flannel}, spec: {template: {spec: {containers: [{name: f, image: 'quay.io/coreos/flannel:VERSION'}]}}}}";
        assertThat(points("advise", "cni", "-f", snapshot(flannel.replace("VERSION", "v0.15.1")))).contains("note flannel 0.15.1 is the release that your document warns of", "[C048, contradicted]");
        assertThat(points("advise", "cni", "-f", snapshot(flannel.replace("VERSION", "v0.14.0")))).contains("WARN flannel 0.14.0 loses pod traffic after a reboot");
        assertThat(points("advise", "cni", "-f", snapshot(flannel.replace("VERSION", "v0.26.1")))).doesNotContain("flannel 0.");
    }

    @Test
    void policiesThatDenyAreNamedApart() throws IOException {
        String calico = "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: deny-metadata}, spec: {selector: all(), egress: [{action: Deny}]}}";
        assertThat(points("advise", "capacity", "--policies", "20", "-f", snapshot(calico))).contains("note 1 policy of Calico, Cilium or administrators can deny");
        assertThat(points("advise", "capacity", "--policies", "20", "-f", CLUSTER)).doesNotContain("can deny");
    }

    @Test
    void mistakesAreOneLineWithANextStep() {
        for (String[] row : new String[][] {{"TOPIC", "advise"}, {"did you mean capacity?", "advise", "capcity"}, {"choose cni, upgrade", "advise", "weather"},
                {"--nodes is a number from 1", "advise", "cni", "--nodes", "0"}, {"--policies is a number", "advise", "cni", "--policies", "-3"}, {"nodes", "advise", "cni", "--nodes", "many"},
                {"--growth is 5% or 40", "advise", "capacity", "--growth", "fast"}, {"--pod-cidr is an IPv4 range", "advise", "capacity", "--pod-cidr", "10.0.0.0/40"},
                {"--pod-cidr is an IPv4 range", "advise", "capacity", "--pod-cidr", "fd00::/64"}, {"give --from 1.24", "advise", "upgrade"},
                {"an upgrade goes forward", "advise", "upgrade", "--from", "1.26", "--to", "1.24"}, {"--to is a version", "advise", "upgrade", "--from", "1.26", "--to", "newest"},
                {"did you mean cilium?", "advise", "cni", "--plugin", "clium"}, {"did you mean calico?", "advise", "cni", "--to", "calcio"}, {"name another", "advise", "cni", "--from", "calico", "--to", "calico"}, {"--problem is connectivity", "advise", "tools", "--problem", "weather"},
                {"choose text, json or yaml", "advise", "cni", "-o", "pdf"}}) {
            Run run = Run.of(java.util.Arrays.copyOfRange(row, 1, row.length));
            assertThat(run.status()).as(String.join(" ", row)).isEqualTo(2);
            assertThat(run.err().strip().lines()).as(String.join(" ", row)).singleElement().asString().contains(row[0]);
            assertThat(run.out()).isEmpty();
        }
        assertThat(Run.of("advise", "cni", "-f", "no-such-file.yaml").status()).isEqualTo(3);
        assertThat(Run.of("advise", "\u001b[31mcni").err()).doesNotContain("\u001b");
        assertThat(Run.of("advise", "cni", "--plugin", "\u001b[31mcalico", "--nodes", "5").out()).doesNotContain("\u001b");
    }

    /** Names of a cluster may hold anything: no escape reaches the terminal, and nothing that a shell would run reaches a command. */
    @Test
    void hostileNamesStayHarmless() throws IOException {
        String hostile = "\"a\\e[31m; rm -rf $(id)\\u202e\\n  WARN injected\"";
        String dns = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: HOSTILE, namespace: kube-system}, spec: {template: {metadata: {labels: {k8s-app: kube-dns}}, spec: {containers: [{name: c, resources: {limits: {cpu: 100m}}}]}}}}";
        String policy = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: HOSTILE}, spec: {podSelector: {}, ingress: [{ports: [{port: 1, endPort: 2}]}]}}";
        String node = "{apiVersion: v1, kind: Node, metadata: {name: HOSTILE}, spec: {podCIDR: 10.1.1.0/26}, status: {capacity: {pods: '110'}, nodeInfo: {containerRuntimeVersion: 'docker://1', kubeletVersion: HOSTILE}}}";
        String agent = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: calico-node, namespace: HOSTILE}, spec: {}}";
        String file = snapshot(dns.replace("HOSTILE", hostile), policy.replace("HOSTILE", hostile), node.replace("HOSTILE", hostile), agent.replace("HOSTILE", hostile));
        for (String topic : TOPICS) {
            for (String format : List.of("text", "json", "yaml")) {
                Run run = Run.of("advise", topic, "--from", topic.equals("upgrade") ? "1.23" : "flannel", "--to", topic.equals("upgrade") ? "1.31" : "calico", "-o", format, "-f", file);
                assertThat(run.status()).as(topic).isZero();
                assertThat(run.out()).as(topic + " " + format).doesNotContain("\u001b", "\u202e", "\n  WARN injected");
                if (format.equals("json")) {
                    assertThat(run.out().lines().filter(l -> l.contains("\"command\": "))).as(topic).noneMatch(l -> l.contains("rm -rf"));
                }
            }
        }
        assertThat(Run.of("advise", "dns", "-f", file).out()).contains("rm -rf").doesNotContain("kubectl patch daemonset");
    }

    @Test
    void equalInputGivesIdenticalOutputInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            String first = Run.of("advise", "capacity", "--pods", "1500", "--pod-cidr", "10.0.0.0/12", "--growth", "2.5%/month", "-f", CLUSTER).out();
            assertThat(first).contains("1,500");
            for (String tag : new String[] {"tr-TR", "ar-EG", "de-DE"}) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(Run.of("advise", "capacity", "--pods", "1500", "--pod-cidr", "10.0.0.0/12", "--growth", "2.5%/month", "-f", CLUSTER).out()).isEqualTo(first);
                assertThat(Run.of("advise", "capacity", "--pods", "1500", "--pod-cidr", "10.0.0.0/12", "--growth", "2.5%/month", "-f", CLUSTER, "-o", "json").out())
                        .doesNotContain("\u0661");
            }
        } finally {
            Locale.setDefault(before);
        }
    }
}
