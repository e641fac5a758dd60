package io.netdx.source.transcript;

import io.netdx.fact.Fact;
import io.netdx.fact.HostFact.Conntrack;
import io.netdx.fact.HostFact.Link;
import io.netdx.fact.HostFact.Sysctl;
import io.netdx.fact.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Joins what several commands show of one thing: the table of connections, and links ({@code ip -br addr}, {@code ip -s link}). */
final class HostParts {

    private HostParts() {
    }

    static void join(Map<String, Fact> hosts) {
        Map<String, Conntrack> tables = new TreeMap<>();
        Map<String, Link> links = new TreeMap<>();
        Map<String, Long> limits = new TreeMap<>();
        for (Fact fact : hosts.values()) {
            if (fact instanceof Conntrack c) {
                tables.merge(c.node(), c, HostParts::both);
            } else if (fact instanceof Link l) {
                links.merge(l.node() + " " + l.name(), l, HostParts::both);
            } else if (fact instanceof Sysctl s && s.key().endsWith("nf_conntrack_max") && s.value().matches("\\d{1,15}")) {
                limits.put(s.node(), Long.parseLong(s.value()));
            }
        }
        hosts.values().removeIf(fact -> fact instanceof Conntrack || fact instanceof Link);
        tables.forEach((node, c) -> hosts.put("Conntrack " + node, c.max() > 0 ? c : new Conntrack(node, c.count(), limits.getOrDefault(node, 0L),
                c.insertFailed(), c.drop(), c.earlyDrop(), c.source())));
        links.forEach((key, link) -> hosts.put("Link " + key, link));
    }

    private static Conntrack both(Conntrack a, Conntrack b) {
        return new Conntrack(a.node(), Math.max(a.count(), b.count()), Math.max(a.max(), b.max()), Math.max(a.insertFailed(), b.insertFailed()),
                Math.max(a.drop(), b.drop()), Math.max(a.earlyDrop(), b.earlyDrop()), a.source());
    }

    /** Of its state the later command counts. */
    private static Link both(Link a, Link b) {
        boolean later = later(b.source(), a.source());
        List<String> addresses = new ArrayList<>(new TreeSet<>(a.addresses()));
        b.addresses().stream().filter(x -> !a.addresses().contains(x)).forEach(addresses::add);
        return new Link(a.node(), a.name(), Math.max(a.mtu(), b.mtu()), later ? b.up() : a.up(), List.copyOf(addresses),
                a.mac().isEmpty() ? b.mac() : a.mac(), a.queueing().isEmpty() ? b.queueing() : a.queueing(), Math.max(a.packets(), b.packets()),
                Math.max(a.errors(), b.errors()), later ? b.source() : a.source());
    }

    private static boolean later(Provenance a, Provenance b) {
        return a.file().equals(b.file()) && a.line() > b.line();
    }
}
