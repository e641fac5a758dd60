package io.netdx.source.host;

import io.netdx.fact.HostFact;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** CNI network configuration: a list of plugins, or the older single plugin. */
final class CniConfigDecoder {

    private final HostFile file;

    CniConfigDecoder(HostFile file) {
        this.file = file;
    }

    void read(InputStream utf8) throws IOException {
        Optional<byte[]> bytes = file.readDocument(utf8);
        if (bytes.isEmpty()) {
            return;
        }
        boolean list = file.baseName().toLowerCase(Locale.ROOT).endsWith(".conflist");
        String prefix = list ? "plugins." : "";
        try {
            Document json = JsonDocument.read(bytes.get());
            file.fact(new HostFact.CniConfig(file.node(), file.baseName(), json.first("name"), json.first("cniVersion"),
                    json.all(prefix + "type"), mtu(json, prefix), json.first(prefix + "ipam.type"), subnets(json, prefix),
                    json.all(prefix + "hairpinMode").contains("true") || json.all(prefix + "delegate.hairpinMode").contains("true"),
                    refusal(json, list), file.at(1)));
        } catch (MalformedDocument e) {
            String error = e.line() > 0 ? "line " + e.line() + ": " + e.getMessage() : e.getMessage();
            file.fact(new HostFact.CniConfig(file.node(), file.baseName(), "", "", List.of(), 0, "", List.of(), true, error,
                    file.at(e.line())));
        }
    }

    /** The conditions under which libcni refuses a file that is valid JSON. */
    private static String refusal(Document json, boolean list) {
        if (list && json.first("name").isEmpty()) {
            return "no name";
        }
        if (list && json.all("plugins.type").isEmpty()) {
            return "no plugins with a type";
        }
        return !list && json.first("type").isEmpty() ? "no plugin type" : "";
    }

    private static int mtu(Document json, String prefix) {
        int own = json.number(prefix + "mtu");
        return own > 0 ? own : json.number(prefix + "delegate.mtu");
    }

    private static List<String> subnets(Document json, String prefix) {
        List<String> subnets = new ArrayList<>();
        for (String path : List.of("ipam.subnet", "ipam.ranges.subnet", "ipam.ipv4_pools", "ipam.ipv6_pools", "ipam.range",
                "ipam.ipRanges.range")) {
            subnets.addAll(json.all(prefix + path));
        }
        return List.copyOf(subnets);
    }
}
