package io.netdx.model.mesh;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.DestinationRule;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Hosts as Istio's objects write them: short names mean a Service of the object's own namespace. */
public final class MeshHosts {

    private final Cluster cluster;
    /** Hosts of ServiceEntries, wildcards too, with the namespace that alone sees them; empty for those that all see. */
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, List<DestinationRule>> rules = new HashMap<>();

    private record Entry(String host, String only, Set<String> ports) {
        boolean seenFrom(String namespace) {
            return only.isEmpty() || only.equals(namespace);
        }

        boolean names(String wanted, String namespace) {
            return seenFrom(namespace) && (host.equals(wanted) || host.equals("*") || host.startsWith("*.") && wanted.endsWith(host.substring(1)));
        }
    }

    public MeshHosts(Cluster cluster) {
        this.cluster = cluster;
        for (OtherObject o : cluster.all(OtherObject.class)) {
            if (o.ref().kind().equals("ServiceEntry")) {
                Set<String> ports = new TreeSet<>();
                o.fields().forEach((path, value) -> {
                    if (path.startsWith("spec.ports[") && path.endsWith("].number")) {
                        ports.add(value);
                    }
                });
                o.fields().forEach((path, value) -> {
                    if (path.startsWith("spec.hosts[")) {
                        entries.add(new Entry(value, o.fields().getOrDefault("spec.exportTo[0]", "*").equals(".") ? o.meta().namespace() : "", ports));
                    }
                });
            }
        }
        for (DestinationRule rule : cluster.all(DestinationRule.class)) {
            rules.computeIfAbsent(full(rule.meta().namespace(), rule.host()), h -> new ArrayList<>()).add(rule);
        }
    }

    /** {@code cart} in namespace shop is {@code cart.shop.svc}; a cluster domain behind it is left out. */
    static String full(String namespace, String host) {
        if (host.indexOf('.') < 0) {
            return host + "." + namespace + ".svc";
        }
        int svc = host.indexOf(".svc.");
        return svc > 0 ? host.substring(0, svc + 4) : host;
    }

    Optional<Service> service(String namespace, String host) {
        String full = full(namespace, host);
        String[] labels = full.split("\\.");
        return labels.length == 3 && labels[2].equals("svc") ? cluster.service(labels[1], labels[0]) : Optional.empty();
    }

    /** Known for sure to be nobody's: neither a Service nor a ServiceEntry, and all of them were seen. */
    boolean missing(String namespace, String host) {
        if (host.isEmpty() || host.startsWith("*") || declared(namespace, full(namespace, host)) || declared(namespace, host) || service(namespace, host).isPresent()) {
            return false;
        }
        String[] labels = full(namespace, host).split("\\.");
        return labels.length == 3 && labels[2].equals("svc") && cluster.complete("Service", labels[1])
                && cluster.complete("ServiceEntry", Coverage.ALL);
    }

    /** A ServiceEntry makes the host known to callers of a namespace. */
    public boolean declared(String namespace, String host) {
        return entries.stream().anyMatch(e -> e.names(host, namespace));
    }

    /** Some ServiceEntry that callers of a namespace see has the port: an address on it may be that of its hosts. */
    public boolean declaresPort(String namespace, String port) {
        return entries.stream().anyMatch(e -> e.seenFrom(namespace) && (e.ports().isEmpty() || e.ports().contains(port)));
    }

    /** Rules for a host: Istio takes those of the caller's namespace, the Service's, or the root namespace. */
    List<DestinationRule> rules(String namespace, String host) {
        List<DestinationRule> found = new ArrayList<>(rules.getOrDefault(full(namespace, host), List.of()));
        rules.forEach((pattern, all) -> {
            if (pattern.startsWith("*.") && full(namespace, host).endsWith(pattern.substring(1).replaceFirst("\\.cluster\\.local$", ""))) {
                found.addAll(all);
            }
        });
        return found;
    }
}
