package io.netdx.model.path;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.model.CorefileProblem;
import io.netdx.model.Spelling;
import io.netdx.model.address.AddressPlan;
import io.netdx.model.address.AddressRange;
import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** A name as one client looks it up: hosts file, search list, the DNS server and whether it is reached, what it answers. */
final class Lookup {

    private static final int LONGEST_CHAIN = 8;

    private final Cluster cluster;
    private final Resolvers resolvers;
    private final Optional<Service> dns;
    private final Optional<Corefile> corefile;
    private final Zones zones;
    private final List<CorefileProblem> problems;
    private final BiFunction<Side, String, List<FlowPath>> reach;

    /**
     * A lookup.
     *
     * @param dns   the cluster's DNS Service
     * @param reach the ways of a question from a client to a DNS server's address
     */
    Lookup(Cluster cluster, Optional<Service> dns, List<CorefileProblem> problems, BiFunction<Side, String, List<FlowPath>> reach) {
        this.cluster = cluster;
        this.dns = dns;
        this.resolvers = new Resolvers(cluster, dns);
        this.corefile = Corefile.of(cluster);
        this.problems = problems;
        this.reach = reach;
        Set<String> own = new TreeSet<>();
        dns.ifPresent(s -> {
            own.addAll(s.clusterIps());
            new Backends(cluster).matched(s).forEach(p -> own.addAll(p.podIps()));
        });
        this.zones = new Zones(corefile.orElseGet(() -> usual(resolvers.domain(""))), cluster, own);
    }

    /** What CoreDNS does by default, for clusters whose Corefile was not collected. */
    private static Corefile usual(String domain) {
        return Corefile.parse(ObjectRef.of("ConfigMap", "kube-system", "coredns"), ".:53 {\n kubernetes " + domain + " in-addr.arpa ip6.arpa {\n pods insecure\n }\n"
                + " forward . /etc/resolv.conf\n}\n", Optional.empty());
    }

    /**
     * The outcome.
     *
     * @param addresses what the name resolves to; empty where that is not known or nothing
     * @param service   Service that it belongs to
     */
    record Result(Hop hop, List<String> addresses, Optional<Service> service, Answer.Kind kind) {
    }

    Result of(Side client, String name) {
        ResolverConfig config = resolvers.of(client);
        List<String> alias = config.hosts().getOrDefault(name, List.of());
        if (!alias.isEmpty()) {
            return new Result(Hop.pass(Stage.DNS, List.of(client.ref()), name + " is " + String.join(", ", alias) + " by the pod's host aliases"),
                    alias, Optional.empty(), Answer.Kind.ADDRESS);
        }
        Found found = found(config, name);
        if (!config.gap().isEmpty()) {
            return new Result(Hop.unseen(Stage.DNS, config.gap() + (found.answer().kind() == Answer.Kind.ADDRESS ? "; cluster DNS would answer "
                    + String.join(", ", found.answer().addresses()) : "")), found.answer().addresses(), found.answer().service(), Answer.Kind.UNKNOWN);
        }
        Asked first = asked(client, config, found.answer().service().isPresent());
        String server = first.server();
        Hop asked = first.hop();
        boolean ofCluster = clusterServer(server);
        if (asked.failed()) {
            return new Result(asked, ofCluster ? found.answer().addresses() : List.of(), ofCluster ? found.answer().service() : Optional.empty(),
                    Answer.Kind.TIMEOUT);
        }
        if (!ofCluster) {
            return new Result(external(asked, server, name), List.of(), Optional.empty(), Answer.Kind.UNKNOWN);
        }
        return answered(name, config, found, asked);
    }

    private record Asked(String server, Hop hop) {
    }

    /** Servers are asked in order; one that answers in place of a silent first one makes every lookup slow. */
    private Asked asked(Side client, ResolverConfig config, boolean ofService) {
        Asked first = null;
        for (String server : config.nameservers()) {
            Hop hop = server(client, server, config, ofService);
            if (first == null) {
                first = new Asked(server, hop);
            } else if (first.hop().failed() && !hop.failed()) {
                List<ObjectRef> by = new ArrayList<>(first.hop().decidedBy());
                by.addAll(hop.decidedBy());
                return new Asked(server, Hop.unknown(Stage.DNS, by, "slow lookups: only " + server + " answers, after " + first.server() + " did not ("
                        + first.hop().why() + ")"));
            }
        }
        return first;
    }

    private Hop external(Hop asked, String server, String name) {
        boolean clusterName = name.endsWith(".svc") || name.contains(".svc.");
        String why = "asked of " + server + ", a DNS server outside the cluster" + (clusterName ? ", which does not know names of Services" : "");
        return clusterName ? new Hop(Stage.DNS, Hop.Outcome.UNKNOWN, asked.decidedBy(), asked.why() + "; " + why, "", false)
                : new Hop(Stage.DNS, Hop.Outcome.UNKNOWN, asked.decidedBy(), why + ": its answer lies beyond the snapshot", "", true);
    }

    private Result answered(String name, ResolverConfig config, Found found, Hop asked) {
        Answer answer = found.answer();
        List<ObjectRef> by = new ArrayList<>(asked.decidedBy());
        by.addAll(answer.by());
        String how = (found.asked() > 1 ? "question " + found.asked() + " of the search list, " : "") + found.name();
        Hop hop = switch (answer.kind()) {
            case ADDRESS -> Hop.pass(Stage.DNS, by, found.name() + " is " + String.join(", ", answer.addresses()) + " (" + answer.why()
                    + (found.asked() > 1 ? "; question " + found.asked() : "") + "); " + asked.why());
            case NODATA -> Hop.fail(Stage.DNS, by, "no address for " + how + ": " + answer.why());
            case NXDOMAIN -> Hop.fail(Stage.DNS, by, "NXDOMAIN for " + name + ": " + answer.why(), missing(name, answer));
            case SERVFAIL -> Hop.fail(Stage.DNS, by, "SERVFAIL for " + how + ": " + answer.why());
            case REFUSED -> Hop.fail(Stage.DNS, by, "REFUSED for " + how + ": " + answer.why());
            default -> new Hop(Stage.DNS, Hop.Outcome.UNKNOWN, by, how + ": " + answer.why(), "", answer.why().endsWith("beyond the snapshot"));
        };
        boolean guessed = corefile.isEmpty() || !corefile.get().gaps().isEmpty();
        if (hop.outcome() == Hop.Outcome.PASS && asked.doubtful()) {
            hop = asked;
        } else if (hop.outcome() == Hop.Outcome.PASS && (guessed || asked.outcome() == Hop.Outcome.UNKNOWN)) {
            hop = new Hop(Stage.DNS, Hop.Outcome.UNKNOWN, by, (corefile.isEmpty() ? "the Corefile was not collected; by its usual content " : "")
                    + hop.why(), "", true);
        } else if (hop.failed() && guessed) {
            hop = new Hop(Stage.DNS, Hop.Outcome.UNKNOWN, by, "the Corefile was not completely collected; by what is known " + hop.why(), hop.nearest(), false);
        } else if (hop.outcome() == Hop.Outcome.PASS && !config.assumed().isEmpty()) {
            hop = Hop.pass(Stage.DNS, by, hop.why() + "; " + config.assumed());
        }
        return new Result(hop, answer.addresses(), answer.service(), answer.kind());
    }

    /** The Service that somebody may have meant. */
    private String missing(String name, Answer answer) {
        String first = name.split("\\.")[0];
        List<String> same = cluster.all(Service.class).stream().filter(s -> s.meta().name().equals(first)).map(s -> s.ref().qualifiedName()).toList();
        String[] labels = name.split("\\.");
        String namespace = labels.length > 1 ? labels[1] : "";
        List<String> near = !same.isEmpty() ? same : Spelling.near(first, cluster.all(Service.class).stream()
                .filter(s -> namespace.isEmpty() || s.meta().namespace().equals(namespace)).map(s -> s.meta().name()).toList(), 3);
        List<String> there = cluster.all(Service.class).stream().filter(s -> s.meta().namespace().equals(namespace)).map(s -> s.meta().name()).limit(5).toList();
        return !near.isEmpty() ? "there is Service " + String.join(", ", near)
                : there.isEmpty() ? "" : "namespace " + namespace + " has the Services " + String.join(", ", there);
    }

    /** Which question got which answer; aliases are followed. */
    private record Found(String name, int asked, Answer answer) {
    }

    private Found found(ResolverConfig config, String name) {
        List<String> queries = config.queries(name.toLowerCase(Locale.ROOT));
        List<Found> failed = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            Answer answer = followed(queries.get(i));
            boolean bare = queries.get(i).indexOf('.') == queries.get(i).length() - 1 || queries.get(i).endsWith(".svc.");
            if (answer.kind() == Answer.Kind.UNKNOWN && bare && !failed.isEmpty()) {
                answer = Answer.of(Answer.Kind.NXDOMAIN, answer.by(), "a name of that form has no address outside the cluster");
            }
            Found found = new Found(queries.get(i), i + 1, answer);
            // an expanded name that only an upstream server could know is expected not to exist
            boolean expanded = answer.kind() == Answer.Kind.UNKNOWN && answer.service().isEmpty() && !queries.get(i).equals(name + ".") && i < queries.size() - 1;
            if (!answer.goesOn() && !expanded) {
                return found;
            }
            failed.add(found);
        }
        return telling(failed, name);
    }

    /** A failing server ends in "try again" whatever other questions say; else the most specific NXDOMAIN says most. */
    private static Found telling(List<Found> failed, String name) {
        return failed.stream().filter(f -> f.answer().kind() == Answer.Kind.SERVFAIL || f.answer().kind() == Answer.Kind.REFUSED).findFirst()
                .or(() -> failed.stream().filter(f -> f.name().equals(name + ".") && !f.answer().why().startsWith("a name of that form")).findFirst())
                .or(() -> failed.stream().findFirst())
                .orElse(new Found(name, 0, Answer.of(Answer.Kind.UNKNOWN, List.of(), "nothing is asked")));
    }

    private Answer followed(String question) {
        List<String> chain = new ArrayList<>();
        List<ObjectRef> by = new ArrayList<>();
        String name = question;
        while (chain.size() < LONGEST_CHAIN) {
            if (chain.contains(name)) {
                return Answer.of(Answer.Kind.SERVFAIL, by, "the alias " + String.join(" -> ", chain) + " comes back to itself");
            }
            chain.add(name);
            Answer answer = zones.answer(name);
            by.addAll(answer.by());
            if (answer.kind() != Answer.Kind.ALIAS) {
                return chain.size() == 1 ? answer : new Answer(answer.kind(), answer.addresses(), answer.service(), "", by,
                        "alias " + String.join(" -> ", chain) + ": " + answer.why());
            }
            name = answer.alias();
        }
        return Answer.of(Answer.Kind.SERVFAIL, by, "a chain of more than " + LONGEST_CHAIN + " aliases");
    }

    private boolean clusterServer(String server) {
        return cluster.serviceByIp(server).isPresent() || nodeLocal(server) || cluster.podByIp(server).isPresent();
    }

    private static boolean nodeLocal(String server) {
        return server.startsWith("169.254.") || server.toLowerCase(Locale.ROOT).startsWith("fe80:");
    }

    /** Whether a question reaches the server; PASS says which servers answer. */
    private Hop server(Side client, String server, ResolverConfig config, boolean ofService) {
        if (nodeLocal(server)) {
            return nodeLocalCache(client, server, ofService);
        }
        Optional<Service> service = cluster.serviceByIp(server);
        if (service.isEmpty() && lost(server)) {
            return Hop.fail(Stage.DNS, config.by(), "timeout: pods ask " + server + ", and no Service has that address", "the DNS Service is "
                    + dnsAddresses());
        }
        List<FlowPath> ways = reach.apply(client, server);
        long good = ways.stream().filter(w -> w.verdict() == Verdict.ALLOWED).count();
        List<FlowPath> bad = ways.stream().filter(w -> w.verdict() == Verdict.DENIED).toList();
        List<ObjectRef> by = new ArrayList<>();
        service.ifPresent(s -> by.add(s.ref()));
        if (bad.isEmpty()) {
            Optional<Hop> doubt = ways.stream().flatMap(w -> w.hops().stream()).filter(Hop::doubtful).findFirst();
            return doubt.isEmpty() ? Hop.pass(Stage.DNS, by, "answered by " + service.map(s -> s.ref() + " (" + good + (good == 1 ? " server)" : " servers)"))
                    .orElse(server)) : Hop.unknown(Stage.DNS, doubt.get().decidedBy(), "questions to " + server + ": " + doubt.get().stage().label() + ": "
                    + doubt.get().why());
        }
        Hop obstacle = bad.get(0).obstacle().orElseThrow();
        List<ObjectRef> blamed = new ArrayList<>(obstacle.decidedBy());
        List<String> details = new ArrayList<>(List.of(obstacle.nearest()));
        if (obstacle.stage() == Stage.ENDPOINT || obstacle.stage() == Stage.LISTENER) {
            problems.stream().filter(p -> p.kind().equals("unknown-directive") || p.kind().equals("unbalanced")).findFirst().ifPresent(p -> {
                blamed.add(p.configMap());
                details.add(0, "the Corefile does not load: " + p.detail());
            });
        }
        String nearest = details.stream().filter(d -> !d.isEmpty()).findFirst().orElse("");
        String to = service.map(s -> s.ref() + " at " + server).orElse(server);
        if (bad.size() < ways.size()) {
            return Hop.unknown(Stage.DNS, blamed, "questions to " + to + " fail on " + bad.size() + " of " + ways.size() + " ways (" + obstacle.stage().label()
                    + ": " + obstacle.why() + "): slow or failing lookups");
        }
        return Hop.fail(Stage.DNS, blamed, "timeout: questions to " + to + " fail at " + obstacle.stage().label() + ": " + obstacle.why(), nearest);
    }

    /** An address that only a Service could have, and none has. */
    private boolean lost(String server) {
        boolean servicesSeen = cluster.complete("Service", Coverage.ALL);
        boolean owned = Side.of(server, cluster).inCluster();
        boolean stated = AddressPlan.of(cluster).stream().anyMatch(r -> r.use() == AddressRange.Use.SERVICE && r.cidr().contains(server));
        // without a stated range: a /16 in which all ClusterIPs lie is taken for it
        boolean among = Cidr.parse(server + "/16").filter(c -> cluster.all(Service.class).stream().flatMap(s -> s.clusterIps().stream())
                .filter(ip -> Family.of(ip).equals(Family.of(server)) && !ip.equals("None")).allMatch(c::contains)).isPresent();
        return servicesSeen && !owned && (stated || among);
    }

    private String dnsAddresses() {
        return cluster.all(Service.class).stream().filter(s -> "kube-dns".equals(s.meta().labels().get("k8s-app")) || s.meta().name().equals("kube-dns"))
                .map(s -> s.ref() + " at " + String.join(", ", s.clusterIps())).findFirst().orElse("not to be seen");
    }

    private Hop nodeLocalCache(Side client, String server, boolean ofService) {
        Optional<Pod> pod = cluster.all(Pod.class).stream().filter(p -> p.node().equals(client.node()) && !p.finished()
                && (p.meta().name().startsWith("node-local-dns") || p.meta().name().startsWith("nodelocaldns"))).findFirst();
        if (pod.isEmpty()) {
            return client.node().isEmpty() || !cluster.complete("Pod", "kube-system")
                    ? Hop.unseen(Stage.DNS, "the node-local DNS cache at " + server + " was not seen")
                    : Hop.fail(Stage.DNS, List.of(ObjectRef.ofNode(client.node())), "timeout: pods ask the node-local cache " + server
                    + ", and no such pod runs on " + client.node());
        }
        if (!pod.get().ready()) {
            return Hop.fail(Stage.DNS, List.of(pod.get().ref()), "timeout: the node-local DNS cache on " + client.node() + " is not ready: "
                    + Translation.trouble(pod.get()));
        }
        return cutOff(client, server).or(() -> ofService ? stranded(pod.get()) : Optional.empty())
                .orElseGet(() -> Hop.pass(Stage.DNS, List.of(pod.get().ref()), "answered by the node-local cache " + pod.get().meta().name()));
    }

    /** The client's own policies, and what listens at the cache's address. */
    private Optional<Hop> cutOff(Side client, String server) {
        List<Hop> hops = reach.apply(client, server).stream().flatMap(w -> w.hops().stream())
                .filter(h -> h.stage() == Stage.EGRESS_POLICY || h.stage() == Stage.LISTENER).toList();
        Optional<Hop> bad = hops.stream().filter(Hop::failed).findFirst().or(() -> hops.stream().filter(Hop::doubtful).findFirst());
        return bad.map(h -> h.failed() ? Hop.fail(Stage.DNS, h.decidedBy(), "timeout: questions to the node-local cache at " + server + " fail at "
                + h.stage().label() + ": " + h.why(), h.nearest()) : Hop.unknown(Stage.DNS, h.decidedBy(), "questions to the node-local cache at " + server
                + ": " + h.stage().label() + ": " + h.why()));
    }

    /** A cache asks the cluster's servers for what it does not hold. */
    private Optional<Hop> stranded(Pod cache) {
        String upstream = dns.stream().flatMap(s -> s.clusterIps().stream()).filter(ip -> !ip.equals("None")).findFirst().orElse("");
        List<FlowPath> ways = upstream.isEmpty() ? List.of() : reach.apply(Side.of(cache), upstream);
        if (ways.isEmpty() || ways.stream().anyMatch(w -> w.verdict() != Verdict.DENIED)) {
            return Optional.empty();
        }
        Hop obstacle = ways.get(0).obstacle().orElseThrow();
        List<ObjectRef> by = new ArrayList<>(obstacle.decidedBy());
        by.add(cache.ref());
        return Optional.of(Hop.fail(Stage.DNS, by, "timeout: the node-local cache " + cache.meta().name() + " cannot ask " + dns.get().ref() + ": "
                + obstacle.stage().label() + ": " + obstacle.why(), obstacle.nearest()));
    }
}
