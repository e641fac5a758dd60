package io.netdx.model.policy;

import static io.netdx.model.policy.Decision.ALLOW;
import static io.netdx.model.policy.Decision.DENY;
import static io.netdx.model.policy.Decision.UNKNOWN;
import static io.netdx.model.policy.Manifests.of;
import static io.netdx.model.policy.Manifests.pod;
import static io.netdx.model.policy.Manifests.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.NetworkPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server refuses (its validation of networking.k8s.io/v1), and what that means for answers. */
class PolicyValidationTest {

    private static final String WEB = pod("shop", "web", "10.1.0.1", "");
    private static final String DB = pod("shop", "db", "10.1.0.2", "");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        podSelector: {matchExpressions: [{key: app, operator: Equals, values: [db]}]} | spec.podSelector | operator Equals
        podSelector: {matchExpressions: [{key: app, operator: In}]} | spec.podSelector | needs values
        podSelector: {matchExpressions: [{key: app, operator: Exists, values: [db]}]} | spec.podSelector | takes no values
        podSelector: {}, policyTypes: [ingress] | spec.policyTypes | policyTypes holds ingress
        podSelector: {}, ingress: [{from: [{}]}] | spec.ingress[0].from[0] | neither a selector nor an ipBlock
        podSelector: {}, ingress: [{}, {from: [{podSelector: {}}, {podSelector: null}]}] | spec.ingress[1].from[1] | neither a selector
        podSelector: {}, ingress: [{from: [{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}]}] | spec.ingress[0].from[0] | beside a selector
        podSelector: {}, egress: [{to: [{ipBlock: {cidr: 10.0.0.0}}]}] | spec.egress[0].to[0].ipBlock.cidr | 10.0.0.0 is no address range
        podSelector: {}, egress: [{to: [{ipBlock: {}}]}] | spec.egress[0].to[0].ipBlock.cidr | no address range
        podSelector: {}, egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8]}}]}] | spec.egress[0].to[0].ipBlock.except[0] | does not lie inside
        podSelector: {}, egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: ['fd00::/8']}}]}] | spec.egress[0].to[0].ipBlock.except[0] | does not lie inside
        podSelector: {}, egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [shop]}}]}] | spec.egress[0].to[0].ipBlock.except[0] | no address range
        podSelector: {}, ingress: [{ports: [{port: 0}]}] | spec.ingress[0].ports[0] | port 0 is not between
        podSelector: {}, ingress: [{ports: [{port: 65536}]}] | spec.ingress[0].ports[0] | port 65536 is not between
        podSelector: {}, ingress: [{ports: [{port: 99999999999}]}] | spec.ingress[0].ports[0] | is not between
        podSelector: {}, ingress: [{ports: [{port: 80, endPort: 79}]}] | spec.ingress[0].ports[0] | endPort 79 is not between
        podSelector: {}, ingress: [{ports: [{port: 80, endPort: 65537}]}] | spec.ingress[0].ports[0] | endPort 65537 is not between
        podSelector: {}, ingress: [{ports: [{endPort: 80}]}] | spec.ingress[0].ports[0] | stands without a port
        podSelector: {}, ingress: [{ports: [{port: http, endPort: 80}]}] | spec.ingress[0].ports[0] | needs a numeric port
        podSelector: {matchLabels: {'app name': db}} | spec.podSelector | 'app name' is no label key
        podSelector: {matchLabels: {example.com/: db}} | spec.podSelector | is no label key
        podSelector: {matchLabels: {Example.com/app: db}} | spec.podSelector | is no label key
        podSelector: {matchLabels: {app: 'my db'}} | spec.podSelector | 'my db' of label app is no label value
        podSelector: {}, ingress: [{from: [{namespaceSelector: {matchExpressions: [{key: team, operator: In, values: [a, 'b c']}]}}]}] | spec.ingress[0].from[0].namespaceSelector | 'b c' of label team
        podSelector: {}, ingress: [{ports: [{port: HTTP_PORT}]}] | spec.ingress[0].ports[0] | no port name
        podSelector: {}, ingress: [{ports: [{port: 80, protocol: ICMP}]}] | spec.ingress[0].ports[0] | protocol ICMP
        podSelector: {}, ingress: [{ports: {port: 80}}] | spec.ingress[0].ports[0] | protocol
        podSelector: {}, ingress: [{from: {podSelector: {}}}] | spec.ingress[0].from[0] | neither a selector
        podSelector: {}, ingress: {from: [{podSelector: {}}]} | spec.ingress[0].from[0] | neither a selector
        """)
    void refusedWithItsPlace(String spec, String path, String text) {
        NetworkPolicy policy = of(policy("shop", "db", spec)).cluster().all(NetworkPolicy.class).get(0);
        assertThat(PolicyValidation.problems(policy)).singleElement().satisfies(p -> {
            assertThat(p.source().path()).isEqualTo(path);
            assertThat(p.source().line()).isPositive();
            assertThat(p.text()).contains(text);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"podSelector: {}", "podSelector: {}, ingress: [{}]", "podSelector: {}, ingress: [{ports: [{}]}]",
        "podSelector: {matchLabels: {app: }}, policyTypes: [Ingress, Egress]", "podSelector: {matchLabels: {app.kubernetes.io/name: My_db.v1-2}}", "podSelector: {}, ingress: [{from: [{podSelector: {}}]}]",
        "podSelector: {}, egress: [{to: [{ipBlock: {cidr: 192.168.242.213/24, except: [192.168.242.0/25]}}], ports: [{port: 1, endPort: "
                + "65535}]}]",
        "podSelector: {}, ingress: [{ports: [{port: http-alt, protocol: SCTP}]}]"})
    void accepted(String spec) {
        assertThat(PolicyValidation.problems(of(policy("shop", "db", spec)).cluster().all(NetworkPolicy.class).get(0))).isEmpty();
    }

    @Test
    void brokenPartMakesUnknownOnlyWhatItCouldChange() {
        Manifests shop = of(WEB, DB, policy("shop", "db", "podSelector: {matchLabels: {app: db}}, ingress: ["
                + "{from: [{ipBlock: {cidr: 10.1.0.0}}], ports: [{port: 5432}]}, {ports: [{port: 8080}]}]"));
        assertThat(shop.tcp("shop/web", "shop/db", 5432)).isEqualTo(UNKNOWN);
        assertThat(shop.ingress("shop/web", "shop/db", 5432).why()).isEqualTo("NetworkPolicy shop/db is invalid: ipBlock 10.1.0.0 is no "
                + "address range");
        assertThat(shop.tcp("shop/web", "shop/db", 8080)).as("a sound rule admits it").isEqualTo(ALLOW);
        assertThat(shop.tcp("shop/web", "shop/db", 9090)).as("the broken rule has another port").isEqualTo(DENY);
    }

    @Test
    void selectorThatCannotBeReadMayIsolate() {
        String broken = policy("shop", "db", "podSelector: {matchLabels: {app: db}, matchExpressions: [{key: tier, operator: Like, "
                + "values: [x]}]}");
        assertThat(of(WEB, DB, broken).tcp("shop/web", "shop/db", 5432)).isEqualTo(UNKNOWN);
        assertThat(of(WEB, DB, broken).tcp("shop/db", "shop/web", 80)).as("its readable part does not match").isEqualTo(ALLOW);
        String open = broken.replace("podSelector:", "ingress: [{}], podSelector:");
        assertThat(of(WEB, DB, open).tcp("shop/web", "shop/db", 5432)).as("isolated or not, it is admitted").isEqualTo(ALLOW);
    }

    @Test
    void exceptionOutsideItsBlockIsDoubtfulOnlyWhereItLies() {
        Manifests shop = of(DB, policy("shop", "db", "podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/16, except: "
                + "[10.0.0.0/8]}}]}]"));
        assertThat(shop.tcp("ip:10.0.3.4", "shop/db", 80)).isEqualTo(UNKNOWN);
        assertThat(shop.tcp("ip:10.7.3.4", "shop/db", 80)).isEqualTo(DENY);
    }
}
