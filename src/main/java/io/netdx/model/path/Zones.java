package io.netdx.model.path;

import io.netdx.cluster.Cluster;
import io.netdx.fact.HostFact;
import io.netdx.fact.ObjectRef;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the Corefile does with a name. Plugins act in CoreDNS's own order, whatever their order in the file: acl, rewrite, template,
 * hosts, kubernetes, zone files, forward.
 */
final class Zones {

    private static final Set<String> DATABASES = Set.of("file", "auto", "secondary", "etcd", "route53", "azure", "clouddns", "k8s_external",
            "k8s_gateway", "nomad", "records", "alternate", "dns64", "view");

    private final Corefile corefile;
    private final ServiceRecords records;
    private final Set<String> ownAddresses;

    /** {@code ownAddresses} are those of the DNS Service and its servers: forwarding there is a loop. */
    Zones(Corefile corefile, Cluster cluster, Set<String> ownAddresses) {
        this.corefile = corefile;
        this.records = new ServiceRecords(cluster);
        Set<String> own = new TreeSet<>(ownAddresses);
        boolean hostLoop = cluster.all(HostFact.Resolver.class).stream().anyMatch(r -> r.nameservers().stream().anyMatch(ownAddresses::contains));
        if (hostLoop) {
            own.add("/etc/resolv.conf");
        }
        this.ownAddresses = Set.copyOf(own);
    }

    Answer answer(String name) {
        Optional<Corefile.Block> found = corefile.block(name);
        List<ObjectRef> by = List.of(corefile.ref());
        if (found.isEmpty()) {
            return Answer.of(Answer.Kind.REFUSED, by, "no server block is for " + name);
        }
        Corefile.Block block = found.get();
        if (!block.all("acl").isEmpty()) {
            return Answer.of(Answer.Kind.UNKNOWN, by, "an acl decides who gets an answer");
        }
        Rewrites.Outcome rewritten = Rewrites.apply(block, name);
        if (rewritten.unclear()) {
            return Answer.of(Answer.Kind.UNKNOWN, by, "a rewrite rule that cannot be evaluated offline may change " + name);
        }
        Answer answer = plugins(block, rewritten.name(), by);
        if (rewritten.name().equals(name)) {
            return answer;
        }
        List<ObjectRef> both = new ArrayList<>(by);
        both.addAll(answer.by());
        return new Answer(answer.kind(), answer.addresses(), answer.service(), answer.alias(), both, "rewritten to " + rewritten.name() + ": "
                + answer.why());
    }

    private Answer plugins(Corefile.Block block, String name, List<ObjectRef> by) {
        Optional<Answer> template = Templates.answer(block, name, by);
        if (template.isPresent()) {
            return template.get();
        }
        Optional<Answer> hosts = hosts(block, name, by);
        if (hosts.isPresent()) {
            return hosts.get();
        }
        for (Corefile.Plugin kubernetes : block.all("kubernetes")) {
            Optional<String> zone = kubernetes.zonesOr(block.zones()).stream().filter(z -> Corefile.within(name, z)).findFirst();
            if (zone.isPresent()) {
                if (kubernetes.line("labels").isPresent() || kubernetes.line("namespace_labels").isPresent()) {
                    return Answer.of(Answer.Kind.UNKNOWN, by, "the kubernetes plugin serves only objects with certain labels");
                }
                Answer answer = records.of(name, zone.get(), ServiceRecords.Options.of(kubernetes));
                if (answer.kind() != Answer.Kind.NXDOMAIN || !kubernetes.fallsThrough(name)) {
                    return answer;
                }
            }
        }
        for (Corefile.Plugin plugin : block.plugins()) {
            if (DATABASES.contains(plugin.name()) && plugin.args().stream().anyMatch(z -> Corefile.within(name, Corefile.zone(z)))) {
                return Answer.of(Answer.Kind.UNKNOWN, by, "the plugin " + plugin.name() + " answers, and its data is not in the Corefile");
            }
        }
        return forward(block, name, by);
    }

    private Optional<Answer> hosts(Corefile.Block block, String name, List<ObjectRef> by) {
        for (Corefile.Plugin hosts : block.all("hosts")) {
            List<String> zones = hosts.args().stream().skip(1).map(Corefile::zone).toList();
            boolean ours = zones.isEmpty() || zones.stream().anyMatch(z -> Corefile.within(name, z));
            List<String> found = new ArrayList<>();
            for (List<String> line : hosts.body()) {
                if (Cidr.address(line.get(0)).isPresent() && line.stream().skip(1).anyMatch(h -> Corefile.zone(h).equals(name))) {
                    found.add(line.get(0));
                }
            }
            if (ours && !found.isEmpty()) {
                return Optional.of(Answer.addresses(found, Optional.empty(), by, "a line of the hosts plugin"));
            }
            boolean file = !hosts.args().isEmpty();
            if (ours && !hosts.fallsThrough(name)) {
                return Optional.of(file ? Answer.of(Answer.Kind.UNKNOWN, by, "the hosts file " + hosts.args().get(0) + " was not collected")
                        : Answer.of(Answer.Kind.SERVFAIL, by, "the hosts plugin has no line for it and no fallthrough"));
            }
        }
        return Optional.empty();
    }

    /** The most specific forward whose zone holds the name and does not except it. */
    private Answer forward(Corefile.Block block, String name, List<ObjectRef> by) {
        for (Corefile.Plugin plugin : block.plugins()) {
            boolean forwards = Set.of("forward", "proxy", "grpc", "fanout").contains(plugin.name()) && plugin.args().size() > 1;
            boolean excepted = forwards && plugin.line("except").filter(l -> l.stream().skip(1).anyMatch(z -> Corefile.within(name, Corefile.zone(z)))).isPresent();
            if (forwards && !excepted && Corefile.within(name, Corefile.zone(plugin.args().get(0)))) {
                List<String> upstreams = plugin.args().subList(1, plugin.args().size());
                Optional<String> loop = upstreams.stream().filter(u -> ownAddresses.contains(address(u)) || address(u).startsWith("127.")).findFirst();
                if (loop.isPresent()) {
                    return Answer.of(Answer.Kind.SERVFAIL, by, "it is forwarded to " + loop.get() + ", which is the DNS server itself: a loop");
                }
                return Answer.of(Answer.Kind.UNKNOWN, by, "it is forwarded to " + String.join(" ", upstreams) + ", beyond the snapshot");
            }
        }
        return Answer.of(Answer.Kind.SERVFAIL, by, "no plugin of the server block answers for it");
    }

    /** {@code tls://9.9.9.9:853} is {@code 9.9.9.9}. */
    private static String address(String upstream) {
        int scheme = upstream.indexOf("://");
        String rest = scheme >= 0 ? upstream.substring(scheme + 3) : upstream;
        if (rest.startsWith("[")) {
            return rest.substring(1, Math.max(1, rest.indexOf(']')));
        }
        int colon = rest.indexOf(':');
        return colon >= 0 && rest.indexOf(':', colon + 1) < 0 ? rest.substring(0, colon) : rest;
    }
}
