package io.netdx.model.path;

import static io.netdx.model.path.Lab.hop;
import static io.netdx.model.path.Lab.ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.ObjectRef;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a pod's resolver does with a name, and what the cluster's DNS answers. */
class NamePathTest {

    private static final String CART = "{clusterIP: 10.96.10.2, selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8080}]}";
    private static final String KUBERNETES = "kubernetes cluster.local in-addr.arpa ip6.arpa {\n pods verified\n}\n";

    private static Lab with(String corefile) {
        return Lab.bare().dns().corefile(corefile).pod("shop", "frontend-1", "worker-1", "10.244.1.10", "app: frontend", "")
                .pod("shop", "cart-1", "worker-1", "10.244.1.20", "app: cart", "{name: http, containerPort: 8080}").service("shop", "cart", CART)
                .slice("shop", "cart", "IPv4", "{name: http, port: 8080, protocol: TCP}", ready("10.244.1.20", "worker-1"));
    }

    private static Lab lab() {
        return with(".:53 {\n" + KUBERNETES + "forward . 9.9.9.9\n}\n");
    }

    private static ResolverConfig resolver(Lab lab, String pod) {
        Side client = Side.of(lab.cluster().find(io.netdx.fact.Pod.class, ObjectRef.of("Pod", "shop", pod)).orElseThrow());
        return new Resolvers(lab.cluster(), lab.cluster().service("kube-system", "kube-dns")).of(client);
    }

    private static Answer answer(String corefile, String name) {
        Lab lab = with(corefile);
        return new Zones(Corefile.of(lab.cluster()).orElseThrow(), lab.cluster(), java.util.Set.of("10.96.0.10", "10.244.1.2")).answer(name);
    }

    @Test
    void shortNamesGoThroughTheSearchListFirst() {
        assertThat(resolver(lab(), "frontend-1").queries("cart")).containsExactly("cart.shop.svc.cluster.local.", "cart.svc.cluster.local.",
                "cart.cluster.local.", "cart.");
        assertThat(resolver(lab(), "frontend-1").queries("payments.example.com")).as("two dots are fewer than ndots 5").containsExactly(
                "payments.example.com.shop.svc.cluster.local.", "payments.example.com.svc.cluster.local.", "payments.example.com.cluster.local.", "payments.example.com.");
        assertThat(resolver(lab(), "frontend-1").queries("payments.example.com.")).as("a final dot ends it").containsExactly("payments.example.com.");
    }

    @Test
    void ndotsAndSearchesOfDnsConfigChangeTheOrder() {
        Lab lab = lab().pod("shop", "batch-1", "worker-1", "podIPs: [{ip: 10.244.1.11}]", "app: batch", "",
                "dnsConfig: {nameservers: [10.0.0.53], searches: [corp.example], options: [{name: ndots, value: '2'}]}", true);
        ResolverConfig config = resolver(lab, "batch-1");
        assertThat(config.nameservers()).containsExactly("10.96.0.10", "10.0.0.53");
        assertThat(config.queries("payments.example.com")).containsExactly("payments.example.com.", "payments.example.com.shop.svc.cluster.local.",
                "payments.example.com.svc.cluster.local.", "payments.example.com.cluster.local.", "payments.example.com.corp.example.");
    }

    @Test
    void kubeletAndNodeSayServerDomainAndFurtherSearchDomains() {
        Lab lab = lab().hostFile("worker-1", "kubelet-config.yaml", "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nclusterDNS: [169.254.20.10]\nclusterDomain: prod.example\n")
                .hostFile("worker-1", "resolv.conf", "search corp.example\nnameserver 192.168.10.1\n");
        ResolverConfig config = resolver(lab, "frontend-1");
        assertThat(config.nameservers()).containsExactly("169.254.20.10");
        assertThat(config.search()).containsExactly("shop.svc.prod.example", "svc.prod.example", "prod.example", "corp.example");
    }

    @Test
    void kubeletConfigurationOfKubeadmServesWhereNoNodeFileWasCollected() {
        Lab lab = lab().raw("apiVersion: v1\nkind: ConfigMap\nmetadata: {namespace: kube-system, name: kubelet-config}\ndata:\n  kubelet: |\n    apiVersion: kubelet.config.k8s.io/v1beta1\n"
                + "    clusterDNS:\n    - 10.96.0.10\n    clusterDomain: prod.example\n");
        assertThat(resolver(lab, "frontend-1").search()).contains("shop.svc.prod.example");
        assertThat(resolver(lab, "frontend-1").assumed()).isEmpty();
    }

    @Test
    void hostNetworkWithClusterFirstUsesTheNodesResolver() {
        Lab lab = lab().pod("shop", "agent-1", "worker-1", "podIPs: [{ip: 192.168.10.11}]", "app: agent", "", "hostNetwork: true", true)
                .pod("shop", "agent-2", "worker-1", "podIPs: [{ip: 192.168.10.11}]", "app: agent", "", "hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet", true)
                .hostFile("worker-1", "resolv.conf", "nameserver 192.168.10.1\n");
        assertThat(resolver(lab, "agent-1").nameservers()).containsExactly("192.168.10.1");
        assertThat(resolver(lab, "agent-1").queries("cart.shop")).containsExactly("cart.shop.");
        assertThat(resolver(lab, "agent-2").nameservers()).containsExactly("10.96.0.10");
    }

    @Test
    void dnsPolicyNoneKnowsOnlyItsOwnConfiguration() {
        Lab lab = lab().pod("shop", "own-1", "worker-1", "podIPs: [{ip: 10.244.1.12}]", "app: own", "", "dnsPolicy: None, dnsConfig: {nameservers: [1.1.1.1]}", true)
                .pod("shop", "own-2", "worker-1", "podIPs: [{ip: 10.244.1.13}]", "app: own", "", "dnsPolicy: None", true);
        assertThat(resolver(lab, "own-1").nameservers()).containsExactly("1.1.1.1");
        assertThat(resolver(lab, "own-1").search()).isEmpty();
        FlowTrace trace = lab.trace("shop/own-2", "cart.shop:80");
        assertThat(hop(trace, Stage.DNS).why()).contains("dnsConfig names no server");
    }

    @Test
    void hostAliasesComeBeforeEveryServer() {
        FlowTrace trace = lab().pod("shop", "alias-1", "worker-1", "podIPs: [{ip: 10.244.1.14}]", "app: alias", "", "hostAliases: [{ip: 10.244.1.20, hostnames: [payments.example.com]}]", true)
                .trace("shop/alias-1", "payments.example.com:8080");
        assertThat(hop(trace, Stage.DNS).why()).isEqualTo("payments.example.com is 10.244.1.20 by the pod's host aliases");
        assertThat(trace.paths().get(0).to()).contains(ObjectRef.of("Pod", "shop", "cart-1"));
    }

    @Test
    void nameWithoutServiceIsNxdomainWithTheOneThatWasMeant() {
        FlowTrace trace = lab().trace("shop/frontend-1", "card.shop.svc.cluster.local:80");
        assertThat(trace.verdict()).isEqualTo(Verdict.DENIED);
        assertThat(hop(trace, Stage.DNS).why()).isEqualTo("NXDOMAIN for card.shop.svc.cluster.local: there is no Service shop/card");
        assertThat(hop(trace, Stage.DNS).nearest()).isEqualTo("there is Service cart");
        assertThat(lab().trace("shop/frontend-1", "card:80").verdict()).isEqualTo(Verdict.DENIED);
    }

    @Test
    void servicesThatWereNotCollectedAreNotMissing() {
        FlowTrace trace = lab().collected("Node, Pod, EndpointSlice, Namespace, ConfigMap, NetworkPolicy").trace("shop/frontend-1", "orders.shop.svc.cluster.local:80");
        assertThat(trace.verdict()).isNotEqualTo(Verdict.DENIED);
    }

    @Test
    void serverWithoutReadyEndpointsIsATimeout() {
        FlowTrace trace = Lab.bare().service("kube-system", "kube-dns", "{clusterIP: 10.96.0.10, selector: {k8s-app: kube-dns}, ports: [{name: dns, port: 53, protocol: UDP}]}")
                .raw("apiVersion: apps/v1\nkind: Deployment\nmetadata: {namespace: kube-system, name: coredns}\nspec: {replicas: 0, selector: {matchLabels: {k8s-app: kube-dns}}, "
                        + "template: {metadata: {labels: {k8s-app: kube-dns}}, spec: {containers: [{name: coredns, image: example.com/coredns:1}]}}}\nstatus: {replicas: 0}")
                .slice("kube-system", "kube-dns", "IPv4", "{name: dns, port: 53, protocol: UDP}").pod("shop", "frontend-1", "worker-1", "10.244.1.10", "app: frontend", "")
                .service("shop", "cart", CART).trace("shop/frontend-1", "cart:80");
        assertThat(hop(trace, Stage.DNS).why()).startsWith("timeout: questions to Service kube-system/kube-dns at 10.96.0.10 fail at endpoint");
        assertThat(hop(trace, Stage.DNS).nearest()).isEqualTo("Deployment kube-system/coredns makes such pods, and is scaled to zero");
    }

    @Test
    void kubeletThatNamesAnAddressWithoutServiceIsATimeout() {
        FlowTrace trace = lab().hostFile("worker-1", "kubelet-config.yaml", "kind: KubeletConfiguration\nclusterDNS: [10.96.0.53]\n").trace("shop/frontend-1", "cart:80");
        assertThat(hop(trace, Stage.DNS).why()).isEqualTo("timeout: pods ask 10.96.0.53, and no Service has that address");
    }

    @Test
    void nodeLocalCacheAnswersOnItsNode() {
        Lab lab = lab().hostFile("worker-1", "kubelet-config.yaml", "kind: KubeletConfiguration\nclusterDNS: [169.254.20.10]\n");
        assertThat(lab.trace("shop/frontend-1", "cart:80").verdict()).as("no such pod on worker-1").isEqualTo(Verdict.DENIED);
        assertThat(lab.pod("kube-system", "node-local-dns-x7k2p", "worker-1", "192.168.10.11", "k8s-app: node-local-dns", "").trace("shop/frontend-1", "cart:80").verdict())
                .isEqualTo(Verdict.ALLOWED);
    }

    private static Lab cached() {
        return lab().hostFile("worker-1", "kubelet-config.yaml", "kind: KubeletConfiguration\nclusterDNS: [169.254.20.10]\n")
                .pod("kube-system", "node-local-dns-x7k2p", "worker-1", "podIPs: [{ip: 192.168.10.11}]", "k8s-app: node-local-dns", "", "hostNetwork: true", true);
    }

    @Test
    void nodeLocalCacheIsNoBetterThanItsUpstream() {
        Lab down = Lab.bare().service("kube-system", "kube-dns", "{clusterIP: 10.96.0.10, selector: {k8s-app: kube-dns}, ports: [{name: dns, port: 53, protocol: UDP, targetPort: 53}]}")
                .slice("kube-system", "kube-dns", "IPv4", "{name: dns, port: 53, protocol: UDP}").corefile(".:53 {\n" + KUBERNETES + "}\n")
                .pod("shop", "frontend-1", "worker-1", "10.244.1.10", "app: frontend", "").service("shop", "cart", CART)
                .hostFile("worker-1", "kubelet-config.yaml", "kind: KubeletConfiguration\nclusterDNS: [169.254.20.10]\n")
                .pod("kube-system", "node-local-dns-x7k2p", "worker-1", "podIPs: [{ip: 192.168.10.11}]", "k8s-app: node-local-dns", "", "hostNetwork: true", true);
        assertThat(hop(down.trace("shop/frontend-1", "cart:80"), Stage.DNS).why()).startsWith("timeout: the node-local cache node-local-dns-x7k2p cannot ask "
                + "Service kube-system/kube-dns: endpoint: ");
    }

    @Test
    void policyOfTheClientHoldsForTheNodeLocalCacheToo() {
        ObjectRef policy = ObjectRef.of("NetworkPolicy", "shop", "dns-pods-only");
        FlowTrace trace = cached().policies((flow, direction) -> direction == io.netdx.model.policy.Direction.EGRESS && flow.to().ips().contains("169.254.20.10")
                ? io.netdx.model.policy.Opinion.unknown(java.util.List.of(policy), "whether pods always reach their own node depends on the CNI")
                : io.netdx.model.policy.Opinion.NONE).trace("shop/frontend-1", "cart:80");
        assertThat(hop(trace, Stage.DNS).outcome()).isEqualTo(Hop.Outcome.UNKNOWN);
        assertThat(hop(trace, Stage.DNS).decidedBy()).containsExactly(policy);
        assertThat(trace.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void secondServerAnswersSlowly() {
        FlowTrace trace = lab().pod("shop", "batch-1", "worker-1", "podIPs: [{ip: 10.244.1.11}]", "app: batch", "",
                "dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.53, 10.96.0.10], searches: [shop.svc.cluster.local]}", true).trace("shop/batch-1", "cart:80");
        assertThat(hop(trace, Stage.DNS).why()).isEqualTo("slow lookups: only 10.96.0.10 answers, after 10.96.0.53 did not (timeout: pods ask 10.96.0.53, "
                + "and no Service has that address)");
        assertThat(trace.paths().get(0).address()).isEqualTo("10.244.1.20");
    }

    @Test
    void settingsOfTheKubernetesPluginChangeItsAnswers() {
        String kubernetes = ".:53 {\n kubernetes cluster.local {\n %s\n }\n}\n";
        assertThat(answer(kubernetes.formatted("namespaces data"), "cart.shop.svc.cluster.local.").kind()).isEqualTo(Answer.Kind.NXDOMAIN);
        assertThat(answer(kubernetes.formatted("namespaces data shop"), "cart.shop.svc.cluster.local.").addresses()).containsExactly("10.96.10.2");
        assertThat(answer(kubernetes.formatted("labels tier=front"), "cart.shop.svc.cluster.local.").kind()).isEqualTo(Answer.Kind.UNKNOWN);
        Lab empty = with(kubernetes.formatted("ignore empty_service")).service("shop", "till", CART.replace("10.96.10.2", "10.96.10.3"));
        Zones zones = new Zones(Corefile.of(empty.cluster()).orElseThrow(), empty.cluster(), java.util.Set.of());
        assertThat(zones.answer("till.shop.svc.cluster.local.").why()).isEqualTo("Service shop/till has no ready endpoint, and the Corefile ignores such Services");
        assertThat(zones.answer("cart.shop.svc.cluster.local.").addresses()).containsExactly("10.96.10.2");
        Lab named = with(kubernetes.formatted("endpoint_pod_names")).service("shop", "db", "{clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}")
                .slice("shop", "db", "IPv4", "{port: 5432}", "{addresses: [10.244.1.30], conditions: {ready: true}, targetRef: {kind: Pod, name: db-x1}}");
        assertThat(new Zones(Corefile.of(named.cluster()).orElseThrow(), named.cluster(), java.util.Set.of()).answer("db-x1.db.shop.svc.cluster.local.").addresses())
                .containsExactly("10.244.1.30");
    }

    @Test
    void policyThatBlocksTheQuestionFailsTheName() {
        FlowTrace trace = lab().policies((flow, direction) -> flow.port() == 53 && direction == io.netdx.model.policy.Direction.EGRESS
                ? io.netdx.model.policy.Opinion.deny(java.util.List.of(ObjectRef.of("NetworkPolicy", "shop", "restrict-egress")), Optional.empty())
                : io.netdx.model.policy.Opinion.NONE).trace("shop/frontend-1", "cart:80");
        assertThat(trace.obstacle().orElseThrow().stage()).isEqualTo(Stage.DNS);
        assertThat(hop(trace, Stage.DNS).decidedBy()).contains(ObjectRef.of("NetworkPolicy", "shop", "restrict-egress"));
    }

    @Test
    void headlessServiceAnswersWithReadyPodsAndTheirNames() {
        Lab lab = lab().service("data", "db", "{clusterIP: None, selector: {app: db}, ports: [{name: pg, port: 5432}]}").slice("data", "db", "IPv4", "{name: pg, port: 5432, protocol: TCP}",
                "{addresses: [10.244.1.30], conditions: {ready: true}, hostname: db-0, nodeName: worker-1}", "{addresses: [10.244.2.30], conditions: {ready: false}, hostname: db-1, nodeName: worker-2}");
        ServiceRecords records = new ServiceRecords(lab.cluster());
        assertThat(records.of("db.data.svc.cluster.local.", "cluster.local.", "disabled").addresses()).containsExactly("10.244.1.30");
        assertThat(records.of("db-0.db.data.svc.cluster.local.", "cluster.local.", "disabled").addresses()).containsExactly("10.244.1.30");
        Answer unready = records.of("db-1.db.data.svc.cluster.local.", "cluster.local.", "disabled");
        assertThat(unready.kind()).isEqualTo(Answer.Kind.NXDOMAIN);
        assertThat(unready.why()).isEqualTo("endpoint db-1 of Service data/db is not ready, so it has no record");
    }

    @Test
    void podRecordsFollowTheirMode() {
        ServiceRecords records = new ServiceRecords(lab().cluster());
        assertThat(records.of("10-244-1-20.shop.pod.cluster.local.", "cluster.local.", "verified").addresses()).containsExactly("10.244.1.20");
        assertThat(records.of("10-244-9-9.shop.pod.cluster.local.", "cluster.local.", "verified").kind()).isEqualTo(Answer.Kind.NXDOMAIN);
        assertThat(records.of("10-244-9-9.shop.pod.cluster.local.", "cluster.local.", "insecure").addresses()).containsExactly("10.244.9.9");
        assertThat(records.of("10-244-1-20.shop.pod.cluster.local.", "cluster.local.", "disabled").kind()).isEqualTo(Answer.Kind.NXDOMAIN);
    }

    @Test
    void namespaceExistsWithoutAddress() {
        ServiceRecords records = new ServiceRecords(lab().cluster());
        assertThat(records.of("shop.svc.cluster.local.", "cluster.local.", "disabled").kind()).isEqualTo(Answer.Kind.NODATA);
        assertThat(records.of("nowhere.svc.cluster.local.", "cluster.local.", "disabled").kind()).isEqualTo(Answer.Kind.NXDOMAIN);
    }

    @Test
    void theLongestZoneTakesTheName() {
        String corefile = ".:53 {\n" + KUBERNETES + "forward . 9.9.9.9\n}\ncorp.example:53 {\nforward . 10.0.0.53\n}\n";
        assertThat(answer(corefile, "git.corp.example.").why()).isEqualTo("it is forwarded to 10.0.0.53, beyond the snapshot");
        assertThat(answer(corefile, "www.example.").why()).isEqualTo("it is forwarded to 9.9.9.9, beyond the snapshot");
        assertThat(answer("cluster.local:53 {\n" + KUBERNETES + "}\n", "www.example.").kind()).isEqualTo(Answer.Kind.REFUSED);
    }

    @Test
    void rewritesActBeforeEverythingElse() {
        String exact = ".:53 {\n" + KUBERNETES + "rewrite name basket.example.com cart.shop.svc.cluster.local\n}\n";
        assertThat(answer(exact, "basket.example.com.").addresses()).containsExactly("10.96.10.2");
        String regex = ".:53 {\nrewrite stop {\nname regex (.*)\\.shop\\.corp {1}.shop.svc.cluster.local\nanswer auto\n}\n" + KUBERNETES + "}\n";
        assertThat(answer(regex, "cart.shop.corp.").addresses()).containsExactly("10.96.10.2");
        String suffix = ".:53 {\nrewrite name suffix .corp .svc.cluster.local\n" + KUBERNETES + "}\n";
        assertThat(answer(suffix, "cart.shop.corp.").addresses()).containsExactly("10.96.10.2");
    }

    @Test
    void regularExpressionThatRunsAwayIsUnknown() {
        String evil = ".:53 {\nrewrite name regex (a+)+(a+)+(a+)+(a+)+$ b.example\n" + KUBERNETES + "}\n";
        assertThat(answer(evil, "a".repeat(60) + ".example.").kind()).isEqualTo(Answer.Kind.UNKNOWN);
    }

    @Test
    void hostsAnswersOrFallsThrough() {
        String block = "hosts {\n10.0.0.7 git.corp.example\nfallthrough\n}\n";
        assertThat(answer(".:53 {\n" + block + KUBERNETES + "}\n", "git.corp.example.").addresses()).containsExactly("10.0.0.7");
        assertThat(answer(".:53 {\n" + block + KUBERNETES + "}\n", "cart.shop.svc.cluster.local.").addresses()).containsExactly("10.96.10.2");
        assertThat(answer(".:53 {\n" + block.replace("fallthrough\n", "") + KUBERNETES + "}\n", "cart.shop.svc.cluster.local.").kind()).isEqualTo(Answer.Kind.SERVFAIL);
    }

    @Test
    void templateAnswersBeforeKubernetes() {
        String denies = ".:53 {\ntemplate ANY ANY cluster.local {\nmatch \"^cart[.].*$\"\nrcode NXDOMAIN\nfallthrough\n}\n" + KUBERNETES + "}\n";
        assertThat(answer(denies, "cart.shop.svc.cluster.local.").kind()).isEqualTo(Answer.Kind.NXDOMAIN);
        assertThat(answer(denies, "kube-dns.kube-system.svc.cluster.local.").addresses()).containsExactly("10.96.0.10");
        assertThat(answer(denies.replace("fallthrough\n", ""), "kube-dns.kube-system.svc.cluster.local.").kind()).as("no match and no fallthrough").isEqualTo(Answer.Kind.NXDOMAIN);
    }

    @Test
    void forwardingToItselfIsALoop() {
        assertThat(answer(".:53 {\n" + KUBERNETES + "forward . 10.96.0.10\n}\n", "www.example.").why()).contains("a loop");
        assertThat(answer(".:53 {\n" + KUBERNETES + "forward . 127.0.0.53\n}\n", "www.example.").kind()).isEqualTo(Answer.Kind.SERVFAIL);
    }

    @Test
    void zoneWithoutAnyPluginForItIsAServerFailure() {
        assertThat(answer(".:53 {\n" + KUBERNETES + "}\n", "www.example.").kind()).isEqualTo(Answer.Kind.SERVFAIL);
    }

    @Test
    void snippetsAndCustomImportsStandInTheirPlaces() {
        Lab lab = with("(common) {\nforward . 9.9.9.9\n}\n.:53 {\n" + KUBERNETES + "import common\nimport custom/*.override\n}\nimport custom/*.server\n")
                .raw("apiVersion: v1\nkind: ConfigMap\nmetadata: {namespace: kube-system, name: coredns-custom}\ndata:\n  corp.server: |\n    corp.example:53 {\n      forward . 10.0.0.53\n    }\n"
                        + "  own.override: |\n    hosts {\n      10.0.0.7 git.example\n      fallthrough\n    }\n");
        Zones zones = new Zones(Corefile.of(lab.cluster()).orElseThrow(), lab.cluster(), java.util.Set.of());
        assertThat(zones.answer("wiki.corp.example.").why()).contains("10.0.0.53");
        assertThat(zones.answer("git.example.").addresses()).containsExactly("10.0.0.7");
        assertThat(zones.answer("www.example.").why()).contains("9.9.9.9");
    }

    @Test
    void withoutTheCorefileTheAnswerIsNotCertainButTheWayGoesOn() {
        Lab lab = Lab.bare().dns().pod("shop", "frontend-1", "worker-1", "10.244.1.10", "app: frontend", "").pod("shop", "cart-1", "worker-1", "10.244.1.20", "app: cart", "{containerPort: 8080}")
                .service("shop", "cart", CART).slice("shop", "cart", "IPv4", "{name: http, port: 8080, protocol: TCP}", ready("10.244.1.20", "worker-1"));
        FlowTrace trace = lab.trace("shop/frontend-1", "cart:80");
        assertThat(hop(trace, Stage.DNS).outcome()).isEqualTo(Hop.Outcome.UNKNOWN);
        assertThat(hop(trace, Stage.DNS).why()).startsWith("the Corefile was not collected");
        assertThat(trace.verdict()).isEqualTo(Verdict.ALLOWED);
    }
}
