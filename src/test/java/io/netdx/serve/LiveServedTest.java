package io.netdx.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netdx.fact.Coverage;
import io.netdx.fact.Fact;
import io.netdx.fact.Pod;
import io.netdx.source.Limits;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.live.KubeOptions;
import io.netdx.source.live.LiveCluster;
import io.netdx.source.live.LogChoice;
import io.netdx.source.live.Stop;
import io.netdx.source.signature.SignatureTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot that is served, over TLS and with a token, is read back as the cluster that it was taken of. */
class LiveServedTest {

    private static final Path CASE = Path.of("facts/cases/service/selector-mismatch/positive-typo.yaml");

    @TempDir
    private Path folder;

    private Snapshot read(Served served, Map<String, String> environment) throws IOException {
        String config = Files.writeString(folder.resolve("config"), served.kubeconfig()).toString();
        KubeOptions options = new KubeOptions(environment.isEmpty() ? config : "", "", "", "", List.of(), "", List.of(), "", Duration.ZERO, "", "", "", false,
                "", "", "");
        Map<String, String> all = environment.isEmpty() ? Map.of() : Map.of("KUBECONFIG", config);
        try (LiveCluster cluster = new LiveCluster(options, all, LogChoice.ALL, Stop.after(Duration.ZERO), progress -> { })) {
            return SnapshotReader.read(cluster, Limits.DEFAULT, SignatureTable.load());
        }
    }

    private static TreeSet<String> names(Snapshot snapshot, Class<? extends Fact> type) {
        TreeSet<String> names = new TreeSet<>();
        snapshot.cluster().all(type).forEach(fact -> names.add(String.valueOf(fact.ref())));
        return names;
    }

    @Test
    void theSameObjects() throws IOException {
        Snapshot offline = SnapshotReader.read(List.of(CASE.toString()), InputStream.nullInputStream(), Limits.DEFAULT, SignatureTable.load());
        try (Served served = Served.secure(CASE)) {
            Snapshot live = read(served, Map.of());
            assertThat(live.problems()).isEmpty();
            for (Class<? extends Fact> type : List.of(Pod.class, io.netdx.fact.Service.class, io.netdx.fact.Workload.class, io.netdx.fact.EndpointSlice.class,
                    io.netdx.fact.NetworkPolicy.class, io.netdx.fact.ConfigMap.class)) {
                assertThat(names(live, type)).as(type.getSimpleName()).isEqualTo(names(offline, type));
            }
            assertThat(live.cluster().coverage("Pod", Coverage.ALL).complete()).isTrue();
            assertThat(live.cluster().version()).isEqualTo(offline.cluster().version());
        }
    }

    @Test
    void theFileOfTheEnvironmentNamesTheCluster() throws IOException {
        try (Served served = Served.secure(CASE)) {
            assertThat(names(read(served, Map.of("KUBECONFIG", "")), Pod.class)).hasSize(7);
        }
    }

    @Test
    void faultsOnTheWayCostNothing() throws IOException {
        Faults faults = new Faults().on("/pods?", 0, 2, Faults.status(429, "TooManyRequests", "later")).on("/services", 0, 1, Faults.status(503, "ServiceUnavailable", "soon"))
                .on("/networkpolicies", 0, 9, Faults.forbidden("networkpolicies"));
        try (Served served = Served.plain(CASE, faults)) {
            Snapshot live = read(served, Map.of());
            assertThat(names(live, Pod.class)).hasSize(7);
            assertThat(live.cluster().coverage("Service", Coverage.ALL).complete()).isTrue();
            assertThat(live.cluster().coverage("NetworkPolicy", Coverage.ALL).state()).isEqualTo(Coverage.State.FORBIDDEN);
        }
    }

    /** A snapshot of a real cluster, with its logs: every signature too. */
    @Test
    void realSnapshotsTooWhereTheyAreThere() throws IOException {
        Path real = Path.of(System.getProperty("netdx.data", "../shared/data"), "real/svc-selector-typo");
        assumeTrue(Files.isDirectory(real));
        Snapshot offline = SnapshotReader.read(List.of(real.toString()), InputStream.nullInputStream(), Limits.DEFAULT, SignatureTable.load());
        try (Served served = Served.secure(real)) {
            Snapshot live = read(served, Map.of());
            assertThat(names(live, Pod.class)).isEqualTo(names(offline, Pod.class));
            assertThat(names(live, io.netdx.fact.Event.class)).isEqualTo(names(offline, io.netdx.fact.Event.class));
            assertThat(live.cluster().now()).isEqualTo(offline.cluster().now());
        }
    }
}
