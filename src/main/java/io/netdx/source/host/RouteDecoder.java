package io.netdx.source.host;

import io.netdx.fact.HostFact;
import java.util.List;
import java.util.Set;

/** {@code ip route}, of one table or all, IPv4 and IPv6. */
final class RouteDecoder implements LineDecoder {

    private static final Set<String> REFUSING = Set.of("blackhole", "unreachable", "prohibit", "throw");
    private static final Set<String> NOT_KEPT = Set.of("local", "broadcast", "multicast", "anycast", "nat");

    private final HostFile file;
    private String destination = "";
    private String type = "";
    private List<String> header = List.of();

    RouteDecoder(HostFile file) {
        this.file = file;
    }

    @Override
    public boolean line(String line, int number) {
        List<String> words = Words.of(line);
        if (words.get(0).equals("nexthop")) {
            return nextHop(words, number);
        }
        String first = words.get(0);
        header = List.of();
        destination = "";
        if (NOT_KEPT.contains(first)) {
            return true;
        }
        boolean typed = first.equals("unicast") || REFUSING.contains(first);
        type = typed ? first : "unicast";
        String target = Words.at(words, typed ? 1 : 0);
        if (!target.equals("default") && !Words.isAddress(target)) {
            return false;
        }
        if (Words.after(words, "table").equals("local") || isLinkLocal(target)) {
            return true;
        }
        destination = cidr(target);
        header = words;
        boolean several = !words.contains("dev") && !words.contains("via") && !REFUSING.contains(type);
        if (!several) {
            route(words, number);
        }
        return true;
    }

    /** A route over several next hops continues on lines of their own; what they do not say is in the first. */
    private boolean nextHop(List<String> words, int number) {
        if (!destination.isEmpty()) {
            route(words, number);
        }
        return true;
    }

    private void route(List<String> words, int number) {
        String via = Words.after(words, "via");
        if (via.equals("inet") || via.equals("inet6")) {
            via = Words.at(words, words.indexOf("via") + 2);
        }
        String table = Words.after(header, "table");
        String mtu = Words.after(header, "mtu");
        file.fact(new HostFact.Route(file.node(), destination, via, file.shared().share(Words.after(words, "dev")), type,
                table.isEmpty() ? "main" : table,
                Words.small(mtu.equals("lock") ? Words.after(header, "lock") : mtu, 0),
                words.contains("linkdown") || words.contains("dead"), file.at(number)));
    }

    /** Every veth has these; they lead nowhere. */
    private static boolean isLinkLocal(String target) {
        return target.startsWith("fe80:") || target.startsWith("ff00:");
    }

    private static String cidr(String target) {
        if (target.equals("default") || target.indexOf('/') >= 0) {
            return target;
        }
        return target + (target.indexOf(':') < 0 ? "/32" : "/128");
    }
}
