package io.netdx.fuzz;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;

/** An input whose first byte, a digit or letter in kept ones, says how the rest is meant. */
record Choice(int way, byte[] rest) {

    private static final int FIRST = '0';

    /** @param ways how many there are */
    static Choice of(byte[] data, int ways) {
        return data.length == 0 ? new Choice(0, data)
                : new Choice(Math.floorMod(data[0] - FIRST, ways), Arrays.copyOfRange(data, 1, data.length));
    }

    static byte[] input(int way, byte[] rest) {
        byte[] all = new byte[rest.length + 1];
        all[0] = (byte) (FIRST + way);
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    InputStream stream() {
        return new ByteArrayInputStream(rest);
    }
}
