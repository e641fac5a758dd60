package io.netdx.serve;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.Plain;
import io.netdx.source.Limits;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.decode.ApiKinds;
import io.netdx.source.signature.SignatureTable;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known about a snapshot as a whole.
 *
 * @param version the API server's, empty if unknown
 * @param now     the moment of the snapshot, {@link Instant#EPOCH} if unknown
 * @param title   what made it
 * @param whole   whether nothing is missing, whatever the coverage says
 */
public record Known(String version, Instant now, String title, int problems, Map<String, Coverage> coverage, boolean whole) {

    /**
     * Reads the facts of the snapshot once more: which lists are complete is judged there.
     *
     * @throws io.netdx.source.SourceException where the input is no snapshot
     */
    public static Known read(List<String> paths, InputStream stdin, Limits limits) {
        Snapshot snapshot = SnapshotReader.read(paths, stdin, limits, SignatureTable.EMPTY);
        Cluster cluster = snapshot.cluster();
        Map<String, Coverage> coverage = new HashMap<>();
        cluster.coverage().forEach(c -> coverage.put(c.kind() + "/" + c.namespace(), c));
        return new Known(cluster.version(), cluster.now(), snapshot.format().title(), snapshot.problems().size(), coverage, false);
    }

    /**
     * Why the objects that are served may not be all.
     *
     * @param namespace empty for all namespaces
     * @return empty where they are all
     */
    Optional<String> doubt(ApiResource resource, String namespace) {
        if (whole) {
            return Optional.empty();
        }
        String kind = ApiKinds.of(resource.kind(), resource.apiVersion());
        Coverage all = coverage.get(kind + "/" + Coverage.ALL);
        Coverage said = namespace.isEmpty() ? all : coverage.getOrDefault(kind + "/" + namespace, all);
        String what = resource.qualified() + (namespace.isEmpty() ? "" : " of namespace " + Plain.line(namespace));
        if (said == null || said.state() == Coverage.State.NOT_COLLECTED) {
            return Optional.of("the snapshot does not hold " + what + ": whether the cluster has any is unknown");
        }
        return switch (said.state()) {
            case COMPLETE -> Optional.empty();
            case FORBIDDEN -> Optional.of("who took the snapshot was not allowed to list " + what + ": whether the cluster has any is unknown");
            default -> Optional.of("the snapshot may not hold all " + what + " (" + Plain.line(said.reason()) + ")");
        };
    }
}
