package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.HostFact;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The cluster's DNS: Service, servers, Corefile, and what kubelets tell pods. */
final class Dns {

    private static final Set<String> NAMES = Set.of("kube-dns", "coredns", "rke2-coredns-rke2-coredns", "dns-default");

    private final Cluster cluster;
    private final Services services;
    private final Optional<DnsService> state;

    Dns(Cluster cluster, Services services) {
        this.cluster = cluster;
        this.services = services;
        this.state = find();
    }

    /** The DNS Service: by its usual names, or by its usual label. */
    Optional<Service> service() {
        for (Service s : cluster.all(Service.class)) {
            String ns = s.meta().namespace();
            if ((ns.equals("kube-system") || ns.equals("openshift-dns")) && (NAMES.contains(s.meta().name())
                    || "kube-dns".equals(s.meta().labels().get("k8s-app"))) && !s.headless()) {
                return Optional.of(s);
            }
        }
        return Optional.empty();
    }

    Optional<DnsService> state() {
        return state;
    }

    private Optional<DnsService> find() {
        Optional<Service> service = service();
        Optional<Workload> workload = cluster.all(Workload.class).stream().filter(Dns::servesDns).findFirst();
        if (service.isEmpty() && workload.isEmpty() && !cluster.complete("Service", "kube-system")) {
            return Optional.empty();
        }
        List<Pod> matched = service.map(services::matched).orElse(List.of());
        boolean slices = cluster.complete("EndpointSlice", "kube-system") || cluster.complete("Endpoints", "kube-system");
        int endpoints = !slices ? -1 : service.map(s -> (int) cluster.slicesOf(s).stream()
                .flatMap(slice -> slice.endpoints().stream()).filter(e -> e.ready()).map(e -> e.address()).distinct().count())
                .orElse(0);
        ObjectRef ref = service.map(Service::ref).orElse(ObjectRef.of("Service", "kube-system", "kube-dns"));
        ObjectRef owner = workload.map(Workload::ref).orElse(matched.isEmpty()
                ? ObjectRef.of("Deployment", "kube-system", "coredns") : cluster.workloadOf(matched.get(0)));
        Set<ObjectRef> asked = matched.stream().map(Pod::ref).collect(Collectors.toSet());
        List<Pod> servers = cluster.podsIn(owner.namespace()).stream()
                .filter(p -> !p.finished() && (cluster.workloadOf(p).equals(owner) || asked.contains(p.ref()))).toList();
        int ready = (int) servers.stream().filter(p -> p.ready() && !p.meta().terminating()).count();
        Provenance source = workload.map(w -> w.meta().at("spec.replicas"))
                .orElse(service.map(Service::source).orElse(Provenance.NONE));
        return Optional.of(new DnsService(ref, service.isPresent(), service.map(s -> s.clusterIps().isEmpty() ? ""
                : s.clusterIps().get(0)).orElse(""), service.filter(s -> !s.hasSelector() || !s.selectorSeen()).isPresent() ? -1 : matched.size(), ready, endpoints, owner,
                workload.map(Workload::desired).orElse(-1), servers.size(), source));
    }

    private static boolean servesDns(Workload w) {
        String kind = w.ref().kind();
        return (kind.equals("Deployment") || kind.equals("DaemonSet"))
                && (w.ref().namespace().equals("kube-system") || w.ref().namespace().equals("openshift-dns"))
                && (NAMES.contains(w.ref().name()) || "kube-dns".equals(w.templateLabels().get("k8s-app")));
    }

    Optional<DnsLimits> limits() {
        for (Workload w : cluster.all(Workload.class)) {
            if (servesDns(w)) {
                for (Container c : w.containers()) {
                    String cpu = c.limits().getOrDefault("cpu", "");
                    if (!cpu.isEmpty()) {
                        return Optional.of(new DnsLimits(w.ref(), millis(cpu), cpu, w.meta().at("spec.template")));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** {@code 100m} or {@code 0.5}; 0 for anything else. */
    private static int millis(String cpu) {
        try {
            return cpu.endsWith("m") ? Integer.parseInt(cpu.substring(0, cpu.length() - 1))
                    : (int) Math.round(Double.parseDouble(cpu) * 1000);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    List<CorefileProblem> corefile() {
        return cluster.configMap("kube-system", "coredns").map(map -> new Corefile(map, cluster.all(Service.class)).problems())
                .orElse(List.of());
    }

    /** Workloads whose pods bypass cluster DNS; the DNS servers themselves must, and static pods belong to the node. */
    List<OwnResolver> ownResolvers() {
        Map<ObjectRef, OwnResolver> found = new TreeMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            boolean host = pod.hostNetwork() && pod.dnsPolicy().equals("ClusterFirst");
            boolean own = pod.dnsPolicy().equals("None") || pod.dnsPolicy().equals("Default");
            boolean cluster53 = service().filter(s -> pod.nameservers().stream().anyMatch(s.clusterIps()::contains)).isPresent();
            if ((host || own) && !cluster53 && !pod.finished() && !pod.meta().namespace().equals("kube-system")) {
                ObjectRef workload = cluster.workloadOf(pod);
                found.putIfAbsent(workload, new OwnResolver(workload, host ? "ClusterFirst with hostNetwork" : pod.dnsPolicy(),
                        String.join(", ", pod.nameservers()), pod.source()));
            }
        }
        return List.copyOf(found.values());
    }

    /** Kubelets whose clusterDNS is not the DNS Service's address (nor a node-local cache's). */
    List<KubeletDns> mismatches() {
        Optional<Service> service = service();
        if (service.isEmpty() || service.get().clusterIps().isEmpty()) {
            return List.of();
        }
        Map<String, TreeSet<String>> nodes = new TreeMap<>();
        Map<String, Provenance> places = new TreeMap<>();
        for (HostFact.KubeletConfig config : cluster.all(HostFact.KubeletConfig.class)) {
            List<String> ips = config.clusterDns();
            boolean fits = ips.isEmpty() || ips.stream().anyMatch(ip -> service.get().clusterIps().contains(ip)
                    || ip.startsWith("169.254.") || ip.startsWith("fd00:"));
            if (!fits) {
                String key = String.join(",", ips);
                nodes.computeIfAbsent(key, k -> new TreeSet<>()).add(config.node());
                places.putIfAbsent(key, config.source());
            }
        }
        List<KubeletDns> mismatches = new ArrayList<>();
        nodes.forEach((ips, on) -> mismatches.add(new KubeletDns(service.get().ref(), service.get().clusterIps().get(0), ips,
                List.copyOf(on), places.get(ips))));
        return mismatches;
    }
}
