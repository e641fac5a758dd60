package io.netdx.model.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.model.NetworkModel;
import io.netdx.source.Limits;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Istio's own analyzers over their own manifests ({@code pkg/config/analysis/analyzers/testdata}), where these lie beside the checkout:
 * what istioctl reports of a fixture, the model finds, and nothing besides of the same kind.
 */
class IstioAnalyzersTest {

    private static final Path FIXTURES = Path.of(System.getProperty("netdx.data", "../shared/data"), "snapshots/istioctl-analyze/pkg/config/analysis/analyzers/testdata");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "gateway-no-workload; gateway-no-proxy; httpbin-gateway", "gateway-custom-ingressgateway; gateway-port; ''",
        "gateway-custom-ingressgateway-badport; gateway-port; httpbin-gateway", "gateway-custom-ingressgateway-badport-notarget; gateway-port; httpbin-gateway",
        "gateway-custom-ingressgateway-translation; gateway-port; ''", "gateway-custom-ingressgateway-svcselector; gateway-port; httpbin8002-gateway",
        "conflicting-gateways; gateway-conflict; alpha,beta", "gateway-different-port; gateway-conflict; ''",
        "conflicting-gateways-multiple-ports; gateway-conflict; alpha,beta", "conflicting-gateways-subSelector; gateway-conflict; alpha,beta",
        "conflicting-gateways-invalid-port; gateway-conflict; ''", "injection; injection-labels; busted,multi-ns-1,multi-ns-2,multi-ns-3",
        "virtualservice_destinationrules; subset-missing; reviews-bogussubset,reviews-mirror-bogussubset",
        "virtualservice_conflictingmeshgatewayhosts; route-conflict; bogus-productpage,productpage,ratings",
        "virtualservice_gateways; gateway-missing; httpbin-bogus", "virtualservice_internal_gateway_ref; gateway-missing; ''",
        "virtualservice_kubernetes_gateways; gateway-missing; ''",
        "virtualservice_host_not_found_gateway; gateway-host; testing-service-02-test-01,testing-service-02-test-02,testing-service-02-test-03,testing-service-03-test-04",
        "virtualservice_host_not_found_gateway_with_ns_prefix; gateway-host; testing-service-01-test-01",
        "destinationrule-subsets-with-topology-labels; subset-empty; ''"})
    void agreesWithIstio(String fixture, String kind, String objects) throws IOException {
        Path file = FIXTURES.resolve(fixture + ".yaml");
        Assumptions.assumeTrue(Files.isRegularFile(file));
        assertThat(found(file, kind)).isEqualTo(objects.isEmpty() ? Set.of() : new TreeSet<>(List.of(objects.split(","))));
    }

    /** The fixture as a cluster of which every kind was collected. */
    private Set<String> found(Path fixture, String kind) throws IOException {
        Path snapshot = folder.resolve("case.yaml");
        Files.writeString(snapshot, """
                apiVersion: netdx/v1
                kind: Case
                collected: [Pod, Namespace, Service, Deployment, Secret, VirtualService, DestinationRule, ServiceEntry, Gateway.networking.istio.io]
                ---
                """ + Files.readString(fixture));
        return NetworkModel.of(SnapshotReader.read(List.of(snapshot.toString()), InputStream.nullInputStream(), Limits.DEFAULT, SignatureTable.load()).cluster())
                .facts().stream().filter(MeshProblem.class::isInstance).map(MeshProblem.class::cast).filter(p -> p.kind().equals(kind))
                .flatMap(p -> kind.endsWith("conflict") ? List.of(p.subject(), p.other()).stream() : List.of(p.subject()).stream())
                .map(ref -> ref.name()).collect(Collectors.toCollection(TreeSet::new));
    }
}
