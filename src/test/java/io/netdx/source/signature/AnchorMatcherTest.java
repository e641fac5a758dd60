package io.netdx.source.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnchorMatcherTest {

    @Test
    void findsAnchorsInsideOneAnotherAndOverlapping() {
        AnchorMatcher matcher = matcher("connection refused", "refused", "connect: connection", "used by");

        assertThat(find(matcher, "dial tcp: connect: connection refused, says the peer")).containsExactly(0, 1, 2);
        assertThat(find(matcher, "it was refused, by policy")).containsExactly(1);
        assertThat(find(matcher, "port used by another")).containsExactly(3);
        assertThat(find(matcher, "connection refuse")).isEmpty();
        assertThat(find(matcher, "")).isEmpty();
    }

    @Test
    void tellsWhereTheFirstAnchorEnds() {
        byte[] line = "x i/o timeout i/o timeout".getBytes(StandardCharsets.UTF_8);

        assertThat(matcher("i/o timeout").find(line, 0, line.length, new BitSet())).isEqualTo(13);
        assertThat(matcher("no such host").find(line, 0, line.length, new BitSet())).isEqualTo(-1);
    }

    @Test
    void agreesWithAPlainSearchOnRandomTexts() {
        Random random = new Random(7);
        for (int round = 0; round < 1000; round++) {
            List<String> anchors = new ArrayList<>();
            int shortest = 3 + random.nextInt(5);
            for (int i = 0; i < 12; i++) {
                anchors.add(word(random, shortest + random.nextInt(5)));
            }
            String text = word(random, 60);
            AnchorMatcher matcher = matcher(anchors.toArray(String[]::new));
            List<Integer> expected = new ArrayList<>();
            for (int i = 0; i < anchors.size(); i++) {
                if (text.contains(anchors.get(i))) {
                    expected.add(i);
                }
            }
            assertThat(find(matcher, text)).as(text + " " + anchors).isEqualTo(expected);
        }
    }

    @Test
    void refusesAnAnchorThatIsNotAsciiOrTooShort() {
        assertThatThrownBy(() -> matcher("naïve address")).hasMessageContaining("not ASCII");
        assertThatThrownBy(() -> matcher("connection refused", "no")).hasMessageContaining("fewer than 3");
    }

    private static String word(Random random, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append((char) ('a' + random.nextInt(2)));
        }
        return word.toString();
    }

    private static AnchorMatcher matcher(String... anchors) {
        List<SignatureRow> rows = new ArrayList<>();
        for (String anchor : anchors) {
            rows.add(new SignatureRow("row-" + rows.size(), "", "", List.of("log"), List.of(anchor), "x", List.of()));
        }
        return new AnchorMatcher(rows);
    }

    private static List<Integer> find(AnchorMatcher matcher, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        BitSet found = new BitSet();
        matcher.find(bytes, 0, bytes.length, found);
        return found.stream().boxed().toList();
    }
}
