package io.netdx.model.policy;

import static io.netdx.model.policy.Decision.ALLOW;
import static io.netdx.model.policy.Decision.DENY;
import static io.netdx.model.policy.Decision.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As the Calico reference says of policies, rules, tiers and selectors. */
class CalicoPoliciesTest {

    private static final String K8S_ONLY_PROMETHEUS = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {namespace: shop, name: orders}
            spec:
              podSelector: {matchLabels: {app: orders}}
              ingress: [{from: [{namespaceSelector: {matchLabels: {team: sre}}, podSelector: {}}]}]
            """;

    private static String policy(String name, String spec) {
        return """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {namespace: shop, name: %s}
                spec:
                %s""".formatted(name, spec.indent(2));
    }

    private static String global(String name, String spec) {
        return policy(name, spec).replace("kind: NetworkPolicy", "kind: GlobalNetworkPolicy").replace("namespace: shop, ", "");
    }

    private static String tier(String name, String spec) {
        return "apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: " + name + "}\nspec: " + spec + "\n";
    }

    private static String ingress(String order, String rules) {
        return (order.isEmpty() ? "" : "order: " + order + "\n") + "selector: app == 'orders'\ntypes: [Ingress]\ningress: [" + rules + "]\n";
    }

    @Test
    void withoutAPolicyTheProfileOfTheNamespaceAllows() {
        assertThat(Sketch.calico(policy("other", "selector: app == 'ledger'\ningress: []\n")).tcp("shop/web", "shop/orders", 8080)).isEqualTo(ALLOW);
    }

    @Test
    void whatAPolicySelectsAndNoRuleAllowsIsDenied() {
        Sketch cluster = Sketch.calico(policy("orders", ingress("", "{action: Allow, source: {selector: app == 'web'}}")));
        assertThat(cluster.tcp("shop/web", "shop/orders", 8080)).isEqualTo(ALLOW);
        Verdict denied = cluster.verdict("monitoring/prometheus", "shop/orders", 8080);
        assertThat(denied.decision()).isEqualTo(DENY);
        assertThat(denied.decidedBy()).hasToString("[NetworkPolicy.projectcalico.org shop/orders]");
        assertThat(cluster.tcp("shop/orders", "shop/web", 8080)).as("types: [Ingress] leaves egress alone").isEqualTo(ALLOW);
    }

    /** Kubernetes policies count as order 1000 of tier default; nil comes last. */
    @ParameterizedTest
    @CsvSource({"500, Deny, monitoring/prometheus, DENY", "1500, Deny, monitoring/prometheus, ALLOW", "'', Deny, monitoring/prometheus, ALLOW",
        "500, Allow, shop/web, ALLOW", "1500, Allow, shop/web, ALLOW", "'', Allow, shop/web, ALLOW", "500, Deny, shop/web, DENY", "1500, Log, shop/web, DENY",
        "500, Pass, shop/web, ALLOW", "1500, Pass, shop/web, ALLOW", "500, Pass, monitoring/prometheus, ALLOW"})
    void ordersAroundKubernetesPolicies(String order, String action, String client, Decision expected) {
        Sketch cluster = Sketch.calico(K8S_ONLY_PROMETHEUS, policy("beside", ingress(order, "{action: " + action + "}")));
        assertThat(cluster.tcp(client, "shop/orders", 8080)).isEqualTo(expected);
    }

    @Test
    void atOrder1000NamesDecide() {
        String early = policy("a", ingress("1000", "{action: Deny}"));
        assertThat(Sketch.calico(K8S_ONLY_PROMETHEUS, early).tcp("monitoring/prometheus", "shop/orders", 8080))
                .as("shop/default.a is before shop/knp.default.orders").isEqualTo(DENY);
        String late = global("z", ingress("1000", "{action: Deny}"));
        assertThat(Sketch.calico(K8S_ONLY_PROMETHEUS, late).tcp("monitoring/prometheus", "shop/orders", 8080)).as("default.z comes before shop/…")
                .isEqualTo(DENY);
    }

    @Test
    void aKubernetesPolicyIsBlamedForItsPartOfTheDenial() {
        Verdict verdict = Sketch.calico(K8S_ONLY_PROMETHEUS, policy("logs", ingress("2000", "{action: Log}"))).verdict("shop/web", "shop/orders", 8080);
        assertThat(verdict.decidedBy()).extracting(Object::toString).containsExactly("NetworkPolicy shop/orders", "NetworkPolicy.projectcalico.org shop/logs");
        assertThat(verdict.miss()).isPresent();
    }

    @Test
    void equalNamesInTwoGroupsAreTwoPolicies() {
        Sketch cluster = Sketch.calico(K8S_ONLY_PROMETHEUS, policy("orders", ingress("2000", "{action: Allow, source: {selector: app == 'web'}}")));
        assertThat(cluster.tcp("monitoring/prometheus", "shop/orders", 8080)).isEqualTo(ALLOW);
        assertThat(cluster.tcp("shop/web", "shop/orders", 8080)).isEqualTo(ALLOW);
        assertThat(cluster.tcp("payments/ledger", "shop/orders", 8080)).isEqualTo(DENY);
    }

    @Test
    void storedResourcesReadTheSame() {
        String stored = """
                apiVersion: crd.projectcalico.org/v1
                kind: NetworkPolicy
                metadata: {namespace: shop, name: default.orders}
                spec: {tier: default, order: 10, selector: app == 'orders', types: [Ingress], ingress: [{action: Allow, source: {selector: app == 'web'}}]}
                """;
        Sketch cluster = Sketch.calico(stored);
        assertThat(cluster.tcp("shop/web", "shop/orders", 8080)).isEqualTo(ALLOW);
        assertThat(cluster.tcp("payments/ledger", "shop/orders", 8080)).isEqualTo(DENY);
    }

    @Test
    void tiersComeByOrderAndPassLeadsToTheNext() {
        String security = tier("security", "{order: 100}");
        String application = tier("application", "{order: 200}");
        String pass = policy("security.pass", "tier: security\n" + ingress("1", "{action: Pass, source: {selector: app == 'web'}}"));
        String allow = policy("application.allow", "tier: application\n" + ingress("1", "{action: Allow}"));
        Sketch cluster = Sketch.calico(application, security, pass, allow);
        assertThat(cluster.tcp("shop/web", "shop/orders", 8080)).isEqualTo(ALLOW);
        assertThat(cluster.tcp("payments/ledger", "shop/orders", 8080)).as("tier security selects, decides nothing, and denies").isEqualTo(DENY);
    }

    @Test
    void aPassOfTheLastTierLeadsToTheProfile() {
        Sketch cluster = Sketch.calico(tier("security", "{order: 100}"), policy("pass", "tier: security\n" + ingress("1", "{action: Pass}")));
        assertThat(cluster.tcp("shop/web", "shop/orders", 8080)).isEqualTo(ALLOW);
        Sketch closed = Sketch.calico(tier("security", "{order: 100}"), policy("pass", "tier: security\n" + ingress("1", "{action: Pass}")), K8S_ONLY_PROMETHEUS);
        assertThat(closed.tcp("shop/web", "shop/orders", 8080)).isEqualTo(DENY);
        assertThat(closed.tcp("monitoring/prometheus", "shop/orders", 8080)).isEqualTo(ALLOW);
    }

    @Test
    void aTierThatPassesByDefaultDeniesNothingUnmatched() {
        Sketch cluster = Sketch.calico(tier("audit", "{order: 100, defaultAction: Pass}"),
                policy("audit.web", "tier: audit\n" + ingress("1", "{action: Deny, source: {selector: app == 'web'}}")));
        assertThat(cluster.tcp("shop/web", "shop/orders", 8080)).isEqualTo(DENY);
        assertThat(cluster.tcp("payments/ledger", "shop/orders", 8080)).isEqualTo(ALLOW);
        Sketch closed = Sketch.calico(K8S_ONLY_PROMETHEUS, tier("audit", "{order: 100, defaultAction: Pass}"),
                policy("audit.web", "tier: audit\n" + ingress("1", "{action: Deny, source: {selector: app == 'web'}}")));
        assertThat(closed.tcp("payments/ledger", "shop/orders", 8080)).as("the next tier is asked all the same").isEqualTo(DENY);
    }

    @Test
    void aTierThatWasNotSeenHasNoKnownPlace() {
        Verdict verdict = Sketch.calico(policy("security.deny", "tier: security\n" + ingress("1", "{action: Deny}"))).verdict("shop/web", "shop/orders", 8080);
        assertThat(verdict.decision()).isEqualTo(UNKNOWN);
        assertThat(verdict.why()).contains("tier security was not seen");
    }

    @Test
    void adminPoliciesHaveTiersOfTheirOwn() {
        String admin = """
                apiVersion: policy.networking.k8s.io/v1alpha2
                kind: ClusterNetworkPolicy
                metadata: {name: sre}
                spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Accept, from: [{namespaces: {matchLabels: {team: sre}}}]}]}
                """;
        String deny = policy("deny", ingress("1", "{action: Deny}"));
        assertThat(Sketch.calico(admin, deny).tcp("monitoring/prometheus", "shop/orders", 8080)).isEqualTo(ALLOW);
        assertThat(Sketch.calico(admin, deny).tcp("shop/web", "shop/orders", 8080)).isEqualTo(DENY);
        String before = tier("first", "{order: 10}");
        assertThat(Sketch.calico(admin, before, deny.replace("order: 1", "order: 1\n  tier: first")).tcp("monitoring/prometheus", "shop/orders", 8080))
                .as("tiers below 1000 come before those of admin policies").isEqualTo(DENY);
    }

    @Test
    void stagedPoliciesAndThoseOfHostsHoldForNoPod() {
        String staged = policy("staged", ingress("1", "{action: Deny}")).replace("kind: NetworkPolicy", "kind: StagedNetworkPolicy");
        assertThat(Sketch.calico(staged).tcp("shop/web", "shop/orders", 8080)).isEqualTo(ALLOW);
        String raw = global("raw", "doNotTrack: true\napplyOnForward: true\n" + ingress("1", "{action: Deny}"));
        assertThat(Sketch.calico(raw).tcp("shop/web", "shop/orders", 8080)).isEqualTo(ALLOW);
    }

    /** In a namespaced policy a selector of a rule means its own namespace; in a global one every namespace. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "namespaced | {selector: tier == 'back'}                                          | payments/ledger | DENY",
        "namespaced | {selector: tier == 'front'}                                         | shop/web        | ALLOW",
        "namespaced | {selector: tier == 'back', namespaceSelector: team == 'payments'}   | payments/ledger | ALLOW",
        "namespaced | {namespaceSelector: team == 'payments'}                             | payments/ledger | ALLOW",
        "namespaced | {namespaceSelector: 'projectcalico.org/name == \"payments\"'}       | payments/ledger | ALLOW",
        "namespaced | {namespaceSelector: all()}                                          | monitoring/prometheus | ALLOW",
        "namespaced | {namespaceSelector: all()}                                          | 203.0.113.9     | DENY",
        "namespaced | {namespaceSelector: global()}                                       | shop/web        | DENY",
        "namespaced | {notSelector: app == 'web'}                                         | shop/web        | DENY",
        "namespaced | {notSelector: app == 'db'}                                          | shop/web        | ALLOW",
        "namespaced | {notSelector: app == 'db'}                                          | payments/ledger | DENY",
        "global     | {selector: tier == 'back'}                                          | payments/ledger | ALLOW",
        "global     | {notSelector: app == 'db'}                                          | payments/ledger | ALLOW",
        "global     | {selector: projectcalico.org/namespace == 'payments'}               | payments/ledger | ALLOW",
        "global     | {selector: projectcalico.org/serviceaccount == 'ledger'}            | payments/ledger | ALLOW",
        "global     | {selector: projectcalico.org/serviceaccount == 'ledger'}            | shop/web        | DENY",
        "global     | {serviceAccounts: {names: [ledger, web]}}                           | payments/ledger | ALLOW",
        "namespaced | {serviceAccounts: {names: [ledger, web]}}                           | payments/ledger | DENY",
        "namespaced | {serviceAccounts: {names: [ledger, web]}}                           | shop/web        | ALLOW",
        "global     | {nets: [10.0.0.0/29]}                                               | shop/web        | ALLOW",
        "global     | {nets: [10.0.0.0/29]}                                               | monitoring/prometheus | DENY",
        "global     | {nets: [10.0.0.0/8], notNets: [10.0.0.5/32]}                        | shop/web        | DENY",
        "global     | {notNets: [10.0.0.0/8]}                                             | 203.0.113.9     | ALLOW",
        "global     | {selector: all()}                                                   | shop/web        | ALLOW"})
    void sources(String scope, String source, String client, Decision expected) {
        String spec = ingress("", "{action: Allow, source: " + source + "}");
        Sketch cluster = Sketch.calico(scope.equals("global") ? global("orders", spec) : policy("orders", spec));
        assertThat(cluster.tcp(client, "shop/orders", 8080)).isEqualTo(expected);
    }

    @Test
    void templatesHaveTheServiceAccountThatTheyName() {
        String template = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {namespace: shop, name: %s}\nspec: {template: {metadata: {labels: {app: %s}}, "
                + "spec: {serviceAccountName: %s, containers: [{name: main}]}}}\n";
        Manifests shop = Manifests.of(template.formatted("web", "web", "web"), template.formatted("job", "job", "jobs"), template.formatted("db", "db", "db"),
                "apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata: {namespace: shop, name: db}\nspec: {selector: app == 'db', "
                + "ingress: [{action: Allow, source: {serviceAccounts: {names: [web]}}}]}\n");
        assertThat(shop.tcp("deploy/shop/web", "deploy/shop/db", 5432)).isEqualTo(Decision.ALLOW);
        assertThat(shop.tcp("deploy/shop/job", "deploy/shop/db", 5432)).isEqualTo(Decision.DENY);
    }

    @Test
    void networkSetsGiveAddressesLabels() {
        String partners = """
                apiVersion: projectcalico.org/v3
                kind: GlobalNetworkSet
                metadata: {name: partners, labels: {role: partner}}
                spec: {nets: [203.0.113.0/24]}
                """;
        Sketch cluster = Sketch.calico(partners, policy("orders",
                ingress("", "{action: Allow, source: {selector: role == 'partner', namespaceSelector: global()}}")));
        assertThat(cluster.tcp("203.0.113.9", "shop/orders", 8080)).isEqualTo(ALLOW);
        assertThat(cluster.tcp("198.51.100.9", "shop/orders", 8080)).isEqualTo(DENY);
        assertThat(Sketch.calico(partners, policy("orders", ingress("", "{action: Allow, source: {selector: role == 'partner'}}")))
                .tcp("203.0.113.9", "shop/orders", 8080)).as("without global() only sets of its own namespace").isEqualTo(DENY);
    }

    @Test
    void labelsOfStoredNetworkSetsAreInTheirAnnotation() {
        String stored = """
                apiVersion: crd.projectcalico.org/v1
                kind: GlobalNetworkSet
                metadata:
                  name: partners
                  annotations: {projectcalico.org/metadata: '{"labels":{"role":"partner"},"creationTimestamp":"2025-03-02T09:00:00Z"}'}
                spec: {nets: [203.0.113.0/24]}
                """;
        assertThat(Sketch.calico(stored, global("orders", ingress("", "{action: Allow, source: {selector: role == 'partner'}}")))
                .tcp("203.0.113.9", "shop/orders", 8080)).isEqualTo(ALLOW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{action: Allow, protocol: TCP}                                             | 8080 | ALLOW",
        "{action: Allow, protocol: 6}                                               | 8080 | ALLOW",
        "{action: Allow, protocol: UDP}                                             | 8080 | DENY",
        "{action: Allow, protocol: ICMP}                                            | 8080 | DENY",
        "{action: Deny, protocol: ICMP}, {action: Allow}                            | 8080 | ALLOW",
        "{action: Deny, icmp: {type: 8}}, {action: Allow}                           | 8080 | ALLOW",
        "{action: Allow, notProtocol: TCP}                                          | 8080 | DENY",
        "{action: Allow, protocol: TCP, destination: {ports: [80, '8000:8100']}}    | 8080 | ALLOW",
        "{action: Allow, protocol: TCP, destination: {ports: ['8000:8100']}}        | 8101 | DENY",
        "{action: Allow, protocol: TCP, destination: {ports: [http]}}               | 8080 | ALLOW",
        "{action: Allow, protocol: TCP, destination: {ports: [http]}}               | 8081 | DENY",
        "{action: Allow, protocol: TCP, destination: {notPorts: [8080]}}            | 8080 | DENY",
        "{action: Allow, protocol: TCP, destination: {notPorts: [22]}}              | 8080 | ALLOW",
        "{action: Allow, protocol: TCP, source: {ports: [4000]}}                    | 8080 | UNKNOWN",
        "{action: Allow, http: {methods: [GET]}}                                    | 8080 | UNKNOWN",
        "{action: Deny, http: {methods: [GET]}}                                     | 8080 | DENY",
        "{action: Allow, ipVersion: 6}                                              | 8080 | DENY",
        "{action: Allow, ipVersion: 4}                                              | 8080 | ALLOW",
        "{action: Allow, source: {selector: app = 'web'}}                           | 8080 | UNKNOWN",
        "{action: Log}, {action: Allow}                                             | 8080 | ALLOW"})
    void rules(String rules, int port, Decision expected) {
        assertThat(Sketch.calico(policy("orders", ingress("", rules))).tcp("shop/web", "shop/orders", port)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "selector: all()                                                          | shop/orders",
        "namespaceSelector: team == 'shop'                                        | shop/orders",
        "serviceAccountSelector: projectcalico.org/name == 'orders'               | shop/orders",
        "selector: \"projectcalico.org/serviceaccount in {'orders'}\"               | shop/orders",
        "{}                                                                       | shop/orders",
        "selector: app == 'orders', namespaceSelector: team == 'payments'         | none",
        "selector: app == 'nobody'                                                | none"})
    void subjects(String subject, String denied) {
        String fields = subject.strip().equals("{}") ? "" : subject.strip() + ", ";
        String policy = "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: closed}\nspec: {" + fields + "types: [Ingress]}\n";
        assertThat(Sketch.calico(policy).tcp("monitoring/prometheus", "shop/orders", 8080)).isEqualTo(denied.equals("none") ? ALLOW : DENY);
    }

    /** Without types: ingress unless there are only egress rules. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''                                             | DENY  | ALLOW",
        "'ingress: [{action: Allow}]'                   | ALLOW | ALLOW",
        "'egress: [{action: Deny}]'                     | ALLOW | DENY",
        "'ingress: [{action: Deny}], egress: [{action: Allow}]' | DENY | ALLOW"})
    void typesThatNobodyWrote(String rules, Decision into, Decision outOf) {
        String fields = rules.isEmpty() ? "" : ", " + rules;
        Sketch cluster = Sketch.calico("apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata: {namespace: shop, name: orders}\n"
                + "spec: {selector: app == 'orders'" + fields + "}\n");
        assertThat(cluster.tcp("shop/web", "shop/orders", 8080)).isEqualTo(into);
        assertThat(cluster.tcp("shop/orders", "payments/ledger", 8080)).isEqualTo(outOf);
    }

    @Test
    void servicesStandForTheirEndpointsAndPorts() {
        String slice = """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {namespace: payments, name: ledger-1, labels: {kubernetes.io/service-name: ledger}}
                ports: [{name: http, port: 8080, protocol: TCP}]
                endpoints: [{addresses: [10.0.0.7]}]
                """;
        String service = """
                apiVersion: v1
                kind: Service
                metadata: {namespace: payments, name: ledger}
                spec: {selector: {app: ledger}, ports: [{port: 80, targetPort: 8080}]}
                """;
        String egress = policy("web", "selector: app == 'web'\negress: [{action: Allow, destination: {services: {name: ledger, namespace: payments}}}]\n");
        Sketch cluster = Sketch.calico(service, slice, egress);
        assertThat(cluster.tcp("shop/web", "payments/ledger", 8080)).isEqualTo(ALLOW);
        assertThat(cluster.tcp("shop/web", "payments/ledger", 9090)).as("another port of the same pod").isEqualTo(DENY);
        assertThat(cluster.tcp("shop/web", "shop/orders", 8080)).isEqualTo(DENY);
        assertThat(Sketch.calico(egress).tcp("shop/web", "payments/ledger", 8080)).as("a Service that was not seen").isEqualTo(UNKNOWN);
    }

    @Test
    void translatedKubernetesPoliciesCountOnce() {
        String translated = policy("knp.default.orders", ingress("1000", "{action: Deny}"));
        assertThat(Sketch.calico(K8S_ONLY_PROMETHEUS, translated).tcp("monitoring/prometheus", "shop/orders", 8080)).isEqualTo(ALLOW);
    }

    @Test
    void anUnknownFieldOfAPolicyMakesItsVerdictsUnknown() {
        Verdict verdict = Sketch.calico(policy("orders", "moonPhase: full\n" + ingress("", "{action: Deny}"))).verdict("shop/web", "shop/orders", 8080);
        assertThat(verdict.decision()).isEqualTo(UNKNOWN);
        assertThat(verdict.why()).contains("moonPhase");
    }
}
