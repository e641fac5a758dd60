package io.netdx.cli;

import io.netdx.probe.ProbePlan;
import io.netdx.probe.ProbeTest;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.live.KubeOptions;
import io.netdx.source.live.ProbePods;
import io.netdx.source.live.Stop;
import io.netdx.source.signature.SignatureTable;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tests a running cluster from inside. */
final class Probing {

    private Probing() {
    }

    /** Where the pods would be. */
    static String namespace(ProbeChoice choice, KubeOptions kube) {
        return choice.namespace(ProbePods.namespace(kube, System.getenv()));
    }

    /** Shows the plan, carries it out, and adds what it showed. */
    static Snapshot of(Snapshot snapshot, ProbeChoice choice, KubeOptions kube, Stop stop, SignatureTable table, boolean quiet, PrintWriter err) {
        String namespace = namespace(choice, kube);
        ProbePlan plan = choice.of(snapshot.cluster(), namespace);
        if (!quiet) {
            err.print(plan.text(choice.image()));
            err.flush();
        }
        Instant now = Instant.now();
        String id = Long.toString(now.toEpochMilli(), 36);
        List<ProbePods.Visit> visits = new ArrayList<>();
        for (ProbePlan.Visit visit : plan.visits()) {
            visits.add(new ProbePods.Visit("netdx-probe-" + id + "-" + visits.size(), visit.node(), visit.tests().stream().map(ProbeTest::command).toList()));
        }
        ProbePods.Settings settings = new ProbePods.Settings(namespace, choice.image(), id, ProbePlan.SECONDS_A_TEST,
                choice.start(), now);
        try (Progress progress = new Progress(err, !quiet && Progress.terminal());
                ProbePods pods = new ProbePods(kube, System.getenv(), stop, progress)) {
            ProbePods.Results results = pods.run(settings, visits);
            results.told().forEach(line -> err.println("netdx: " + line));
            return SnapshotReader.tested(snapshot, results.pods(), results.transcript(), results.coverage(), table);
        }
    }
}
