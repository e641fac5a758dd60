package io.netdx.model.path;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Coverage;
import io.netdx.fact.EndpointSlice;
import io.netdx.fact.Namespace;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.model.policy.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The records that CoreDNS's kubernetes plugin makes of Services and pods, by the Kubernetes DNS specification. */
final class ServiceRecords {

    private final Cluster cluster;

    ServiceRecords(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Settings of the plugin that change answers.
     *
     * @param pods        {@code insecure}, {@code verified} or {@code disabled}
     * @param namespaces  the only ones that are served; empty for all
     * @param ignoreEmpty Services without ready endpoints have no record
     * @param podNames    endpoints without a host name go by their pod's name
     */
    record Options(String pods, Set<String> namespaces, boolean ignoreEmpty, boolean podNames) {

        static Options of(Corefile.Plugin kubernetes) {
            return new Options(kubernetes.line("pods").filter(l -> l.size() > 1).map(l -> l.get(1)).orElse("disabled"),
                    kubernetes.line("namespaces").map(l -> Set.copyOf(l.subList(1, l.size()))).orElse(Set.of()),
                    kubernetes.line("ignore").filter(l -> l.contains("empty_service")).isPresent(), kubernetes.line("endpoint_pod_names").isPresent());
        }
    }

    /** As {@link #of(String, String, Options)}, with nothing but a mode for pods. */
    Answer of(String name, String zone, String pods) {
        return of(name, zone, new Options(pods, Set.of(), false, false));
    }

    /** Address records of an absolute name inside {@code zone}. */
    Answer of(String name, String zone, Options options) {
        String relative = name.equals(zone) ? "" : name.substring(0, name.length() - zone.length() - (zone.equals(".") ? 0 : 1));
        String[] labels = relative.isEmpty() ? new String[0] : relative.split("\\.");
        int n = labels.length;
        if (n == 0 || n == 1 && (labels[0].equals("svc") || labels[0].equals("pod"))) {
            return Answer.of(Answer.Kind.NODATA, List.of(), "the name of a zone has no address");
        }
        if (labels[n - 1].equals("pod")) {
            return n == 3 ? pod(labels[0], labels[1], options.pods()) : Answer.of(Answer.Kind.NXDOMAIN, List.of(), "no record of that form exists");
        }
        if (!labels[n - 1].equals("svc") || n > 4) {
            return Answer.of(Answer.Kind.NXDOMAIN, List.of(), "the cluster zone has only names under svc and pod");
        }
        if (n == 2) {
            boolean exists = cluster.find(Namespace.class, ObjectRef.ofNamespace(labels[0])).isPresent();
            return Answer.of(exists ? Answer.Kind.NODATA : Answer.Kind.NXDOMAIN, List.of(), "a namespace has no address");
        }
        if (!options.namespaces().isEmpty() && !options.namespaces().contains(labels[n - 2])) {
            return Answer.of(Answer.Kind.NXDOMAIN, List.of(), "the Corefile serves only the namespaces " + String.join(", ", new TreeSet<>(options.namespaces())));
        }
        return service(n == 4 ? labels[0] : "", labels[n - 3], labels[n - 2], options);
    }

    private Answer service(String host, String name, String namespace, Options options) {
        Optional<Service> service = cluster.service(namespace, name);
        ObjectRef ref = ObjectRef.of("Service", namespace, name);
        if (service.isEmpty()) {
            return Scope.of(cluster) == Scope.DECLARED || cluster.complete("Service", namespace) || cluster.complete("Service", Coverage.ALL)
                    ? Answer.of(Answer.Kind.NXDOMAIN, List.of(), "there is no " + ref)
                    : Answer.of(Answer.Kind.UNKNOWN, List.of(), "Services of namespace " + namespace + " were not all collected");
        }
        Service s = service.get();
        if (s.external()) {
            return host.isEmpty() ? Answer.alias(Corefile.zone(s.externalName()), service, List.of(ref), "ExternalName of " + ref)
                    : Answer.of(Answer.Kind.NXDOMAIN, List.of(ref), ref + " is an ExternalName");
        }
        if (host.isEmpty() && !s.headless()) {
            if (s.clusterIps().isEmpty() && Scope.of(cluster) == Scope.DECLARED) {
                return new Answer(Answer.Kind.UNKNOWN, List.of(), service, "", List.of(ref), ref + " is declared, and its address is given by the cluster");
            }
            if (options.ignoreEmpty() && cluster.complete("EndpointSlice", namespace)
                    && cluster.slicesOf(s).stream().flatMap(e -> e.endpoints().stream()).noneMatch(EndpointSlice.Endpoint::ready)) {
                return Answer.of(Answer.Kind.NXDOMAIN, List.of(ref), ref + " has no ready endpoint, and the Corefile ignores such Services");
            }
            return s.clusterIps().isEmpty() ? Answer.of(Answer.Kind.NXDOMAIN, List.of(ref), ref + " has no address yet")
                    : Answer.addresses(s.clusterIps(), service, List.of(ref), "address of " + ref);
        }
        return endpoints(s, host, ref, options);
    }

    /** Headless: one record for each endpoint that is ready, or all where unready ones are published. */
    private Answer endpoints(Service s, String host, ObjectRef ref, Options options) {
        List<EndpointSlice> slices = cluster.slicesOf(s);
        String namespace = s.meta().namespace();
        if (slices.isEmpty() && !cluster.complete("EndpointSlice", namespace) && !cluster.complete("Endpoints", namespace)) {
            return new Answer(Answer.Kind.UNKNOWN, List.of(), Optional.of(s), "", List.of(ref), "EndpointSlices of namespace " + namespace
                    + " were not collected");
        }
        TreeSet<String> addresses = new TreeSet<>();
        boolean unready = false;
        List<ObjectRef> silent = new ArrayList<>();
        for (EndpointSlice slice : slices) {
            for (EndpointSlice.Endpoint e : slice.endpoints()) {
                String own = !e.hostname().isEmpty() ? e.hostname() : options.podNames() && !e.targetName().isEmpty() ? e.targetName() : dashed(e.address());
                boolean meant = host.isEmpty() || own.equals(host);
                if (meant && (e.ready() || s.publishNotReady())) {
                    addresses.add(e.address());
                }
                unready |= meant && !e.ready();
                if (meant && !e.ready() && cluster.node(e.node()).filter(n -> !n.ready()).isPresent()) {
                    silent.add(ObjectRef.ofNode(e.node()));
                }
            }
        }
        String whose = host.isEmpty() ? ref.toString() : "endpoint " + host + " of " + ref;
        if (addresses.isEmpty() && !silent.isEmpty()) {
            silent.add(ref);
            return Answer.of(Answer.Kind.NXDOMAIN, silent, whose + " is not ready, so it has no record: node " + silent.get(0).name() + " is not ready");
        }
        return addresses.isEmpty() ? Answer.of(Answer.Kind.NXDOMAIN, List.of(ref), unready ? whose + " is not ready, so it has no record"
                : host.isEmpty() ? ref + " is headless and has no endpoints" : "there is no " + whose)
                : Answer.addresses(List.copyOf(addresses), Optional.of(s), List.of(ref), "ready endpoints of " + whose);
    }

    static String dashed(String ip) {
        return ip.replace('.', '-').replace(':', '-');
    }

    private Answer pod(String dashed, String namespace, String mode) {
        String ip = dashed.chars().filter(c -> c == '-').count() == 3 ? dashed.replace('-', '.') : dashed.replace('-', ':');
        Optional<Pod> pod = cluster.podByIp(ip).filter(p -> p.meta().namespace().equals(namespace));
        return switch (mode) {
            case "insecure" -> io.netdx.net.Cidr.address(ip).isPresent() ? Answer.addresses(List.of(ip), Optional.empty(),
                    pod.map(p -> List.of(p.ref())).orElse(List.of()), "pod record, not verified")
                    : Answer.of(Answer.Kind.NXDOMAIN, List.of(), "no address is written in " + dashed);
            case "verified" -> pod.isPresent() ? Answer.addresses(List.of(ip), Optional.empty(), List.of(pod.get().ref()), "pod record")
                    : cluster.complete("Pod", namespace) ? Answer.of(Answer.Kind.NXDOMAIN, List.of(), "no pod of " + namespace + " has " + ip)
                    : Answer.of(Answer.Kind.UNKNOWN, List.of(), "pods of namespace " + namespace + " were not all collected");
            default -> Answer.of(Answer.Kind.NXDOMAIN, List.of(), "pod records are off");
        };
    }
}
