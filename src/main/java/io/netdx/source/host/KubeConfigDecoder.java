package io.netdx.source.host;

import io.netdx.fact.HostFact;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Configuration of the kubelet (its file, or what {@code /configz} answers) and of kube-proxy. */
final class KubeConfigDecoder {

    private KubeConfigDecoder() {
    }

    static void kubelet(HostFile file, InputStream utf8) throws IOException {
        Optional<Document> read = read(file, utf8);
        if (read.isEmpty()) {
            return;
        }
        Document doc = read.get();
        String in = doc.has("kubeletconfig.clusterDomain") || doc.has("kubeletconfig.maxPods") ? "kubeletconfig." : "";
        if (in.isEmpty() && !doc.first("kind").equals("KubeletConfiguration") && !doc.has("clusterDNS")) {
            file.problem(1, "this is not the configuration of a kubelet");
            return;
        }
        file.fact(new HostFact.KubeletConfig(file.node(), doc.all(in + "clusterDNS"), doc.first(in + "clusterDomain"),
                doc.number(in + "maxPods"), doc.first(in + "podCIDR"), doc.first(in + "resolvConf"), file.at(1)));
    }

    static void kubeProxy(HostFile file, InputStream utf8) throws IOException {
        Optional<Document> read = read(file, utf8);
        if (read.isEmpty()) {
            return;
        }
        Document doc = read.get();
        if (!doc.first("kind").equals("KubeProxyConfiguration") && !doc.has("clusterCIDR") && !doc.has("mode")) {
            file.problem(1, "this is not the configuration of kube-proxy");
            return;
        }
        file.fact(new HostFact.KubeProxyConfig(file.node(), doc.first("mode"), doc.first("clusterCIDR"),
                doc.all("nodePortAddresses"), doc.first("ipvs.strictARP").equals("true"), file.at(1)));
    }

    private static Optional<Document> read(HostFile file, InputStream utf8) throws IOException {
        Optional<byte[]> bytes = file.readDocument(utf8);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(bytes.get()));
        } catch (MalformedDocument e) {
            file.problem(e.line(), e.getMessage());
            return Optional.empty();
        }
    }

    /** JSON may be indented with tabs, which YAML forbids; so it is tried first where the text looks like it. */
    private static Document parse(byte[] bytes) throws MalformedDocument {
        if (bytes.length > 0 && bytes[0] == '{') {
            try {
                return JsonDocument.read(bytes);
            } catch (MalformedDocument e) {
                return YamlDocument.read(bytes);
            }
        }
        return YamlDocument.read(bytes);
    }
}
