package io.netdx.net;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;

/** Cuts all addresses at the borders of some ranges: two addresses of one interval lie in the same ranges. */
public final class AddressIntervals {

    private final BigInteger[] borders;

    public AddressIntervals(Collection<Cidr> ranges) {
        TreeSet<BigInteger> cuts = new TreeSet<>();
        for (Cidr range : ranges) {
            cuts.add(range.first());
            cuts.add(range.last().add(BigInteger.ONE));
        }
        this.borders = cuts.toArray(BigInteger[]::new);
    }

    /** Number of the interval that holds the address. */
    public int of(Cidr address) {
        int at = Arrays.binarySearch(borders, address.first());
        return at >= 0 ? at + 1 : -at - 1;
    }

    public boolean single() {
        return borders.length == 0;
    }
}
