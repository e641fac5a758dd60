package io.netdx.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Addresses in ranges, and ranges in each other: the same as comparing each with each. */
class AddressPlacesTest {

    private static final List<Cidr> NODES = cidrs("10.244.0.0/24", "10.244.1.0/24", "fd00:1::/64", "10.244.1.128/25");

    private static List<Cidr> cidrs(String... texts) {
        return java.util.Arrays.stream(texts).map(t -> Cidr.block(t).orElseThrow()).toList();
    }

    @Test
    void placesAreThoseOfTheList() {
        AddressPlaces places = new AddressPlaces(NODES, List.of("10.244.1.200", "10.244.0.5", "", "fd00:1::7", "10.244.2.1", "None", "10.244.1.1"));
        assertThat(places.in(NODES.get(0))).containsExactly(1);
        assertThat(places.in(NODES.get(1))).containsExactly(0, 6);
        assertThat(places.in(NODES.get(2))).containsExactly(3);
        assertThat(places.in(NODES.get(3))).containsExactly(0);
    }

    @Test
    void neighboursOverlap() {
        CidrNeighbours neighbours = new CidrNeighbours(NODES);
        assertThat(neighbours.after(0)).isEmpty();
        assertThat(neighbours.after(1)).containsExactly(3);
        assertThat(neighbours.after(3)).isEmpty();
    }

    @RepeatedTest(50)
    void sameAsComparingEachWithEach(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        List<Cidr> ranges = IntStream.range(0, 12).mapToObj(i -> Cidr.block("10.0." + random.nextInt(4) + "." + random.nextInt(256) + "/" + (20 + random.nextInt(11))).orElseThrow()).toList();
        List<String> addresses = IntStream.range(0, 60).mapToObj(i -> "10.0." + random.nextInt(5) + "." + random.nextInt(256)).toList();
        AddressPlaces places = new AddressPlaces(ranges, addresses);
        CidrNeighbours neighbours = new CidrNeighbours(ranges);
        for (int i = 0; i < ranges.size(); i++) {
            Cidr range = ranges.get(i);
            int at = i;
            assertThat(places.in(range)).isEqualTo(IntStream.range(0, addresses.size()).filter(a -> range.contains(addresses.get(a))).boxed().toList());
            assertThat(neighbours.after(i)).isEqualTo(IntStream.range(i + 1, ranges.size()).filter(o -> ranges.get(at).overlaps(ranges.get(o))).boxed().toList());
        }
    }
}
