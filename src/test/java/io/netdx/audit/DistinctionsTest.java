package io.netdx.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.netdx.report.AuditReport.Attribute;
import io.netdx.report.AuditReport.Row;
import io.netdx.report.Fleet.Distinction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the affected share is told where it is more than chance, and only there. */
class DistinctionsTest {

    private static List<Row> rows(int n, IntFunction<List<Attribute>> attributes) {
        return IntStream.range(0, n).mapToObj(i -> new Row("c" + i, "c" + i, Optional.empty(), attributes.apply(i), List.of(), "")).toList();
    }

    private static Distinctions.Split split(int n, int affected) {
        BitSet with = new BitSet();
        with.set(0, affected);
        BitSet without = new BitSet();
        without.set(affected, n);
        return new Distinctions.Split("dns/test", with, without);
    }

    private static Attribute a(String name, Object value) {
        return new Attribute(name, value + "");
    }

    /** The tea-tasting lady: all four right by chance once in seventy. */
    @Test
    void fishersOwnExample() {
        FisherExact test = new FisherExact(8);
        assertThat(test.chance(4, 4, 0, 4)).isCloseTo(1 / 70.0, within(1e-9));
        assertThat(test.chance(3, 4, 1, 4)).isCloseTo(17 / 70.0, within(1e-9));
        assertThat(test.chance(0, 4, 4, 4)).isCloseTo(1, within(1e-9));
    }

    @Test
    void whatAllAffectedShareAndOthersLack() {
        List<Row> rows = rows(40, i -> List.of(a("CNI version", i < 7 ? "calico v3.26.1" : i < 20 ? "calico v3.27.0" : "cilium v1.15.1"),
                a("kernel", "5.15." + i % 5), a("region", i % 2 == 0 ? "eu" : "us")));
        List<Distinction> found = new Distinctions(rows.stream().map(Row::attributes).toList()).of(List.of(split(40, 7)));
        assertThat(found).hasSize(1);
        Distinction d = found.get(0);
        assertThat(d.attributes()).containsExactly(a("CNI version", "calico v3.26.1"));
        assertThat(List.of(d.affectedWith(), d.affected(), d.othersWith(), d.others())).containsExactly(7, 7, 0, 33);
        assertThat(d.chance()).isLessThan(0.001);
    }

    /** Neither the plugin nor the kernel alone tells: 13 other clusters have the one, 13 the other. */
    @Test
    void twoThatTellOnlyTogether() {
        List<Row> rows = rows(60, i -> List.of(a("CNI version", i < 20 ? "cilium v1.15.1" : "cilium v1.16.0"),
                a("kernel", i < 7 || i >= 20 && i < 40 ? "6.1.0" : "6.8.0")));
        List<Distinction> found = new Distinctions(rows.stream().map(Row::attributes).toList()).of(List.of(split(60, 7)));
        assertThat(found).isNotEmpty();
        assertThat(found.get(0).together()).isTrue();
        assertThat(found.get(0).attributes()).containsExactlyInAnyOrder(a("CNI version", "cilium v1.15.1"), a("kernel", "6.1.0"));
        assertThat(List.of(found.get(0).affectedWith(), found.get(0).othersWith())).containsExactly(7, 0);
    }

    @Test
    void attributesOfTheSameClustersAreOne() {
        List<Row> rows = rows(40, i -> List.of(a("kernel", i < 8 ? "5.4" : "6.1"), a("OS image", i < 8 ? "Old" : "New")));
        assertThat(new Distinctions(rows.stream().map(Row::attributes).toList()).of(List.of(split(40, 8)))).singleElement()
                .satisfies(d -> assertThat(d.attributes()).containsExactly(a("OS image", "Old"), a("kernel", "5.4")));
    }

    @Test
    void threeOfSixCouldBeChance() {
        List<Row> rows = rows(6, i -> List.of(a("kernel", i < 3 ? "5.4" : "6.1")));
        // one in twenty, before anything else was compared
        assertThat(new Distinctions(rows.stream().map(Row::attributes).toList()).of(List.of(split(6, 3)))).isEmpty();
    }

    @Test
    void unknownIsNeitherHavingNorLacking() {
        List<Row> rows = rows(40, i -> i < 7 ? List.of(a("kernel", "5.4")) : List.of());
        assertThat(new Distinctions(rows.stream().map(Row::attributes).toList()).of(List.of(split(40, 7)))).isEmpty();
    }

    /** In fleets where nothing has to do with anything, one in twenty may say something at most. */
    @Test
    void silentWhereThereIsNothing() {
        int spoke = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<Row> rows = rows(60, i -> {
                List<Attribute> all = new ArrayList<>();
                for (int k = 0; k < 10; k++) {
                    all.add(a("attribute " + k, random.nextInt(2 + k)));
                }
                return all;
            });
            spoke += new Distinctions(rows.stream().map(Row::attributes).toList()).of(List.of(split(60, 6), split(60, 20))).isEmpty() ? 0 : 1;
        }
        assertThat(spoke).isLessThanOrEqualTo(5);
    }
}
