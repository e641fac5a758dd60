package io.netdx.fleet;

import io.netdx.audit.Examiner;
import io.netdx.audit.FleetEngine.Judging;
import io.netdx.catalog.CatalogCodec;
import io.netdx.audit.RecordCodec;
import io.netdx.catalog.Catalog;
import io.netdx.diagnosis.Diagnosis;
import io.netdx.suppress.Marking;
import io.netdx.suppress.Suppressions;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the tasks of an executor share: one engine with its networks of rules, and the memory that snapshots take. Spark starts tasks with
 * nothing but their own data, so a JVM has to hold this.
 *
 * @param codec of rows
 */
record Bench(Examiner examiner, RecordCodec codec) {

    /** The rest of the heap is for rules, Spark, and what the guess was too low by. */
    private static final double SHARE = 0.5;
    private static final Map<String, Bench> OF_THIS_JVM = new ConcurrentHashMap<>();

    static Bench of(Judging judging) {
        return OF_THIS_JVM.computeIfAbsent(judging.toString(), key -> made(judging));
    }

    private static Bench made(Judging judging) {
        Catalog known = CatalogCodec.load();
        Diagnosis diagnosis = Diagnosis.with(judging.experimental());
        Marking marking = new Marking(judging.annotations(), judging.today().isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(judging.today())));
        return new Bench(new Examiner(diagnosis, (long) (SHARE * Runtime.getRuntime().maxMemory()), judging.limits(),
                (report, cluster) -> marking.marked(report, Suppressions.NONE, cluster, () -> known), InputStream.nullInputStream()), new RecordCodec(known));
    }
}
