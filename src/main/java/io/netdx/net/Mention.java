package io.netdx.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A host that a text names: a URL, JDBC or broker list, {@code host:port}, or a bare word.
 *
 * @param host lower-case name or IPv4 address
 * @param port 0 if none is written
 * @param sure written as an address: with a scheme or a port, or as the name of a Service with its {@code .svc}
 */
public record Mention(String host, int port, boolean sure) {

    /** Longer texts are documents; what they name at their beginning is enough. */
    private static final int READ = 1 << 16;
    private static final int MOST = 64;
    private static final int LONGEST = 253;
    private static final List<String> HOST_NAMES = List.of("HOST", "HOSTS", "ADDR", "ADDRESS", "URL", "URI", "ENDPOINT", "SERVICE", "SERVER",
            "SERVERS", "BROKERS", "UPSTREAM", "UPSTREAMS", "HOSTNAME", "DSN");

    /**
     * All hosts of a text, in order. Parts of a text are separated by what cannot stand in an authority. A bare word counts only
     * where it is the whole text.
     */
    public static List<Mention> in(String text) {
        List<Mention> found = new ArrayList<>();
        int end = Math.min(text.length(), READ);
        int from = 0;
        for (int i = 0; i <= end && found.size() < MOST; i++) {
            if (i == end || separates(text.charAt(i))) {
                if (i > from) {
                    part(text.substring(from, i), from == 0 && i == text.length(), found);
                }
                from = i + 1;
            }
        }
        return found;
    }

    /** A variable or key whose name says that its value is a host: {@code DB_HOST}, {@code redis.url}. */
    public static boolean meansHost(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (String ending : HOST_NAMES) {
            if (upper.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    private static boolean separates(char c) {
        return c <= ' ' || ",;=\"'()[]{}<>|\\&*!`".indexOf(c) >= 0;
    }

    private static void part(String part, boolean whole, List<Mention> into) {
        int scheme = part.indexOf("://");
        String rest = scheme >= 0 ? part.substring(scheme + 3) : part;
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        boolean path = end < rest.length();
        String authority = rest.substring(0, end);
        int user = authority.lastIndexOf('@');
        String address = authority.substring(user + 1);
        int colon = address.lastIndexOf(':');
        String host = colon >= 0 ? address.substring(0, colon) : address;
        int port = colon >= 0 ? port(address.substring(colon + 1)) : 0;
        boolean sure = scheme >= 0 || colon >= 0 || host.endsWith(".svc") || host.contains(".svc.");
        if (port >= 0 && isHost(host) && (sure || whole && !path) && !(colon < 0 && scheme < 0 && path)) {
            into.add(new Mention(host.endsWith(".") ? host.substring(0, host.length() - 1) : host, port, sure));
        }
    }

    private static int port(String text) {
        if (text.isEmpty() || text.length() > 5) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
            number = 10 * number + text.charAt(i) - '0';
        }
        return number <= 65535 ? number : -1;
    }

    private static boolean isHost(String host) {
        if (host.isEmpty() || host.length() > LONGEST) {
            return false;
        }
        int dots = 0;
        boolean letters = false;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            boolean digit = c >= '0' && c <= '9';
            if (!letter && !digit && c != '-' && c != '.' || c == '-' && i == 0) {
                return false;
            }
            letters |= letter || c == '-';
            dots += c == '.' ? 1 : 0;
        }
        return letters ? host.charAt(0) >= 'a' && host.charAt(0) <= 'z' : dots == 3;
    }

    @Override
    public String toString() {
        return host + (port == 0 ? "" : ":" + port);
    }
}
