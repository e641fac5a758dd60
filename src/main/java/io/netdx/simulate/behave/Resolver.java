package io.netdx.simulate.behave;

import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks up names as the resolver of a pod does: search domains, the node's choice of server, the way to it, and what it answers. */
final class Resolver {

    /** What the nodes themselves ask. */
    static final String NODE_RESOLVER = "172.20.0.2";
    private static final int NDOTS = 5;
    private static final int DNS = 53;
    private static final int ALIASES = 4;
    private static final int HUNDRED = 100;

    private final World world;
    private final Network network;
    private final Map<String, SimPod> members;
    private final CoreDns server;

    /** @param members all pods by {@code namespace/name} */
    Resolver(World world, Network network, Map<String, SimPod> members) {
        this.world = world;
        this.network = network;
        this.members = members;
        this.server = CoreDns.of(world);
    }

    /**
     * An answer.
     *
     * @param addresses where {@code kind} is OK; a name beyond the cluster has the address {@code outside}
     * @param server    address of the server that was asked
     * @param name      that was found, with the search domain; empty if none was
     */
    record Answer(Outcome.Kind kind, List<String> addresses, String server, String name) {

        Answer(Outcome.Kind kind, List<String> addresses, String server) {
            this(kind, addresses, server, "");
        }

        Answer named(String found) {
            return new Answer(kind, addresses, server, found);
        }

        boolean outside() {
            return addresses.contains("outside");
        }
    }

    Answer lookup(SimPod client, String name) {
        String policy = client.workload().text("spec", "template", "spec", "dnsPolicy");
        String asked = client.host().orElseThrow().clusterDns();
        if (policy.equals("Default") || client.hostNetwork() && !policy.equals("ClusterFirstWithHostNet")) {
            return new Answer(known(name) ? Outcome.Kind.OK : Outcome.Kind.NXDOMAIN, List.of("outside"), NODE_RESOLVER);
        }
        List<Outcome> ways = network.connect(client, asked, DNS, "UDP");
        long bad = ways.stream().filter(w -> !w.ok()).count();
        // a resolver asks again: where some servers do not answer it gives up now and then
        if (world.random().nextInt(HUNDRED) < HUNDRED * bad * bad / (ways.size() * ways.size())) {
            return new Answer(Outcome.Kind.DNS_TIMEOUT, List.of(), asked);
        }
        Outcome.Kind worst = Outcome.Kind.NXDOMAIN;
        for (String candidate : candidates(client, name, policy)) {
            Answer answer = ask(candidate, asked, ALIASES);
            if (answer.kind() == Outcome.Kind.OK) {
                return answer.named(candidate);
            }
            worst = answer.kind() == Outcome.Kind.SERVFAIL ? Outcome.Kind.SERVFAIL : worst;
        }
        return new Answer(worst, List.of(), asked);
    }

    /** What the kubelet writes into {@code /etc/resolv.conf}. */
    String configuration(SimPod client) {
        String policy = client.workload().text("spec", "template", "spec", "dnsPolicy");
        if (policy.equals("Default") || client.hostNetwork() && !policy.equals("ClusterFirstWithHostNet")) {
            return "nameserver " + NODE_RESOLVER + "\n";
        }
        String search = String.join(" ", searches(client, policy));
        return (search.isEmpty() ? "" : "search " + search + "\n") + "nameserver " + client.host().orElseThrow().clusterDns() + "\noptions ndots:" + NDOTS + "\n";
    }

    private static List<String> searches(SimPod client, String policy) {
        String domain = client.host().orElseThrow().clusterDomain();
        return policy.equals("None") ? List.of() : List.of(client.namespace() + ".svc." + domain, "svc." + domain, domain);
    }

    private List<String> candidates(SimPod client, String name, String policy) {
        if (name.endsWith(".")) {
            return List.of(name.substring(0, name.length() - 1));
        }
        List<String> searched = new ArrayList<>();
        for (String search : searches(client, policy)) {
            searched.add(name + "." + search);
        }
        searched.add(name.chars().filter(c -> c == '.').count() >= NDOTS ? 0 : searched.size(), name);
        return searched;
    }

    /** What CoreDNS answers: plugins in its own order. */
    private Answer ask(String name, String asked, int aliases) {
        Optional<CoreDns.Block> block = server.block(name);
        if (block.isEmpty() || block.get().plugin("acl").isPresent()) {
            return new Answer(Outcome.Kind.SERVFAIL, List.of(), asked);
        }
        String wanted = rewritten(block.get(), name);
        if (block.get().plugin("template").filter(t -> matches(t, wanted)).isPresent()) {
            return new Answer(Outcome.Kind.NXDOMAIN, List.of(), asked);
        }
        Optional<CoreDns.Plugin> hosts = block.get().plugin("hosts");
        if (hosts.isPresent()) {
            Optional<List<String>> entry = hosts.get().options().stream().filter(o -> o.contains(wanted)).findFirst();
            if (entry.isPresent() || hosts.get().option("fallthrough").isEmpty()) {
                return new Answer(entry.isPresent() ? Outcome.Kind.OK : Outcome.Kind.NXDOMAIN, entry.map(e -> List.of(e.get(0))).orElse(List.of()), asked);
            }
        }
        Optional<CoreDns.Plugin> kubernetes = block.get().plugin("kubernetes");
        for (String zone : kubernetes.map(CoreDns.Plugin::arguments).orElse(List.of())) {
            if (wanted.endsWith("." + zone) && !zone.endsWith("arpa")) {
                return cluster(kubernetes.get(), wanted.substring(0, wanted.length() - zone.length() - 1), asked, aliases);
            }
        }
        Optional<CoreDns.Plugin> forward = block.get().plugin("forward");
        if (forward.isEmpty() || forward.get().arguments().stream().skip(1).noneMatch(Resolver::serves)) {
            return new Answer(Outcome.Kind.SERVFAIL, List.of(), asked);
        }
        return known(wanted) ? new Answer(Outcome.Kind.OK, List.of("outside"), asked) : new Answer(Outcome.Kind.NXDOMAIN, List.of(), asked);
    }

    /** The resolvers of the nodes know the world; an address that somebody wrote down does not answer. */
    private static boolean serves(String upstream) {
        return upstream.equals("/etc/resolv.conf");
    }

    /** {@code rewrite name suffix A B} and {@code rewrite name A B}. */
    private static String rewritten(CoreDns.Block block, String name) {
        String now = name;
        for (CoreDns.Plugin p : block.plugins()) {
            List<String> a = p.arguments();
            if (p.name().equals("rewrite") && a.size() == 4 && a.get(1).equals("suffix") && now.endsWith(a.get(2))) {
                now = now.substring(0, now.length() - a.get(2).length()) + a.get(3);
            }
        }
        return now;
    }

    private static boolean matches(CoreDns.Plugin template, String name) {
        return template.option("match").map(o -> o.subList(1, o.size()).stream().anyMatch(pattern -> java.util.regex.Pattern.compile(pattern).matcher(name + ".").find()))
                .orElse(true);
    }

    private boolean known(String name) {
        return world.outside().containsKey(name);
    }

    /** @param name without the zone: {@code cart.shop.svc}, {@code db-0.db-hl.data.svc} */
    private Answer cluster(CoreDns.Plugin kubernetes, String name, String asked, int aliases) {
        Answer none = new Answer(Outcome.Kind.NXDOMAIN, List.of(), asked);
        String[] labels = name.split("\\.");
        int n = labels.length;
        if (n < 3 || n > 4 || !labels[n - 1].equals("svc") || kubernetes.option("namespaces").filter(o -> !o.contains(labels[n - 2])).isPresent()) {
            return none;
        }
        Optional<Resource> service = world.find("Service", labels[n - 2], labels[n - 3]);
        if (service.isEmpty()) {
            return none;
        }
        String alias = service.get().text("spec", "externalName");
        if (!alias.isEmpty()) {
            return aliases == 0 ? none : ask(alias, asked, aliases - 1);
        }
        String ip = service.get().text("spec", "clusterIP");
        if (!ip.equals("None") && n == 3) {
            return new Answer(Outcome.Kind.OK, List.of(ip), asked);
        }
        Map<String, String> selector = service.get().labels("spec", "selector");
        List<String> ips = members.values().stream().filter(p -> p.namespace().equals(labels[n - 2]) && p.ready() && !p.ip().isEmpty()
                && p.workload().makesPodsWith(selector)
                && (n == 3 || p.name().equals(labels[0]))).map(SimPod::ip).toList();
        return ips.isEmpty() ? none : new Answer(Outcome.Kind.OK, ips, asked);
    }
}
