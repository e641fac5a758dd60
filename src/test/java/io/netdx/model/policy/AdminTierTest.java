package io.netdx.model.policy;

import static io.netdx.model.policy.Decision.ALLOW;
import static io.netdx.model.policy.Decision.DENY;
import static io.netdx.model.policy.Decision.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** As the API text of policy.networking.k8s.io says, v1alpha1 and v1alpha2. */
class AdminTierTest {

    private static final String ISOLATED_ORDERS = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {namespace: shop, name: orders-closed}
            spec: {podSelector: {matchLabels: {app: orders}}, policyTypes: [Ingress]}
            """;

    private static String admin(String name, int priority, String rules) {
        return """
                apiVersion: policy.networking.k8s.io/v1alpha2
                kind: ClusterNetworkPolicy
                metadata: {name: %s}
                spec:
                  tier: Admin
                  priority: %d
                  subject: {namespaces: {matchLabels: {team: shop}}}
                  ingress:
                %s""".formatted(name, priority, rules.indent(2));
    }

    private static final String FROM_MONITORING = "from: [{namespaces: {matchLabels: {team: sre}}}]";
    private static final String FROM_ALL = "from: [{namespaces: {}}]";

    @Test
    void acceptOfTheAdminBeatsNetworkPolicies() {
        Sketch cluster = Sketch.any(ISOLATED_ORDERS, admin("monitoring-first", 10, "- {action: Accept, " + FROM_MONITORING + "}\n"));
        assertThat(cluster.tcp("monitoring/prometheus", "shop/orders", 8080)).isEqualTo(ALLOW);
        assertThat(cluster.tcp("shop/web", "shop/orders", 8080)).isEqualTo(DENY);
    }

    @Test
    void denyOfTheAdminHoldsWhereNoNetworkPolicyIsolates() {
        Sketch cluster = Sketch.any(admin("no-payments", 10, "- {action: Deny, from: [{namespaces: {matchLabels: {team: payments}}}]}\n"));
        Verdict verdict = cluster.verdict("payments/ledger", "shop/orders", 8080);
        assertThat(verdict.decision()).isEqualTo(DENY);
        assertThat(verdict.decidedBy()).hasToString("[ClusterNetworkPolicy no-payments]");
        assertThat(verdict.miss().orElseThrow().kind()).isEqualTo("deny-rule");
        assertThat(cluster.tcp("monitoring/prometheus", "shop/orders", 8080)).as("selecting a pod isolates it from nothing").isEqualTo(ALLOW);
    }

    @Test
    void lowerPriorityIsAskedFirstAndRulesFromTheTop() {
        assertThat(Sketch.any(admin("late", 20, "- {action: Deny, " + FROM_ALL + "}\n"), admin("early", 5, "- {action: Accept, " + FROM_ALL + "}\n"))
                .tcp("shop/web", "shop/orders", 8080)).isEqualTo(ALLOW);
        assertThat(Sketch.any(admin("one", 5, "- {action: Deny, " + FROM_MONITORING + "}\n- {action: Accept, " + FROM_ALL + "}\n"))
                .tcp("monitoring/prometheus", "shop/orders", 8080)).isEqualTo(DENY);
    }

    @Test
    void passSkipsTheRestOfTheTier() {
        String pass = admin("pass", 5, "- {action: Pass, " + FROM_ALL + "}\n");
        String deny = admin("deny", 20, "- {action: Deny, " + FROM_ALL + "}\n");
        assertThat(Sketch.any(pass, deny).tcp("shop/web", "shop/orders", 8080)).isEqualTo(ALLOW);
        assertThat(Sketch.any(pass, deny, ISOLATED_ORDERS).tcp("shop/web", "shop/orders", 8080)).isEqualTo(DENY);
    }

    @Test
    void equalPrioritiesThatContradictEachOtherAreUnknown() {
        Sketch cluster = Sketch.any(admin("one", 7, "- {action: Accept, " + FROM_ALL + "}\n"), admin("other", 7, "- {action: Deny, " + FROM_MONITORING + "}\n"));
        Verdict verdict = cluster.verdict("monitoring/prometheus", "shop/orders", 8080);
        assertThat(verdict.decision()).isEqualTo(UNKNOWN);
        assertThat(verdict.why()).contains("priority 7");
        assertThat(cluster.tcp("shop/web", "shop/orders", 8080)).as("only one of them matches").isEqualTo(ALLOW);
    }

    @Test
    void baselineIsAskedOnlyWhereNoNetworkPolicyIsolates() {
        String baseline = """
                apiVersion: policy.networking.k8s.io/v1alpha1
                kind: BaselineAdminNetworkPolicy
                metadata: {name: default}
                spec:
                  subject: {namespaces: {}}
                  ingress: [{action: Deny, from: [{namespaces: {}}]}]
                """;
        String openOrders = ISOLATED_ORDERS.replace("policyTypes: [Ingress]", "ingress: [{}]").replace("orders-closed", "orders-open");
        assertThat(Sketch.any(baseline).tcp("shop/web", "shop/orders", 8080)).isEqualTo(DENY);
        assertThat(Sketch.any(baseline, openOrders).tcp("shop/web", "shop/orders", 8080)).isEqualTo(ALLOW);
        assertThat(Sketch.any(baseline).tcp("203.0.113.9", "shop/orders", 8080)).as("peers are pods").isEqualTo(ALLOW);
    }

    @Test
    void protocolsAndPorts() {
        String rule = "- {action: Deny, " + FROM_ALL + ", protocols: [%s]}\n";
        assertThat(Sketch.any(admin("p", 1, rule.formatted("{tcp: {destinationPort: {number: 8080}}}"))).tcp("shop/web", "shop/orders", 8080)).isEqualTo(DENY);
        assertThat(Sketch.any(admin("p", 1, rule.formatted("{tcp: {destinationPort: {number: 8080}}}"))).udp("shop/web", "shop/orders", 8080)).isEqualTo(ALLOW);
        Sketch range = Sketch.any(admin("p", 1, rule.formatted("{udp: {destinationPort: {range: {start: 53, end: 60}}}}")));
        assertThat(range.udp("shop/web", "shop/orders", 60)).isEqualTo(DENY);
        assertThat(range.udp("shop/web", "shop/orders", 61)).isEqualTo(ALLOW);
        Sketch named = Sketch.any(admin("p", 1, rule.formatted("{destinationNamedPort: http}")));
        assertThat(named.tcp("shop/web", "shop/orders", 8080)).isEqualTo(DENY);
        assertThat(named.tcp("shop/web", "shop/orders", 8081)).isEqualTo(ALLOW);
    }

    private static String egress(String action, String peer) {
        return """
                apiVersion: policy.networking.k8s.io/v1alpha2
                kind: ClusterNetworkPolicy
                metadata: {name: egress}
                spec:
                  tier: Admin
                  priority: 3
                  subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}}
                  egress: [{action: %s, to: [%s]}]
                """.formatted(action, peer);
    }

    @Test
    void networksMatchPodsToo() {
        Sketch cluster = Sketch.any(egress("Deny", "{networks: [10.0.0.0/29, 198.51.100.0/24]}"));
        assertThat(cluster.tcp("shop/web", "198.51.100.7", 443)).isEqualTo(DENY);
        assertThat(cluster.tcp("shop/web", "203.0.113.7", 443)).isEqualTo(ALLOW);
        assertThat(cluster.tcp("shop/web", "shop/orders", 8080)).isEqualTo(DENY);
        assertThat(cluster.tcp("shop/web", "monitoring/prometheus", 8080)).as("10.0.0.8 is outside of /29").isEqualTo(ALLOW);
    }

    @Test
    void nodesByTheirLabels() {
        Sketch cluster = Sketch.any(egress("Deny", "{nodes: {matchLabels: {zone: node-b}}}"));
        assertThat(cluster.tcp("shop/web", "192.0.2.12", 6443)).isEqualTo(DENY);
        assertThat(cluster.tcp("shop/web", "192.0.2.11", 6443)).isEqualTo(ALLOW);
        assertThat(cluster.tcp("shop/web", "shop/orders", 8080)).isEqualTo(ALLOW);
    }

    @Test
    void domainNamesNeedDns() {
        Sketch cluster = Sketch.any(egress("Accept", "{domainNames: ['*.example.org']}"), egress("Deny", "{networks: [0.0.0.0/0]}")
                .replace("name: egress", "name: closed").replace("priority: 3", "priority: 4"));
        Verdict verdict = cluster.verdict("shop/web", "203.0.113.7", 443);
        assertThat(verdict.decision()).isEqualTo(UNKNOWN);
        assertThat(verdict.why()).contains("*.example.org");
        assertThat(cluster.tcp("shop/web", "shop/orders", 443)).isEqualTo(DENY);
    }

    @Test
    void aPeerOfALaterVersionFailsClosed() {
        assertThat(Sketch.any(egress("Accept", "{constellations: [orion]}")).tcp("shop/web", "203.0.113.7", 443)).as("matches nothing").isEqualTo(ALLOW);
        assertThat(Sketch.any(egress("Pass", "{constellations: [orion]}")).tcp("shop/web", "203.0.113.7", 443)).as("denies all").isEqualTo(DENY);
    }

    @Test
    void relationsOfEarlyReleasesAreNotGuessed() {
        String early = """
                apiVersion: policy.networking.k8s.io/v1alpha1
                kind: AdminNetworkPolicy
                metadata: {name: tenants}
                spec:
                  priority: 4
                  subject: {namespaces: {}}
                  ingress: [{action: Deny, from: [{namespaces: {notSameLabels: [team]}}]}]
                """;
        Verdict verdict = Sketch.any(early).verdict("payments/ledger", "shop/orders", 8080);
        assertThat(verdict.decision()).isEqualTo(UNKNOWN);
        assertThat(verdict.why()).contains("notSameLabels");
    }
}
