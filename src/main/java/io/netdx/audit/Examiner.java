package io.netdx.audit;

import io.netdx.cluster.Cluster;
import io.netdx.diagnosis.Diagnosis;
import io.netdx.diagnosis.Diagnosis.Examined;
import io.netdx.fact.Plain;
import io.netdx.model.ClusterAttributes;
import io.netdx.report.AuditReport.Attribute;
import io.netdx.report.AuditReport.Row;
import io.netdx.report.DiagnosisReport;
import io.netdx.source.Limits;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.SourceException;
import io.netdx.work.Aside;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * Makes rows of snapshots for as many threads as ask, of which as many judge at once as fit into the memory. What the memory did not suffice
 * for is judged once more, alone.
 */
public final class Examiner {

    static final String INTERNAL = "internal error";

    private final Diagnosis diagnosis;
    private final Memory memory;
    private final Limits limits;
    private final BiFunction<DiagnosisReport, Cluster, DiagnosisReport> marking;
    private final InputStream stdin;

    /**
     * @param memory  bytes that all that are judged at once may take, by guess
     * @param limits  of each snapshot
     * @param marking marks what is suppressed in a report, for which it may ask the cluster
     */
    public Examiner(Diagnosis diagnosis, long memory, Limits limits, BiFunction<DiagnosisReport, Cluster, DiagnosisReport> marking, InputStream stdin) {
        this.diagnosis = diagnosis;
        this.memory = new Memory(memory);
        this.limits = limits;
        this.marking = marking;
        this.stdin = stdin;
    }

    /** Whether a row tells of a mistake of ours, or of too little memory, rather than of its snapshot: another try may end otherwise. */
    public static boolean internal(Row row) {
        return row.error().startsWith(INTERNAL);
    }

    /** The row of what could not be judged. */
    public static Row failed(Input input, String why) {
        return new Row(input.name(), input.source(), Optional.empty(), List.of(), List.of(), Plain.line(why));
    }

    /**
     * The row of a snapshot that lies elsewhere than its source says.
     *
     * @param place path to read it from; nothing in the row tells of it
     */
    public Row row(Input input, String place) throws InterruptedException {
        return row(input, place, Footprint.of(place), () -> true).orElseThrow();
    }

    /** @param begins asked once there is room; where it refuses, there is no row */
    Optional<Row> row(Input input, String place, Footprint footprint, BooleanSupplier begins) throws InterruptedException {
        try {
            return attempt(input, place, footprint, begins);
        } catch (OutOfMemoryError first) {
            try {
                return attempt(input, place, Footprint.EVERYTHING, begins);
            } catch (OutOfMemoryError again) {
                return Optional.of(failed(input, "the memory does not suffice for it; give more, as in NETDX_OPTS=-Xmx4g"));
            }
        }
    }

    private Optional<Row> attempt(Input input, String place, Footprint footprint, BooleanSupplier begins) throws InterruptedException {
        memory.take(footprint);
        try {
            return begins.getAsBoolean() ? Optional.of(judged(input, place)) : Optional.empty();
        } finally {
            memory.give(footprint);
        }
    }

    private Row judged(Input input, String place) {
        try {
            Snapshot snapshot = input.running().map(cluster -> cluster.read(limits, diagnosis.table()))
                    .orElseGet(() -> SnapshotReader.readAlone(List.of(place), stdin, limits, diagnosis.table()));
            Examined examined = diagnosis.examine(snapshot, Aside.LATER);
            List<Attribute> attributes = new ArrayList<>();
            ClusterAttributes.of(snapshot.cluster(), examined.model().cni())
                    .forEach((name, values) -> values.forEach(value -> attributes.add(new Attribute(name, value))));
            attributes.sort(Comparator.naturalOrder());
            return new Row(input.name(), input.source(), Optional.of(marking.apply(examined.report().from(input.source()), snapshot.cluster())),
                    attributes, Rooms.of(examined.model()), "");
        } catch (SourceException e) {
            return failed(input, e.getMessage().replace(Plain.line(place), Plain.line(input.source())));
        } catch (RuntimeException | StackOverflowError e) {
            return failed(input, INTERNAL + ": " + e + "; netdx diagnose -v 6 shows the trace");
        }
    }
}
