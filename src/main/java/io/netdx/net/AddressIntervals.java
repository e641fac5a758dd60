package io.netdx.net;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** Cuts all addresses at the borders of some ranges: two addresses of one interval lie in the same ranges. */
public final class AddressIntervals {

    private static final int NO_ADDRESS = -1;
    private static final BigInteger END_OF_IPV4 = BigInteger.ONE.shiftLeft(32);

    /**
     * Intervals that a range covers.
     *
     * @param first number of the first one
     * @param last  number of the last one, inclusive
     */
    public record Span(int first, int last) {

        public boolean contains(int interval) {
            return interval >= first && interval <= last;
        }
    }

    private final long[] ipv4;
    private final BigInteger[] borders;

    public AddressIntervals(Collection<Cidr> ranges) {
        TreeSet<BigInteger> cuts = new TreeSet<>();
        for (Cidr range : ranges) {
            cuts.add(range.first());
            cuts.add(range.last().add(BigInteger.ONE));
        }
        this.borders = cuts.toArray(BigInteger[]::new);
        this.ipv4 = cuts.headSet(END_OF_IPV4, true).stream().mapToLong(BigInteger::longValue).toArray();
    }

    /** Number of the interval that holds the address; negative for what is no address. */
    public int of(String address) {
        long quad = quad(address);
        if (quad >= 0) {
            int at = Arrays.binarySearch(ipv4, quad);
            return at >= 0 ? at + 1 : -at - 1;
        }
        Optional<Cidr> parsed = address.indexOf(':') < 0 ? Optional.empty() : Cidr.address(address);
        return parsed.isEmpty() ? NO_ADDRESS : of(parsed.get().first());
    }

    /** The intervals of one of the ranges that cut them. */
    public Span span(Cidr range) {
        return new Span(of(range.first()), of(range.last()));
    }

    private int of(BigInteger key) {
        int at = Arrays.binarySearch(borders, key);
        return at >= 0 ? at + 1 : -at - 1;
    }

    /** No ranges: one interval. */
    public boolean single() {
        return borders.length == 0;
    }

    /** A dotted quad as a number, or negative. A cluster has as many as pods: the library would take longer than all else. */
    private static long quad(String text) {
        long value = 0;
        int octet = -1;
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                octet = (octet < 0 ? 0 : 10 * octet) + c - '0';
                if (octet > 255) {
                    return NO_ADDRESS;
                }
            } else if (c == '.' && octet >= 0 && dots < 3) {
                value = value << 8 | octet;
                octet = -1;
                dots++;
            } else {
                return NO_ADDRESS;
            }
        }
        return dots == 3 && octet >= 0 ? value << 8 | octet : NO_ADDRESS;
    }
}
