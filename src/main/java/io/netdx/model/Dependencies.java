package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.Coverage;
import io.netdx.fact.Ingress;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.fact.Signature;
import io.netdx.net.Mention;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads from environment variables which Services a workload means to call. */
final class Dependencies {

    private final Cluster cluster;
    private final Names names;

    Dependencies(Cluster cluster) {
        this.cluster = cluster;
        this.names = new Names(cluster);
    }

    List<Dependency> find() {
        Map<String, Dependency> found = new TreeMap<>();
        // pods of one template share their variables: once read for a client they say nothing new
        Map<Map<String, String>, ObjectRef> read = new IdentityHashMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            if (pod.finished()) {
                continue;
            }
            ObjectRef client = cluster.workloadOf(pod);
            for (Container c : pod.containers()) {
                if (client.equals(read.put(c.env(), client))) {
                    continue;
                }
                for (Map.Entry<String, String> e : c.env().entrySet()) {
                    read(pod, client, c.env(), e.getKey(), e.getValue())
                            .ifPresent(d -> found.putIfAbsent(client + " " + d.variable() + " " + d.host(), d));
                }
            }
        }
        return judged(new ArrayList<>(found.values()));
    }

    /** Whose port is the odd one, the caller's or the Service's. */
    private List<Dependency> judged(List<Dependency> found) {
        List<Dependency> judged = new ArrayList<>();
        for (Dependency d : found) {
            boolean moved = d.kind().equals("port-missing") && (agreed(d, found) || reachedBefore(d) || twin(d));
            judged.add(moved ? new Dependency(d.client(), d.target(), d.variable(), d.host(), d.port(), "port-moved", d.source()) : d);
        }
        return judged;
    }

    /** Several callers, Ingresses among them, name the same port, and none names one that the Service has. The pods' own port is a common mistake. */
    private boolean agreed(Dependency d, List<Dependency> all) {
        Service service = cluster.find(Service.class, d.target()).orElseThrow();
        if (service.ports().stream().anyMatch(p -> p.targetPort().equals(d.portText()))) {
            return false;
        }
        Set<ObjectRef> callers = new HashSet<>();
        for (Dependency other : all) {
            if (other.target().equals(d.target()) && other.port() > 0) {
                if (other.port() != d.port()) {
                    return false;
                }
                callers.add(other.client());
            }
        }
        for (Ingress ingress : cluster.all(Ingress.class)) {
            for (Ingress.Backend b : ingress.backends()) {
                if (ingress.meta().namespace().equals(d.target().namespace()) && b.service().equals(d.target().name()) && b.servicePort().equals(d.portText())) {
                    callers.add(ingress.ref());
                }
            }
        }
        return callers.size() > 1;
    }

    /** Another Service for the same pods, as StatefulSets have, serves the port that the caller names. */
    private boolean twin(Dependency d) {
        Service service = cluster.find(Service.class, d.target()).orElseThrow();
        return service.hasSelector() && cluster.all(Service.class).stream().anyMatch(s -> !s.ref().equals(service.ref()) && s.meta().namespace().equals(service.meta().namespace())
                && s.selector().equals(service.selector()) && s.ports().stream().anyMatch(p -> p.port() == d.port()));
    }

    /** A pod's environment stands from its start: what answered there once does so no more because the Service changed. */
    private boolean reachedBefore(Dependency d) {
        return cluster.all(Signature.class).stream().filter(s -> s.group("mode").equals("ok") && s.group("port").equals(d.portText())).anyMatch(s ->
                cluster.find(Pod.class, s.ref()).filter(p -> cluster.workloadOf(p).equals(d.client())
                        && names.target(p.meta().namespace(), s.group("host")).equals(d.target())).isPresent());
    }

    private Optional<Dependency> read(Pod pod, ObjectRef client, Map<String, String> env, String name, String value) {
        if (value.length() > 512 || value.indexOf(' ') >= 0 || value.isEmpty() || Character.isDigit(value.charAt(0))) {
            return Optional.empty();
        }
        int scheme = value.indexOf("://");
        String rest = scheme >= 0 ? value.substring(scheme + 3) : value;
        rest = rest.substring(Math.min(rest.length(), rest.lastIndexOf('@', end(rest)) + 1));
        String authority = rest.substring(0, end(rest));
        int colon = authority.lastIndexOf(':');
        String host = colon >= 0 ? authority.substring(0, colon) : authority;
        int port = colon >= 0 ? number(authority.substring(colon + 1)) : sibling(env, name);
        if (port < 0 || !isName(host)) {
            return Optional.empty();
        }
        return dependency(pod, client, name, host, port, scheme >= 0 || colon >= 0 || port > 0);
    }

    private Optional<Dependency> dependency(Pod pod, ObjectRef client, String name, String host, int port, boolean address) {
        String ns = pod.meta().namespace();
        Provenance source = pod.source().at("env " + name, 0);
        Optional<Service> service = names.service(ns, host);
        if (service.isPresent()) {
            boolean plainWord = host.indexOf('.') < 0 && !address;
            boolean has = port == 0 || service.get().headless() || service.get().external()
                    || service.get().ports().isEmpty() || service.get().ports().stream().anyMatch(p -> p.port() == port);
            return plainWord && !Mention.meansHost(name) ? Optional.empty()
                    : Optional.of(new Dependency(client, service.get().ref(), name, host, port, has ? "ok" : "port-missing", source));
        }
        boolean clusterName = Names.clusterName(host);
        boolean meant = clusterName || address && host.indexOf('.') < 0 && Mention.meansHost(name);
        String[] labels = host.split("\\.");
        String targetNs = labels.length > 1 ? labels[1] : ns;
        if (!meant) {
            return Optional.empty();
        }
        if (!cluster.complete("Service", targetNs) && !cluster.complete("Service", Coverage.ALL)) {
            return clusterName ? Optional.of(new Dependency(client, ObjectRef.of("Host", "", host), name, host, port, "service-unseen", source))
                    : Optional.empty();
        }
        return Optional.of(new Dependency(client, ObjectRef.of("Service", targetNs, labels[0]), name, host, port,
                "service-missing", source));
    }

    /** {@code DB_HOST=db} beside {@code DB_PORT=5432}. */
    private static int sibling(Map<String, String> env, String name) {
        if (!name.endsWith("HOST")) {
            return 0;
        }
        String port = env.getOrDefault(name.substring(0, name.length() - 4) + "PORT", "0");
        return Math.max(0, number(port));
    }

    private static int end(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            if (c == '/' || c == '?' || c == ',' || c == ';') {
                return i;
            }
        }
        return rest.length();
    }

    private static int number(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Integer.parseInt(text);
    }

    private static boolean isName(String host) {
        if (host.isEmpty() || host.length() > 253 || !Character.isLetter(host.charAt(0))) {
            return false;
        }
        return host.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.');
    }
}
