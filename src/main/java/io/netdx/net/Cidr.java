package io.netdx.net;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An address range, IPv4 or IPv6; a bare address is a range of one. */
public final class Cidr {

    /** Addresses as the Kubernetes API takes them: no wildcards, no missing octets, no zones, no names. */
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder().allowEmpty(false).allowAll(false)
            .allowSingleSegment(false).allowWildcardedSeparator(false).allowMask(false)
            .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder().allow_inet_aton(false).getParentBuilder()
            .getIPv6AddressParametersBuilder().allowZone(false).allowBase85(false).getParentBuilder().toParams();

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

    /** A range with its prefix length, as a policy writes it; host bits are masked. Empty for anything that the API refuses. */
    public static Optional<Cidr> block(String text) {
        int slash = text.indexOf('/');
        boolean prefix = slash > 0 && slash < text.length() - 1 && text.substring(slash + 1).chars().allMatch(c -> c >= '0' && c <= '9');
        return prefix ? strict(text) : Optional.empty();
    }

    /** One whole address, written out. */
    public static Optional<Cidr> address(String text) {
        return text.indexOf('/') >= 0 || text.indexOf('.') < 0 && text.indexOf(':') < 0 ? Optional.empty() : strict(text);
    }

    private static Optional<Cidr> strict(String text) {
        if (text.length() > 64) {
            return Optional.empty();
        }
        try {
            IPAddress address = new IPAddressString(text, STRICT).toAddress();
            return address == null ? Optional.empty() : Optional.of(new Cidr(address.toPrefixBlock()));
        } catch (AddressStringException | inet.ipaddr.IncompatibleAddressException e) {
            return Optional.empty();
        }
    }

    /** The fewest ranges that hold what lies between two addresses, both included; empty where they are none, or of two families. */
    public static List<Cidr> between(String first, String last) {
        Optional<Cidr> from = address(first.strip());
        Optional<Cidr> to = address(last.strip());
        return from.isEmpty() || to.isEmpty() || from.get().ipv6() != to.get().ipv6() ? List.of()
                : Arrays.stream(from.get().range.getLower().spanWithPrefixBlocks(to.get().range.getLower())).map(Cidr::new).toList();
    }

    public boolean contains(String address) {
        return parse(address).filter(a -> range.contains(a.range)).isPresent();
    }

    public boolean contains(Cidr other) {
        return range.contains(other.range);
    }

    public boolean overlaps(Cidr other) {
        return range.contains(other.range) || other.range.contains(range);
    }

    public boolean ipv6() {
        return range.isIPv6();
    }

    /** Every address of the family. */
    public boolean everything() {
        return range.isPrefixed() && range.getPrefixLength() == 0;
    }

    /** First address, in an order of all addresses in which every IPv4 address is before every IPv6 one. */
    BigInteger first() {
        return key(range.getLower());
    }

    /** Last address, in the same order. */
    BigInteger last() {
        return key(range.getUpper());
    }

    private static BigInteger key(IPAddress address) {
        return address.isIPv6() ? address.getValue().setBit(129) : address.getValue();
    }

    /** Number of addresses, {@link Long#MAX_VALUE} where they are more. */
    public long size() {
        return range.getCount().bitLength() > 62 ? Long.MAX_VALUE : range.getCount().longValue();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr cidr && range.equals(cidr.range);
    }

    @Override
    public int hashCode() {
        return range.hashCode();
    }

    @Override
    public String toString() {
        return range.toString();
    }
}
