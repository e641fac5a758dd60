package io.netdx.net;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An address range, IPv4 or IPv6; a bare address is a range of one. */
public final class Cidr {

    private static final int MAX_TEXT = 64;

    /** 0 for IPv4. */
    private final long high;
    private final long low;
    /** Bits that all addresses of the range share. */
    private final int bits;
    private final boolean ipv6;
    /** Written with a prefix length. */
    private final boolean prefixed;

    /** The library is large, and its first use costs as much as reading a file: what is written as nearly every address is, needs none of it. */
    private static final class Strict {
        /** Addresses as the Kubernetes API takes them: no wildcards, no missing octets, no zones, no names. */
        static final IPAddressStringParameters SYNTAX = new IPAddressStringParameters.Builder().allowEmpty(false).allowAll(false)
                .allowSingleSegment(false).allowWildcardedSeparator(false).allowMask(false)
                .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
                .getIPv4AddressParametersBuilder().allow_inet_aton(false).getParentBuilder()
                .getIPv6AddressParametersBuilder().allowZone(false).allowBase85(false).getParentBuilder().toParams();
    }

    private Cidr(boolean ipv6, long high, long low, int bits, boolean prefixed) {
        this.ipv6 = ipv6;
        this.bits = bits;
        this.prefixed = prefixed;
        this.high = ipv6 ? high & mask(bits) : 0;
        this.low = low & (ipv6 ? mask(bits - 64) : mask(bits + 32));
    }

    /** The first {@code bits} of 64. */
    private static long mask(int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? -1L : -1L << 64 - bits;
    }

    private static Cidr of(IPAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.toPrefixBlock().getLower().getBytes());
        boolean ipv6 = address.isIPv6();
        int bits = address.isPrefixed() ? address.getPrefixLength() : address.getBitCount();
        return ipv6 ? new Cidr(true, bytes.getLong(), bytes.getLong(), bits, address.isPrefixed())
                : new Cidr(false, 0, bytes.getInt() & 0xffffffffL, bits, address.isPrefixed());
    }

    /** {@code 10.0.0.0} or {@code 10.0.0.0/8}, every number without leading zeros; empty for any other form, right or wrong. */
    private static Optional<Cidr> plain(String text) {
        if (text.indexOf(':') >= 0) {
            return plainIpv6(text);
        }
        long address = 0;
        int at = 0;
        for (int i = 0; i < 4; i++) {
            if (i > 0) {
                if (at == text.length() || text.charAt(at) != '.') {
                    return Optional.empty();
                }
                at++;
            }
            int digits = digits(text, at);
            int number = digits == 0 ? 256 : Integer.parseInt(text, at, at + digits, 10);
            if (number > 255) {
                return Optional.empty();
            }
            address = address << 8 | number;
            at += digits;
        }
        if (at == text.length()) {
            return Optional.of(new Cidr(false, 0, address, 32, false));
        }
        int digits = text.charAt(at) == '/' ? digits(text, at + 1) : 0;
        boolean whole = digits > 0 && at + 1 + digits == text.length();
        int bits = whole ? Integer.parseInt(text, at + 1, text.length(), 10) : 33;
        return bits > 32 ? Optional.empty() : Optional.of(new Cidr(false, 0, address, bits, true));
    }

    /** Names stand where addresses do: most of them need no second look. */
    private static boolean promising(String text) {
        boolean separated = false;
        boolean digits = text.contains("::");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '/') {
                break;
            }
            separated |= c == '.' || c == ':';
            digits |= c != '.' && c != ':';
            if (c != '.' && c != ':' && (c > 127 || Character.digit(c, 16) < 0)) {
                return false;
            }
        }
        return separated && digits;
    }

    /** {@code fd00::1} or {@code fd00::/64}; no dotted part, no zone. */
    private static Optional<Cidr> plainIpv6(String text) {
        int slash = text.indexOf('/');
        int end = slash < 0 ? text.length() : slash;
        int digits = slash < 0 ? 0 : digits(text, slash + 1);
        int bits = slash < 0 ? 128 : digits > 0 && slash + 1 + digits == text.length() ? Integer.parseInt(text, slash + 1, text.length(), 10) : 129;
        long[] groups = new long[8];
        int count = 0;
        int gap = -1;
        int at = 0;
        while (at < end) {
            if (text.startsWith("::", at) && gap < 0) {
                gap = count;
                at += 2;
            } else if (count > 0 && gap != count) {
                if (text.charAt(at) != ':') {
                    return Optional.empty();
                }
                at++;
                if (at == end || text.charAt(at) == ':') {
                    return Optional.empty();
                }
            }
            int from = at;
            while (at < end && at - from < 4 && Character.digit(text.charAt(at), 16) >= 0 && text.charAt(at) < 128) {
                at++;
            }
            if (at > from) {
                if (count == 8) {
                    return Optional.empty();
                }
                groups[count++] = Integer.parseInt(text, from, at, 16);
            } else if (at < end || gap < 0) {
                return Optional.empty();
            }
        }
        if (bits > 128 || (gap < 0 ? count != 8 : count > 7)) {
            return Optional.empty();
        }
        if (gap >= 0) {
            System.arraycopy(groups, gap, groups, 8 - count + gap, count - gap);
            Arrays.fill(groups, gap, 8 - count + gap, 0);
        }
        return Optional.of(new Cidr(true, groups[0] << 48 | groups[1] << 32 | groups[2] << 16 | groups[3],
                groups[4] << 48 | groups[5] << 32 | groups[6] << 16 | groups[7], bits, slash >= 0));
    }

    /** How many digits, at most three, make a number without leading zeros at a place; 0 for none. */
    private static int digits(String text, int from) {
        int to = from;
        while (to < text.length() && to - from < 3 && text.charAt(to) >= '0' && text.charAt(to) <= '9') {
            to++;
        }
        return to - from > 1 && text.charAt(from) == '0' ? 0 : to - from;
    }

    /** Empty for anything that is no address or range, host bits set or not. */
    public static Optional<Cidr> parse(String given) {
        String text = given.strip();
        if (text.length() > MAX_TEXT || !promising(text)) {
            return Optional.empty();
        }
        Optional<Cidr> plain = plain(text);
        if (plain.isPresent()) {
            return plain;
        }
        try {
            IPAddress address = new IPAddressString(text).toAddress();
            // the library reads wildcards and ranges of numbers too
            return address.isMultiple() && !address.isSinglePrefixBlock() ? Optional.empty() : Optional.of(of(address));
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
        if (text.length() > MAX_TEXT || !promising(text)) {
            return Optional.empty();
        }
        Optional<Cidr> plain = plain(text);
        if (plain.isPresent()) {
            return plain;
        }
        try {
            IPAddress address = new IPAddressString(text, Strict.SYNTAX).toAddress();
            return address == null ? Optional.empty() : Optional.of(of(address));
        } catch (AddressStringException | inet.ipaddr.IncompatibleAddressException e) {
            return Optional.empty();
        }
    }

    /** The fewest ranges that hold what lies between two addresses, both included; empty where they are none, or of two families. */
    public static List<Cidr> between(String first, String last) {
        Optional<Cidr> from = address(first.strip());
        Optional<Cidr> to = address(last.strip());
        return from.isEmpty() || to.isEmpty() || from.get().ipv6() != to.get().ipv6() ? List.of()
                : Arrays.stream(from.get().lowest().spanWithPrefixBlocks(to.get().lowest())).map(Cidr::of).toList();
    }

    private IPAddress lowest() {
        ByteBuffer bytes = ByteBuffer.allocate(ipv6 ? 16 : 4);
        return new IPAddressGenerator().from((ipv6 ? bytes.putLong(high).putLong(low) : bytes.putInt((int) low)).array());
    }

    public boolean contains(String address) {
        return parse(address).filter(this::contains).isPresent();
    }

    public boolean contains(Cidr other) {
        if (ipv6 != other.ipv6 || other.bits < bits) {
            return false;
        }
        return ipv6 ? (other.high & mask(bits)) == high && (other.low & mask(bits - 64)) == low : (other.low & mask(bits + 32)) == low;
    }

    public boolean overlaps(Cidr other) {
        return contains(other) || other.contains(this);
    }

    public boolean ipv6() {
        return ipv6;
    }

    /** Every address of the family. */
    public boolean everything() {
        return prefixed && bits == 0;
    }

    /** First address, in an order of all addresses in which every IPv4 address is before every IPv6 one. */
    BigInteger first() {
        return key(high, low);
    }

    /** Last address, in the same order. */
    BigInteger last() {
        return ipv6 ? key(high | ~mask(bits), low | ~mask(bits - 64)) : key(0, low | ~mask(bits + 32) & 0xffffffffL);
    }

    private BigInteger key(long high, long low) {
        return ipv6 ? new BigInteger(1, ByteBuffer.allocate(16).putLong(high).putLong(low).array()).setBit(129) : BigInteger.valueOf(low);
    }

    /** Number of addresses, {@link Long#MAX_VALUE} where they are more. */
    public long size() {
        int free = (ipv6 ? 128 : 32) - bits;
        return free >= 62 ? Long.MAX_VALUE : 1L << free;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr cidr && ipv6 == cidr.ipv6 && bits == cidr.bits && high == cidr.high && low == cidr.low;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(high) + Long.hashCode(low)) + bits;
    }

    /** Canonical: {@code 10.0.0.0/8}, {@code fd00::/64}; a bare address has no prefix length. */
    @Override
    public String toString() {
        String address = ipv6 ? groups() : (low >> 24 & 255) + "." + (low >> 16 & 255) + "." + (low >> 8 & 255) + "." + (low & 255);
        return prefixed ? address + "/" + bits : address;
    }

    /** As RFC 5952 writes them: the longest run of zeros shortened, the first of equals. */
    private String groups() {
        int gap = -1;
        int longest = 1;
        for (int i = 0; i < 8; i++) {
            int zeros = 0;
            while (i + zeros < 8 && group(i + zeros) == 0) {
                zeros++;
            }
            if (zeros > longest) {
                gap = i;
                longest = zeros;
            }
            i += zeros;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == gap) {
                text.append("::");
                i += longest - 1;
            } else {
                text.append(i > 0 && (gap < 0 || i != gap + longest) ? ":" : "").append(Integer.toHexString(group(i)));
            }
        }
        return text.toString();
    }

    private int group(int i) {
        return (int) ((i < 4 ? high : low) >>> 48 - 16 * (i & 3)) & 0xffff;
    }
}
