package io.netdx.model.policy;

import static io.netdx.model.policy.Decision.ALLOW;
import static io.netdx.model.policy.Decision.DENY;
import static io.netdx.model.policy.Decision.UNKNOWN;
import static io.netdx.model.policy.Manifests.of;
import static io.netdx.model.policy.Manifests.pod;
import static io.netdx.model.policy.Manifests.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.model.CniProfiles;
import io.netdx.model.Named;
import io.netdx.model.PeerNames;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds beside the policies' own words: own node, self, host network, finished pods, CNIs that enforce nothing. */
class PolicyStackTest {

    private static final String DENY_ALL = policy("shop", "deny-all", "podSelector: {}, policyTypes: [Ingress, Egress]");
    private static final String WEB = pod("shop", "web", Map.of("app", "web"), "10.1.0.1", "", "nodeName: worker-1");
    private static final String DB = pod("shop", "db", Map.of("app", "db"), "10.1.0.2", "", "nodeName: worker-2");
    private static final String NODES = "{apiVersion: v1, kind: Node, metadata: {name: worker-1}, status: {addresses: "
            + "[{type: InternalIP, address: 192.168.1.1}]}}\n---\n{apiVersion: v1, kind: Node, metadata: {name: worker-2}, status: "
                    + "{addresses: "
            + "[{type: InternalIP, address: 192.168.1.2}]}}";

    @Test
    void podReachesItselfWhateverPoliciesSay() {
        assertThat(of(WEB, DB, DENY_ALL).tcp("shop/web", "shop/web", 80)).isEqualTo(ALLOW);
        assertThat(of(WEB, DB, DENY_ALL).tcp("shop/web", "shop/db", 80)).isEqualTo(DENY);
    }

    @Test
    void ownNodeMayProbeAndOtherNodesMayNot() {
        Manifests shop = of(NODES, WEB, DENY_ALL);
        assertThat(shop.tcp("192.168.1.1", "shop/web", 80)).isEqualTo(ALLOW);
        assertThat(shop.tcp("192.168.1.2", "shop/web", 80)).isEqualTo(DENY);
    }

    @Test
    void hostNetworkPodsAreTheirNode() {
        String agent = pod("monitoring", "agent", Map.of("app", "agent"), "192.168.1.1", "", "nodeName: worker-1, hostNetwork: true");
        String allowAgent = policy("shop", "allow", "podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]");
        Manifests shop = of(NODES, WEB, DB, agent, allowAgent, policy("monitoring", "deny",
                "podSelector: {}, policyTypes: [Ingress, Egress]"));
        assertThat(shop.tcp("monitoring/agent", "shop/web", 80)).as("from the own node").isEqualTo(ALLOW);
        assertThat(shop.tcp("monitoring/agent", "shop/db", 80)).as("selectors do not see it").isEqualTo(DENY);
        assertThat(shop.tcp("shop/web", "monitoring/agent", 80)).as("no policy holds for it").isEqualTo(ALLOW);
        Manifests asPod = shop.with(shop.profile().withHostNetworkAsPod(true));
        assertThat(asPod.tcp("monitoring/agent", "shop/db", 80)).as("its own egress policy").isEqualTo(DENY);
        assertThat(asPod.tcp("shop/web", "monitoring/agent", 80)).isEqualTo(DENY);
    }

    @Test
    void hostNetworkPodsMatchBlocksByTheirNodesAddress() {
        String agent = pod("monitoring", "agent", Map.of("app", "agent"), "192.168.1.1", "", "nodeName: worker-1, hostNetwork: true");
        Manifests shop = of(NODES, DB, agent, policy("shop", "nodes",
                "podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 192.168.1.0/24}}]}]"));
        assertThat(shop.tcp("monitoring/agent", "shop/db", 80)).isEqualTo(ALLOW);
        assertThat(shop.with(Manifests.CILIUM).tcp("monitoring/agent", "shop/db", 80)).isEqualTo(DENY);
    }

    @Test
    void egressToTheOwnNodeDiffersBetweenCnis() {
        Manifests shop = of(NODES, WEB, DENY_ALL);
        assertThat(shop.tcp("shop/web", "192.168.1.1", 10250)).isEqualTo(UNKNOWN);
        assertThat(shop.tcp("shop/web", "192.168.1.2", 10250)).isEqualTo(DENY);
    }

    @Test
    void finishedPodsTakeNoPart() {
        String done = pod("shop", "migrate", "10.1.0.2", "").replace("Running", "Succeeded");
        Manifests shop = of(WEB, done, DB, DENY_ALL);
        assertThat(new PeerNames(shop.cluster()).resolve("shop/migrate")).isInstanceOf(Named.Unresolved.class);
        assertThat(shop.peer("10.1.0.2")).isEqualTo(shop.peer("shop/db"));
    }

    @Test
    void cniThatEnforcesNothingAllowsEverything() {
        CniProfile flannel = new CniProfile("flannel", Optional.of(false), true, false, false);
        Verdict verdict = of(WEB, DB, DENY_ALL).with(flannel).ask("shop/web", "shop/db", 80, "TCP");
        assertThat(verdict.decision()).isEqualTo(ALLOW);
        assertThat(verdict.why()).isEqualTo("the CNI flannel does not enforce NetworkPolicies");
    }

    @Test
    void unknownEnforcementIsSaid() {
        CniProfile unknown = new CniProfile(CniProfile.UNKNOWN, Optional.empty(), true, false, false);
        Verdict verdict = of(WEB, DB, DENY_ALL).with(unknown).ask("shop/web", "shop/db", 80, "TCP");
        assertThat(verdict.decision()).isEqualTo(DENY);
        assertThat(verdict.why()).contains("whether the CNI enforces NetworkPolicies is not known");
    }

    @Test
    void policiesOfKindsThatNobodyEvaluatesMakeItUnknown() {
        String antrea = "{apiVersion: crd.antrea.io/v1beta1, kind: AntreaNetworkPolicy, metadata: {namespace: shop, name: tier}, spec: "
                + "{priority: 5}}";
        Manifests shop = of(WEB, DB, antrea, pod("crm", "sync", "10.1.0.9", ""), pod("crm", "mail", "10.1.0.8", ""));
        Verdict verdict = shop.ask("shop/web", "crm/sync", 80, "TCP");
        assertThat(verdict.decision()).isEqualTo(UNKNOWN);
        assertThat(verdict.why()).contains("AntreaNetworkPolicy cannot be evaluated");
        assertThat(shop.tcp("crm/sync", "crm/mail", 80)).as("it holds for its own namespace").isEqualTo(ALLOW);
    }

    private static final String EKS = "apiVersion: v1\nkind: Pod\nmetadata: {namespace: kube-system, name: aws-node-x7}\nspec: {containers: [{name: aws-node}%s]}\n";
    private static final String KIND = "apiVersion: v1\nkind: Pod\nmetadata: {namespace: kube-system, name: kindnet-x7}\nspec: {containers: [{name: kindnet-cni, image: "
            + "'docker.io/kindest/kindnetd:v%s-c6f155d6'}]}\n";
    private static final String K3S = "apiVersion: v1\nkind: Node\nmetadata: {name: server-1, annotations: {flannel.alpha.coreos.com/backend-type: vxlan, k3s.io/node-args: "
            + "'[\"server\"%s]'}}\nstatus: {nodeInfo: {kubeletVersion: v1.31.4+k3s1}}\n";

    @ParameterizedTest
    @MethodSource("enforcers")
    void whatEnforcesDependsOnSettings(String object, Boolean enforces) {
        assertThat(CniProfiles.detect(Manifests.observed("Pod, Node", object).cluster()).enforces()).isEqualTo(Optional.ofNullable(enforces));
    }

    static Stream<Arguments> enforcers() {
        return Stream.of(Arguments.of(EKS.formatted(""), false), Arguments.of(EKS.formatted(", {name: aws-eks-nodeagent, args: [--enable-network-policy=false]}"), false),
                Arguments.of(EKS.formatted(", {name: aws-eks-nodeagent, args: [--enable-network-policy=true]}"), true),
                Arguments.of(EKS.formatted(", {name: aws-eks-nodeagent}"), null),
                Arguments.of(KIND.formatted("20230511"), false), Arguments.of(KIND.formatted("20241212"), true),
                Arguments.of(K3S.formatted(""), true), Arguments.of(K3S.formatted(",\"--disable-network-policy\""), false),
                Arguments.of("apiVersion: v1\nkind: Pod\nmetadata: {namespace: kube-flannel, name: kube-flannel-ds-x7}\nspec: {containers: [{name: kube-flannel}]}", false),
                Arguments.of("apiVersion: v1\nkind: Pod\nmetadata: {namespace: kube-flannel, name: kube-flannel-ds-x7}\nspec: {containers: [{name: kube-flannel}, "
                        + "{name: kube-network-policies}]}", true),
                Arguments.of("apiVersion: v1\nkind: Pod\nmetadata: {namespace: kube-system, name: kube-router-x7}\nspec: {containers: [{name: kube-router}]}", true));
    }

    @Test
    void profileFollowsTheAgents() {
        Map<String, String> none = Map.of();
        assertThat(CniProfiles.detect(of(pod("kube-system", "calico-node-x7", none, "", "", "")).cluster()))
                .isEqualTo(new CniProfile("calico", Optional.of(true), true, false, false));
        assertThat(CniProfiles.detect(of(pod("kube-system", "cilium-x7", none, "", "", "")).cluster()).ipBlockMatchesPods()).isFalse();
        assertThat(CniProfiles.detect(of(pod("kube-system", "aws-node-x7", none, "", "", "")).cluster()).egressBeforeDnat()).isTrue();
        assertThat(CniProfiles.detect(of(pod("kube-system", "anetd-x7", none, "", "", "")).cluster()).cni()).isEqualTo("cilium");
        assertThat(CniProfiles.detect(of(WEB).cluster())).isEqualTo(new CniProfile("unknown", Optional.empty(), true, false, false));
    }
}
