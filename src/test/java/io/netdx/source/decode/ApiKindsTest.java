package io.netdx.source.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.cluster.Cluster;
import io.netdx.fact.CalicoPolicy;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Service;
import io.netdx.source.Kinds;
import io.netdx.source.Limits;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kinds that share a name must never be taken for each other. */
class ApiKindsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"NetworkPolicy, networking.k8s.io/v1, NetworkPolicy", "NetworkPolicy, extensions/v1beta1, NetworkPolicy", "NetworkPolicy, '', NetworkPolicy",
        "NetworkPolicy, projectcalico.org/v3, NetworkPolicy.projectcalico.org", "NetworkPolicy, crd.projectcalico.org/v1, NetworkPolicy.projectcalico.org",
        "NetworkPolicy, crd.antrea.io/v1beta1, NetworkPolicy.crd.antrea.io", "ClusterNetworkPolicy, crd.antrea.io/v1beta1, ClusterNetworkPolicy.crd.antrea.io",
        "Service, v1, Service", "Service, serving.knative.dev/v1, Service.serving.knative.dev", "Node, config.openshift.io/v1, Node.config.openshift.io",
        "Gateway, networking.istio.io/v1, Gateway.networking.istio.io", "Certificate, cert-manager.io/v1, Certificate", "Deployment, apps/v1, Deployment"})
    void byApiVersion(String kind, String apiVersion, String expected) {
        assertThat(ApiKinds.of(kind, apiVersion)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"networkpolicies, NetworkPolicy", "networkpolicies.networking.k8s.io, NetworkPolicy", "pods.json, Pod", "core_v1_pods, Pod",
        "networkpolicies.crd.projectcalico.org, NetworkPolicy.projectcalico.org", "crd.projectcalico.org_v1_networkpolicies, NetworkPolicy.projectcalico.org",
        "networking.k8s.io_v1_networkpolicies, NetworkPolicy", "deployments.apps, Deployment", "ciliumnetworkpolicies.cilium.io, CiliumNetworkPolicy"})
    void byResourceName(String resource, String expected) {
        assertThat(Kinds.ofResource(resource)).contains(expected);
    }

    private Cluster read() {
        return SnapshotReader.read(List.of(folder.toString()), InputStream.nullInputStream(), Limits.DEFAULT, SignatureTable.load()).cluster();
    }

    @Test
    void policiesOfUnknownVersionsAreKeptUnreadAndReported() throws IOException {
        Files.writeString(folder.resolve("shop.yaml"), """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {namespace: shop, name: db}
                spec: {podSelector: {}}
                ---
                apiVersion: networking.k8s.io/v2
                kind: NetworkPolicy
                metadata: {namespace: shop, name: cart}
                spec: {podSelector: {}}
                """);
        Snapshot snapshot = SnapshotReader.read(List.of(folder.toString()), InputStream.nullInputStream(), Limits.DEFAULT, SignatureTable.load());
        assertThat(snapshot.cluster().all(NetworkPolicy.class)).extracting(p -> p.ref().name()).containsExactly("db");
        assertThat(snapshot.cluster().all(OtherObject.class)).extracting(OtherObject::ref).containsExactly(ObjectRef.of("NetworkPolicy", "shop", "cart"));
        assertThat(snapshot.problems()).singleElement().hasToString("shop.yaml:6: NetworkPolicy shop/cart is of version networking.k8s.io/v2, "
                + "which is not known: what it says is not evaluated");
    }

    @Test
    void objectsOfOneNameInTwoGroupsStandBesideEachOther() throws IOException {
        Files.writeString(folder.resolve("shop.yaml"), """
                apiVersion: v1
                kind: Service
                metadata: {namespace: shop, name: web}
                spec: {ports: [{port: 80}]}
                ---
                apiVersion: serving.knative.dev/v1
                kind: Service
                metadata: {namespace: shop, name: web}
                ---
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {namespace: shop, name: web}
                spec: {podSelector: {}}
                ---
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {namespace: shop, name: web}
                spec: {selector: all(), order: 7.5}
                """);
        Cluster cluster = read();
        assertThat(cluster.all(Service.class)).hasSize(1);
        assertThat(cluster.all(NetworkPolicy.class)).hasSize(1);
        assertThat(cluster.all(CalicoPolicy.class)).singleElement().satisfies(p -> assertThat(p.order()).hasValue(7.5));
        assertThat(cluster.find(OtherObject.class, ObjectRef.of("Service.serving.knative.dev", "shop", "web"))).isPresent();
    }

    @Test
    void anEmptyListOfCalicoPoliciesSaysNothingOfKubernetesOnes() throws IOException {
        Files.createDirectories(folder.resolve("resources"));
        Files.writeString(folder.resolve("resources/namespaces.json"), """
                {"apiVersion": "v1", "kind": "NamespaceList", "items": [{"metadata": {"name": "shop"}}]}""");
        Files.writeString(folder.resolve("resources/networkpolicies.crd.projectcalico.org.json"), """
                {"apiVersion": "crd.projectcalico.org/v1", "kind": "NetworkPolicyList", "items": []}""");
        Cluster cluster = read();
        assertThat(cluster.complete("Namespace", "shop")).isTrue();
        assertThat(cluster.complete("NetworkPolicy", "shop")).isFalse();
    }
}
