package io.netdx.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.simulate.inject.Injector;
import io.netdx.simulate.inject.Injectors;
import io.netdx.simulate.inject.Truth;
import io.netdx.source.Limits;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {

    private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");

    @Test
    void equalPlansGiveEqualBytesAndOtherSeedsOthers(@TempDir Path folder) throws IOException {
        Plan plan = new Plan(7, 3, List.of("service"), 0, 100, 2, 20, NOW);
        SnapshotFolder.write(Simulation.of(plan, 5), folder.resolve("a"));
        SnapshotFolder.write(Simulation.of(plan, 5), folder.resolve("b"));
        SnapshotFolder.write(Simulation.of(new Plan(8, 3, List.of("service"), 0, 100, 2, 20, NOW), 5), folder.resolve("c"));
        assertThat(bytes(folder.resolve("a"))).isEqualTo(bytes(folder.resolve("b"))).isNotEqualTo(bytes(folder.resolve("c")));
    }

    private static Map<String, String> bytes(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            Map<String, String> files = new TreeMap<>();
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readString(file));
            }
            return files;
        }
    }

    @Test
    void everyClassBefallsSomeCluster() {
        List<Injector> all = Injectors.all();
        assertThat(all).extracting(Injector::name).doesNotHaveDuplicates();
        for (Injector injector : all) {
            assertThat(Simulation.truths(new Plan(3, 0, List.of(injector.name()), 0, 0, 0, 0, NOW), 0)).as(injector.name()).hasSize(1);
        }
    }

    @Test
    void whatIsWrittenIsReadWithoutProblems(@TempDir Path folder) throws IOException {
        Simulation simulation = Simulation.of(new Plan(11, 4, List.of("service/selector-mismatch"), 0, 0, 2, 0, NOW), 0);
        SnapshotFolder.write(simulation, folder);
        try (Stream<Path> files = Files.list(folder)) {
            List<String> inputs = files.map(Path::toString).filter(f -> !f.endsWith("truth.yaml")).sorted().toList();
            Snapshot snapshot = SnapshotReader.read(inputs, InputStream.nullInputStream(), Limits.DEFAULT, SignatureTable.load());
            assertThat(snapshot.problems()).isEmpty();
            assertThat(snapshot.cluster().version()).isEqualTo(simulation.shown().version());
            Set<String> pods = snapshot.cluster().all(io.netdx.fact.Pod.class).stream().map(p -> p.meta().namespace()).collect(Collectors.toCollection(TreeSet::new));
            assertThat(pods).contains("kube-system").hasSizeGreaterThan(2);
        }
    }

    @Test
    void aTruthNamesAnObjectThatIsDeclared() {
        Simulation simulation = Simulation.of(new Plan(5, 3, List.of("policy"), 0, 0, 0, 0, NOW), 1);
        Truth truth = simulation.truths().get(0);
        assertThat(simulation.shown().lists().get(truth.subject().kind()).get()).anyMatch(o -> o.name().equals(truth.subject().name())
                && o.namespace().equals(truth.subject().namespace()));
    }
}
