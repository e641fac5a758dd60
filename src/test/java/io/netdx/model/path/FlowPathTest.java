package io.netdx.model.path;

import static io.netdx.model.path.Lab.hop;
import static io.netdx.model.path.Lab.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdx.fact.ObjectRef;
import io.netdx.model.policy.CniProfile;
import io.netdx.model.policy.Direction;
import io.netdx.model.policy.Layer;
import io.netdx.model.policy.Miss;
import io.netdx.model.policy.Opinion;
import io.netdx.model.policy.Peer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Policies, routes, nodes and listeners of a path, and FROM and TO in all their forms. */
class FlowPathTest {

    private static final ObjectRef LOCK = ObjectRef.of("NetworkPolicy", "shop", "cart-lock");
    /** Admits only port 80 into cart: the port of the Service, not of the pods. */
    private static final Layer NAMES_SERVICE_PORT = (flow, direction) -> direction == Direction.INGRESS && flow.to() instanceof Peer.OfPod p
            && "cart".equals(p.labels().get("app")) ? flow.port() == 80 ? Opinion.allow(List.of(LOCK))
            : Opinion.deny(List.of(LOCK), Optional.of(new Miss(LOCK, "port", "the peer matches but the port does not", 3))) : Opinion.NONE;

    private static Lab lab() {
        return Lab.usual().pod("shop", "frontend-1", "worker-1", "10.244.1.10", "app: frontend", "")
                .pod("shop", "cart-1", "worker-1", "10.244.1.20", "app: cart", "{name: http, containerPort: 8080}")
                .pod("shop", "cart-2", "worker-2", "10.244.2.20", "app: cart", "{name: http, containerPort: 8080}")
                .service("shop", "cart", "{clusterIP: 10.96.10.2, selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8080}]}")
                .slice("shop", "cart", "IPv4", "{name: http, port: 8080, protocol: TCP}", ready("10.244.1.20", "worker-1"), ready("10.244.2.20", "worker-2"));
    }

    @Test
    void policyThatNamesTheServicePortIsTheNearestMiss() {
        FlowTrace trace = lab().policies(NAMES_SERVICE_PORT).trace("shop/frontend-1", "svc/shop/cart:80");
        Hop policy = hop(trace, Stage.INGRESS_POLICY);
        assertThat(policy.outcome()).isEqualTo(Hop.Outcome.FAIL);
        assertThat(policy.decidedBy()).containsExactly(LOCK);
        assertThat(policy.nearest()).isEqualTo("peer matches, port does not: the policy names the Service port 80, the pods listen on 8080");
    }

    @Test
    void serviceThatSendsPastTheDeclaredPortIsNamedBesideThePolicy() {
        Layer admitsWhatThePodsDeclare = (flow, direction) -> direction == Direction.INGRESS && flow.port() == 8088
                ? Opinion.deny(List.of(LOCK), Optional.empty()) : direction == Direction.INGRESS && flow.port() == 8080 ? Opinion.allow(List.of(LOCK)) : Opinion.NONE;
        FlowTrace trace = Lab.usual().pod("shop", "frontend-1", "worker-1", "10.244.1.10", "app: frontend", "")
                .pod("shop", "cart-1", "worker-1", "10.244.1.20", "app: cart", "{name: http, containerPort: 8080}")
                .service("shop", "cart", "{clusterIP: 10.96.10.2, selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8088}]}")
                .slice("shop", "cart", "IPv4", "{name: http, port: 8088, protocol: TCP}", ready("10.244.1.20", "worker-1"))
                .policies(admitsWhatThePodsDeclare).trace("shop/frontend-1", "svc/shop/cart:80");
        Hop policy = hop(trace, Stage.INGRESS_POLICY);
        assertThat(policy.nearest()).isEqualTo("the pods declare 8080/TCP and the policy admits it: Service shop/cart sends to 8088 instead");
        assertThat(policy.decidedBy()).containsExactly(LOCK, ObjectRef.of("Service", "shop", "cart"));
    }

    private static final CniProfile CALICO = new CniProfile("calico", Optional.of(true), true, false, false);
    private static final CniProfile AWS = new CniProfile("aws-vpc", Optional.of(true), true, false, true);

    private static String policy(String spec) {
        return "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {namespace: shop, name: p}\nspec: {" + spec + "}";
    }

    @Test
    void whereEgressIsJudgedBeforeTranslationThePortOfTheServiceCounts() {
        String toCart = "podSelector: {matchLabels: {app: frontend}}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}}], ports: [{port: 53, protocol: UDP}]}, "
                + "{to: [{podSelector: {matchLabels: {app: cart}}}], ports: [{port: %d}]}]";
        assertThat(lab().raw(policy(toCart.formatted(8080))).traceWithPolicies("shop/frontend-1", "svc/shop/cart", CALICO).verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(lab().raw(policy(toCart.formatted(80))).traceWithPolicies("shop/frontend-1", "svc/shop/cart", AWS).verdict()).isEqualTo(Verdict.ALLOWED);
        Hop egress = hop(lab().raw(policy(toCart.formatted(8080))).traceWithPolicies("shop/frontend-1", "svc/shop/cart", AWS), Stage.EGRESS_POLICY);
        assertThat(egress.why()).isEqualTo("NetworkPolicy shop/p admits no such outgoing connection on port 80/TCP");
        assertThat(egress.nearest()).startsWith("this CNI judges outgoing connections before the Service is translated");
        assertThat(lab().raw(policy(toCart.formatted(8080))).traceWithPolicies("shop/frontend-1", "pod/shop/cart-1:8080", AWS).verdict()).as("without a Service")
                .isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void aPodThatCallsItselfThroughAServiceIsUndecided() {
        String onlyFrontend = "podSelector: {matchLabels: {app: cart}}, ingress: [{from: [{podSelector: {matchLabels: {app: frontend}}}]}]";
        FlowTrace trace = lab().raw(policy(onlyFrontend)).traceWithPolicies("pod/shop/cart-1", "svc/shop/cart", CALICO);
        assertThat(trace.paths()).extracting(FlowPath::verdict).containsExactly(Verdict.UNKNOWN, Verdict.DENIED);
        assertThat(trace.intermittent()).isTrue();
        assertThat(lab().raw(policy(onlyFrontend.replace("app: frontend", "app: cart"))).traceWithPolicies("pod/shop/cart-1", "svc/shop/cart", CALICO).verdict())
                .as("its own labels are admitted").isEqualTo(Verdict.ALLOWED);
        assertThat(lab().raw(policy(onlyFrontend)).traceWithPolicies("pod/shop/cart-1", "pod/shop/cart-1:8080", CALICO).verdict()).as("at its own address").isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void whoComesFromOutsideMayBeHiddenBehindANode() {
        String spec = "{type: NodePort, clusterIP: 10.96.10.4, externalTrafficPolicy: %s, selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8080, nodePort: 30080}]}";
        String office = policy("podSelector: {matchLabels: {app: cart}}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}]}]");
        Lab hidden = lab().raw(office).service("shop", "public", spec.formatted("Cluster"))
                .slice("shop", "public", "IPv4", "{name: http, port: 8080, protocol: TCP}", ready("10.244.2.20", "worker-2"));
        Hop ingress = hop(hidden.traceWithPolicies("203.0.113.9", "node/worker-1:30080", CALICO), Stage.INGRESS_POLICY);
        assertThat(ingress.outcome()).isEqualTo(Hop.Outcome.UNKNOWN);
        assertThat(ingress.why()).isEqualTo("with externalTrafficPolicy Cluster the pods usually see the address of a node: 203.0.113.9 is admitted, 192.168.10.11 is not");
        assertThat(hop(hidden.traceWithPolicies("198.51.100.9", "node/worker-1:30080", CALICO), Stage.INGRESS_POLICY).outcome()).as("neither is admitted")
                .isEqualTo(Hop.Outcome.FAIL);
        Lab kept = lab().raw(office).service("shop", "public", spec.formatted("Local"))
                .slice("shop", "public", "IPv4", "{name: http, port: 8080, protocol: TCP}", ready("10.244.2.20", "worker-2"));
        assertThat(hop(kept.traceWithPolicies("203.0.113.9", "node/worker-2:30080", CALICO), Stage.INGRESS_POLICY).outcome()).isEqualTo(Hop.Outcome.PASS);
    }

    @Test
    void nothingIsBlockedByPolicyWhereNothingEnforcesIt() {
        FlowTrace trace = lab().policies(NAMES_SERVICE_PORT).trace("shop/frontend-1", "svc/shop/cart:80", Optional.of(false));
        assertThat(trace.verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(hop(trace, Stage.INGRESS_POLICY).why()).contains("does not enforce");
        assertThat(hop(trace, Stage.INGRESS_POLICY).decidedBy()).isEmpty();
    }

    @Test
    void somePassAndOthersDoNot() {
        FlowTrace trace = lab().policies((flow, direction) -> direction == Direction.INGRESS && flow.to().ips().contains("10.244.2.20")
                ? Opinion.deny(List.of(LOCK), Optional.empty()) : Opinion.NONE).trace("shop/frontend-1", "svc/shop/cart:80");
        assertThat(trace.intermittent()).isTrue();
        assertThat(trace.verdict()).isEqualTo(Verdict.DENIED);
        assertThat(trace.count(Verdict.DENIED)).isEqualTo(1);
        assertThat(trace.count(Verdict.ALLOWED)).isEqualTo(1);
    }

    @Test
    void policiesThatCannotBeToldMakeTheVerdictUnknown() {
        FlowTrace trace = lab().policies((flow, direction) -> flow.port() == 8080 ? Opinion.unknown(List.of(), "NetworkPolicies were not collected") : Opinion.NONE)
                .trace("shop/frontend-1", "svc/shop/cart:80");
        assertThat(trace.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void routesOfBothNodesAreLookedUp() {
        FlowTrace trace = lab().hostFile("worker-1", "ip-route.txt", "default via 192.168.10.1 dev eth0\n10.244.0.0/16 via 192.168.10.99 dev eth0\n10.244.2.0/24 via 192.168.10.12 dev eth0\n")
                .hostFile("worker-2", "ip-route.txt", "default via 192.168.10.1 dev eth0\n10.244.1.0/24 via 192.168.10.11 dev eth0\n").trace("shop/frontend-1", "pod/shop/cart-2:8080");
        assertThat(hop(trace, Stage.ROUTE).why()).as("the longest prefix wins").isEqualTo(
                "worker-1 sends it by 10.244.2.0/24 via 192.168.10.12 dev eth0; worker-2 answers by 10.244.1.0/24 via 192.168.10.11 dev eth0");
    }

    @Test
    void withoutRoutesTheWayBetweenNodesIsUnknownAndTheVerdictStands() {
        FlowTrace trace = lab().trace("shop/frontend-1", "pod/shop/cart-2:8080");
        assertThat(hop(trace, Stage.ROUTE).outcome()).isEqualTo(Hop.Outcome.UNKNOWN);
        assertThat(hop(trace, Stage.ROUTE).silent()).isTrue();
        assertThat(trace.verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(hop(lab().trace("shop/frontend-1", "pod/shop/cart-1:8080"), Stage.ROUTE).why()).isEqualTo("both ends are on worker-1");
    }

    @Test
    void neighbourThatDoesNotAnswerBreaksTheRoute() {
        FlowTrace trace = lab().hostFile("worker-1", "ip-neigh.txt", "192.168.10.12 dev eth0 FAILED\n").trace("shop/frontend-1", "svc/shop/cart:80");
        assertThat(trace.intermittent()).isTrue();
        assertThat(trace.obstacle().orElseThrow().stage()).isEqualTo(Stage.ROUTE);
    }

    @Test
    void nodeThatDoesNotForward() {
        FlowTrace trace = lab().hostFile("worker-2", "sysctl.txt", "net.ipv4.ip_forward = 0\n").trace("shop/frontend-1", "pod/shop/cart-2:8080");
        assertThat(hop(trace, Stage.NODE).decidedBy()).containsExactly(ObjectRef.ofNode("worker-2"));
        assertThat(hop(trace, Stage.NODE).outcome()).isEqualTo(Hop.Outcome.FAIL);
        assertThat(lab().hostFile("worker-1", "sysctl.txt", "net.ipv4.ip_forward = 0\n").trace("shop/frontend-1", "pod/shop/cart-1:8080").verdict())
                .as("within one node packets are bridged").isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void silentNodeMakesTheAnswerDoubtfulNotNegative() {
        FlowTrace trace = Lab.usual().pod("shop", "frontend-1", "worker-1", "10.244.1.10", "app: frontend", "")
                .raw("apiVersion: v1\nkind: Node\nmetadata: {name: worker-3}\nstatus: {conditions: [{type: Ready, status: Unknown, reason: NodeStatusUnknown}]}")
                .pod("shop", "cart-3", "worker-3", "10.244.3.20", "app: cart", "{containerPort: 8080}").trace("shop/frontend-1", "pod/shop/cart-3:8080");
        assertThat(hop(trace, Stage.NODE).why()).startsWith("node worker-3 is silent (NodeStatusUnknown)");
        assertThat(trace.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void undeclaredPortIsUnknownNotClosed() {
        assertThat(hop(lab().trace("shop/frontend-1", "pod/shop/cart-1:9090"), Stage.LISTENER).why()).isEqualTo("the pod declares 8080/TCP, not 9090/TCP");
        FlowTrace none = lab().trace("shop/cart-1", "pod/shop/frontend-1:9090");
        assertThat(hop(none, Stage.LISTENER).silent()).as("a pod need not declare its ports").isTrue();
        assertThat(none.verdict()).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void containerThatDoesNotRunIsAFailure() {
        FlowTrace trace = lab().raw("""
                apiVersion: v1
                kind: Pod
                metadata: {namespace: shop, name: orders-1}
                spec: {nodeName: worker-1, containers: [{name: orders, ports: [{containerPort: 8080}]}]}
                status: {phase: Running, podIPs: [{ip: 10.244.1.33}], conditions: [{type: Ready, status: 'False'}], containerStatuses: [{name: orders, ready: false, restartCount: 7, state: {waiting: {reason: CrashLoopBackOff}}}]}
                """).trace("shop/frontend-1", "shop/orders-1:8080");
        assertThat(hop(trace, Stage.LISTENER).why()).isEqualTo("container orders is waiting (CrashLoopBackOff)");
        assertThat(trace.verdict()).isEqualTo(Verdict.DENIED);
    }

    @Test
    void socketsOfTheHostDecideForTheHostNetwork() {
        Lab lab = lab().pod("shop", "agent-1", "worker-2", "podIPs: [{ip: 192.168.10.12}]", "app: agent", "{containerPort: 9100}", "hostNetwork: true", true)
                .hostFile("worker-2", "listening-sockets.txt", "Netid State  Recv-Q Send-Q Local Address:Port Peer Address:Port Process\ntcp   LISTEN 0      4096   0.0.0.0:9100       0.0.0.0:*     users:((\"agent\",pid=7,fd=3))\n"
                        + "tcp   LISTEN 0      4096   127.0.0.1:9200     0.0.0.0:*\n");
        assertThat(hop(lab.trace("shop/frontend-1", "shop/agent-1:9100"), Stage.LISTENER).outcome()).isEqualTo(Hop.Outcome.PASS);
        assertThat(hop(lab.trace("shop/frontend-1", "node/worker-2:9200"), Stage.LISTENER).why()).contains("loopback address only");
        assertThat(hop(lab.trace("shop/frontend-1", "node/worker-2:9300"), Stage.LISTENER).outcome()).isEqualTo(Hop.Outcome.FAIL);
    }

    @Test
    void beyondTheClusterOnlyEgressCanBeTold() {
        FlowTrace open = lab().trace("shop/frontend-1", "203.0.113.9:443");
        assertThat(open.verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(hop(open, Stage.ROUTE).why()).isEqualTo("the way to 203.0.113.9 lies outside the snapshot");
        FlowTrace shut = lab().policies((flow, direction) -> direction == Direction.EGRESS && !(flow.to() instanceof Peer.OfPod) ? Opinion.deny(List.of(LOCK), Optional.empty()) : Opinion.NONE)
                .trace("shop/frontend-1", "203.0.113.9:443");
        assertThat(shut.obstacle().orElseThrow().stage()).isEqualTo(Stage.EGRESS_POLICY);
        FlowTrace name = lab().trace("shop/frontend-1", "payments.example.com:443");
        assertThat(hop(name, Stage.DNS).why()).contains("beyond the snapshot");
        assertThat(name.to()).isEqualTo(ObjectRef.of("Host", "", "payments.example.com"));
    }

    @Test
    void addressOfAPodThatIsAlsoAServicesGoesAstray() {
        FlowTrace trace = lab().service("shop", "reports", "{clusterIP: 10.244.2.20, ports: [{port: 80}]}").trace("shop/frontend-1", "pod/shop/cart-2:8080");
        assertThat(hop(trace, Stage.ROUTE).decidedBy()).contains(ObjectRef.of("Service", "shop", "reports"));
    }

    private static String calls(String pod, String... lines) {
        return "apiVersion: netdx/v1\nkind: Log\nnamespace: shop\npod: " + pod + "\ncontainer: main\ntext: |\n" + String.join("\n", lines).indent(2);
    }

    private static final String REFUSED = "2026-11-20T10:00:0%dZ level=error msg=\"call failed\" err=\"Get \\\"http://cart.shop.svc.cluster.local:80/\\\": "
            + "dial tcp 10.96.10.2:80: connect: connection refused\"";

    @Test
    void callsInTheLogsOfItsPodsSpeakForAService() {
        String[] lines = {REFUSED.formatted(1), REFUSED.formatted(2), REFUSED.formatted(3)};
        Lab lab = lab().service("shop", "frontend", "{clusterIP: 10.96.10.3, selector: {app: frontend}, ports: [{port: 80}]}").raw(calls("frontend-1", lines));
        for (String from : new String[] {"svc/shop/frontend", "pod/shop/frontend-1"}) {
            FlowTrace trace = lab.trace(from, "svc/shop/cart:80");
            assertThat(trace.notes()).as(from).anyMatch(n -> n.contains("3 calls to cart.shop.svc.cluster.local:80 were refused"));
            assertThat(trace.verdict()).as("the logs contradict what was seen").isEqualTo(Verdict.UNKNOWN);
        }
        assertThat(lab.pod("shop", "frontend-2", "worker-1", "10.244.1.11", "app: frontend", "").trace("pod/shop/frontend-2", "svc/shop/cart:80").verdict())
                .as("another replica's logs").isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void fewFailuresBesideManyAnswersAreNoFaultOfTheWay() {
        String error = "2026-11-20T10:00:%02dZ level=error msg=\"upstream call\" url=http://cart.shop.svc.cluster.local:80/ status=502 elapsed=4ms";
        String[] lines = java.util.stream.IntStream.range(1, 30).mapToObj(i -> i % 8 == 0 ? REFUSED.replace("0%d", "%02d").formatted(i) : error.formatted(i)).toArray(String[]::new);
        FlowTrace trace = lab().raw(calls("frontend-1", lines)).trace("pod/shop/frontend-1", "svc/shop/cart:80");
        assertThat(trace.notes()).anyMatch(n -> n.contains("3 calls to cart.shop.svc.cluster.local:80 were refused"));
        assertThat(trace.verdict()).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void someCallsFailWhilePodsAreReplaced() {
        String served = "2026-11-20T10:00:0%dZ level=info msg=\"upstream call\" url=http://cart.shop.svc.cluster.local:80/ status=200 elapsed=4ms";
        Lab lab = lab().raw(calls("frontend-1", served.formatted(1), REFUSED.formatted(2), REFUSED.formatted(3), REFUSED.formatted(4), served.formatted(5)));
        assertThat(lab.trace("pod/shop/frontend-1", "svc/shop/cart:80").verdict()).isEqualTo(Verdict.UNKNOWN);
        FlowTrace rolling = lab.raw("apiVersion: v1\nkind: Pod\nmetadata: {namespace: shop, name: cart-3, labels: {app: cart}, creationTimestamp: '2026-11-20T10:00:00Z'}\n"
                + "spec: {nodeName: worker-2, containers: [{name: main, ports: [{containerPort: 8080}]}]}\nstatus: {phase: Pending}").trace("pod/shop/frontend-1", "svc/shop/cart:80");
        assertThat(rolling.verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(rolling.notes()).anyMatch(n -> n.endsWith("endpoints were being replaced meanwhile"));
    }

    @Test
    void everyFormOfFromAndToIsUnderstood() {
        Lab lab = lab().raw("apiVersion: apps/v1\nkind: Deployment\nmetadata: {namespace: shop, name: orders}\nspec: {selector: {matchLabels: {app: orders}}, template: {metadata: {labels: {app: orders}}, "
                + "spec: {containers: [{name: orders, ports: [{name: api, containerPort: 7000}]}]}}}");
        for (String to : new String[] {"svc/shop/cart:80", "services/shop/cart:http", "shop/cart", "10.96.10.2:80", "cart:80", "cart.shop:80", "cart.shop.svc:80", "cart.shop.svc.cluster.local:http"}) {
            assertThat(lab.trace("pod/shop/frontend-1", to).to()).as(to).isEqualTo(ObjectRef.of("Service", "shop", "cart"));
            assertThat(lab.trace("10.244.1.10", to).port()).as(to).isEqualTo(80);
        }
        assertThat(lab.trace("shop/frontend-1", "deployments.apps/shop/orders:api").paths().get(0).port()).as("a template stands for pods that are not there").isEqualTo(7000);
        assertThat(lab.trace("svc/shop/cart", "po/shop/frontend-1:1").paths()).as("a Service as FROM stands for its pods").hasSize(2);
    }

    @Test
    void namesThatMeanNothingSayWhatIsNear() {
        Lab lab = lab();
        assertThatThrownBy(() -> lab.trace("shop/fronted-1", "svc/shop/cart")).isInstanceOf(PartyException.class).hasMessageContaining("did you mean frontend-1?");
        assertThatThrownBy(() -> lab.trace("shop/frontend-1", "svc/data/cart")).hasMessageContaining("shop/cart");
        assertThatThrownBy(() -> lab.trace("shop/frontend-1", "svc/shop/cart:99999")).hasMessageContaining("no usable port");
        assertThatThrownBy(() -> lab.trace("shop/frontend-1", "203.0.113.9")).hasMessageContaining("add :PORT");
        assertThatThrownBy(() -> lab.trace("www.example.com", "svc/shop/cart")).hasMessageContaining("is a host name");
        assertThat(lab.trace("cart.shop.svc.cluster.local", "po/shop/frontend-1:1").from()).as("a Service by its name").isEqualTo(ObjectRef.of("Service", "shop", "cart"));
        assertThat(lab.trace("worker-2", "svc/shop/cart").from()).isEqualTo(ObjectRef.ofNode("worker-2"));
    }
}
