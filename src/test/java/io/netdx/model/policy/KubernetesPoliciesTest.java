package io.netdx.model.policy;

import static io.netdx.model.policy.Decision.ALLOW;
import static io.netdx.model.policy.Decision.DENY;
import static io.netdx.model.policy.Decision.UNKNOWN;
import static io.netdx.model.policy.Manifests.CILIUM;
import static io.netdx.model.policy.Manifests.namespace;
import static io.netdx.model.policy.Manifests.observed;
import static io.netdx.model.policy.Manifests.of;
import static io.netdx.model.policy.Manifests.pod;
import static io.netdx.model.policy.Manifests.policy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules of the API that public corpora do not show. Expected values from the API reference and the website's concept page. */
class KubernetesPoliciesTest {

    private static final String WEB = pod("shop", "web", "10.1.0.1", "");
    private static final String DB = pod("shop", "db", "10.1.0.2", "{name: sql, containerPort: 5432}");

    @Test
    void policyIsolatesOnlyTheDirectionsItNames() {
        Manifests shop = of(WEB, DB, policy("shop", "db-in", "podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress]"));
        assertThat(shop.tcp("shop/web", "shop/db", 5432)).isEqualTo(DENY);
        assertThat(shop.tcp("shop/db", "shop/web", 80)).isEqualTo(ALLOW);
    }

    @Test
    void egressOnlyPolicyWithoutTypesIsolatesIngressToo() {
        Manifests shop = of(WEB, DB, policy("shop", "web-out",
                "podSelector: {matchLabels: {app: web}}, egress: [{to: [{podSelector: {}}]}]"));
        assertThat(shop.tcp("shop/web", "shop/db", 5432)).isEqualTo(ALLOW);
        assertThat(shop.tcp("shop/db", "shop/web", 80)).isEqualTo(DENY);
    }

    @Test
    void emptyEgressWithoutTypesDoesNotIsolateEgress() {
        Manifests shop = of(WEB, DB, policy("shop", "web", "podSelector: {matchLabels: {app: web}}, egress: []"));
        assertThat(shop.tcp("shop/web", "shop/db", 5432)).isEqualTo(ALLOW);
        assertThat(shop.tcp("shop/db", "shop/web", 80)).isEqualTo(DENY);
    }

    @Test
    void emptyPortItemMeansEveryTcpPortAndNoOther() {
        Manifests shop = of(WEB, DB, policy("shop", "db", "podSelector: {}, policyTypes: [Ingress], ingress: [{ports: [{}]}]"));
        assertThat(shop.tcp("shop/web", "shop/db", 1)).isEqualTo(ALLOW);
        assertThat(shop.tcp("shop/web", "shop/db", 65535)).isEqualTo(ALLOW);
        assertThat(shop.ask("shop/web", "shop/db", 53, "UDP").decision()).isEqualTo(DENY);
        assertThat(shop.ask("shop/web", "shop/db", 53, "SCTP").decision()).isEqualTo(DENY);
    }

    @Test
    void endPortIsInclusiveAndMayEqualThePort() {
        Manifests one = of(WEB, DB, policy("shop", "db", "podSelector: {}, ingress: [{ports: [{port: 5432, endPort: 5432}]}]"));
        assertThat(one.tcp("shop/web", "shop/db", 5432)).isEqualTo(ALLOW);
        assertThat(one.tcp("shop/web", "shop/db", 5433)).isEqualTo(DENY);
        Manifests range = of(WEB, DB, policy("shop", "db", "podSelector: {}, ingress: [{ports: [{port: 5000, endPort: 6000}]}]"));
        assertThat(range.tcp("shop/web", "shop/db", 4999)).isEqualTo(DENY);
        assertThat(range.tcp("shop/web", "shop/db", 5000)).isEqualTo(ALLOW);
        assertThat(range.tcp("shop/web", "shop/db", 6000)).isEqualTo(ALLOW);
        assertThat(range.tcp("shop/web", "shop/db", 6001)).isEqualTo(DENY);
    }

    @Test
    void portNamesMeanAnotherNumberInEachPod() {
        String one = pod("shop", "api-1", Map.of("app", "api"), "10.1.0.3", "{name: http, containerPort: 8080}", "");
        String two = pod("shop", "api-2", Map.of("app", "api"), "10.1.0.4", "{name: http, containerPort: 9090}", "");
        String udp = pod("shop", "api-3", Map.of("app", "api"), "10.1.0.5", "{name: http, containerPort: 8080, protocol: UDP}", "");
        Manifests shop = of(WEB, one, two, udp, policy("shop", "api", "podSelector: {matchLabels: {app: api}}, ingress: [{ports: [{port: http}]}]"),
                policy("shop", "web", "podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{ports: [{port: http}]}]"));
        assertThat(shop.tcp("shop/web", "shop/api-1", 8080)).isEqualTo(ALLOW);
        assertThat(shop.tcp("shop/web", "shop/api-1", 9090)).isEqualTo(DENY);
        assertThat(shop.tcp("shop/web", "shop/api-2", 9090)).isEqualTo(ALLOW);
        assertThat(shop.tcp("shop/web", "shop/api-2", 8080)).isEqualTo(DENY);
        assertThat(shop.tcp("shop/web", "shop/api-3", 8080)).isEqualTo(DENY);
        assertThat(shop.tcp("shop/web", "ip:203.0.113.7", 8080)).as("a name means nothing outside").isEqualTo(DENY);
    }

    @Test
    void ipBlocksHoldForTheirFamilyOnly() {
        Manifests shop = of(pod("shop", "db", "10.1.0.2,fd00:1::2", ""), policy("shop", "db", "podSelector: {}, ingress: [{from: ["
                + "{ipBlock: {cidr: 0.0.0.0/0, except: [10.9.0.0/16]}}, {ipBlock: {cidr: '2001:db8::/32', except: ['2001:db8:9::/48']}}]}]"));
        assertThat(shop.tcp("ip:203.0.113.7", "shop/db", 5432)).isEqualTo(ALLOW);
        assertThat(shop.tcp("ip:10.9.1.1", "shop/db", 5432)).isEqualTo(DENY);
        assertThat(shop.tcp("ip:2001:db8::7", "shop/db", 5432)).isEqualTo(ALLOW);
        assertThat(shop.tcp("ip:2001:db8:9::7", "shop/db", 5432)).isEqualTo(DENY);
        assertThat(shop.tcp("ip:2001:db9::7", "shop/db", 5432)).isEqualTo(DENY);
    }

    @Test
    void dualStackPodsMayTakeTheFamilyThatIsAllowed() {
        Manifests shop = of(pod("shop", "web", "10.1.0.1,fd00:1::1", ""), pod("shop", "db", "10.1.0.2,fd00:1::2", ""),
                policy("shop", "db", "podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 'fd00:1::/64'}}]}]"));
        assertThat(shop.tcp("shop/web", "shop/db", 5432)).isEqualTo(ALLOW);
        assertThat(shop.ask("shop/web", "shop/db", 5432, "TCP").why()).contains("over IPv6");
        Manifests ipv4Only = of(pod("shop", "web", "10.1.0.1,fd00:1::1", ""), DB,
                policy("shop", "db", "podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 'fd00:1::/64'}}]}]"));
        assertThat(ipv4Only.tcp("shop/web", "shop/db", 5432)).as("the server has no IPv6").isEqualTo(DENY);
    }

    @Test
    void exceptIsAHoleThatAnotherRuleMayFill() {
        Manifests shop = of(DB, policy("shop", "db", "podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.9.0.0/16]}}]},"
                + " {from: [{ipBlock: {cidr: 10.9.9.7/24}}]}]"));
        assertThat(shop.tcp("ip:10.9.8.1", "shop/db", 5432)).isEqualTo(DENY);
        assertThat(shop.tcp("ip:10.9.9.200", "shop/db", 5432)).as("host bits are masked").isEqualTo(ALLOW);
    }

    @Test
    void whetherBlocksHoldForPodsDependsOnTheCni() {
        Manifests shop = of(WEB, DB, policy("shop", "db", "podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.1.0.0/16}}]}]"));
        assertThat(shop.tcp("shop/web", "shop/db", 5432)).isEqualTo(ALLOW);
        assertThat(shop.with(CILIUM).tcp("shop/web", "shop/db", 5432)).isEqualTo(DENY);
        Manifests unknown = shop.with(new CniProfile(CniProfile.UNKNOWN, Optional.empty(), true, false, false));
        assertThat(unknown.tcp("shop/web", "shop/db", 5432)).isEqualTo(UNKNOWN);
        assertThat(unknown.ask("shop/web", "shop/db", 5432, "TCP").why()).contains("depends on the CNI");
        assertThat(unknown.with(unknown.profile().withIpBlockMatchesPods(true)).tcp("shop/web", "shop/db", 5432)).isEqualTo(ALLOW);
    }

    @Test
    void podsWithoutAnAddressYetAreUndecidedByBlocks() {
        Manifests shop = of(pod("shop", "web", "", ""), DB,
                policy("shop", "db", "podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.1.0.0/16}}]}]"));
        assertThat(shop.tcp("shop/web", "shop/db", 5432)).isEqualTo(UNKNOWN);
        assertThat(shop.ingress("shop/web", "shop/db", 5432).why()).contains("address of Pod shop/web is not known");
    }

    @Test
    void nullSelectorsAreNotSetAndEmptyOnesMeanEverything() {
        Manifests everything = of(WEB, DB, policy("shop", "db", "podSelector: , ingress: [{from: [{podSelector: {}}]}]"));
        assertThat(everything.tcp("shop/web", "shop/db", 5432)).isEqualTo(ALLOW);
        Manifests ownNamespace = of(WEB, DB, pod("crm", "sync", "10.1.0.9", ""),
                policy("shop", "db", "podSelector: {}, ingress: [{from: [{podSelector: {}, namespaceSelector: null}]}]"));
        assertThat(ownNamespace.tcp("shop/web", "shop/db", 5432)).isEqualTo(ALLOW);
        assertThat(ownNamespace.tcp("crm/sync", "shop/db", 5432)).isEqualTo(DENY);
        Manifests refused = of(WEB, DB, policy("shop", "db", "podSelector: {}, ingress: [{from: [{podSelector: null}]}]"));
        assertThat(refused.tcp("shop/web", "shop/db", 5432)).as("the API refuses a peer of nothing").isEqualTo(UNKNOWN);
    }

    @Test
    void everyNamespaceSelectorExcludesTheOutside() {
        Manifests shop = of(DB, pod("crm", "sync", "10.1.0.9", ""),
                policy("shop", "db", "podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]"));
        assertThat(shop.tcp("crm/sync", "shop/db", 5432)).isEqualTo(ALLOW);
        assertThat(shop.tcp("ip:203.0.113.7", "shop/db", 5432)).isEqualTo(DENY);
    }

    @Test
    void namespaceLabelsThatWereNotSeenAreNeverGuessed() {
        String byTeam = policy("shop", "db", "podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: crm}}}]}]");
        String byName = policy("shop", "db", "podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: crm}}}]}]");
        String client = pod("crm", "sync", "10.1.0.9", "");
        Manifests unseen = observed("Pod, NetworkPolicy", DB, client, byTeam);
        assertThat(unseen.tcp("crm/sync", "shop/db", 5432)).isEqualTo(UNKNOWN);
        assertThat(unseen.ingress("crm/sync", "shop/db", 5432).why()).contains("labels of namespace crm were not seen");
        assertThat(observed("Pod, NetworkPolicy", DB, client, byName).tcp("crm/sync", "shop/db", 5432)).isEqualTo(ALLOW);
        assertThat(observed("Pod, NetworkPolicy", DB, pod("hr", "sync", "10.1.0.9", ""), byName).tcp("hr/sync", "shop/db", 5432)).isEqualTo(DENY);
        assertThat(observed("Pod, NetworkPolicy, Namespace", DB, client, namespace("crm", Map.of("team", "crm")), byTeam)
                .tcp("crm/sync", "shop/db", 5432)).isEqualTo(ALLOW);
        assertThat(of(DB, client, byTeam).tcp("crm/sync", "shop/db", 5432)).as("manifests are all there is").isEqualTo(DENY);
    }

    @Test
    void policiesThatWereNotCollectedMakeAllowedUnknown() {
        Manifests unseen = observed("Pod, Namespace", WEB, DB);
        assertThat(unseen.tcp("shop/web", "shop/db", 5432)).isEqualTo(UNKNOWN);
        assertThat(unseen.ask("shop/web", "shop/db", 5432, "TCP").why()).contains("NetworkPolicies of namespace shop were not all seen");
        assertThat(observed("Pod, Namespace, NetworkPolicy", WEB, DB).tcp("shop/web", "shop/db", 5432)).isEqualTo(ALLOW);
    }

    @Test
    void negativeRequirementsMatchPodsWithoutTheKey() {
        Manifests shop = of(WEB, DB, policy("shop", "db", "podSelector: {matchLabels: {app: db}}, ingress: [{from: "
                + "[{podSelector: {matchExpressions: [{key: tier, operator: NotIn, values: [batch]}, {key: legacy, operator: DoesNotExist}]}}]}]"));
        assertThat(shop.tcp("shop/web", "shop/db", 5432)).isEqualTo(ALLOW);
    }

    @Test
    void allowedNamesThePoliciesThatAdmitAndDeniedThoseThatIsolate() {
        Manifests shop = of(WEB, DB, policy("shop", "deny", "podSelector: {}"),
                policy("shop", "sql", "podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]"));
        assertThat(shop.ask("shop/web", "shop/db", 5432, "TCP").decidedBy()).extracting(r -> r.name()).containsExactly("sql");
        assertThat(shop.ask("ip:203.0.113.7", "shop/db", 5432, "TCP").decidedBy()).extracting(r -> r.name()).containsExactly("deny", "sql");
    }
}
