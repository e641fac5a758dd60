package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.MeshAuthorization;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.Signature;
import io.netdx.model.mesh.Mesh;
import io.netdx.model.mesh.MeshHosts;
import io.netdx.model.mesh.MeshProblems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Failing calls and denied requests as the mesh sees them. */
final class MeshCalls {

    private static final Duration RECENT = Duration.ofMinutes(30);
    private static final int NOTICED = 3;

    private final Cluster cluster;
    private final Services services;
    private final Names names;

    MeshCalls(Cluster cluster, Services services) {
        this.cluster = cluster;
        this.services = services;
        this.names = new Names(cluster);
    }

    /** Nothing for a cluster without a mesh. */
    List<Object> facts(List<FlowFailure> failures, List<CountedCalls.Counted> counted) {
        Optional<Mesh> mesh = Mesh.of(cluster);
        if (mesh.isEmpty()) {
            return List.of();
        }
        MeshHosts hosts = new MeshHosts(cluster);
        List<Object> facts = new ArrayList<>(MeshProblems.of(cluster, mesh.get(), hosts));
        Map<List<ObjectRef>, TreeSet<String>> flags = flags(counted);
        for (FlowFailure f : failures) {
            if (f.ongoing() && f.noticed()) {
                facts.add(call(f, mesh.get(), hosts, String.join(",", flags.getOrDefault(List.of(f.client(), f.target()), new TreeSet<>()))));
            }
        }
        facts.addAll(denials(mesh.get()));
        return facts;
    }

    private MeshCall call(FlowFailure f, Mesh mesh, MeshHosts hosts, String flags) {
        String clientMesh = f.pods().stream().flatMap(p -> cluster.find(Pod.class, p).stream()).map(Mesh::of).findFirst().orElse("");
        List<Pod> servers = cluster.find(Service.class, f.target()).map(services::matched)
                .orElse(cluster.podsIn(f.target().namespace()).stream().filter(p -> cluster.workloadOf(p).equals(f.target())).toList());
        String serverMesh = servers.stream().map(Mesh::of).findFirst().orElse("");
        Mesh.Accepts accepts = serverMesh.isEmpty() ? new Mesh.Accepts("", Optional.empty()) : mesh.accepts(servers.get(0), podPort(f));
        return new MeshCall(f.ref(), f.client(), f.target(), f.host(), f.mode(), clientMesh, serverMesh, !mesh.wanted(f.client().namespace()).isEmpty(),
                accepts.mode(), accepts.by().orElse(f.target()), flags, (int) servers.stream().filter(Pod::ready).count(),
                clientMesh.equals("istio") && mesh.registryOnly() && cluster.complete("ServiceEntry", Coverage.ALL) && unknown(f, hosts), f.source());
    }

    /** A log may hold the address alone: then the host may be any that is declared with this port. */
    private static boolean unknown(FlowFailure f, MeshHosts hosts) {
        String namespace = f.client().namespace();
        boolean address = f.target().kind().equals("Host") && Names.looksLikeIp(f.host());
        return f.outside() && !hosts.declared(namespace, f.host()) || address && !hosts.declaresPort(namespace, f.port());
    }

    /** The pods' port behind the Service port that was called. */
    private String podPort(FlowFailure f) {
        return cluster.find(Service.class, f.target()).flatMap(s -> s.ports().stream().filter(p -> f.port().equals(p.port() + "")).findFirst())
                .map(Service.Port::targetPort).orElse("");
    }

    private Map<List<ObjectRef>, TreeSet<String>> flags(List<CountedCalls.Counted> counted) {
        Map<List<ObjectRef>, TreeSet<String>> flags = new HashMap<>();
        for (Signature s : cluster.all(Signature.class)) {
            if (!s.group("flags").isEmpty() && !s.group("host").isEmpty()) {
                cluster.find(Pod.class, s.ref()).ifPresent(pod -> flags.computeIfAbsent(List.of(cluster.workloadOf(pod),
                        names.target(pod.meta().namespace(), s.group("host"))), k -> new TreeSet<>()).addAll(List.of(s.group("flags").split(","))));
            }
        }
        for (CountedCalls.Counted c : counted) {
            flags.computeIfAbsent(List.of(c.client(), c.target()), k -> new TreeSet<>()).add(c.flag());
        }
        return flags;
    }

    private List<MeshDenial> denials(Mesh mesh) {
        Map<ObjectRef, MeshDenial> denials = new TreeMap<>();
        for (Signature s : cluster.all(Signature.class)) {
            boolean linkerd = s.id().equals("linkerd-denied");
            if ((linkerd || s.id().equals("istio-rbac-denied") || s.id().equals("ztunnel-denied")) && recent(s)) {
                cluster.find(Pod.class, s.ref()).ifPresent(pod -> denials.merge(cluster.workloadOf(pod),
                        denial(s, pod, linkerd, mesh), (a, b) -> new MeshDenial(a.server(), a.mesh(), a.policy().isEmpty() ? b.policy() : a.policy(),
                        a.count() + b.count(), a.allows(), a.denies(), a.allowsNobody(), a.source())));
            }
        }
        return denials.values().stream().filter(d -> d.count() >= NOTICED).toList();
    }

    private boolean recent(Signature s) {
        return s.last().equals(Instant.EPOCH) || s.last().isAfter(cluster.now().minus(RECENT));
    }

    private MeshDenial denial(Signature s, Pod pod, boolean linkerd, Mesh mesh) {
        List<ObjectRef> allows = new ArrayList<>();
        List<ObjectRef> denies = new ArrayList<>();
        boolean nobody = true;
        for (MeshAuthorization a : cluster.all(MeshAuthorization.class)) {
            String ns = a.meta().namespace();
            if (!a.attached() && (ns.equals(pod.meta().namespace()) || ns.equals(mesh.root()))
                    && pod.meta().labels().entrySet().containsAll(a.selector().entrySet())) {
                (a.action().equals("DENY") ? denies : allows).add(a.ref());
                nobody &= a.action().equals("DENY") || a.rules() == 0;
            }
        }
        return new MeshDenial(cluster.workloadOf(pod), linkerd ? "linkerd" : "istio", s.group("policy"), s.count(), List.copyOf(allows), List.copyOf(denies),
                nobody && !allows.isEmpty(), s.source());
    }
}
