package io.netdx.cli;

import io.netdx.cluster.Cluster;
import io.netdx.cluster.ClusterBuilder;
import io.netdx.diagnosis.Diagnosis;
import io.netdx.fact.Coverage;
import io.netdx.guide.Answer;
import io.netdx.guide.Clinic;
import io.netdx.guide.Known;
import io.netdx.report.DiagnosisReport;
import io.netdx.source.Format;
import io.netdx.source.Limits;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.transcript.ReadKinds;
import io.netdx.work.Aside;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Knows what a snapshot or a running cluster showed, and what was pasted since; remembers the last of it. */
final class SnapshotClinic implements Clinic {

    private final Diagnosis diagnosis;
    private final Snapshot base;
    private final Limits limits;
    private final Optional<ReadOnlyRun> kubectl;
    private List<Answer.Pasted> pasted = List.of();
    private Diagnosis.Examined examined;
    private Snapshot snapshot;

    SnapshotClinic(Diagnosis diagnosis, Snapshot base, Limits limits) {
        this(diagnosis, base, limits, Optional.empty());
    }

    /** @param kubectl runs commands that only read; empty where no cluster runs */
    SnapshotClinic(Diagnosis diagnosis, Snapshot base, Limits limits, Optional<ReadOnlyRun> kubectl) {
        this.kubectl = kubectl;
        this.diagnosis = diagnosis;
        this.base = base;
        this.limits = limits;
        this.snapshot = base;
        this.examined = diagnosis.examine(base, Aside.THREADS);
    }

    /** Where nobody has read anything yet. */
    static Snapshot nothing() {
        return new Snapshot("no snapshot", Format.TRANSCRIPT, new ClusterBuilder().build(), List.of(), 0);
    }

    @Override
    public Known know(List<Answer.Pasted> outputs) {
        if (!outputs.equals(pasted)) {
            List<byte[]> texts = outputs.stream().map(SnapshotClinic::text).toList();
            snapshot = outputs.isEmpty() ? base : SnapshotReader.pasted(base, texts, limits, diagnosis.table());
            examined = diagnosis.examine(snapshot, Aside.THREADS);
            pasted = List.copyOf(outputs);
        }
        Cluster cluster = snapshot.cluster();
        return new Known(cluster, examined.inference(), examined.report().judgement(), command -> told(cluster, command));
    }

    /** The report of what was last asked for. */
    DiagnosisReport report() {
        return examined.report();
    }

    /** Whether the last of these outputs said anything. */
    boolean understands(List<Answer.Pasted> outputs) {
        know(outputs);
        int with = snapshot.files();
        Snapshot before = outputs.size() < 2 ? base : SnapshotReader.pasted(base, outputs.subList(0, outputs.size() - 1).stream().map(SnapshotClinic::text).toList(), limits,
                diagnosis.table());
        return with > before.files() || !snapshot.cluster().coverage().equals(before.cluster().coverage());
    }

    /** What a command prints; empty where it is not one that may be run from here. */
    Optional<String> run(String command) {
        return kubectl.flatMap(k -> k.run(command));
    }

    boolean live() {
        return kubectl.isPresent();
    }

    private static byte[] text(Answer.Pasted output) {
        String head = output.command().isEmpty() || output.output().stripLeading().startsWith("{") || output.output().startsWith("$ ") ? "" : "$ " + output.command() + "\n";
        return (head + output.output() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static boolean told(Cluster cluster, String command) {
        List<ReadKinds.Read> read = ReadKinds.of(command);
        return !read.isEmpty() && read.stream().allMatch(r -> cluster.complete(r.kind(), r.namespace().isEmpty() ? Coverage.ALL : r.namespace()));
    }
}
