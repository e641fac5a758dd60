package io.netdx.cli;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.Pod;
import io.netdx.source.Limits;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.live.KubeOptions;
import io.netdx.source.live.LiveCluster;
import io.netdx.source.live.LogChoice;
import io.netdx.source.live.Stop;
import io.netdx.source.signature.SignatureTable;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** Reads a running cluster for a command. Nothing else loads the client library. */
final class LiveReading {

    private LiveReading() {
    }

    /** What {@code -f} names, or the cluster where it names nothing. */
    static Snapshot read(List<String> filenames, KubeOptions options, LogChoice logs, Limits limits, boolean quiet, PrintWriter err) {
        SignatureTable table = SignatureTable.load();
        return filenames.isEmpty() ? read(options, logs, Stop.after(Duration.ZERO), limits, table, quiet, err)
                : SnapshotReader.read(filenames, System.in, limits, table);
    }

    static Snapshot read(KubeOptions options, LogChoice logs, Stop stop, Limits limits, SignatureTable table, boolean quiet, PrintWriter err) {
        try (Progress progress = new Progress(err, !quiet && Progress.terminal());
                LiveCluster cluster = new LiveCluster(options, System.getenv(), logs, stop, progress)) {
            Snapshot snapshot = SnapshotReader.read(cluster, limits, table);
            if (!quiet && options.namespaces().isEmpty() && seesNoNamespace(snapshot.cluster())) {
                err.println("netdx: reading all namespaces is refused, and so are the context's and kube-system; -n NAMESPACE reads one that you may read");
            }
            return snapshot;
        }
    }

    /** Nobody lets a user read this little but by mistake: who has a namespace reads its pods. */
    private static boolean seesNoNamespace(Cluster cluster) {
        return cluster.all(Pod.class).isEmpty() && cluster.coverage("Pod", Coverage.ALL).state() == Coverage.State.FORBIDDEN
                && cluster.coverage().stream().noneMatch(c -> c.kind().equals("Pod") && c.complete());
    }
}
