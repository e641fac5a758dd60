package io.netdx;

import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Seeds of properties that are tried on random input: always the same few, and with {@code -Dnetdx.rounds=N} as many fresh ones more. A failing
 * round names its seed; {@code -Dnetdx.seed=SEED} tries that one first.
 */
public final class Rounds {

    private Rounds() {
    }

    /** For tests with a parameter: ten that never change. */
    public static Stream<Long> seeds() {
        return seeds(10).boxed();
    }

    public static LongStream seeds(int standard) {
        LongStream fresh = new Random().longs(Integer.getInteger("netdx.rounds", 0));
        LongStream given = Long.getLong("netdx.seed") == null ? LongStream.empty() : LongStream.of(Long.getLong("netdx.seed"));
        return LongStream.concat(given, LongStream.concat(LongStream.rangeClosed(1, standard), fresh));
    }
}
