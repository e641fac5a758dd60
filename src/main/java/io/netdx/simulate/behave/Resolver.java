package io.netdx.simulate.behave;

import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks up names as the resolver of a pod does: search domains, the node's choice of server, the way to it, and what it knows. */
final class Resolver {

    private static final int NDOTS = 5;
    private static final int DNS = 53;

    private final World world;
    private final Network network;
    private final Map<String, SimPod> members;

    /** @param members pods of StatefulSets by {@code namespace/name} */
    Resolver(World world, Network network, Map<String, SimPod> members) {
        this.world = world;
        this.network = network;
        this.members = members;
    }

    /** @param addresses where {@code kind} is OK; a name beyond the cluster has the address {@code outside} */
    record Answer(Outcome.Kind kind, List<String> addresses, String server) {
    }

    Answer lookup(SimPod client, String name) {
        String server = client.host().orElseThrow().clusterDns();
        if (client.workload().text("spec", "template", "spec", "dnsPolicy").equals("Default") || client.hostNetwork()) {
            return known(name) ? new Answer(Outcome.Kind.OK, List.of("outside"), "") : new Answer(Outcome.Kind.NXDOMAIN, List.of(), "");
        }
        List<Outcome> ways = network.connect(client, server, DNS, "UDP");
        long good = ways.stream().filter(Outcome::ok).count();
        if (good == 0) {
            return new Answer(Outcome.Kind.DNS_TIMEOUT, List.of(), server);
        }
        // a resolver asks again: only where most servers do not answer it gives up now and then
        if (world.random().nextInt(100) < 100 * square(ways.size() - good) / square(ways.size())) {
            return new Answer(Outcome.Kind.DNS_TIMEOUT, List.of(), server);
        }
        for (String candidate : candidates(client, name)) {
            Answer answer = ask(candidate, server);
            if (answer.kind() != Outcome.Kind.NXDOMAIN) {
                return answer;
            }
        }
        return new Answer(Outcome.Kind.NXDOMAIN, List.of(), server);
    }

    private static long square(long n) {
        return n * n;
    }

    private List<String> candidates(SimPod client, String name) {
        String domain = client.host().orElseThrow().clusterDomain();
        List<String> searched = new ArrayList<>();
        for (String search : List.of(client.namespace() + ".svc." + domain, "svc." + domain, domain)) {
            searched.add(name + "." + search);
        }
        if (name.chars().filter(c -> c == '.').count() >= NDOTS) {
            searched.add(0, name);
        } else {
            searched.add(name);
        }
        return searched;
    }

    /** What CoreDNS answers. */
    private Answer ask(String name, String server) {
        List<String> zones = CoreDns.arguments(world, "kubernetes");
        for (String zone : zones) {
            if (name.endsWith("." + zone) && !zone.endsWith("arpa")) {
                return cluster(name.substring(0, name.length() - zone.length() - 1), server);
            }
        }
        if (!CoreDns.plugin(world, "forward")) {
            return new Answer(Outcome.Kind.SERVFAIL, List.of(), server);
        }
        if (!world.upstreamDns()) {
            return new Answer(Outcome.Kind.SERVFAIL, List.of(), server);
        }
        return known(name) ? new Answer(Outcome.Kind.OK, List.of("outside"), server) : new Answer(Outcome.Kind.NXDOMAIN, List.of(), server);
    }

    private boolean known(String name) {
        return world.outside().containsKey(name);
    }

    /** @param name without the zone: {@code cart.shop.svc}, {@code db-0.db-hl.data.svc} */
    private Answer cluster(String name, String server) {
        String[] labels = name.split("\\.");
        int n = labels.length;
        if (n < 3 || n > 4 || !labels[n - 1].equals("svc")) {
            return new Answer(Outcome.Kind.NXDOMAIN, List.of(), server);
        }
        Resource service = world.find("Service", labels[n - 2], labels[n - 3]).orElse(null);
        if (service == null) {
            return new Answer(Outcome.Kind.NXDOMAIN, List.of(), server);
        }
        String ip = service.text("spec", "clusterIP");
        if (!ip.equals("None") && n == 3) {
            return new Answer(Outcome.Kind.OK, List.of(ip), server);
        }
        Map<String, String> selector = service.labels("spec", "selector");
        List<String> ips = members.values().stream().filter(p -> p.namespace().equals(service.namespace()) && p.ready() && !p.ip().isEmpty()
                && p.workload().labels("spec", "template", "metadata", "labels").entrySet().containsAll(selector.entrySet())
                && (n == 3 || p.name().equals(labels[0]))).map(SimPod::ip).toList();
        return ips.isEmpty() ? new Answer(Outcome.Kind.NXDOMAIN, List.of(), server) : new Answer(Outcome.Kind.OK, ips, server);
    }

    static boolean outside(Answer answer) {
        return answer.addresses().contains("outside");
    }
}
