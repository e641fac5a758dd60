package io.netdx.model.path;

import static io.netdx.model.path.Lab.ends;
import static io.netdx.model.path.Lab.hinted;
import static io.netdx.model.path.Lab.hop;
import static io.netdx.model.path.Lab.leaving;
import static io.netdx.model.path.Lab.ready;
import static io.netdx.model.path.Lab.unready;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.ObjectRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a Service does with a connection. The client is a frontend pod on worker-1, in zone-a. */
class ServicePathTest {

    private static final String CART = "{clusterIP: 10.96.10.2, selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8080}]}";
    private static final String HTTP = "{name: http, port: 8080, protocol: TCP}";

    private static Lab lab() {
        return Lab.usual().pod("shop", "frontend-1", "worker-1", "10.244.1.10", "app: frontend", "")
                .pod("shop", "cart-1", "worker-1", "10.244.1.20", "app: cart", "{name: http, containerPort: 8080}")
                .pod("shop", "cart-2", "worker-2", "10.244.2.20", "app: cart", "{name: http, containerPort: 8080}");
    }

    @Test
    void everyHopPassesToAllReadyEndpoints() {
        FlowTrace trace = lab().service("shop", "cart", CART)
                .slice("shop", "cart", "IPv4", HTTP, ready("10.244.1.20", "worker-1"), ready("10.244.2.20", "worker-2")).trace("shop/frontend-1", "svc/shop/cart:80");
        assertThat(trace.verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(ends(trace)).containsExactly("10.244.1.20 8080", "10.244.2.20 8080");
        assertThat(trace.paths().get(0).hops()).extracting(h -> h.stage().label()).containsExactly("dns", "service", "endpoint", "egress-policy",
                "ingress-policy", "route", "node", "listener");
        assertThat(hop(trace, Stage.SERVICE).decidedBy()).containsExactly(ObjectRef.of("Service", "shop", "cart"));
    }

    @Test
    void portThatTheServiceDoesNotHaveNamesThoseThatItHas() {
        FlowTrace trace = lab().service("shop", "cart", CART).slice("shop", "cart", "IPv4", HTTP, ready("10.244.1.20", "worker-1"))
                .trace("shop/frontend-1", "svc/shop/cart:8080");
        assertThat(trace.verdict()).isEqualTo(Verdict.DENIED);
        assertThat(hop(trace, Stage.SERVICE).nearest()).isEqualTo("it has 80/TCP (http); 8080 is the port of the pods, which a client of the Service does not use");
    }

    @Test
    void protocolOfThePortCounts() {
        FlowTrace trace = lab().service("shop", "cart", CART).slice("shop", "cart", "IPv4", HTTP, ready("10.244.1.20", "worker-1"))
                .trace("shop/frontend-1", "svc/shop/cart:80/udp");
        assertThat(hop(trace, Stage.SERVICE).why()).isEqualTo("it has no port 80/UDP");
    }

    @Test
    void unreadyEndpointsAreNotUsed() {
        FlowTrace trace = lab().service("shop", "cart", CART)
                .slice("shop", "cart", "IPv4", HTTP, unready("10.244.1.20", "worker-1"), ready("10.244.2.20", "worker-2")).trace("shop/frontend-1", "svc/shop/cart");
        assertThat(ends(trace)).containsExactly("10.244.2.20 8080");
        assertThat(trace.verdict()).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void terminatingEndpointsServeWhereAllTerminate() {
        FlowTrace trace = lab().service("shop", "cart", CART)
                .slice("shop", "cart", "IPv4", HTTP, leaving("10.244.1.20", "worker-1"), unready("10.244.2.20", "worker-2")).trace("shop/frontend-1", "svc/shop/cart");
        assertThat(ends(trace)).containsExactly("10.244.1.20 8080");
        assertThat(hop(trace, Stage.SERVICE).why()).contains("terminating ones that still serve are used");
    }

    @Test
    void noReadyEndpointIsAFailureOfTheEndpoint() {
        FlowTrace trace = lab().service("shop", "cart", CART).slice("shop", "cart", "IPv4", HTTP, unready("10.244.1.20", "worker-1"))
                .trace("shop/frontend-1", "svc/shop/cart");
        assertThat(trace.obstacle().orElseThrow().stage()).isEqualTo(Stage.ENDPOINT);
        assertThat(hop(trace, Stage.ENDPOINT).why()).isEqualTo("its only endpoint is not ready");
    }

    @Test
    void selectorThatMatchesNothingNamesTheNearestWorkload() {
        FlowTrace trace = lab().service("shop", "cart", CART.replace("app: cart", "app: crat")).slice("shop", "cart", "IPv4", HTTP)
                .trace("shop/frontend-1", "svc/shop/cart");
        assertThat(hop(trace, Stage.ENDPOINT).why()).isEqualTo("no pod matches its selector app=crat");
        assertThat(hop(trace, Stage.ENDPOINT).nearest()).contains("app=cart instead of app=crat");
    }

    @Test
    void withoutSlicesThePodsSpeakForThemselves() {
        Lab lab = lab().service("shop", "cart", CART).collected("Node, Pod, Service, Namespace, ConfigMap, NetworkPolicy");
        FlowTrace trace = lab.trace("shop/frontend-1", "svc/shop/cart");
        assertThat(ends(trace)).containsExactly("10.244.1.20 8080", "10.244.2.20 8080");
        assertThat(hop(trace, Stage.ENDPOINT).why()).contains("EndpointSlices were not collected");
    }

    @Test
    void withoutSlicesAndPodsNothingIsConcluded() {
        FlowTrace trace = lab().service("shop", "cart", CART).collected("Node, Service, Namespace, ConfigMap, NetworkPolicy").trace("shop/frontend-1", "svc/shop/cart");
        assertThat(trace.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(hop(trace, Stage.ENDPOINT).why()).contains("were not collected");
    }

    @Test
    void legacyEndpointsKeepThePortOfEachSubset() {
        FlowTrace trace = lab().service("shop", "cart", CART.replace("8080", "http")).raw("""
                apiVersion: v1
                kind: Endpoints
                metadata: {namespace: shop, name: cart}
                subsets:
                - {addresses: [{ip: 10.244.1.20, nodeName: worker-1}], ports: [{name: http, port: 8080}]}
                - {addresses: [{ip: 10.244.2.20, nodeName: worker-2}], ports: [{name: http, port: 9090}]}
                """).collected("Node, Pod, Service, Endpoints, Namespace, ConfigMap, NetworkPolicy").trace("shop/frontend-1", "svc/shop/cart");
        assertThat(ends(trace)).containsExactly("10.244.1.20 8080", "10.244.2.20 9090");
    }

    @Test
    void namedTargetPortIsEachPodsOwn() {
        FlowTrace trace = Lab.usual().pod("shop", "frontend-1", "worker-1", "10.244.1.10", "app: frontend", "")
                .pod("shop", "cart-1", "worker-1", "10.244.1.20", "app: cart", "{name: http, containerPort: 8080}")
                .pod("shop", "cart-2", "worker-2", "10.244.2.20", "app: cart", "{name: http, containerPort: 9090}")
                .pod("shop", "cart-3", "worker-2", "10.244.2.21", "app: cart", "{name: web, containerPort: 7070}")
                .service("shop", "cart", CART.replace("8080", "http")).collected("Node, Pod, Service, Namespace, ConfigMap, NetworkPolicy")
                .trace("shop/frontend-1", "svc/shop/cart:http");
        assertThat(ends(trace)).containsExactly("10.244.1.20 8080", "10.244.2.20 9090");
    }

    @Test
    void headlessServiceDoesNotTranslatePorts() {
        Lab lab = lab().service("shop", "cart", "{clusterIP: None, selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8080}]}")
                .slice("shop", "cart", "IPv4", HTTP, ready("10.244.1.20", "worker-1"), unready("10.244.2.20", "worker-2"));
        assertThat(ends(lab.trace("shop/frontend-1", "cart.shop:8080"))).containsExactly("10.244.1.20 8080");
        FlowTrace wrong = lab.trace("shop/frontend-1", "cart.shop:80");
        assertThat(ends(wrong)).containsExactly("10.244.1.20 80");
        assertThat(wrong.verdict()).as("the pods declare 8080, not 80").isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void externalNameIsFollowedToTheServiceItMeans() {
        FlowTrace trace = lab().service("shop", "basket", "{type: ExternalName, externalName: cart.shop.svc.cluster.local}").service("shop", "cart", CART)
                .slice("shop", "cart", "IPv4", HTTP, ready("10.244.1.20", "worker-1")).trace("shop/frontend-1", "basket.shop.svc.cluster.local:80");
        assertThat(trace.to()).isEqualTo(ObjectRef.of("Service", "shop", "cart"));
        assertThat(ends(trace)).containsExactly("10.244.1.20 8080");
        assertThat(hop(trace, Stage.DNS).why()).contains("alias basket.shop.svc.cluster.local. -> cart.shop.svc.cluster.local.");
    }

    @Test
    void externalNameInACircleFails() {
        FlowTrace trace = lab().service("shop", "a", "{type: ExternalName, externalName: b.shop.svc.cluster.local}")
                .service("shop", "b", "{type: ExternalName, externalName: a.shop.svc.cluster.local}").trace("shop/frontend-1", "a.shop.svc.cluster.local:80");
        assertThat(trace.verdict()).isEqualTo(Verdict.DENIED);
        assertThat(hop(trace, Stage.DNS).why()).contains("comes back to itself");
    }

    @Test
    void internalTrafficPolicyLocalKeepsToTheClientsNode() {
        String local = CART.replace("{clusterIP", "{internalTrafficPolicy: Local, clusterIP");
        Lab both = lab().service("shop", "cart", local).slice("shop", "cart", "IPv4", HTTP, ready("10.244.1.20", "worker-1"), ready("10.244.2.20", "worker-2"));
        assertThat(ends(both.trace("shop/frontend-1", "svc/shop/cart"))).containsExactly("10.244.1.20 8080");
        FlowTrace none = lab().service("shop", "cart", local).slice("shop", "cart", "IPv4", HTTP, ready("10.244.2.20", "worker-2")).trace("shop/frontend-1", "svc/shop/cart");
        assertThat(hop(none, Stage.ENDPOINT).why()).isEqualTo("internalTrafficPolicy is Local and node worker-1 has no ready endpoint; 1 on other nodes");
    }

    @Test
    void nodePortFollowsTheExternalPolicyFromOutsideAlone() {
        Lab lab = lab().service("shop", "cart", "{type: NodePort, clusterIP: 10.96.10.2, externalTrafficPolicy: Local, selector: {app: cart}, "
                + "ports: [{name: http, port: 80, targetPort: 8080, nodePort: 30080}]}").slice("shop", "cart", "IPv4", HTTP, ready("10.244.1.20", "worker-1"));
        FlowTrace there = lab.trace("203.0.113.7", "192.168.10.11:30080");
        assertThat(there.verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(there.to()).isEqualTo(ObjectRef.of("Service", "shop", "cart"));
        FlowTrace elsewhere = lab.trace("203.0.113.7", "node/worker-2:30080");
        assertThat(ends(elsewhere)).containsExactly("192.168.10.12 30080");
        assertThat(hop(elsewhere, Stage.ENDPOINT).why()).startsWith("externalTrafficPolicy is Local and node worker-2 has no ready endpoint");
        assertThat(lab.trace("shop/frontend-1", "node/worker-2:30080").verdict()).as("pods count as internal").isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void loadBalancerAddressLeadsIntoItsService() {
        Lab lab = lab().raw("apiVersion: v1\nkind: Service\nmetadata: {namespace: shop, name: cart}\nspec: {type: LoadBalancer, clusterIP: 10.96.10.2, selector: {app: cart}, "
                + "ports: [{name: http, port: 80, targetPort: 8080, nodePort: 30080}]}\nstatus: {loadBalancer: {ingress: [{ip: 198.51.100.20}]}}")
                .slice("shop", "cart", "IPv4", HTTP, ready("10.244.1.20", "worker-1"));
        assertThat(ends(lab.trace("203.0.113.7", "198.51.100.20:80"))).containsExactly("10.244.1.20 8080");
        FlowTrace waiting = lab().service("shop", "cart", "{type: LoadBalancer, clusterIP: 10.96.10.2, selector: {app: cart}, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]}")
                .trace("203.0.113.7", "svc/shop/cart");
        assertThat(hop(waiting, Stage.SERVICE).why()).isEqualTo("its load balancer has no address yet");
    }

    @Test
    void topologyHintsKeepToTheZoneUnlessOneIsMissing() {
        Lab all = lab().service("shop", "cart", CART).slice("shop", "cart", "IPv4", HTTP, hinted("10.244.1.20", "worker-1", "zone-a"), hinted("10.244.2.20", "worker-2", "zone-b"));
        assertThat(ends(all.trace("shop/frontend-1", "svc/shop/cart"))).containsExactly("10.244.1.20 8080");
        Lab some = lab().service("shop", "cart", CART).slice("shop", "cart", "IPv4", HTTP, hinted("10.244.1.20", "worker-1", "zone-a"), ready("10.244.2.20", "worker-2"));
        assertThat(ends(some.trace("shop/frontend-1", "svc/shop/cart"))).hasSize(2);
        Lab foreign = lab().service("shop", "cart", CART).slice("shop", "cart", "IPv4", HTTP, hinted("10.244.2.20", "worker-2", "zone-b"));
        assertThat(ends(foreign.trace("shop/frontend-1", "svc/shop/cart"))).as("no endpoint for our zone: all are used").containsExactly("10.244.2.20 8080");
    }

    @Test
    void sessionAffinityAndAppProtocolAreSaid() {
        FlowTrace trace = lab().service("shop", "cart", "{clusterIP: 10.96.10.2, sessionAffinity: ClientIP, selector: {app: cart}, "
                + "ports: [{name: http, port: 80, targetPort: 8080, appProtocol: kubernetes.io/h2c}]}").slice("shop", "cart", "IPv4", HTTP, ready("10.244.1.20", "worker-1"))
                .trace("shop/frontend-1", "svc/shop/cart");
        assertThat(hop(trace, Stage.SERVICE).why()).contains("appProtocol kubernetes.io/h2c", "each client stays with one endpoint");
    }

    @Test
    void dualStackIsFollowedInBothFamilies() {
        FlowTrace trace = Lab.usual().pod("shop", "frontend-1", "worker-1", "podIPs: [{ip: 10.244.1.10}, {ip: 'fd00:244:1::10'}]", "app: frontend", "", "", true)
                .pod("shop", "cart-1", "worker-1", "podIPs: [{ip: 10.244.1.20}, {ip: 'fd00:244:1::20'}]", "app: cart", "{name: http, containerPort: 8080}", "", true)
                .service("shop", "cart", "{clusterIPs: [10.96.10.2, 'fd00:96::2'], ipFamilies: [IPv4, IPv6], ipFamilyPolicy: PreferDualStack, selector: {app: cart}, "
                        + "ports: [{name: http, port: 80, targetPort: 8080}]}")
                .slice("shop", "cart", "IPv4", HTTP, ready("10.244.1.20", "worker-1")).slice("shop", "cart", "IPv6", HTTP, unready("fd00:244:1::20", "worker-1"))
                .trace("shop/frontend-1", "svc/shop/cart");
        assertThat(trace.intermittent()).isTrue();
        assertThat(trace.paths()).extracting(FlowPath::verdict).containsExactly(Verdict.ALLOWED, Verdict.DENIED);
    }

    @Test
    void serviceOfAnotherFamilyIsOutOfReach() {
        FlowTrace trace = lab().service("shop", "cart", CART.replace("10.96.10.2", "'fd00:96::2'")).slice("shop", "cart", "IPv6", HTTP, ready("fd00:244:1::20", "worker-1"))
                .trace("shop/frontend-1", "svc/shop/cart");
        assertThat(hop(trace, Stage.SERVICE).why()).isEqualTo("the Service has only IPv6 addresses, the client only IPv4");
    }

    @Test
    void endpointOfAPodThatIsGone() {
        FlowTrace trace = lab().service("shop", "cart", CART).slice("shop", "cart", "IPv4", HTTP, ready("10.244.1.20", "worker-1"),
                "{addresses: [10.244.2.99], conditions: {ready: true}, nodeName: worker-2, targetRef: {kind: Pod, name: cart-9}}").trace("shop/frontend-1", "svc/shop/cart");
        assertThat(trace.intermittent()).isTrue();
        assertThat(trace.obstacle().orElseThrow().why()).isEqualTo("endpoint 10.244.2.99 refers to pod cart-9, which does not exist");
    }

    @Test
    void theApiServerCallsAServiceByItsAddressAndLooksUpNoName() {
        FlowTrace trace = lab().service("default", "kubernetes", "{clusterIP: 10.96.0.1, ports: [{name: https, port: 443, targetPort: 6443}]}")
                .slice("default", "kubernetes", "IPv4", "{name: https, port: 6443, protocol: TCP}", ready("192.168.10.5", "''"))
                .service("shop", "hook", CART).slice("shop", "hook", "IPv4", HTTP, ready("10.244.1.20", "worker-1")).trace("svc/default/kubernetes", "svc/shop/hook");
        assertThat(trace.verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(trace.paths().get(0).from()).isEqualTo(ObjectRef.of("Host", "", "192.168.10.5"));
        assertThat(trace.paths().get(0).hops()).noneMatch(h -> h.stage() == Stage.DNS || h.stage() == Stage.EGRESS_POLICY);
    }

    @Test
    void endpointMayReferToANode() {
        FlowTrace trace = lab().service("shop", "cart", CART).slice("shop", "cart", "IPv4", HTTP,
                "{addresses: [192.168.10.12], conditions: {ready: true}, nodeName: worker-2, targetRef: {kind: Node, name: worker-2}}").trace("shop/frontend-1", "svc/shop/cart");
        assertThat(hop(trace, Stage.ENDPOINT).outcome()).isEqualTo(Hop.Outcome.PASS);
        assertThat(trace.paths().get(0).to()).contains(ObjectRef.ofNode("worker-2"));
    }

    private static String agent(String daemonSet, String spec, boolean ready) {
        return "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {namespace: kube-system, name: " + daemonSet + "}\nspec: {template: {spec: {containers: [{name: agent" + spec
                + "}]}}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {namespace: kube-system, name: " + daemonSet + "-x1, ownerReferences: [{kind: DaemonSet, name: "
                + daemonSet + ", controller: true}]}\nspec: {nodeName: worker-1, hostNetwork: true, containers: [{name: agent}]}\nstatus: {phase: Running, conditions: "
                + "[{type: Ready, status: '" + (ready ? "True" : "False") + "'}]}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        kube-proxy   |                                                    | kube-proxy
        ovnkube-node |                                                    | ovnkube-node instead of kube-proxy
        kube-router  | ', args: [--run-router=true, --run-service-proxy=true]' | kube-router instead of kube-proxy
        calico-node  | ', env: [{name: FELIX_BPFENABLED, value: "true"}]' | calico-node (eBPF) instead of kube-proxy
        """)
    void whatProgramsServicesOnTheNodeIsNamedAndDoubtedWhereItIsDown(String daemonSet, String spec, String name) {
        String text = spec == null ? "" : spec;
        Lab lab = lab().service("shop", "cart", CART).slice("shop", "cart", "IPv4", HTTP, ready("10.244.1.20", "worker-1"));
        assertThat(hop(lab.raw(agent(daemonSet, text, true)).trace("shop/frontend-1", "svc/shop/cart"), Stage.NODE).why()).endsWith(name + " runs");
        FlowTrace down = lab().service("shop", "cart", CART).slice("shop", "cart", "IPv4", HTTP, ready("10.244.1.20", "worker-1"))
                .raw(agent(daemonSet, text, false)).trace("shop/frontend-1", "svc/shop/cart");
        assertThat(hop(down, Stage.NODE).outcome()).isEqualTo(Hop.Outcome.UNKNOWN);
        assertThat(hop(down, Stage.NODE).why()).contains(daemonSet + "-x1 on worker-1 is not ready");
    }

    @Test
    void kubeProxyThatStandsStillLeavesTheNodeWithoutTheRule() {
        Lab lab = lab().service("shop", "cart", CART).slice("shop", "cart", "IPv4", HTTP, ready("10.244.1.20", "worker-1"))
                .hostFile("worker-1", "iptables-save.txt", """
                        *nat
                        :KUBE-SERVICES - [0:0]
                        -A KUBE-SERVICES -d 10.96.0.10/32 -p udp -m comment --comment "kube-system/kube-dns:dns cluster IP" -m udp --dport 53 -j KUBE-SVC-TCOU7JCQXEZGVUNU
                        -A KUBE-SVC-TCOU7JCQXEZGVUNU -m comment --comment "kube-system/kube-dns:dns -> 10.244.1.2:53" -j KUBE-SEP-YIL6JZP7A3QYXJU2
                        -A KUBE-SEP-YIL6JZP7A3QYXJU2 -p udp -m comment --comment "kube-system/kube-dns:dns" -m udp -j DNAT --to-destination 10.244.1.2:53
                        COMMIT
                        """).hostFile("worker-1", "services-status.txt", "kubelet: active (running)\nkube-proxy: inactive (dead)\n");
        FlowTrace trace = lab.trace("shop/frontend-1", "svc/shop/cart");
        assertThat(hop(trace, Stage.SERVICE).outcome()).isEqualTo(Hop.Outcome.FAIL);
        assertThat(hop(trace, Stage.SERVICE).why()).isEqualTo("node worker-1 has no rule for 10.96.10.2 port 80");
        assertThat(hop(trace, Stage.SERVICE).nearest()).isEqualTo("kube-proxy is inactive on worker-1");
    }
}
