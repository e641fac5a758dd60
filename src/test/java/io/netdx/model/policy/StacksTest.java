package io.netdx.model.policy;

import static io.netdx.model.policy.Decision.ALLOW;
import static io.netdx.model.policy.Decision.DENY;
import static io.netdx.model.policy.Decision.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Policies of a CNI hold where that CNI runs, beside another one too. */
class StacksTest {

    private static final String CALICO_CLOSED = """
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: closed}
            spec: {selector: app == 'orders', types: [Ingress]}
            """;
    private static final String CILIUM_CLOSED = """
            apiVersion: cilium.io/v2
            kind: CiliumClusterwideNetworkPolicy
            metadata: {name: closed}
            spec: {endpointSelector: {matchLabels: {app: ledger}}, ingress: [{}]}
            """;
    private static final String CALICO_NODE = """
            apiVersion: v1
            kind: Pod
            metadata: {namespace: kube-system, name: calico-node-x7k2p, labels: {k8s-app: calico-node}}
            spec: {hostNetwork: true, nodeName: node-a}
            """;

    private static Decision judge(String cni, String to, String... policies) {
        Cluster cluster = Sketch.cluster(policies);
        CniProfile profile = new CniProfile(cni, Optional.of(true), true, false, false);
        Pod from = cluster.find(Pod.class, ObjectRef.of("Pod", "shop", "web")).orElseThrow();
        int slash = to.indexOf('/');
        Pod target = cluster.find(Pod.class, ObjectRef.of("Pod", to.substring(0, slash), to.substring(slash + 1))).orElseThrow();
        return PolicyStack.asGiven(cluster, profile).judge(new Flow(Peers.of(from), Peers.of(target), 8080, "TCP")).decision();
    }

    @Test
    void theCnisOwnPoliciesHold() {
        assertThat(judge("calico", "shop/orders", CALICO_CLOSED, CILIUM_CLOSED)).isEqualTo(DENY);
        assertThat(judge("canal", "shop/orders", CALICO_CLOSED)).isEqualTo(DENY);
        assertThat(judge("cilium", "payments/ledger", CILIUM_CLOSED)).isEqualTo(DENY);
    }

    @Test
    void calicoBesideAnotherCniEnforcesItsPolicies() {
        assertThat(judge("aws-vpc", "shop/orders", CALICO_CLOSED, CALICO_NODE)).isEqualTo(DENY);
    }

    @Test
    void policiesThatPerhapsNothingEnforcesAreUnknown() {
        assertThat(judge("flannel", "shop/orders", CALICO_CLOSED)).as("its agent may run unseen").isEqualTo(UNKNOWN);
    }

    @Test
    void anUnknownCniIsTakenForTheOneWhosePoliciesExist() {
        assertThat(judge("unknown", "shop/orders", CALICO_CLOSED)).isEqualTo(DENY);
        assertThat(judge("unknown", "payments/ledger", CILIUM_CLOSED)).isEqualTo(DENY);
        assertThat(judge("unknown", "payments/ledger", CILIUM_CLOSED, CALICO_CLOSED)).as("two CNIs left their policies").isEqualTo(UNKNOWN);
    }

    @Test
    void policiesOfOtherKindsAreNeverGuessed() {
        String antrea = """
                apiVersion: crd.antrea.io/v1beta1
                kind: NetworkPolicy
                metadata: {namespace: shop, name: tiers}
                spec: {priority: 5}
                """;
        assertThat(judge("antrea", "shop/orders", antrea)).isEqualTo(UNKNOWN);
        assertThat(judge("antrea", "shop/orders")).isEqualTo(ALLOW);
    }
}
