package io.netdx.audit;

import io.netdx.cluster.Cluster;
import io.netdx.diagnosis.Diagnosis;
import io.netdx.report.AuditReport.Row;
import io.netdx.report.DiagnosisReport;
import io.netdx.source.Limits;
import io.netdx.source.live.Stop;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * Judges many snapshots, several at a time, each as {@code diagnose} does. What fails is a row with its error; the others know nothing of
 * it. The rows do not depend on how many threads there are or which was first.
 */
public final class Audit {

    /** How often somebody looks whether it is to end, in milliseconds. */
    private static final long LOOK = 50;

    private final Settings settings;
    private final Examiner examiner;
    private final Watch watch;
    private final Stop stop;
    private final Map<Input, Row> rows = new HashMap<>();
    /** Clusters that are being read or judged; once stopped, what came of them by then is worth waiting for. */
    private final Set<Input> running = ConcurrentHashMap.newKeySet();

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
        this.settings = settings;
        this.examiner = new Examiner(diagnosis, settings.memory(), settings.limits(), settings.marking(), stdin);
        this.watch = watch;
        this.stop = stop;
    }

    /** A row for each input, sorted by name. */
    public List<Row> rows(List<Input> inputs) {
        List<Task> open = open(inputs);
        watch.found(inputs.size(), inputs.size() - open.size());
        // the long ones first: no core waits for one that began last
        open.sort(Comparator.comparingLong((Task t) -> -t.footprint().disk()).thenComparing(t -> t.input().name()));
        work(new ConcurrentLinkedQueue<>(open), Math.min(settings.threads(), open.size()));
        if (stop.reason().isEmpty()) {
            settings.journal().ifPresent(Journal::complete);
        }
        String why = stop.reason().orElse("not looked at");
        List<Row> all = new ArrayList<>();
        synchronized (rows) {
            for (Input input : inputs) {
                Row row = rows.get(input);
                all.add(row != null ? row : Examiner.failed(input, why));
            }
        }
        all.sort(Comparator.comparing(Row::name).thenComparing(Row::source));
        return all;
    }

    /** What the journal does not have. */
    private List<Task> open(List<Input> inputs) {
        List<Task> open = new ArrayList<>();
        for (Input input : inputs) {
            String fingerprint = settings.journal().filter(j -> input.running().isEmpty()).flatMap(j -> Fingerprint.of(input.source())).orElse("");
            Optional<Row> remembered = settings.journal().flatMap(j -> j.remembered(fingerprint, input));
            remembered.ifPresent(row -> rows.put(input, row));
            if (remembered.isEmpty()) {
                open.add(new Task(input, Footprint.of(input), fingerprint));
            }
        }
        return open;
    }

    /** Returns when all are done, or somebody stops it; snapshots that are being read then are left behind. */
    private void work(Queue<Task> tasks, int threads) {
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                try {
                    for (Task task = next(tasks); task != null; task = next(tasks)) {
                        judge(task);
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
            while (!done.await(LOOK, TimeUnit.MILLISECONDS) && (stop.reason().isEmpty() || !running.isEmpty())) {
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

    private void judge(Task task) throws InterruptedException {
        try {
            Optional<Row> judged = examiner.row(task.input(), task.input().source(), task.footprint(), () -> begins(task));
            judged.ifPresent(row -> done(task, row));
        } finally {
            running.remove(task.input());
        }
    }

    private void done(Task task, Row row) {
        synchronized (rows) {
            rows.put(task.input(), row);
        }
        if (!task.fingerprint().isEmpty() && !Examiner.internal(row)) {
            settings.journal().ifPresent(j -> j.remember(task.fingerprint(), row));
        }
        watch.ends(task.input().source());
    }

    /** Not where somebody stopped it while it waited for room. */
    private boolean begins(Task task) {
        if (stop.reason().isPresent()) {
            return false;
        }
        if (task.input().running().isPresent()) {
            running.add(task.input());
        }
        watch.begins(task.input().source());
        return true;
    }
}
