package io.netdx.model.path;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ConfigMap;
import io.netdx.fact.DnsConfig;
import io.netdx.fact.HostFact;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the resolver configuration of a client as its kubelet would: dnsPolicy, dnsConfig, cluster DNS, the node's own resolver. */
final class Resolvers {

    private static final int CLUSTER_NDOTS = 5;
    private static final int HOST_NDOTS = 1;

    private final Cluster cluster;
    private final Optional<Service> dns;

    /** {@code dns} is the cluster's DNS Service, if one was seen. */
    Resolvers(Cluster cluster, Optional<Service> dns) {
        this.cluster = cluster;
        this.dns = dns;
    }

    ResolverConfig of(Side client) {
        if (client.pod().isPresent()) {
            Pod pod = client.pod().get();
            return of(client, pod.dnsPolicy(), pod.hostNetwork(), pod.nameservers(), pod.dns());
        }
        Optional<Workload> template = cluster.find(Workload.class, client.ref());
        return template.isPresent() ? of(client, template.get().dnsPolicy(), template.get().hostNetwork(), List.of(), DnsConfig.NONE)
                : host(client, "the resolver of the node", List.of(), DnsConfig.NONE);
    }

    private ResolverConfig of(Side client, String policy, boolean hostNetwork, List<String> own, DnsConfig config) {
        boolean ofCluster = policy.equals("ClusterFirst") && !hostNetwork || policy.equals("ClusterFirstWithHostNet");
        if (ofCluster) {
            return clustered(client, policy, own, config);
        }
        if (policy.equals("None")) {
            return new ResolverConfig(own, config.searches(), ndots(config, HOST_NDOTS), config.hostAliases(), List.of(client.ref()),
                    "dnsPolicy None: only what dnsConfig says", own.isEmpty() ? "dnsPolicy is None and dnsConfig names no server" : "", "");
        }
        String why = policy.equals("ClusterFirst") ? "ClusterFirst on the host network means the node's own resolver" : "dnsPolicy " + policy
                + ": the node's own resolver";
        return host(client, why, own, config);
    }

    private ResolverConfig clustered(Side client, String policy, List<String> own, DnsConfig config) {
        Kubelet kubelet = kubelet(client.node());
        List<String> servers = new ArrayList<>(kubelet.clusterDns());
        List<ObjectRef> by = new ArrayList<>(kubelet.by());
        String assumed = "";
        if (servers.isEmpty() && dns.isPresent()) {
            servers.addAll(dns.get().clusterIps().stream().filter(ip -> !ip.equals("None")).limit(1).toList());
            by.add(dns.get().ref());
            assumed = "the kubelet's clusterDNS, not collected, is taken to be that Service";
        }
        servers.addAll(own);
        String domain = domain(client.node());
        List<String> search = new ArrayList<>(List.of(client.namespace() + ".svc." + domain, "svc." + domain, domain));
        resolver(client.node()).ifPresent(r -> search.addAll(r.search()));
        search.addAll(config.searches());
        return new ResolverConfig(servers, search, ndots(config, CLUSTER_NDOTS), config.hostAliases(), by, "dnsPolicy " + policy,
                servers.isEmpty() ? "neither the kubelet's clusterDNS nor a cluster DNS Service was seen" : "", assumed);
    }

    private ResolverConfig host(Side client, String why, List<String> own, DnsConfig config) {
        Optional<HostFact.Resolver> resolver = resolver(client.node());
        List<String> servers = new ArrayList<>(resolver.map(HostFact.Resolver::nameservers).orElse(List.of()));
        servers.addAll(own);
        List<String> search = new ArrayList<>(resolver.map(HostFact.Resolver::search).orElse(List.of()));
        search.addAll(config.searches());
        return new ResolverConfig(servers, search, ndots(config, HOST_NDOTS), config.hostAliases(),
                client.node().isEmpty() ? List.of(client.ref()) : List.of(ObjectRef.ofNode(client.node())), why,
                servers.isEmpty() ? "the resolv.conf of " + (client.node().isEmpty() ? "the client" : "node " + client.node()) + " was not collected" : "", "");
    }

    private static int ndots(DnsConfig config, int fallback) {
        String text = config.options().getOrDefault("ndots", "");
        int number = new PortWish(text, "").number();
        return text.isEmpty() ? fallback : Math.min(15, number);
    }

    private Optional<HostFact.Resolver> resolver(String node) {
        return cluster.all(HostFact.Resolver.class).stream().filter(r -> r.node().equals(node)).findFirst();
    }

    /** What the kubelet of a node tells pods; empty lists where it was not collected. */
    private record Kubelet(List<String> clusterDns, String domain, List<ObjectRef> by) {
    }

    private Kubelet kubelet(String node) {
        Optional<HostFact.KubeletConfig> config = cluster.all(HostFact.KubeletConfig.class).stream().filter(c -> c.node().equals(node)).findFirst();
        if (config.isPresent() && !config.get().clusterDns().isEmpty()) {
            return new Kubelet(config.get().clusterDns(), config.get().clusterDomain(), List.of(ObjectRef.ofNode(node)));
        }
        for (ConfigMap map : cluster.all(ConfigMap.class)) {
            String text = map.data().getOrDefault("kubelet", "");
            if (map.meta().name().startsWith("kubelet-config") && !text.isEmpty()) {
                return new Kubelet(FlatYaml.list(text, "clusterDNS"), FlatYaml.value(text, "clusterDomain"), List.of(map.ref()));
            }
        }
        return new Kubelet(List.of(), "", List.of());
    }

    /** The cluster domain, without a final dot: kubelet, kubeadm, Corefile, else the usual one. */
    String domain(String node) {
        String own = kubelet(node).domain();
        if (own.isEmpty()) {
            own = cluster.configMap("kube-system", "kubeadm-config")
                    .map(c -> FlatYaml.value(c.data().getOrDefault("ClusterConfiguration", ""), "dnsDomain")).orElse("");
        }
        if (own.isEmpty()) {
            own = Corefile.of(cluster).flatMap(Corefile::clusterZone).orElse("cluster.local");
        }
        return own.endsWith(".") ? own.substring(0, own.length() - 1) : own;
    }
}
