package io.netdx.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.cluster.Cluster;
import io.netdx.diagnosis.Diagnosis;
import io.netdx.report.AuditReport.Row;
import io.netdx.report.DiagnosisReport;
import io.netdx.source.Limits;
import io.netdx.source.SnapshotReader;
import io.netdx.source.live.Stop;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever happens to one snapshot, the others know nothing of it. */
class AuditTest {

    private static final Diagnosis DIAGNOSIS = new Diagnosis();
    private static final List<Input> INPUTS = Stream.of("positive-typo", "near-miss", "unknown")
            .map(name -> new Input(name, "facts/cases/service/selector-mismatch/" + name + ".yaml")).toList();

    private static List<Row> rows(long memory, Stop stop, BiFunction<DiagnosisReport, Cluster, DiagnosisReport> marking) {
        return new Audit(DIAGNOSIS, new Audit.Settings(3, memory, Limits.DEFAULT, marking, Optional.empty()), Watch.NOBODY, stop, InputStream.nullInputStream())
                .rows(INPUTS);
    }

    private static Stop never() {
        return Stop.after(Duration.ZERO);
    }

    private static boolean faulty(DiagnosisReport report) {
        return report.cluster().name().equals("positive-typo.yaml");
    }

    @Test
    void whatIsLargerThanAllMemoryIsJudgedAlone() {
        AtomicInteger inside = new AtomicInteger();
        List<Row> alone = rows(1, never(), (report, cluster) -> {
            assertThat(inside.incrementAndGet()).isEqualTo(1);
            Thread.yield();
            inside.decrementAndGet();
            return report;
        });
        assertThat(alone).extracting(Row::error).containsOnly("");
        assertThat(alone).isEqualTo(rows(Long.MAX_VALUE, never(), (report, cluster) -> report));
    }

    @Test
    void wherePlaceRunsOutOnceItIsTriedAgainAlone() {
        AtomicInteger tries = new AtomicInteger();
        List<Row> rows = rows(Long.MAX_VALUE, never(), (report, cluster) -> {
            if (faulty(report) && tries.getAndIncrement() == 0) {
                throw new OutOfMemoryError("for this test");
            }
            return report;
        });
        assertThat(rows).extracting(Row::error).containsOnly("");
        assertThat(tries).hasValue(2);
    }

    @Test
    void whatFailsIsTheErrorOfItsRow() {
        List<Row> rows = rows(Long.MAX_VALUE, never(), (report, cluster) -> {
            if (faulty(report)) {
                throw new OutOfMemoryError("for this test");
            } else if (report.cluster().name().equals("unknown.yaml")) {
                throw new IllegalStateException("a mistake\nof ours");
            }
            return report;
        });
        assertThat(rows).extracting(Row::name).containsExactly("near-miss", "positive-typo", "unknown");
        assertThat(rows.get(0).report()).isPresent();
        assertThat(rows.get(1).error()).contains("memory does not suffice", "NETDX_OPTS=-Xmx");
        assertThat(rows.get(2).error()).startsWith("internal error: ").contains("a mistake of ours");
    }

    @Test
    void whoStopsItGetsWhatIsDone() {
        Stop stop = never();
        List<Row> rows = rows(1, stop, (report, cluster) -> {
            stop.now("interrupted");
            return report;
        });
        assertThat(rows).hasSize(3).anyMatch(row -> row.error().equals("interrupted"));
    }

    @Test
    void whatCameOfARunningClusterUntilItWasStoppedIsJudged() {
        Stop stop = never();
        RunningCluster slow = (limits, table) -> {
            stop.now("not read within --timeout");
            // longer than the audit takes to notice, which would leave a file behind
            assertThat(never().pause(Duration.ofMillis(300))).isTrue();
            return SnapshotReader.readAlone(List.of(INPUTS.get(0).source()), InputStream.nullInputStream(), limits, table);
        };
        Input running = new Input("prod", "prod", Optional.of(slow));
        List<Row> rows = new Audit(DIAGNOSIS, new Audit.Settings(1, Long.MAX_VALUE, Limits.DEFAULT, (report, cluster) -> report, Optional.empty()), Watch.NOBODY, stop,
                InputStream.nullInputStream()).rows(List.of(INPUTS.get(1), running));
        assertThat(rows).extracting(Row::error).containsExactly("not read within --timeout", "");
        assertThat(rows.get(1).report()).hasValueSatisfying(report -> assertThat(report.cluster().source()).isEqualTo("prod"));
    }
}
