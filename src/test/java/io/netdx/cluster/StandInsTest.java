package io.netdx.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.Coverage;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import io.netdx.source.Limits;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StandInsTest {

    private static final String CART = """
            apiVersion: netdx/v1
            kind: Case
            collected: [Service, EndpointSlice, ReplicaSet, Event]
            ---
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata:
              namespace: shop
              name: cart-7954999bb
              annotations: {deployment.kubernetes.io/revision: "4", deployment.kubernetes.io/desired-replicas: "3"}
              ownerReferences: [{kind: Deployment, name: cart, controller: true}]
            spec:
              replicas: 3
              selector: {matchLabels: {app: cart, pod-template-hash: 7954999bb}}
              template:
                metadata: {labels: {app: cart, tier: web, pod-template-hash: 7954999bb}}
                spec: {containers: [{name: cart, image: "registry.example.com/cart:1.5", ports: [{containerPort: 8080}]}]}
            status: {replicas: 3, readyReplicas: 2}
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata:
              namespace: shop
              name: cart-x7k2p
              labels: {kubernetes.io/service-name: cart}
              annotations: {endpoints.kubernetes.io/last-change-trigger-time: "2026-11-23T06:00:00Z"}
            addressType: IPv4
            endpoints:
            - {addresses: [10.244.1.20], conditions: {ready: true}, nodeName: worker-1, targetRef: {kind: Pod, namespace: shop, name: cart-7954999bb-p4tzn}}
            - {addresses: [10.244.2.20], conditions: {ready: false}, nodeName: worker-2, targetRef: {kind: Pod, namespace: shop, name: cart-7954999bb-q4tzn}}
            ports: [{name: http, port: 8080, protocol: TCP}]
            ---
            apiVersion: v1
            kind: Event
            metadata: {namespace: shop, name: cart-1}
            involvedObject: {kind: Pod, namespace: shop, name: cart-7954999bb-r4tzn}
            reason: BackOff
            message: Back-off pulling image "registry.example.com/cart:1.5"
            type: Warning
            count: 4
            firstTimestamp: "2026-11-23T06:01:00Z"
            lastTimestamp: "2026-11-23T06:02:00Z"
            source: {component: kubelet, host: worker-2}
            """;

    private final Cluster cluster = SnapshotReader.read(List.of("-"), new ByteArrayInputStream(CART.getBytes(StandardCharsets.UTF_8)),
            Limits.DEFAULT, SignatureTable.EMPTY).cluster();

    @Test
    void podsAsTheirEndpointsAndTheirTemplateShowThem() {
        Pod pod = pod("cart-7954999bb-p4tzn");
        assertThat(pod.ready()).isTrue();
        assertThat(pod.node()).isEqualTo("worker-1");
        assertThat(pod.ip()).isEqualTo("10.244.1.20");
        assertThat(pod.meta().labels()).containsEntry("app", "cart").containsEntry("tier", "web");
        assertThat(pod.containers().get(0).ports().get(0).number()).isEqualTo(8080);
        assertThat(cluster.workloadOf(pod)).isEqualTo(ObjectRef.of("Deployment", "shop", "cart"));
        assertThat(pod("cart-7954999bb-q4tzn").ready()).isFalse();
    }

    @Test
    void aPodThatNeverStartedAsItsEventsTell() {
        Pod pod = pod("cart-7954999bb-r4tzn");
        assertThat(pod.phase()).isEqualTo("Pending");
        assertThat(pod.node()).isEqualTo("worker-2");
        assertThat(pod.containers().get(0).state().orElseThrow().reason()).isEqualTo("ImagePullBackOff");
    }

    @Test
    void standInsMakeNoCoverage() {
        assertThat(cluster.coverage("Pod", "shop").state()).isEqualTo(Coverage.State.NOT_COLLECTED);
    }

    @Test
    void aDeploymentAsItsReplicaSetShowsIt() {
        Workload deployment = cluster.find(Workload.class, ObjectRef.of("Deployment", "shop", "cart")).orElseThrow();
        assertThat(deployment.desired()).isEqualTo(3);
        assertThat(deployment.ready()).isEqualTo(2);
        assertThat(deployment.templateLabels()).isEqualTo(Map.of("app", "cart", "tier", "web"));
    }

    @Test
    void aServiceSelectsWhatItsPodsHaveInCommon() {
        Service service = cluster.without(Set.of("Service")).service("shop", "cart").orElseThrow();
        assertThat(service.selector()).isEqualTo(Map.of("app", "cart", "tier", "web"));
        assertThat(service.selectorSeen()).isTrue();
    }

    @Test
    void aStandInGoesWithItsWitness() {
        assertThat(cluster.without(Set.of("ReplicaSet")).all(Workload.class)).isEmpty();
    }

    private Pod pod(String name) {
        return cluster.find(Pod.class, ObjectRef.of("Pod", "shop", name)).orElseThrow();
    }
}
