package io.netdx.cli;

import io.netdx.source.Limits;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.live.KubeOptions;
import io.netdx.source.live.LiveCluster;
import io.netdx.source.live.LogChoice;
import io.netdx.source.live.Stop;
import io.netdx.source.signature.SignatureTable;
import java.io.PrintWriter;

/** Reads a running cluster for a command. Nothing else loads the client library. */
final class LiveReading {

    private LiveReading() {
    }

    static Snapshot read(KubeOptions options, LogChoice logs, Stop stop, SignatureTable table, boolean quiet, PrintWriter err) {
        try (Progress progress = new Progress(err, !quiet && Progress.terminal());
                LiveCluster cluster = new LiveCluster(options, System.getenv(), logs, stop, progress)) {
            return SnapshotReader.read(cluster, Limits.DEFAULT, table);
        }
    }
}
