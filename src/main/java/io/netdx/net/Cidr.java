package io.netdx.net;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.Optional;

/** An address range, IPv4 or IPv6; a bare address is a range of one. */
public final class Cidr {

    private final IPAddress range;

    private Cidr(IPAddress range) {
        this.range = range;
    }

    /** Empty for anything that is no address or range, host bits set or not. */
    public static Optional<Cidr> parse(String text) {
        if (text.isEmpty() || text.length() > 64) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Cidr(new IPAddressString(text).toAddress().toPrefixBlock()));
        } catch (AddressStringException | inet.ipaddr.IncompatibleAddressException | NullPointerException e) {
            return Optional.empty();
        }
    }

    public boolean contains(String address) {
        return parse(address).filter(a -> range.contains(a.range)).isPresent();
    }

    public boolean overlaps(Cidr other) {
        return range.contains(other.range) || other.range.contains(range);
    }

    /** Number of addresses, {@link Long#MAX_VALUE} where they are more. */
    public long size() {
        return range.getCount().bitLength() > 62 ? Long.MAX_VALUE : range.getCount().longValue();
    }

    @Override
    public String toString() {
        return range.toString();
    }
}
