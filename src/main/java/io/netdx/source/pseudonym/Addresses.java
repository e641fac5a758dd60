package io.netdx.source.pseudonym;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * For each address another one: two that share their first n bits still do, and no others. So ranges hold what they held, and overlap
 * where they did. An address stays in its reserved range; the last octet of IPv4 and the last 16 bits of IPv6 stay as they are. First
 * and last addresses of ranges that are written somewhere stay first and last.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Crypto-PAn">Crypto-PAn, whose way this is</a>
 */
final class Addresses {

    static final Pattern IPV4 = Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)([.-])((?:25[0-5]|2[0-4]\\d|1?\\d?\\d))\\2((?:25[0-5]|2[0-4]\\d|1?\\d?\\d))\\2((?:25[0-5]|2[0-4]\\d|1?\\d?\\d))(?![0-9A-Za-z])(?!\\.\\d)");
    static final Pattern IPV6 = Pattern.compile("(?=[0-9A-Fa-f]{0,4}:)(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![0-9A-Za-z:])");
    static final Pattern MAC = Pattern.compile("((?:[0-9A-Fa-f]{2}:){3})((?:[0-9A-Fa-f]{2}:){2}[0-9A-Fa-f]{2})(?![0-9A-Za-z:])");
    private static final List<String> RESERVED = List.of("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "172.17.0.0/16", "192.0.2.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "2000::/3", "2001:db8::/32", "64:ff9b::/96", "fc00::/7", "fd00::/8");
    /** Everything in them stays. */
    private static final List<String> UNCHANGED = List.of("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "224.0.0.0/3", "::/8", "fe80::/64",
            "ff00::/8");

    private final Key key;
    /** Bits after which the next one stays. */
    private final Set<String> kept = new HashSet<>();
    private final Set<String> frozen = new HashSet<>();
    private final Map<String, String> done = new HashMap<>();

    /** @param ranges that are written somewhere: {@code 10.0.0.0/8}, or {@code 10.0.0.1-10.0.3.9} */
    Addresses(Key key, Collection<String> known, Collection<String> ranges) {
        this.key = key;
        for (String range : RESERVED) {
            fixed(range);
            shaped(range);
        }
        UNCHANGED.forEach(range -> {
            fixed(range);
            frozen.add(prefix(range));
        });
        known.forEach(this::fixed);
        ranges.forEach(this::shaped);
    }

    /** The range becomes itself. */
    private void fixed(String range) {
        String prefix = prefix(range);
        for (int i = 0; i < prefix.length(); i++) {
            kept.add(prefix.substring(0, i));
        }
    }

    /** What is first and last in the range stays so; the order within {@code a-b} stays. */
    private void shaped(String range) {
        int dash = range.indexOf('-');
        if (dash > 0) {
            String from = prefix(range.substring(0, dash));
            String to = prefix(range.substring(dash + 1));
            int same = 0;
            while (same < Math.min(from.length(), to.length()) && from.charAt(same) == to.charAt(same)) {
                same++;
            }
            if (same > 8) {
                frozen.add(from.substring(0, same));
            }
            return;
        }
        String prefix = prefix(range);
        int all = prefix.isEmpty() ? 0 : range.indexOf(':') < 0 ? 33 : 129;
        for (int i = prefix.length(); i < all; i++) {
            kept.add(prefix + "0".repeat(i - prefix.length()));
            kept.add(prefix + "1".repeat(i - prefix.length()));
        }
    }

    /** Bits that all addresses of the range share, behind a letter for the family; empty for what is no range. */
    private static String prefix(String range) {
        int slash = range.indexOf('/');
        Optional<String> bits = bits(slash < 0 ? range : range.substring(0, slash));
        if (bits.isEmpty()) {
            return "";
        }
        int length = slash < 0 ? bits.get().length() - 1 : Integer.parseInt(range.substring(slash + 1));
        return bits.get().substring(0, Math.min(length + 1, bits.get().length()));
    }

    private static Optional<String> bits(String address) {
        try {
            // given nothing but digits, dots and colons it asks no DNS server
            byte[] bytes = InetAddress.getByName(address).getAddress();
            if (bytes.length == 4 && address.indexOf(':') >= 0) {
                return Optional.empty();
            }
            StringBuilder bits = new StringBuilder(bytes.length == 4 ? "a" : "b");
            for (byte b : bytes) {
                bits.append(Integer.toBinaryString(0x100 | b & 0xff), 1, 9);
            }
            return Optional.of(bits.toString());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** @param address IPv4 or IPv6 as text; what is none stays */
    String of(String address) {
        return done.computeIfAbsent(address, a -> bits(a).map(this::mapped).orElse(a));
    }

    private String mapped(String bits) {
        boolean ipv4 = bits.length() == 33;
        StringBuilder mapped = new StringBuilder(bits.substring(0, 1));
        int last = ipv4 ? 25 : 113;
        boolean stays = false;
        for (int i = 1; i < bits.length(); i++) {
            String before = bits.substring(0, i);
            stays |= frozen.contains(before);
            boolean flips = !stays && i < last && !kept.contains(before) && (key.of(before)[0] & 1) == 1;
            mapped.append(flips ? bits.charAt(i) == '0' ? '1' : '0' : bits.charAt(i));
        }
        return ipv4 ? ipv4(mapped) : ipv6(mapped);
    }

    private static String ipv4(CharSequence bits) {
        List<String> octets = new ArrayList<>();
        for (int i = 1; i < bits.length(); i += 8) {
            octets.add(String.valueOf(Integer.parseInt(bits, i, i + 8, 2)));
        }
        return String.join(".", octets);
    }

    /** The longest run of zeros is left out, as RFC 5952 writes it. */
    private static String ipv6(CharSequence bits) {
        List<String> groups = new ArrayList<>();
        for (int i = 1; i < bits.length(); i += 16) {
            groups.add(Integer.toHexString(Integer.parseInt(bits, i, i + 16, 2)));
        }
        String text = ":" + String.join(":", groups) + ":";
        for (int zeros = 8; zeros > 1; zeros--) {
            String run = ":" + "0:".repeat(zeros);
            int at = text.indexOf(run);
            if (at >= 0) {
                String left = text.substring(Math.min(1, at), at);
                String right = text.substring(at + run.length());
                return left + "::" + (right.isEmpty() ? "" : right.substring(0, right.length() - 1));
            }
        }
        return text.substring(1, text.length() - 1);
    }

    /** @param written by {@link #IPV4}: with dots, or with dashes as in {@code ip-10-0-3-7} */
    String ipv4(Matcher written) {
        String by = written.group(2);
        String mapped = of(written.group().replace('-', '.'));
        return mapped.replace(".", by);
    }

    /** The maker of the card stays. */
    String mac(Matcher written) {
        String low = written.group().toLowerCase(java.util.Locale.ROOT);
        if (low.chars().filter(c -> c != ':').distinct().count() == 1) {
            return written.group();
        }
        byte[] bytes = key.of(low);
        return written.group(1) + String.format("%02x:%02x:%02x", bytes[0], bytes[1], bytes[2]);
    }
}
