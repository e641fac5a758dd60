package io.netdx.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneTest {

    private static long sum(InputStream in) {
        try {
            long sum = 0;
            for (int b = in.read(); b >= 0; b = in.read()) {
                sum += b;
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyByteOfEveryStreamIsReadOnceWhateverTheirSizes() {
        Random random = new Random(7);
        int[] sizes = {0, 1, 500, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20, 40_000, 17};
        AtomicLongArray read = new AtomicLongArray(60);
        long[] expected = new long[60];
        try (Lane lane = new Lane(3)) {
            for (int i = 0; i < 60; i++) {
                byte[] bytes = new byte[sizes[i % sizes.length]];
                random.nextBytes(bytes);
                expected[i] = sum(new ByteArrayInputStream(bytes));
                int at = i;
                Consumer<InputStream> reading = in -> read.addAndGet(at, sum(in));
                lane.read(new ByteArrayInputStream(bytes), reading, reading);
            }
            lane.finish();
        }
        for (int i = 0; i < 60; i++) {
            assertThat(read.get(i)).isEqualTo(expected[i]);
        }
    }

    @Test
    void streamsStayOpenForTheirOwner() {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream stream = new ByteArrayInputStream(new byte[3 << 20]) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        try (Lane lane = new Lane()) {
            lane.read(stream, LaneTest::sum, LaneTest::sum);
            lane.finish();
        }
        assertThat(closed).isFalse();
    }

    @Test
    void whatAReadingThrowsIsThrownAtTheEnd() {
        try (Lane lane = new Lane()) {
            lane.read(new ByteArrayInputStream(new byte[10]), in -> {
                throw new IllegalStateException("in the lane");
            }, LaneTest::sum);
            assertThatThrownBy(lane::finish).hasMessage("in the lane");
        }
    }

    @Test
    void answersAreThoseOfTheWorkThatWasAskedFor() {
        try (Lane lane = new Lane(2)) {
            List<Supplier<Integer>> answers = IntStream.range(0, 200).mapToObj(i -> lane.ask(1 << 20, () -> i * i)).toList();
            for (int i = 0; i < 200; i++) {
                assertThat(answers.get(i).get()).isEqualTo(i * i);
            }
            Supplier<Integer> failing = lane.ask(1, () -> {
                throw new IllegalStateException("at work");
            });
            assertThatThrownBy(failing::get).hasMessageContaining("at work");
            lane.finish();
        }
    }
}
