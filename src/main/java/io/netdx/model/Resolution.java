package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ConfigMap;
import io.netdx.fact.Coverage;
import io.netdx.fact.EndpointSlice;
import io.netdx.fact.HostFact;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import io.netdx.model.path.CorefileReview;
import io.netdx.model.path.FlatYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** How names are resolved: what servers, kubelets and pods are told, and where lookups go wrong. */
final class Resolution {

    private static final int MANY_NODES = 50;

    private final Cluster cluster;
    private final Dns dns;
    private final Services services;
    private final List<Object> facts = new ArrayList<>();

    Resolution(Cluster cluster, Dns dns, Services services) {
        this.cluster = cluster;
        this.dns = dns;
        this.services = services;
    }

    List<Object> facts(List<FlowFailure> failures, List<CorefileProblem> loading) {
        Optional<Service> service = dns.service();
        List<Pod> servers = service.map(services::matched).orElse(List.of());
        facts.addAll(CorefileReview.of(cluster, loading, service, servers));
        service.ifPresent(this::endpoints);
        dns.state().ifPresent(this::scale);
        onNodes(failures);
        pods(service);
        otherNamespaces(failures);
        kubelets(service);
        return facts;
    }

    private void endpoints(Service service) {
        if (!cluster.complete("Pod", service.meta().namespace()) || dns.state().isEmpty()) {
            return;
        }
        List<EndpointSlice.Endpoint> ready = new ArrayList<>();
        List<Provenance> places = new ArrayList<>();
        for (EndpointSlice slice : cluster.slicesOf(service)) {
            for (EndpointSlice.Endpoint e : slice.endpoints()) {
                if (e.ready()) {
                    ready.add(e);
                    places.add(slice.source());
                }
            }
        }
        boolean udp = service.ports().stream().anyMatch(p -> p.port() == 53 && p.protocol().equals("UDP"));
        if (!udp && !service.ports().isEmpty()) {
            facts.add(new ServiceProblem(service.ref(), "dns-port-missing", "its ports are " + String.join(", ", service.ports().stream()
                    .map(p -> p.port() + "/" + p.protocol()).toList()), service.ref(), service.meta().at("spec.ports")));
        }
        ObjectRef workload = dns.state().get().workload();
        for (int i = 0; i < ready.size(); i++) {
            String address = ready.get(i).address();
            Optional<Pod> pod = cluster.podByIp(address);
            if (pod.isEmpty() && service.hasSelector() && !ofNode(address)) {
                facts.add(new DnsEndpointTrouble(service.ref(), workload, "no-pod", address, service.ref(), ready.get(i).node(), ready.size(), places.get(i)));
            } else if (pod.isPresent() && cluster.node(pod.get().node()).flatMap(n -> n.condition("Ready"))
                    .filter(c -> c.status().equals("Unknown")).isPresent()) {
                facts.add(new DnsEndpointTrouble(service.ref(), workload, "node-silent", address, pod.get().ref(), pod.get().node(), ready.size(), places.get(i)));
            }
        }
    }

    private boolean ofNode(String address) {
        return cluster.all(Node.class).stream().anyMatch(n -> n.addresses().stream().anyMatch(a -> a.value().equals(address)));
    }

    private void scale(DnsService state) {
        int nodes = cluster.complete("Node", Coverage.ALL) ? cluster.all(Node.class).size() : 0;
        boolean daemon = state.workload().kind().equals("DaemonSet");
        if (!daemon && state.desired() > 0 && (state.desired() == 1 && nodes > 1 || state.desired() <= 2 && nodes > MANY_NODES)) {
            facts.add(new DnsScale(state.workload(), state.desired(), nodes, state.source()));
        }
    }

    /** Unanswered lookups of workloads that have pods on other nodes too, where nobody complains. */
    private void onNodes(List<FlowFailure> failures) {
        Map<String, TreeSet<ObjectRef>> bad = new TreeMap<>();
        Map<String, Provenance> places = new TreeMap<>();
        boolean elsewhere = false;
        for (FlowFailure f : failures) {
            if (f.ongoing() && f.dns() && !f.mode().equals("nxdomain") && f.noticed()) {
                if (f.nodes().size() != 1) {
                    elsewhere = true;
                } else if (hasOthers(f)) {
                    bad.computeIfAbsent(f.nodes().get(0), n -> new TreeSet<>()).add(f.client());
                    places.putIfAbsent(f.nodes().get(0), f.source());
                }
            }
        }
        if (!elsewhere && bad.size() == 1) {
            bad.forEach((node, clients) -> facts.add(new LookupsFailOnNode(node, clients.size(), places.get(node))));
        }
    }

    private boolean hasOthers(FlowFailure f) {
        return cluster.complete("Log", f.client().namespace()) && cluster.podsIn(f.client().namespace()).stream().anyMatch(p ->
                !p.node().isEmpty() && !p.node().equals(f.nodes().get(0)) && p.ready() && cluster.workloadOf(p).equals(f.client()));
    }

    private void pods(Optional<Service> service) {
        TreeSet<ObjectRef> seen = new TreeSet<>();
        Names names = new Names(cluster);
        for (Pod pod : cluster.all(Pod.class)) {
            if (pod.finished()) {
                continue;
            }
            for (Map.Entry<String, List<String>> alias : pod.dns().hostAliases().entrySet()) {
                Optional<Service> meant = names.service(pod.meta().namespace(), alias.getKey());
                List<String> given = alias.getValue();
                if (meant.isPresent() && !meant.get().headless() && !meant.get().clusterIps().isEmpty()
                        && given.stream().noneMatch(meant.get().clusterIps()::contains)
                        && given.stream().noneMatch(meant.get().ingress()::contains)) {
                    facts.add(new HostAlias(cluster.workloadOf(pod), alias.getKey(), String.join(", ", given), meant.get().ref(),
                            meant.get().clusterIps().get(0), pod.source()));
                }
            }
            boolean asks = service.isPresent() && pod.nameservers().stream().anyMatch(service.get().clusterIps()::contains);
            boolean searches = pod.dns().searches().stream().anyMatch(s -> s.startsWith(pod.meta().namespace() + ".svc"));
            if (pod.dnsPolicy().equals("None") && asks && !searches && seen.add(cluster.workloadOf(pod))) {
                facts.add(new SearchGap(cluster.workloadOf(pod), pod.dns().searches().isEmpty() ? "no search domains"
                        : String.join(" ", pod.dns().searches()), pod.source()));
            }
        }
    }

    private void otherNamespaces(List<FlowFailure> failures) {
        for (FlowFailure f : failures) {
            String ns = f.client().namespace();
            boolean bare = f.host().indexOf('.') < 0 || f.host().endsWith("." + ns + ".svc.cluster.local") || f.host().endsWith("." + ns);
            if (f.dns() && bare && f.target().kind().equals("Host") && cluster.complete("Service", ns)) {
                int dot = f.host().indexOf('.');
                String name = dot < 0 ? f.host() : f.host().substring(0, dot);
                List<Service> same = cluster.all(Service.class).stream().filter(s -> s.meta().name().equals(name)).toList();
                if (same.size() == 1 && !same.get(0).meta().namespace().equals(ns)) {
                    facts.add(new OtherNamespace(f.ref(), f.client(), f.host(), same.get(0).ref(), f.source()));
                }
            }
        }
    }

    private void kubelets(Optional<Service> service) {
        Optional<ConfigMap> map = cluster.configMap("kube-system", "coredns");
        String served = map.map(m -> servedZone(m.data().getOrDefault("Corefile", ""))).orElse("");
        TreeSet<String> differing = new TreeSet<>();
        String told = "";
        Provenance place = Provenance.NONE;
        for (HostFact.KubeletConfig k : cluster.all(HostFact.KubeletConfig.class)) {
            if (k.clusterDns().isEmpty() && service.isPresent()) {
                facts.add(new HostTrouble(k.node(), "no-cluster-dns", "clusterDNS", "the kubelet's configuration names no clusterDNS", k.source()));
            }
            if (!served.isEmpty() && !k.clusterDomain().isEmpty() && !(" " + served + " ").contains(" " + k.clusterDomain() + " ")) {
                differing.add(k.node());
                told = k.clusterDomain();
                place = k.source();
            }
        }
        if (!differing.isEmpty()) {
            facts.add(new DomainMismatch(map.orElseThrow().ref(), String.join(", ", differing), told, served, place));
        }
        service.ifPresent(this::bypassed);
    }

    /** Zones of the kubernetes plugin, as written and without reverse ones. */
    private static String servedZone(String corefile) {
        TreeSet<String> zones = new TreeSet<>();
        for (String raw : corefile.split("\n")) {
            String line = raw.strip();
            if (line.startsWith("kubernetes ")) {
                for (String word : line.substring(11).replace("{", " ").strip().split("\\s+")) {
                    if (!word.isEmpty() && !word.endsWith(".arpa")) {
                        zones.add(word.endsWith(".") ? word.substring(0, word.length() - 1) : word);
                    }
                }
            }
        }
        return String.join(" ", zones);
    }

    /** In ipvs mode the cache cannot take over the Service's address: pods must be given its own. */
    private void bypassed(Service service) {
        String mode = ProxySettings.mode(cluster);
        for (Workload w : cluster.all(Workload.class)) {
            boolean cache = w.ref().kind().equals("DaemonSet") && (w.ref().name().startsWith("node-local-dns") || w.ref().name().startsWith("nodelocaldns"));
            if (!cache || !mode.equals("ipvs")) {
                continue;
            }
            for (HostFact.KubeletConfig k : cluster.all(HostFact.KubeletConfig.class)) {
                if (!k.clusterDns().isEmpty() && service.clusterIps().contains(k.clusterDns().get(0))) {
                    facts.add(new CacheBypassed(w.ref(), mode, k.clusterDns().get(0), k.source()));
                    return;
                }
            }
            for (ConfigMap c : cluster.all(ConfigMap.class)) {
                List<String> told = c.meta().name().startsWith("kubelet-config") ? FlatYaml.list(c.data().getOrDefault("kubelet", ""), "clusterDNS") : List.of();
                if (!told.isEmpty() && service.clusterIps().contains(told.get(0))) {
                    facts.add(new CacheBypassed(w.ref(), mode, told.get(0), c.source()));
                    return;
                }
            }
        }
    }
}
