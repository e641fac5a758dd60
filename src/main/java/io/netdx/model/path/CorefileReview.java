package io.netdx.model.path;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.model.CorefileProblem;
import io.netdx.model.StubZone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a Corefile that loads for what it does to answers: names that it hides, sends elsewhere, refuses or keeps for too long, and
 * ports on which it does not listen. Plugins run in CoreDNS' own order: acl, rewrite, template and hosts come before kubernetes.
 */
public final class CorefileReview {

    private static final int DNS = 53;
    /** Nobody wants to wait longer than this for a new Service. */
    private static final int LONG_DENIAL = 60;
    private static final int LONG_CACHE = 300;
    private static final List<String> LIMITS = List.of("namespaces", "namespace_labels", "labels");

    private final Cluster cluster;
    private final Corefile corefile;
    private final String zone;
    private final Provenance source;
    private final List<Object> facts = new ArrayList<>();

    private CorefileReview(Cluster cluster, Corefile corefile) {
        this.cluster = cluster;
        this.corefile = corefile;
        this.zone = corefile.clusterZone().orElse("cluster.local") + ".";
        this.source = cluster.configMap(corefile.ref().namespace(), corefile.ref().name()).map(m -> m.meta().at("data.Corefile"))
                .orElse(Provenance.NONE);
    }

    /** {@link CorefileProblem}s and {@link StubZone}s; none where the Corefile was not collected or does not load. */
    public static List<Object> of(Cluster cluster, List<CorefileProblem> loading, Optional<Service> dns, List<Pod> servers) {
        boolean loads = loading.stream().noneMatch(p -> p.kind().equals("unknown-directive") || p.kind().equals("unbalanced"));
        Optional<Corefile> corefile = loads ? Corefile.of(cluster) : Optional.empty();
        return corefile.isEmpty() ? List.of() : new CorefileReview(cluster, corefile.get()).review(dns, servers);
    }

    private List<Object> review(Optional<Service> dns, List<Pod> servers) {
        for (Corefile.Block block : corefile.blocks()) {
            boolean kubernetes = !block.all("kubernetes").isEmpty();
            for (String z : block.zones()) {
                if (z.equals(".") || z.endsWith(".arpa.")) {
                    continue;
                }
                if (Corefile.within(z, zone) && !kubernetes) {
                    problem("zone-shadows", z.substring(0, z.length() - 1) + " has a server block of its own without the kubernetes plugin");
                } else if (!kubernetes) {
                    stub(block, z.substring(0, z.length() - 1));
                }
            }
        }
        corefile.block("x." + zone).ifPresent(this::answers);
        boolean complete = corefile.gaps().isEmpty();
        Optional<Corefile.Block> outside = corefile.block("example.com.");
        if (complete && outside.isPresent() && outside.get().zones().contains(".") && !answersOutside(outside.get())) {
            problem("no-forward", "the block of the root zone has no forward plugin");
        }
        if (complete) {
            serving(dns, servers);
        }
        return facts;
    }

    private static boolean answersOutside(Corefile.Block block) {
        return List.of("forward", "proxy", "fanout", "alternate", "grpc", "unbound", "file", "auto", "secondary").stream()
                .anyMatch(p -> !block.all(p).isEmpty());
    }

    private void stub(Corefile.Block block, String name) {
        for (Corefile.Plugin forward : block.all("forward")) {
            if (forward.args().size() > 1) {
                List<String> servers = forward.args().subList(1, forward.args().size());
                facts.add(new StubZone(corefile.ref(), name, String.join(", ", servers), source));
            }
        }
    }

    /** What stands between a query for a Service and the kubernetes plugin. */
    private void answers(Corefile.Block block) {
        for (Corefile.Plugin hosts : block.all("hosts")) {
            List<String> zones = hosts.args().stream().filter(a -> !a.startsWith("/")).map(Corefile::zone).toList();
            boolean holds = (zones.isEmpty() ? block.zones() : zones).stream().anyMatch(z -> Corefile.within(zone, z));
            if (holds && !hosts.fallsThrough(zone)) {
                problem("hosts-no-fallthrough", "the hosts plugin has no fallthrough, so every name that it does not list does not exist");
            }
        }
        for (Corefile.Plugin kubernetes : block.all("kubernetes")) {
            for (List<String> line : kubernetes.body()) {
                if (LIMITS.contains(line.get(0)) && line.size() > 1) {
                    problem("restricted", line.get(0) + " " + String.join(" ", line.subList(1, line.size())));
                }
            }
        }
        for (Corefile.Plugin acl : block.all("acl")) {
            acl.body().stream().filter(l -> l.get(0).equals("block") || l.get(0).equals("filter") || l.get(0).equals("drop")).findFirst()
                    .ifPresent(l -> problem("acl", String.join(" ", l)));
        }
        for (Service service : cluster.all(Service.class)) {
            String name = service.meta().name() + "." + service.meta().namespace() + ".svc." + zone;
            Rewrites.Outcome rewritten = Rewrites.apply(block, name);
            if (!rewritten.unclear() && !rewritten.name().equals(name)) {
                facts.add(new CorefileProblem(corefile.ref(), "rewritten", service.ref() + " is looked up as " + rewritten.name(), source));
            }
        }
        cache(block);
        bind(block);
    }

    private void cache(Corefile.Block block) {
        for (Corefile.Plugin cache : block.all("cache")) {
            boolean disabled = cache.body().stream().anyMatch(l -> l.get(0).equals("disable") && l.contains("denial")
                    && (l.size() < 3 || l.stream().skip(2).anyMatch(z -> Corefile.within(zone, Corefile.zone(z)))));
            int ttl = cache.args().isEmpty() ? 0 : number(cache.args().get(0));
            int denial = cache.line("denial").filter(l -> l.size() > 2).map(l -> number(l.get(2))).orElse(ttl);
            if (!disabled && (denial > LONG_DENIAL || ttl > LONG_CACHE)) {
                problem("long-denial", "names that do not exist are remembered for " + denial + " s");
            }
        }
    }

    private void bind(Corefile.Block block) {
        for (Corefile.Plugin bind : block.all("bind")) {
            if (!bind.args().isEmpty() && bind.args().stream().allMatch(a -> a.startsWith("127.") || a.equals("lo") || a.equals("::1"))) {
                problem("bind-loopback", "bind " + String.join(" ", bind.args()));
            }
        }
    }

    /** The port that the Service sends to, and the addresses that the kubelet's probes ask. */
    private void serving(Optional<Service> dns, List<Pod> servers) {
        corefile.block("x." + zone).ifPresent(block -> {
            boolean meant = dns.stream().flatMap(s -> s.ports().stream()).anyMatch(p -> block.ports().stream()
                    .anyMatch(port -> p.targetPort().equals(port + "")));
            boolean numbers = dns.stream().flatMap(s -> s.ports().stream()).anyMatch(p -> p.targetPort().equals(DNS + ""));
            if (numbers && !meant && !block.ports().contains(DNS)) {
                problem("port", "CoreDNS listens on " + block.ports().get(0) + ", the DNS Service sends to " + DNS);
            }
        });
        for (Pod pod : servers) {
            for (Container c : pod.containers()) {
                c.readiness().ifPresent(p -> probe(p, "ready", "8181"));
                c.liveness().ifPresent(p -> probe(p, "health", "8080"));
            }
        }
    }

    private void probe(Container.Probe probe, String plugin, String port) {
        boolean asks = probe.port().equals(port) && probe.path().equals("/" + plugin);
        boolean has = corefile.blocks().stream().anyMatch(b -> !b.all(plugin).isEmpty());
        boolean known = facts.stream().anyMatch(f -> f instanceof CorefileProblem p && p.kind().equals("no-" + plugin));
        if (asks && !has && !known) {
            problem("no-" + plugin, "the Corefile lacks the plugin " + plugin + ", and the kubelet asks port " + port);
        }
    }

    private void problem(String kind, String detail) {
        facts.add(new CorefileProblem(corefile.ref(), kind, detail, source));
    }

    private static int number(String text) {
        boolean digits = !text.isEmpty() && text.length() < 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(text) : 0;
    }
}
