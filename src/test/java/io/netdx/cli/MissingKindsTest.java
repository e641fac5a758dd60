package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.Rounds;
import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogCodec;
import io.netdx.cluster.Cluster;
import io.netdx.engine.Engine;
import io.netdx.fact.Coverage;
import io.netdx.finding.Finding;
import io.netdx.finding.Inference;
import io.netdx.finding.Outcome;
import io.netdx.model.NetworkModel;
import io.netdx.reason.Differential;
import io.netdx.reason.Judgement;
import io.netdx.source.Limits;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever kinds nobody collected: nothing is concluded from their absence, and a healthy cluster stays one. */
class MissingKindsTest {

    private static final SignatureTable TABLE = SignatureTable.load();
    private static final double SHARE = 0.3;
    /** A prime: the cases of every cause come by. */
    private static final int EVERY = 11;

    private final Catalog catalog = CatalogCodec.load().enabled();
    private final Engine engine = new Engine(catalog);

    @Test
    void noAbsenceWithoutCoverage() {
        List<Path> cases = Truth.cases(Path.of("facts/cases"));
        for (int i = 0; i < cases.size(); i += EVERY) {
            Cluster all = read(cases.get(i));
            for (int seed = 1; seed <= 2; seed++) {
                Set<String> forgotten = forgotten(all, seed + i);
                absences(cases.get(i), all.without(forgotten), forgotten);
            }
        }
        Rounds.seeds(0).forEach(seed -> {
            Path one = cases.get((int) Math.floorMod(seed, (long) cases.size()));
            Cluster all = read(one);
            Set<String> forgotten = forgotten(all, seed);
            absences(one, all.without(forgotten), forgotten);
        });
    }

    @Test
    void whatIsAbsentIsUnknownWithoutItsKinds() {
        Cluster all = read(Path.of("facts/cases/node/clock-skew/positive.yaml"));
        List<Finding> absent = absent(all);
        assertThat(absent).isNotEmpty();
        for (Finding f : absent) {
            for (String kind : catalog.finding(f.id()).orElseThrow().coverage()) {
                assertThat(absent(all.without(Set.of(kind)))).as("without %s", kind).doesNotContain(f);
            }
        }
    }

    @Test
    void healthyClustersStayHealthy() {
        for (Path one : Truth.cases(Path.of("facts/healthy"))) {
            Cluster all = read(one);
            for (int seed = 1; seed <= 12; seed++) {
                Set<String> forgotten = forgotten(all, seed);
                Cluster rest = all.without(forgotten);
                absences(one, rest, forgotten);
                assertThat(Differential.judge(infer(rest), catalog).diagnoses()).as("%s without %s", one, forgotten)
                        .noneMatch(d -> d.state() == Judgement.State.ACTIVE && d.confidence() >= 0.5);
            }
        }
    }

    private void absences(Path one, Cluster rest, Set<String> forgotten) {
        for (Finding f : absent(rest)) {
            assertThat(catalog.finding(f.id()).orElseThrow().coverage()).as("%s of %s in %s", f.id(), f.subject(), one)
                    .doesNotContainAnyElementsOf(forgotten);
        }
    }

    private List<Finding> absent(Cluster cluster) {
        return infer(cluster).findings().stream().filter(f -> f.outcome() == Outcome.ABSENT).toList();
    }

    private Inference infer(Cluster cluster) {
        return engine.infer(cluster, NetworkModel.of(cluster).facts());
    }

    private static Cluster read(Path one) {
        return SnapshotReader.read(Truth.inputs(one, List.of()), InputStream.nullInputStream(), Limits.DEFAULT, TABLE).cluster();
    }

    private static Set<String> forgotten(Cluster cluster, long seed) {
        List<String> kinds = new ArrayList<>(new TreeSet<>(cluster.coverage().stream().filter(Coverage::looked).map(Coverage::kind).toList()));
        Collections.shuffle(kinds, new Random(seed));
        return new TreeSet<>(kinds.subList(0, (int) Math.round(SHARE * kinds.size())));
    }
}
