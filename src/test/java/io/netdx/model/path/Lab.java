package io.netdx.model.path;

import io.netdx.cluster.Cluster;
import io.netdx.model.NetworkModel;
import io.netdx.model.policy.CniProfile;
import io.netdx.model.policy.Layer;
import io.netdx.model.policy.Opinion;
import io.netdx.model.policy.PolicyStack;
import io.netdx.source.Limits;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Writes a small cluster as a user's file would, and traces in it. Everything is collected unless the lab says otherwise. */
final class Lab {

    private static final SignatureTable TABLE = SignatureTable.load();

    private final StringBuilder text = new StringBuilder();
    private String collected = "Node, Pod, Service, EndpointSlice, Namespace, Deployment, StatefulSet, DaemonSet, NetworkPolicy, ConfigMap";
    private Layer policies = (flow, direction) -> Opinion.NONE;

    /** Two ready nodes in two zones, cluster DNS with two servers and the usual Corefile, and the namespaces. */
    static Lab usual() {
        return bare().dns().corefile("""
                .:53 {
                    errors
                    kubernetes cluster.local in-addr.arpa ip6.arpa {
                        pods insecure
                        fallthrough in-addr.arpa ip6.arpa
                    }
                    forward . /etc/resolv.conf
                }
                """);
    }

    static Lab bare() {
        return new Lab().namespace("shop").namespace("data").node("worker-1", "192.168.10.11", "zone-a").node("worker-2", "192.168.10.12", "zone-b");
    }

    Lab dns() {
        return service("kube-system", "kube-dns", "{clusterIP: 10.96.0.10, selector: {k8s-app: kube-dns}, ports: [{name: dns, port: 53, protocol: UDP, targetPort: 53}]}")
                .pod("kube-system", "coredns-1", "worker-1", "10.244.1.2", "k8s-app: kube-dns", "{name: dns, containerPort: 53, protocol: UDP}")
                .pod("kube-system", "coredns-2", "worker-2", "10.244.2.2", "k8s-app: kube-dns", "{name: dns, containerPort: 53, protocol: UDP}")
                .slice("kube-system", "kube-dns", "IPv4", "{name: dns, port: 53, protocol: UDP}", ready("10.244.1.2", "worker-1"), ready("10.244.2.2", "worker-2"));
    }

    Lab corefile(String corefile) {
        return raw("apiVersion: v1\nkind: ConfigMap\nmetadata: {namespace: kube-system, name: coredns}\ndata:\n  Corefile: |\n" + corefile.indent(4));
    }

    Lab namespace(String name) {
        return raw("apiVersion: v1\nkind: Namespace\nmetadata: {name: " + name + ", labels: {kubernetes.io/metadata.name: " + name + "}}\nstatus: {phase: Active}");
    }

    Lab node(String name, String ip, String zone) {
        return raw("apiVersion: v1\nkind: Node\nmetadata: {name: " + name + ", labels: {topology.kubernetes.io/zone: " + zone + "}}\n"
                + "status: {addresses: [{type: InternalIP, address: " + ip + "}], conditions: [{type: Ready, status: 'True'}]}");
    }

    /** A running, ready pod; {@code labels} and {@code ports} as YAML. */
    Lab pod(String namespace, String name, String node, String ip, String labels, String ports) {
        return pod(namespace, name, node, "podIPs: [{ip: '" + ip + "'}]", labels, ports, "", true);
    }

    /** A pod with all its freedom: {@code ips} is a field of the status, {@code spec} more fields of the spec. */
    Lab pod(String namespace, String name, String node, String ips, String labels, String ports, String spec, boolean ready) {
        return raw("apiVersion: v1\nkind: Pod\nmetadata: {namespace: " + namespace + ", name: " + name + ", labels: {" + labels + "}}\n"
                + "spec: {nodeName: " + node + (spec.isEmpty() ? "" : ", " + spec) + ", containers: [{name: main, image: example.com/app:1, ports: [" + ports + "]}]}\n"
                + "status: {phase: Running, " + ips + ", conditions: [{type: Ready, status: '" + (ready ? "True" : "False") + "'}], "
                + "containerStatuses: [{name: main, ready: " + ready + ", restartCount: 0, state: {running: {startedAt: '2026-11-20T09:00:00Z'}}}]}");
    }

    Lab service(String namespace, String name, String spec) {
        return raw("apiVersion: v1\nkind: Service\nmetadata: {namespace: " + namespace + ", name: " + name + "}\nspec: " + spec);
    }

    Lab slice(String namespace, String service, String addressType, String ports, String... endpoints) {
        return raw("apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {namespace: " + namespace + ", name: " + service + "-" + addressType.toLowerCase(java.util.Locale.ROOT)
                + "-" + Math.floorMod((ports + String.join("", endpoints)).hashCode(), 100000) + ", labels: {kubernetes.io/service-name: " + service + "}}\naddressType: " + addressType
                + "\nendpoints: [" + String.join(", ", endpoints) + "]\nports: [" + ports + "]");
    }

    static String ready(String ip, String node) {
        return "{addresses: ['" + ip + "'], conditions: {ready: true, serving: true, terminating: false}, nodeName: " + node + "}";
    }

    static String hinted(String ip, String node, String zone) {
        return "{addresses: ['" + ip + "'], conditions: {ready: true}, nodeName: " + node + ", hints: {forZones: [{name: " + zone + "}]}}";
    }

    static String leaving(String ip, String node) {
        return "{addresses: ['" + ip + "'], conditions: {ready: false, serving: true, terminating: true}, nodeName: " + node + "}";
    }

    static String unready(String ip, String node) {
        return "{addresses: ['" + ip + "'], conditions: {ready: false, serving: false, terminating: false}, nodeName: " + node + "}";
    }

    Lab hostFile(String node, String file, String content) {
        return raw("apiVersion: netdx/v1\nkind: HostFile\nnode: " + node + "\nfile: " + file + "\ntext: |\n" + content.indent(2));
    }

    Lab raw(String yaml) {
        text.append("---\n").append(yaml.stripTrailing()).append('\n');
        return this;
    }

    /** Only these kinds were collected completely. */
    Lab collected(String kinds) {
        collected = kinds;
        return this;
    }

    Lab policies(Layer layer) {
        policies = layer;
        return this;
    }

    Cluster cluster() {
        String head = "apiVersion: netdx/v1\nkind: Case\nwhy: a test\ncollected: [" + collected + "]\n";
        return SnapshotReader.read(List.of("-"), new ByteArrayInputStream((head + text).getBytes(StandardCharsets.UTF_8)), Limits.DEFAULT, TABLE).cluster();
    }

    FlowTrace trace(String from, String to) {
        return trace(from, to, Optional.of(true));
    }

    FlowTrace trace(String from, String to, Optional<Boolean> enforces) {
        return trace(from, to, new CniProfile("calico", enforces, true, false, false));
    }

    FlowTrace trace(String from, String to, CniProfile cni) {
        Cluster cluster = cluster();
        return new Tracer(cluster, NetworkModel.of(cluster), policies, cni).trace(from, to);
    }

    /** As {@link #trace(String, String, CniProfile)}, with the policies of the lab itself. */
    FlowTrace traceWithPolicies(String from, String to, CniProfile cni) {
        Cluster cluster = cluster();
        return new Tracer(cluster, NetworkModel.of(cluster), PolicyStack.of(cluster, cni)::judge, cni).trace(from, to);
    }

    /** The one hop of a stage. */
    static Hop hop(FlowTrace trace, Stage stage) {
        List<FlowTrace.Shared> hops = trace.hops().stream().filter(h -> h.hop().stage() == stage).toList();
        if (hops.size() != 1) {
            throw new AssertionError("one hop expected at " + stage + ": " + hops);
        }
        return hops.get(0).hop();
    }

    /** Addresses and ports that the connection may end at, each once. */
    static List<String> ends(FlowTrace trace) {
        return trace.paths().stream().map(p -> p.address() + " " + p.port()).distinct().toList();
    }
}
