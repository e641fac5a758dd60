package io.netdx.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ObjectRef;
import io.netdx.source.Limits;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is diagnosed and what is served are read by different readers from the same bytes: they must see the same objects. */
class SameObjectsTest {

    /** Complete clusters, so that the facts hold no object that only others told of. */
    static Stream<Path> snapshots() throws IOException {
        try (Stream<Path> healthy = Files.list(Path.of("facts/healthy"))) {
            return Stream.concat(healthy.sorted().toList().stream(), Stream.of(Path.of("facts/cases/service/selector-mismatch/positive-typo.yaml"),
                    Path.of("src/test/resources/serve/shop.yaml")));
        }
    }

    @ParameterizedTest
    @MethodSource("snapshots")
    void areServedAndDiagnosed(Path snapshot) throws IOException {
        List<String> paths = List.of(snapshot.toString());
        Cluster cluster = SnapshotReader.read(paths, InputStream.nullInputStream(), Limits.DEFAULT, SignatureTable.EMPTY).cluster();
        try (ObjectStore store = ObjectStore.read(paths, InputStream.nullInputStream(), Limits.DEFAULT)) {
            for (String kind : List.of("Pod", "Service", "Node", "Namespace", "Deployment", "NetworkPolicy", "EndpointSlice", "ConfigMap")) {
                ApiResource resource = KnownResources.ofKind(kind).orElseThrow();
                assertThat(store.objects(resource)).extracting(StoredObject::key).as(kind)
                        .containsExactlyInAnyOrderElementsOf(cluster.refs(kind).stream().map(ObjectRef::qualifiedName).toList());
            }
        }
    }
}
