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
import io.netdx.source.live.Stop;
import io.netdx.work.Aside;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * Judges many snapshots, several at a time, each as {@code diagnose} does. What fails is a row with its error; the others know nothing of
 * it. The rows do not depend on how many threads there are or which was first.
 */
public final class Audit {

    private static final String INTERNAL = "internal error";

    /** How often somebody looks whether it is to end, in milliseconds. */
    private static final long LOOK = 50;

    private final Diagnosis diagnosis;
    private final Settings settings;
    private final Memory memory;
    private final Watch watch;
    private final Stop stop;
    private final InputStream stdin;
    private final Map<Input, Row> rows = new HashMap<>();
    /** Those that the memory did not suffice for: once more, each alone, when the others are done. */
    private final Queue<Task> again = new ConcurrentLinkedQueue<>();

    /**
     * @param threads snapshots at a time, at most
     * @param memory  bytes that those together may take, by guess
     * @param limits  of each snapshot
     * @param marking marks what is suppressed in a report, for which it may ask the cluster
     * @param journal of what is done already
     */
    public record Settings(int threads, long memory, Limits limits, BiFunction<DiagnosisReport, Cluster, DiagnosisReport> marking, Optional<Journal> journal) {
    }

    /** @param fingerprint empty where nothing is to be remembered */
    private record Task(Input input, Footprint footprint, String fingerprint) {
    }

    /** @param stop ends it early; what is not done by then is a row that says so */
    public Audit(Diagnosis diagnosis, Settings settings, Watch watch, Stop stop, InputStream stdin) {
        this.diagnosis = diagnosis;
        this.settings = settings;
        this.memory = new Memory(settings.memory());
        this.watch = watch;
        this.stop = stop;
        this.stdin = stdin;
    }

    /** A row for each input, sorted by name. */
    public List<Row> rows(List<Input> inputs) {
        List<Task> open = open(inputs);
        watch.found(inputs.size(), inputs.size() - open.size());
        // the long ones first: no core waits for one that began last
        open.sort(Comparator.comparingLong((Task t) -> -t.footprint().disk()).thenComparing(t -> t.input().name()));
        work(new ConcurrentLinkedQueue<>(open), Math.min(settings.threads(), open.size()));
        work(again, 1);
        if (stop.reason().isEmpty()) {
            settings.journal().ifPresent(Journal::complete);
        }
        String why = stop.reason().orElse("not looked at");
        List<Row> all = new ArrayList<>();
        synchronized (rows) {
            for (Input input : inputs) {
                Row row = rows.get(input);
                all.add(row != null ? row : failed(input, why));
            }
        }
        all.sort(Comparator.comparing(Row::name).thenComparing(Row::source));
        return all;
    }

    /** What the journal does not have. */
    private List<Task> open(List<Input> inputs) {
        List<Task> open = new ArrayList<>();
        for (Input input : inputs) {
            String fingerprint = settings.journal().flatMap(j -> Fingerprint.of(input.source())).orElse("");
            Optional<Row> remembered = settings.journal().flatMap(j -> j.remembered(fingerprint, input));
            remembered.ifPresent(row -> rows.put(input, row));
            if (remembered.isEmpty()) {
                open.add(new Task(input, Footprint.of(input.source()), fingerprint));
            }
        }
        return open;
    }

    /** Returns when all are done, or somebody stops it; what is being read then is left behind. */
    private void work(Queue<Task> tasks, int threads) {
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                try {
                    for (Task task = next(tasks); task != null; task = next(tasks)) {
                        judge(task, tasks != again);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    done.countDown();
                }
            }, "audit-" + (i + 1));
            thread.setDaemon(true);
            thread.start();
        }
        try {
            while (!done.await(LOOK, TimeUnit.MILLISECONDS) && stop.reason().isEmpty()) {
                continue;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.now("interrupted");
        }
    }

    private Task next(Queue<Task> tasks) {
        return stop.reason().isPresent() ? null : tasks.poll();
    }

    private void judge(Task task, boolean first) throws InterruptedException {
        memory.take(task.footprint());
        if (stop.reason().isPresent()) {
            // while it waited for room
            memory.give(task.footprint());
            return;
        }
        try {
            watch.begins(task.input().source());
            Row row = row(task.input());
            synchronized (rows) {
                rows.put(task.input(), row);
            }
            if (!task.fingerprint().isEmpty() && !row.error().startsWith(INTERNAL)) {
                settings.journal().ifPresent(j -> j.remember(task.fingerprint(), row));
            }
            watch.ends(task.input().source());
        } catch (OutOfMemoryError e) {
            if (first) {
                again.add(task);
            } else {
                synchronized (rows) {
                    rows.put(task.input(), failed(task.input(), "the memory does not suffice for it; give more, as in NETDX_OPTS=-Xmx4g"));
                }
                watch.ends(task.input().source());
            }
        } finally {
            memory.give(task.footprint());
        }
    }

    private Row row(Input input) {
        try {
            Snapshot snapshot = SnapshotReader.readAlone(List.of(input.source()), stdin, settings.limits(), diagnosis.table());
            Examined examined = diagnosis.examine(snapshot, Aside.LATER);
            List<Attribute> attributes = new ArrayList<>();
            ClusterAttributes.of(snapshot.cluster(), examined.model().cni())
                    .forEach((name, values) -> values.forEach(value -> attributes.add(new Attribute(name, value))));
            attributes.sort(Comparator.naturalOrder());
            return new Row(input.name(), input.source(), Optional.of(settings.marking().apply(examined.report(), snapshot.cluster())),
                    attributes, Rooms.of(examined.model()), "");
        } catch (SourceException e) {
            return failed(input, e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            return failed(input, INTERNAL + ": " + e + "; netdx diagnose -v 6 -f shows the trace");
        }
    }

    private static Row failed(Input input, String why) {
        return new Row(input.name(), input.source(), Optional.empty(), List.of(), List.of(), Plain.line(why));
    }
}
