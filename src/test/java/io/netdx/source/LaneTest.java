package io.netdx.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
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
        try (Lane lane = new Lane()) {
            for (int i = 0; i < 60; i++) {
                byte[] bytes = new byte[sizes[i % sizes.length]];
                random.nextBytes(bytes);
                expected[i] = sum(new ByteArrayInputStream(bytes));
                int at = i;
                lane.read(new ByteArrayInputStream(bytes), in -> read.addAndGet(at, sum(in)));
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
            lane.read(stream, LaneTest::sum);
            lane.finish();
        }
        assertThat(closed).isFalse();
    }

    @Test
    void whatAReadingThrowsIsThrownAtTheEnd() {
        try (Lane lane = new Lane()) {
            lane.read(new ByteArrayInputStream(new byte[10]), in -> {
                throw new IllegalStateException("in the lane");
            });
            assertThatThrownBy(lane::finish).hasMessage("in the lane");
        }
    }
}
