package io.netdx.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TextMapTest {

    @Test
    void saysWhatASortedMapSays() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            TreeMap<String, String> sorted = new TreeMap<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                sorted.put("k" + random.nextInt(20), "v" + i);
            }
            Map<String, String> map = TextMap.of(sorted);
            assertThat(map).isEqualTo(sorted).hasSameHashCodeAs(sorted).hasToString(sorted.toString());
            assertThat(new ArrayList<>(map.keySet())).isEqualTo(new ArrayList<>(sorted.keySet()));
            List<String> seen = new ArrayList<>();
            map.forEach((name, text) -> seen.add(name + "=" + text));
            assertThat(seen).hasSize(sorted.size());
            for (int i = 0; i < 20; i++) {
                assertThat(map.get("k" + i)).isEqualTo(sorted.get("k" + i));
                assertThat(map.getOrDefault("k" + i, "none")).isEqualTo(sorted.getOrDefault("k" + i, "none"));
                assertThat(map.containsKey("k" + i)).isEqualTo(sorted.containsKey("k" + i));
            }
        }
    }

    @Test
    void cannotBeChanged() {
        Map<String, String> map = TextMap.of(new TreeMap<>(Map.of("a", "1")));
        assertThatThrownBy(() -> map.put("b", "2")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.entrySet().iterator().next().setValue("2")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.keySet().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
