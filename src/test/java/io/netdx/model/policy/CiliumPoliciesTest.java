package io.netdx.model.policy;

import static io.netdx.model.policy.Decision.ALLOW;
import static io.netdx.model.policy.Decision.DENY;
import static io.netdx.model.policy.Decision.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As Cilium's documentation says of policy enforcement, layers 3 and 4, deny policies and Kubernetes constructs. */
class CiliumPoliciesTest {

    private static String policy(String name, String spec) {
        return """
                apiVersion: cilium.io/v2
                kind: CiliumNetworkPolicy
                metadata: {namespace: shop, name: %s}
                spec:
                %s""".formatted(name, spec.indent(2));
    }

    private static String clusterwide(String name, String spec) {
        return policy(name, spec).replace("kind: CiliumNetworkPolicy", "kind: CiliumClusterwideNetworkPolicy").replace("namespace: shop, ", "");
    }

    private static String orders(String section) {
        return "endpointSelector: {matchLabels: {app: orders}}\n" + section + "\n";
    }

    private static String web(String section) {
        return "endpointSelector: {matchLabels: {app: web}}\n" + section + "\n";
    }

    private static final String K8S_FROM_WEB = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {namespace: shop, name: orders}
            spec: {podSelector: {matchLabels: {app: orders}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}
            """;

    /** The table of the documentation's page on deny policies; columns: allow L4 80, allow L4 81, allow L3, deny L4 80, deny L3. */
    @ParameterizedTest
    @CsvSource({"1,1,1,0,0, ALLOW, ALLOW", "1,1,1,1,0, ALLOW, DENY", "1,1,1,0,1, DENY, DENY", "1,1,1,1,1, DENY, DENY", "0,0,0,1,0, DENY, DENY"})
    void denyBeatsAllow(int allow80, int allow81, int allowClient, int deny80, int denyClient, Decision port81, Decision port80) {
        String client = "fromEndpoints: [{matchLabels: {app: web}}]";
        String allow = (allow80 == 1 ? "{toPorts: [{ports: [{port: '80', protocol: TCP}]}]}, " : "")
                + (allow81 == 1 ? "{toPorts: [{ports: [{port: '81', protocol: TCP}]}]}, " : "") + (allowClient == 1 ? "{" + client + "}" : "");
        String deny = (deny80 == 1 ? "{toPorts: [{ports: [{port: '80', protocol: TCP}]}]}, " : "") + (denyClient == 1 ? "{" + client + "}" : "");
        Sketch cluster = Sketch.cilium(policy("server", orders("ingress: [" + allow + "]\ningressDeny: [" + deny + "]")));
        assertThat(cluster.tcp("shop/web", "shop/orders", 81)).isEqualTo(port81);
        assertThat(cluster.tcp("shop/web", "shop/orders", 80)).isEqualTo(port80);
    }

    @Test
    void denyBeatsKubernetesPoliciesToo() {
        Sketch cluster = Sketch.cilium(K8S_FROM_WEB, clusterwide("quarantine", orders("ingressDeny: [{fromEndpoints: [{matchLabels: {app: web}}]}]")));
        Verdict verdict = cluster.verdict("shop/web", "shop/orders", 8080);
        assertThat(verdict.decision()).isEqualTo(DENY);
        assertThat(verdict.decidedBy()).hasToString("[CiliumClusterwideNetworkPolicy quarantine]");
    }

    @Test
    void kubernetesPoliciesAndCiliumsOwnAddUp() {
        Sketch cluster = Sketch.cilium(K8S_FROM_WEB, policy("orders", orders("ingress: [{fromEndpoints: [{matchLabels: {"
                + "k8s:io.kubernetes.pod.namespace: monitoring}}]}]")));
        assertThat(cluster.tcp("shop/web", "shop/orders", 8080)).isEqualTo(ALLOW);
        assertThat(cluster.tcp("monitoring/prometheus", "shop/orders", 8080)).isEqualTo(ALLOW);
        Verdict denied = cluster.verdict("payments/ledger", "shop/orders", 8080);
        assertThat(denied.decision()).isEqualTo(DENY);
        assertThat(denied.decidedBy()).extracting(Object::toString).containsExactly("CiliumNetworkPolicy shop/orders", "NetworkPolicy shop/orders");
    }

    /** Isolation: a section for the direction, unless it is switched off. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ingress: [{}]                                                          | DENY",
        "ingress: []                                                            | ALLOW",
        "ingressDeny: [{fromEndpoints: [{matchLabels: {app: nobody}}]}]         | DENY",
        "egress: [{}]                                                           | ALLOW",
        "ingress: [{}], enableDefaultDeny: {ingress: false}                     | ALLOW",
        "ingress: [{}], enableDefaultDeny: {egress: false}                      | DENY",
        "enableDefaultDeny: {ingress: true}                                     | DENY",
        "labels: []                                                             | ALLOW"})
    void isolation(String section, Decision expected) {
        String spec = "apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {namespace: shop, name: orders}\n"
                + "spec: {endpointSelector: {matchLabels: {app: orders}}, " + section.strip() + "}\n";
        assertThat(Sketch.cilium(spec).tcp("shop/web", "shop/orders", 8080)).isEqualTo(expected);
    }

    @Test
    void aDenyRuleHoldsWithoutIsolation() {
        Sketch cluster = Sketch.cilium(clusterwide("no-web", orders("enableDefaultDeny: {ingress: false}\n"
                + "ingressDeny: [{fromEndpoints: [{matchLabels: {app: web}}]}]")));
        assertThat(cluster.tcp("shop/web", "shop/orders", 8080)).isEqualTo(DENY);
        assertThat(cluster.tcp("payments/ledger", "shop/orders", 8080)).isEqualTo(ALLOW);
    }

    @Test
    void severalSpecsInOneObject() {
        String both = """
                apiVersion: cilium.io/v2
                kind: CiliumNetworkPolicy
                metadata: {namespace: shop, name: both}
                specs:
                - {endpointSelector: {matchLabels: {app: orders}}, ingress: [{fromEndpoints: [{matchLabels: {app: web}}]}]}
                - {endpointSelector: {matchLabels: {app: web}}, egress: [{toEndpoints: [{matchLabels: {app: orders}}]}]}
                """;
        Sketch cluster = Sketch.cilium(both);
        assertThat(cluster.tcp("shop/web", "shop/orders", 8080)).isEqualTo(ALLOW);
        assertThat(cluster.tcp("shop/web", "payments/ledger", 8080)).isEqualTo(DENY);
        assertThat(cluster.tcp("payments/ledger", "shop/orders", 8080)).isEqualTo(DENY);
    }

    /** Who may come in; a namespaced policy means its own namespace, a clusterwide one all of them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "namespaced  | fromEndpoints: [{}]                                                              | shop/web              | ALLOW",
        "namespaced  | fromEndpoints: [{}]                                                              | payments/ledger       | DENY",
        "namespaced  | fromEndpoints: [{}]                                                              | 203.0.113.9           | DENY",
        "clusterwide | fromEndpoints: [{}]                                                              | payments/ledger       | ALLOW",
        "clusterwide | fromEndpoints: [{}]                                                              | 203.0.113.9           | DENY",
        "namespaced  | fromEndpoints: [{matchLabels: {'k8s:app': web}}]                                 | shop/web              | ALLOW",
        "namespaced  | fromEndpoints: [{matchLabels: {'any:app': web}}]                                 | shop/web              | ALLOW",
        "namespaced  | fromEndpoints: [{matchLabels: {'container:app': web}}]                           | shop/web              | DENY",
        "namespaced  | fromEndpoints: [{matchLabels: {io.kubernetes.pod.namespace: payments}}]          | payments/ledger       | ALLOW",
        "namespaced  | fromEndpoints: [{matchLabels: {'k8s:io.kubernetes.pod.namespace': payments}}]    | shop/web              | DENY",
        "namespaced  | fromEndpoints: [{matchExpressions: [{key: 'k8s:io.kubernetes.pod.namespace', operator: Exists}]}] | payments/ledger | ALLOW",
        "clusterwide | fromEndpoints: [{matchLabels: {'k8s:io.cilium.k8s.namespace.labels.team': sre}}] | monitoring/prometheus | ALLOW",
        "clusterwide | fromEndpoints: [{matchLabels: {'k8s:io.cilium.k8s.namespace.labels.team': sre}}] | payments/ledger       | DENY",
        "namespaced  | fromEndpoints: [{matchLabels: {'k8s:io.cilium.k8s.namespace.labels.team': sre}}] | monitoring/prometheus | UNKNOWN",
        "namespaced  | fromEndpoints: [{matchLabels: {'io.cilium.k8s.policy.serviceaccount': web}}]     | shop/web              | ALLOW",
        "namespaced  | fromEndpoints: []                                                                | shop/web              | UNKNOWN",
        "namespaced  | fromEntities: [all]                                                              | 203.0.113.9           | ALLOW",
        "namespaced  | fromEntities: [world]                                                            | 203.0.113.9           | ALLOW",
        "namespaced  | fromEntities: [world]                                                            | shop/web              | DENY",
        "namespaced  | fromEntities: [cluster]                                                          | payments/ledger       | ALLOW",
        "namespaced  | fromEntities: [cluster]                                                          | 192.0.2.11            | ALLOW",
        "namespaced  | fromEntities: [cluster]                                                          | 203.0.113.9           | DENY",
        "namespaced  | fromEntities: [remote-node]                                                      | 192.0.2.11            | ALLOW",
        "namespaced  | fromEntities: [host]                                                             | 192.0.2.11            | DENY",
        "namespaced  | fromEntities: [none]                                                             | shop/web              | DENY",
        "namespaced  | fromEntities: [kube-apiserver]                                                   | 203.0.113.9           | UNKNOWN",
        "namespaced  | fromEntities: [kube-apiserver]                                                   | shop/web              | DENY",
        "namespaced  | fromEndpoints: [{matchLabels: {'reserved:remote-node': ''}}]                     | 192.0.2.11            | ALLOW",
        "namespaced  | fromCIDR: [203.0.113.0/24]                                                       | 203.0.113.9           | ALLOW",
        "namespaced  | fromCIDR: [203.0.113.0/24]                                                       | 198.51.100.9          | DENY",
        "namespaced  | fromCIDR: [10.0.0.0/8]                                                           | shop/web              | DENY",
        "namespaced  | fromCIDR: [192.0.2.0/24]                                                         | 192.0.2.11            | DENY",
        "namespaced  | fromCIDRSet: [{cidr: 203.0.113.0/24, except: [203.0.113.8/29]}]                  | 203.0.113.9           | DENY",
        "namespaced  | fromCIDRSet: [{cidr: 203.0.113.0/24, except: [203.0.113.8/29]}]                  | 203.0.113.16          | ALLOW",
        "namespaced  | fromCIDRSet: [{cidrGroupRef: offices}]                                           | 203.0.113.9           | UNKNOWN",
        "namespaced  | fromGroups: [{aws: {}}]                                                          | 203.0.113.9           | UNKNOWN",
        "namespaced  | fromMoons: [{}]                                                                  | shop/web              | UNKNOWN"})
    void sources(String scope, String from, String client, Decision expected) {
        String spec = orders("ingress: [{" + from.strip() + "}]");
        Sketch cluster = Sketch.cilium(scope.equals("clusterwide") ? clusterwide("orders", spec) : policy("orders", spec));
        assertThat(cluster.tcp(client, "shop/orders", 8080)).isEqualTo(expected);
    }

    @Test
    void groupsOfRanges() {
        String offices = "apiVersion: cilium.io/v2alpha1\nkind: CiliumCIDRGroup\nmetadata: {name: offices}\nspec: {externalCIDRs: [203.0.113.0/24]}\n";
        Sketch cluster = Sketch.cilium(offices, policy("orders", orders("ingress: [{fromCIDRSet: [{cidrGroupRef: offices}]}]")));
        assertThat(cluster.tcp("203.0.113.9", "shop/orders", 8080)).isEqualTo(ALLOW);
        assertThat(cluster.tcp("198.51.100.9", "shop/orders", 8080)).isEqualTo(DENY);
    }

    @Test
    void theApiServerByItsEndpoints() {
        String slice = """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {namespace: default, name: kubernetes, labels: {kubernetes.io/service-name: kubernetes}}
                ports: [{name: https, port: 6443, protocol: TCP}]
                endpoints: [{addresses: [192.0.2.12]}]
                """;
        String toServer = policy("web", web("egress: [{toEntities: [kube-apiserver]}]"));
        assertThat(Sketch.cilium(slice, toServer).tcp("shop/web", "192.0.2.12", 6443)).isEqualTo(ALLOW);
        assertThat(Sketch.cilium(slice, toServer).tcp("shop/web", "203.0.113.9", 6443)).isEqualTo(DENY);
        String byAddress = policy("web", web("egress: [{toCIDR: [192.0.2.12/32]}]"));
        assertThat(Sketch.cilium(slice, byAddress).tcp("shop/web", "192.0.2.12", 6443)).as("ranges do not match nodes").isEqualTo(DENY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ports: [{port: '8080'}]                              | TCP | 8080 | ALLOW",
        "ports: [{port: '8080'}]                              | UDP | 8080 | ALLOW",
        "ports: [{port: '8080', protocol: ANY}]               | UDP | 8080 | ALLOW",
        "ports: [{port: '8080', protocol: TCP}]               | UDP | 8080 | DENY",
        "ports: [{port: 8080, protocol: tcp}]                 | TCP | 8080 | ALLOW",
        "ports: [{port: '8080', protocol: TCP}]               | TCP | 8081 | DENY",
        "ports: [{port: '8000', endPort: 8100}]               | TCP | 8100 | ALLOW",
        "ports: [{port: '8000', endPort: 8100}]               | TCP | 8101 | DENY",
        "ports: [{port: '0', protocol: TCP}]                  | TCP | 9999 | ALLOW",
        "ports: [{port: '0', protocol: TCP}]                  | UDP | 9999 | DENY",
        "ports: [{port: http, protocol: TCP}]                 | TCP | 8080 | ALLOW",
        "ports: [{port: http, protocol: TCP}]                 | TCP | 8081 | DENY",
        "ports: [{port: '8080'}], rules: {http: [{method: GET}]} | TCP | 8080 | ALLOW"})
    void ports(String ports, String protocol, int port, Decision expected) {
        Sketch cluster = Sketch.cilium(policy("orders", orders("ingress: [{toPorts: [{" + ports.strip() + "}]}]")));
        assertThat(protocol.equals("TCP") ? cluster.tcp("shop/web", "shop/orders", port) : cluster.udp("shop/web", "shop/orders", port)).isEqualTo(expected);
    }

    @Test
    void icmpRulesOpenNoPort() {
        assertThat(Sketch.cilium(policy("ping", orders("ingress: [{icmps: [{fields: [{type: 8, family: IPv4}]}]}]")))
                .tcp("shop/web", "shop/orders", 8080)).isEqualTo(DENY);
    }

    @Test
    void rulesOnRequestsAreNoted() {
        Verdict verdict = Sketch.cilium(policy("orders", orders("ingress: [{toPorts: [{ports: [{port: '8080'}], rules: {http: [{method: GET}]}}]}]")))
                .verdict("shop/web", "shop/orders", 8080);
        assertThat(verdict.ingress().why()).contains("decides on each request").contains("http");
    }

    @Test
    void namesNeedDnsAnswersThatCiliumSees() {
        String names = policy("web", web("egress: [{toFQDNs: [{matchName: api.example.org}]}]"));
        Sketch blind = Sketch.cilium(names);
        Verdict verdict = blind.verdict("shop/web", "203.0.113.9", 443);
        assertThat(verdict.decision()).isEqualTo(UNKNOWN);
        assertThat(verdict.why()).contains("api.example.org");
        assertThat(blind.tcp("shop/web", "payments/ledger", 443)).as("names never stand for pods").isEqualTo(DENY);
        CiliumPolicies layer = new CiliumPolicies(blind.cluster(), (flow, direction) -> Opinion.NONE);
        assertThat(layer.namesNeverLearned((Peer.OfPod) blind.peer("shop/web"))).hasToString("[CiliumNetworkPolicy shop/web]");
        Sketch seeing = Sketch.cilium(names, policy("dns", web("egress: [{toPorts: [{ports: [{port: '53', protocol: UDP}], "
                + "rules: {dns: [{matchPattern: '*'}]}}]}]")));
        assertThat(new CiliumPolicies(seeing.cluster(), (flow, direction) -> Opinion.NONE).namesNeverLearned((Peer.OfPod) seeing.peer("shop/web"))).isEmpty();
    }

    @Test
    void servicesThroughTheirSelectors() {
        String service = "apiVersion: v1\nkind: Service\nmetadata: {namespace: payments, name: ledger, labels: {exposed: internal}}\n"
                + "spec: {selector: {app: ledger}, ports: [{port: 80}]}\n";
        Sketch byName = Sketch.cilium(service, policy("web", web("egress: [{toServices: [{k8sService: {serviceName: ledger, namespace: payments}}]}]")));
        assertThat(byName.tcp("shop/web", "payments/ledger", 8080)).isEqualTo(ALLOW);
        assertThat(byName.tcp("shop/web", "shop/orders", 8080)).isEqualTo(DENY);
        Sketch byLabel = Sketch.cilium(service, policy("web", web("egress: [{toServices: [{k8sServiceSelector: {namespace: payments, "
                + "selector: {matchLabels: {exposed: internal}}}}]}]")));
        assertThat(byLabel.tcp("shop/web", "payments/ledger", 8080)).isEqualTo(ALLOW);
    }

    @Test
    void requirementsOfOtherRulesAreNotGuessed() {
        Sketch cluster = Sketch.cilium(policy("orders", orders("ingress: [{fromEndpoints: [{}]}, {fromRequires: [{matchLabels: {env: prod}}]}]")));
        assertThat(cluster.tcp("shop/web", "shop/orders", 8080)).isEqualTo(UNKNOWN);
        assertThat(cluster.tcp("payments/ledger", "shop/orders", 8080)).isEqualTo(DENY);
    }

    @Test
    void labelsThatIdentitiesLeaveOutDecideNothing() {
        String hash = policy("hash", "endpointSelector: {matchLabels: {pod-template-hash: 5d8f}}\ningress: [{}]\n");
        assertThat(Sketch.cilium(hash).tcp("shop/web", "shop/orders", 8080)).as("nobody carries it").isEqualTo(ALLOW);
        Peer.OfPod plain = (Peer.OfPod) Sketch.cilium().peer("shop/orders");
        Peer.OfPod hashed = new Peer.OfPod(plain.ref(), "shop", java.util.Map.of("app", "orders", "pod-template-hash", "5d8f"), plain.ips(), false, plain.node(),
                plain.serviceAccount(), plain.ports());
        CiliumPolicies layer = new CiliumPolicies(Sketch.cluster(hash), (flow, direction) -> Opinion.NONE);
        assertThat(layer.judge(new Flow(new Peer.OfAddress("203.0.113.9", ""), hashed, 8080, "TCP"), Direction.INGRESS).decision())
                .isEqualTo(Optional.of(UNKNOWN));
    }

    @Test
    void policiesOfNodesSelectNoPod() {
        Sketch cluster = Sketch.cilium(clusterwide("hosts", "nodeSelector: {}\ningress: [{}]\n"));
        assertThat(cluster.tcp("shop/web", "shop/orders", 8080)).isEqualTo(ALLOW);
    }

    @ParameterizedTest
    @CsvSource({"always, shop/web, payments/ledger, DENY", "never, shop/web, shop/orders, ALLOW", "default, shop/web, shop/orders, DENY",
        "default, shop/web, payments/ledger, ALLOW"})
    void enforcementModes(String mode, String from, String to, Decision expected) {
        String settings = "apiVersion: v1\nkind: ConfigMap\nmetadata: {namespace: kube-system, name: cilium-config}\ndata: {enable-policy: " + mode + "}\n";
        assertThat(Sketch.cilium(settings, policy("orders", orders("ingress: [{}]"))).tcp(from, to, 8080)).isEqualTo(expected);
    }

    @Test
    void theNearestMissIsTheRuleWithTheRightPeer() {
        Miss miss = Sketch.cilium(policy("orders", orders("ingress: [{fromEndpoints: [{matchLabels: {app: api}}]}, "
                + "{fromEndpoints: [{matchLabels: {app: web}}], toPorts: [{ports: [{port: '9090'}]}]}]"))).verdict("shop/web", "shop/orders", 8080).miss().orElseThrow();
        assertThat(miss.kind()).isEqualTo("port");
    }

    @Test
    void adminPoliciesAreNotGuessed() {
        String deny = """
                apiVersion: policy.networking.k8s.io/v1alpha1
                kind: AdminNetworkPolicy
                metadata: {name: closed}
                spec: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}
                """;
        assertThat(Sketch.cilium(deny).tcp("shop/web", "shop/orders", 8080)).isEqualTo(UNKNOWN);
    }
}
