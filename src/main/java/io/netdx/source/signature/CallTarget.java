package io.netdx.source.signature;

import java.util.Locale;
import java.util.Map;

/**
 * Makes the target of a call look the same whatever wrote it: {@code host} is a name in lower case without the last dot, an
 * address is an {@code ip}, and a {@code url} gives both and its port. So the rows of the table need not, each in its way.
 */
final class CallTarget {

    private CallTarget() {
    }

    /** Completes the groups of a client row in place. What the text itself says of host, ip and port is kept. */
    static void complete(Map<String, String> groups) {
        String url = groups.remove("url");
        if (url != null) {
            url(url, groups);
        }
        String host = groups.remove("host");
        if (host != null) {
            host(host, groups);
        }
        groups.computeIfPresent("ip", (name, ip) -> bare(ip));
        groups.computeIfPresent("resolver", (name, ip) -> bare(ip));
    }

    private static void url(String url, Map<String, String> groups) {
        int scheme = url.indexOf("://");
        if (scheme < 0) {
            return;
        }
        int start = scheme + 3;
        int end = start;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        // what stands before @ may be a password
        int at = url.lastIndexOf('@', end - 1);
        String authority = url.substring(at >= start ? at + 1 : start, end);
        int query = url.indexOf('?', end) < 0 ? url.length() : url.indexOf('?', end);
        groups.put("url", url.substring(0, start) + authority + url.substring(end, Math.max(end, query)));
        int colon = authority.lastIndexOf(':');
        boolean port = colon > 0 && colon > authority.lastIndexOf(']');
        groups.putIfAbsent("host", port ? authority.substring(0, colon) : authority);
        String standard = switch (url.substring(0, scheme).toLowerCase(Locale.ROOT)) {
            case "http", "ws" -> "80";
            case "https", "wss" -> "443";
            default -> "";
        };
        String given = port ? authority.substring(colon + 1) : standard;
        if (!given.isEmpty()) {
            groups.putIfAbsent("port", given);
        }
    }

    private static void host(String written, Map<String, String> groups) {
        String host = bare(written).toLowerCase(Locale.ROOT);
        if (host.indexOf(':') >= 0 || isV4(host)) {
            groups.putIfAbsent("ip", host);
        } else {
            String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
            if (!name.isEmpty()) {
                groups.put("host", name);
            }
        }
    }

    private static String bare(String address) {
        return address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
    }

    /** True for four runs of digits; {@code 10.0.0.1.nip.io} is a name. */
    private static boolean isV4(String host) {
        int dots = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.') {
                dots++;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return dots == 3;
    }
}
