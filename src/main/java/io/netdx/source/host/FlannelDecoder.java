package io.netdx.source.host;

import io.netdx.fact.HostFact;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** flannel's {@code subnet.env}, which the plugin reads on every start of a pod, and its network configuration. */
final class FlannelDecoder implements LineDecoder {

    private final HostFile file;
    private String network = "";
    private String subnet = "";
    private int mtu;
    private int firstLine;

    FlannelDecoder(HostFile file) {
        this.file = file;
    }

    @Override
    public boolean line(String line, int number) {
        int equals = line.indexOf('=');
        if (equals < 0 || !line.startsWith("FLANNEL_")) {
            return line.startsWith("#");
        }
        String value = Words.cut(line.substring(equals + 1).strip());
        switch (line.substring(0, equals)) {
            case "FLANNEL_NETWORK" -> network = value;
            case "FLANNEL_SUBNET" -> subnet = value;
            case "FLANNEL_MTU" -> mtu = Words.small(value, 0);
            default -> { }
        }
        firstLine = firstLine == 0 ? number : firstLine;
        return true;
    }

    @Override
    public void end() {
        file.fact(new HostFact.FlannelSubnet(file.node(), network, subnet, mtu, file.at(firstLine)));
    }

    static void network(HostFile file, InputStream utf8) throws IOException {
        Optional<byte[]> bytes = file.readDocument(utf8);
        if (bytes.isEmpty()) {
            return;
        }
        try {
            Document json = JsonDocument.read(bytes.get());
            file.fact(new HostFact.FlannelNetwork(file.node(), json.first("Network"), json.first("Backend.Type"), file.at(1)));
        } catch (MalformedDocument e) {
            file.problem(e.line(), e.getMessage());
        }
    }
}
