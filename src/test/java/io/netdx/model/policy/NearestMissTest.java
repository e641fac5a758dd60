package io.netdx.model.policy;

import static io.netdx.model.policy.Manifests.namespace;
import static io.netdx.model.policy.Manifests.of;
import static io.netdx.model.policy.Manifests.pod;
import static io.netdx.model.policy.Manifests.policy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the author of a policy must mend: one field changed, another miss. */
class NearestMissTest {

    private static final String WEB = pod("shop", "web", "10.1.0.1", "");
    private static final String API = pod("shop", "api", "10.1.0.2", "{name: http, containerPort: 8080}");
    private static final String DNS = pod("kube-system", "coredns", Map.of("k8s-app", "kube-dns"), "10.1.0.53", "{containerPort: 53, protocol: UDP}", "");

    private static Miss miss(Manifests cluster, String from, String to, int port, String protocol) {
        return cluster.ask(from, to, port, protocol).miss().orElseThrow();
    }

    @Test
    void servicePortInsteadOfThePodPort() {
        String service = "{apiVersion: v1, kind: Service, metadata: {namespace: shop, name: api}, spec: {selector: {app: api}, "
                + "ports: [{port: 80, targetPort: http}]}}";
        Miss miss = miss(of(WEB, API, service, policy("shop", "api", "podSelector: {matchLabels: {app: api}}, "
                + "ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 80}]}]")), "shop/web", "pod/shop/api", 8080, "TCP");
        assertThat(miss.kind()).isEqualTo("port");
        assertThat(miss.text()).isEqualTo("the peer matches but the port does not: it allows 80/TCP, the connection needs 8080/TCP; "
                + "80 is the port of Service shop/api, its pods listen on 8080");
    }

    @Test
    void protocolForgotten() {
        Miss miss = miss(of(WEB, DNS, policy("shop", "dns", "podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 53}]}]")),
                "shop/web", "kube-system/coredns", 53, "UDP");
        assertThat(miss.kind()).isEqualTo("port");
        assertThat(miss.text()).contains("it allows 53/TCP, the connection needs 53/UDP");
    }

    @Test
    void portNameThatThePodDoesNotHave() {
        Miss miss = miss(of(WEB, API, policy("shop", "api", "podSelector: {matchLabels: {app: api}}, ingress: [{ports: [{port: web}]}]")),
                "shop/web", "shop/api", 8080, "TCP");
        assertThat(miss.text()).contains("no container of Pod shop/api has a port named web/TCP");
    }

    @Test
    void namespaceLabelThatNoNamespaceHas() {
        String policy = policy("shop", "dns", "podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: "
                + "{matchLabels: {name: kube-system}}}], ports: [{port: 53, protocol: UDP}]}]");
        Miss miss = miss(of(WEB, DNS, namespace("kube-system", Map.of()), namespace("shop", Map.of()), policy),
                "shop/web", "kube-system/coredns", 53, "UDP");
        assertThat(miss.kind()).isEqualTo("namespace-label");
        assertThat(miss.rank()).isEqualTo(3);
        assertThat(miss.text()).isEqualTo("it admits namespaces with name=kube-system, but namespace kube-system has no such label; "
                + "the label that every namespace has is kubernetes.io/metadata.name=kube-system");
    }

    @Test
    void namespaceLabelOfAnotherNamespaceIsMeantForThatOne() {
        String policy = policy("shop", "api", "podSelector: {matchLabels: {app: api}}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: crm}}}]}]");
        Miss miss = miss(of(API, pod("hr", "sync", "10.1.0.9", ""), namespace("crm", Map.of("team", "crm")), namespace("hr", Map.of()), policy),
                "hr/sync", "shop/api", 8080, "TCP");
        assertThat(miss.kind()).isEqualTo("peer");
    }

    @Test
    void podSelectorAloneMeansTheOwnNamespace() {
        Miss miss = miss(of(WEB, DNS, policy("shop", "dns", "podSelector: {}, policyTypes: [Egress], egress: "
                + "[{to: [{podSelector: {matchLabels: {k8s-app: kube-dns}}}]}]")), "shop/web", "kube-system/coredns", 53, "UDP");
        assertThat(miss.kind()).isEqualTo("namespace");
        assertThat(miss.text()).isEqualTo("its podSelector alone means pods of its own namespace shop, not of kube-system");
    }

    @Test
    void everyPodOfTheOwnNamespaceWasNotMeantForOthers() {
        Miss miss = miss(of(WEB, DNS, policy("shop", "own", "podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}]}]")),
                "shop/web", "kube-system/coredns", 53, "UDP");
        assertThat(miss.kind()).isEqualTo("peer");
    }

    @Test
    void policyWithoutRulesAdmitsNothing() {
        Miss miss = miss(of(WEB, API, policy("shop", "deny", "podSelector: {}")), "shop/web", "shop/api", 8080, "TCP");
        assertThat(miss.kind()).isEqualTo("no-rule");
    }

    @Test
    void nearestOfSeveralPoliciesIsTold() {
        Manifests shop = of(WEB, API, policy("shop", "a-deny", "podSelector: {}"),
                policy("shop", "b-port", "podSelector: {}, ingress: [{ports: [{port: 8081}]}]"),
                policy("shop", "c-peer", "podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: cart}}}]}]"));
        assertThat(miss(shop, "shop/web", "shop/api", 8080, "TCP").policy().name()).isEqualTo("b-port");
    }

    @Test
    void missNamesTheAskerNotAnotherOfItsClass() {
        Manifests shop = of(pod("shop", "cart-1", Map.of(), "10.1.0.7", "", ""), pod("shop", "cart-2", Map.of(), "10.1.0.8", "", ""), API,
                policy("shop", "api", "podSelector: {matchLabels: {app: api}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]"));
        KubernetesPolicies policies = new KubernetesPolicies(shop.cluster(), shop.profile());
        for (String name : new String[] {"shop/cart-1", "shop/cart-2"}) {
            Flow flow = new Flow(shop.peer(name), shop.peer("shop/api"), 8080, "TCP");
            assertThat(policies.judge(flow, Direction.INGRESS).miss().orElseThrow().text()).contains("no rule names Pod " + name);
        }
    }
}
