package io.netdx.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each order against the JDK's of the same name. */
class OrderTest {

    private record Item(String name, int size, long weight, double share) {
    }

    private final List<Item> items = items();

    private static List<Item> items() {
        Random random = new Random(7);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            items.add(new Item("n" + random.nextInt(4), random.nextInt(4), random.nextInt(4), random.nextInt(3) - 1.0));
        }
        items.add(new Item("n1", 1, 1, Double.NaN));
        items.add(new Item("n1", 1, 1, -0.0));
        return items;
    }

    private void same(Comparator<Item> ours, Comparator<Item> theirs) {
        assertThat(sorted(ours)).isEqualTo(sorted(theirs));
        assertThat(sorted(ours.reversed())).isEqualTo(sorted(theirs.reversed()));
    }

    private List<Item> sorted(Comparator<Item> order) {
        List<Item> sorted = new ArrayList<>(items);
        sorted.sort(order);
        return sorted;
    }

    @Test
    void ordersAsTheJdkDoes() {
        same(Order.comparing(Item::name), Comparator.comparing(Item::name));
        same(Order.comparing(Item::name, Comparator.reverseOrder()), Comparator.comparing(Item::name, Comparator.reverseOrder()));
        same(Order.comparingInt(Item::size), Comparator.comparingInt(Item::size));
        same(Order.comparingLong(Item::weight), Comparator.comparingLong(Item::weight));
        same(Order.comparingDouble(Item::share), Comparator.comparingDouble(Item::share));
        same(Order.comparing(Item::name).thenComparing(Item::size).thenComparing(Item::share, Comparator.reverseOrder())
                        .thenComparing(Comparator.comparing(Item::weight)),
                Comparator.comparing(Item::name).thenComparing(Item::size).thenComparing(Item::share, Comparator.reverseOrder())
                        .thenComparing(Comparator.comparing(Item::weight)));
        same(Order.comparing(Item::name).thenComparingInt(Item::size).thenComparingLong(Item::weight).thenComparingDouble(Item::share),
                Comparator.comparing(Item::name).thenComparingInt(Item::size).thenComparingLong(Item::weight).thenComparingDouble(Item::share));
    }

    @Test
    void ordersEntries() {
        List<Map.Entry<String, Integer>> entries = new ArrayList<>(List.of(Map.entry("b", 1), Map.entry("a", 2)));
        entries.sort(Order.comparingByKey());
        assertThat(entries.get(0).getKey()).isEqualTo("a");
        entries.sort(Order.comparingByValue());
        assertThat(entries.get(0).getKey()).isEqualTo("b");
    }
}
