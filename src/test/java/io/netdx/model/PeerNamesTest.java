package io.netdx.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.cluster.Cluster;
import io.netdx.model.policy.Peer;
import io.netdx.source.Limits;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerNamesTest {

    private static final Cluster SHOP = SnapshotReader.read(List.of("-"), new ByteArrayInputStream("""
        apiVersion: v1
        kind: Node
        metadata: {name: worker-1}
        status: {addresses: [{type: InternalIP, address: 192.168.1.1}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {namespace: shop, name: api-6c9f8d7b5d-x2x4p, labels: {app: api, pod-template-hash: 6c9f8d7b5d},
          ownerReferences: [{kind: ReplicaSet, name: api-6c9f8d7b5d, controller: true}]}
        spec: {containers: [{name: api, ports: [{name: http, containerPort: 8080}]}]}
        status: {phase: Running, podIP: 10.1.0.7}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {namespace: shop, name: migrate-x1, labels: {app: migrate}, ownerReferences: [{kind: Job, name: migrate, controller: true}]}
        status: {phase: Succeeded, podIP: 10.1.0.9}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {namespace: data, name: db}
        spec: {template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db}]}}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {namespace: shop, name: till-2-b8k2w, ownerReferences: [{kind: ReplicationController, name: till-2, controller: true}]}
        spec: {containers: [{name: till}]}
        status: {phase: Running, podIP: 10.1.0.8}
        ---
        apiVersion: v1
        kind: ReplicationController
        metadata: {namespace: shop, name: till-2, ownerReferences: [{kind: DeploymentConfig, name: till, controller: true}]}
        spec: {template: {spec: {containers: [{name: till}]}}}
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata: {namespace: shop, name: web}
        spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web}]}}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {namespace: shop, name: api}
        spec: {clusterIP: 10.96.0.7, selector: {app: api}, ports: [{port: 80, targetPort: http}]}
        """.getBytes(StandardCharsets.UTF_8)), Limits.DEFAULT, SignatureTable.load()).cluster();

    private static final PeerNames NAMES = new PeerNames(SHOP);

    @ParameterizedTest
    @CsvSource({
        "pod/shop/api-6c9f8d7b5d-x2x4p,       Pod shop/api-6c9f8d7b5d-x2x4p",
        "po/shop/api-6c9f8d7b5d-x2x4p,        Pod shop/api-6c9f8d7b5d-x2x4p",
        "shop/api-6c9f8d7b5d-x2x4p,           Pod shop/api-6c9f8d7b5d-x2x4p",
        "10.1.0.7,                            Pod shop/api-6c9f8d7b5d-x2x4p",
        "deployment/shop/api,                 Deployment shop/api",
        "deploy/shop/api,                     Deployment shop/api",
        "Deployments.apps/shop/api,           Deployment shop/api",
        "deployments.v1.apps/shop/api,        Deployment shop/api",
        "shop/api[Deployment],                Deployment shop/api",
        "shop/api-6c9f8d7b5d[ReplicaSet],     ReplicaSet shop/api-6c9f8d7b5d",
        "sts/data/db,                         StatefulSet data/db",
        "data/db,                             StatefulSet data/db",
        "dc/shop/till,                        DeploymentConfig shop/till",
        "rollouts.argoproj.io/shop/web,       Rollout shop/web",
        "job/shop/migrate,                    Job shop/migrate"})
    void podsAndWorkloads(String text, String ref) {
        assertThat(NAMES.resolve(text)).isInstanceOfSatisfying(Named.OfPods.class, pods -> {
            assertThat(pods.ref()).hasToString(ref);
            assertThat(pods.peers()).hasSize(1);
        });
    }

    @Test
    void templateStandsForPodsThatAreNotThere() {
        assertThat(NAMES.resolve("sts/data/db")).isInstanceOfSatisfying(Named.OfPods.class, pods -> assertThat(pods.template()).isTrue());
        assertThat(NAMES.resolve("job/shop/migrate")).as("its pod has finished").isInstanceOfSatisfying(Named.OfPods.class, pods -> {
            assertThat(pods.template()).isTrue();
            assertThat(pods.peers().get(0).ips()).isEmpty();
        });
        assertThat(NAMES.resolve("deploy/shop/api")).isInstanceOfSatisfying(Named.OfPods.class,
                pods -> assertThat(pods.template()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"svc/shop/api", "service/shop/api", "shop/api", "10.96.0.7"})
    void servicesWithTheirPods(String text) {
        assertThat(NAMES.resolve(text)).isInstanceOfSatisfying(Named.OfService.class, service -> assertThat(service.backends()).hasSize(1));
    }

    @Test
    void addressesAndHosts() {
        assertThat(NAMES.resolve("192.168.1.1")).isEqualTo(new Named.OfAddress(new Peer.OfAddress("192.168.1.1", "worker-1")));
        assertThat(NAMES.resolve("203.0.113.7")).isEqualTo(new Named.OfAddress(new Peer.OfAddress("203.0.113.7", "")));
        assertThat(NAMES.resolve("ip:10.1.0.7")).as("outside, whoever has it "
                + "inside").isEqualTo(new Named.OfAddress(new Peer.OfAddress("10.1.0.7", "")));
        assertThat(NAMES.resolve("2001:db8::7")).isEqualTo(new Named.OfAddress(new Peer.OfAddress("2001:db8::7", "")));
        assertThat(NAMES.resolve("payments.example.com")).isEqualTo(new Named.OfHost("payments.example.com"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        shop/nobody            | names no pod, Service or workload
        pod/shop/nobody        | names no Pod
        pod/shop/migrate-x1    | has finished
        configmap/shop/api     | which has no pods
        a/b/c/d                | too many slashes
        ip:shop                | is no address
        10.1.0.7.8 9           | is neither
        """)
    void whatCannotBeResolvedSaysWhy(String text, String reason) {
        assertThat(NAMES.resolve(text)).isInstanceOfSatisfying(Named.Unresolved.class, u -> assertThat(u.reason()).contains(reason));
    }
}
