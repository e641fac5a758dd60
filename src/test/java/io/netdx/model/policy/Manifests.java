package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.model.Named;
import io.netdx.model.PeerNames;
import io.netdx.source.Limits;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Clusters of a few lines, read as the program reads them, and questions about them. */
record Manifests(Cluster cluster, CniProfile profile) {

    static final CniProfile CALICO = new CniProfile("calico", Optional.of(true), true, false, false);
    static final CniProfile CILIUM = new CniProfile("cilium", Optional.of(true), false, false, false);

    /** A first document in block style tells the reader that this is YAML. */
    private static final String BLOCK_STYLE = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\n---\n";

    static Manifests of(String... documents) {
        byte[] text = (BLOCK_STYLE + String.join("\n---\n", documents)).getBytes(StandardCharsets.UTF_8);
        return new Manifests(SnapshotReader.read(List.of("-"), new ByteArrayInputStream(text), Limits.DEFAULT, SignatureTable.load()).cluster(),
                CALICO);
    }

    /** A snapshot in which these kinds were listed completely, and no others. */
    static Manifests observed(String kinds, String... documents) {
        String head = "apiVersion: netdx/v1\nkind: Case\ncollected: [" + kinds + "]";
        return of(String.join("\n---\n", head, String.join("\n---\n", documents)));
    }

    Manifests with(CniProfile other) {
        return new Manifests(cluster, other);
    }

    /** {@code shop/web} with labels {@code app=web}; address and ports as given, in flow notation. */
    static String pod(String namespace, String name, String ip, String ports) {
        return pod(namespace, name, Map.of("app", name), ip, ports, "");
    }

    static String pod(String namespace, String name, Map<String, String> labels, String ip, String ports, String spec) {
        String ips = ip.isEmpty() ? "[]" : "[{ip: '" + ip.replace(",", "'}, {ip: '") + "'}]";
        return "{apiVersion: v1, kind: Pod, metadata: {namespace: " + namespace + ", name: " + name + ", labels: " + flow(labels)
                + "}, spec: {" + spec + (spec.isEmpty() ? "" : ", ") + "containers: [{name: main, ports: [" + ports + "]}]}, "
                + "status: {phase: Running, podIPs: " + ips + "}}";
    }

    static String namespace(String name, Map<String, String> labels) {
        return "{apiVersion: v1, kind: Namespace, metadata: {name: " + name + ", labels: " + flow(labels) + "}}";
    }

    /** A NetworkPolicy with its spec in flow notation. */
    static String policy(String namespace, String name, String spec) {
        return "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {namespace: " + namespace + ", name: " + name
                + "}, spec: {" + spec + "}}";
    }

    private static String flow(Map<String, String> labels) {
        StringBuilder text = new StringBuilder("{");
        new java.util.TreeMap<>(labels).forEach((k, v) -> text.append(text.length() > 1 ? ", " : "").append(k).append(": '").append(v).append("'"));
        return text.append('}').toString();
    }

    Peer peer(String name) {
        Named named = new PeerNames(cluster).resolve(name);
        return named instanceof Named.OfAddress address ? address.peer() : ((Named.OfPods) named).peers().get(0);
    }

    Verdict ask(String from, String to, int port, String protocol) {
        return PolicyStack.of(cluster, profile).judge(new Flow(peer(from), peer(to), port, protocol));
    }

    Decision tcp(String from, String to, int port) {
        return ask(from, to, port, "TCP").decision();
    }

    Opinion ingress(String from, String to, int port) {
        return new KubernetesPolicies(cluster, profile).judge(new Flow(peer(from), peer(to), port, "TCP"), Direction.INGRESS);
    }
}
