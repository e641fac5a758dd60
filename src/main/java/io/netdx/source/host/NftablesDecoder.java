package io.netdx.source.host;

import io.netdx.fact.HostFact;
import io.netdx.fact.HostFact.ServiceRule.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code nft list ruleset}. kube-proxy in nftables mode keeps a table of its own with verdict maps from address, protocol and
 * port to a chain; iptables-nft rules show up as well, but those are read from {@code iptables-save}, which names them better.
 */
final class NftablesDecoder implements LineDecoder {

    private static final int MAX_DROPS = 100;
    private static final List<String> ENFORCERS = List.of("KUBE-ROUTER-", "KUBE-NWPLCY", "cali-", "CILIUM_", "ANTREA-POL",
            "KUBE-NETWORK-POLICIES", "filter-cali-");

    private final HostFile file;
    private final ServiceRules services;
    private final Map<String, Set<String>> endpoints = new HashMap<>();
    private final List<Element> elements = new ArrayList<>();
    private final List<String> drops = new ArrayList<>();
    private String table = "";
    private String block = "";
    private boolean forwardHook;
    private String forwardPolicy = "";
    private boolean enforces;
    private boolean admitsPods;
    private int firstLine;
    private int ways;

    /** An element of a verdict map; {@code verdict} is a chain or {@code drop}. Chains may follow after it. */
    private record Element(String address, String protocol, int port, String comment, String verdict, int line) {
    }

    NftablesDecoder(HostFile file) {
        this.file = file;
        this.services = new ServiceRules(file);
    }

    @Override
    public boolean line(String line, int number) {
        String text = line.strip();
        List<String> words = Words.of(line);
        firstLine = firstLine == 0 ? number : firstLine;
        if (words.get(0).equals("table") && text.endsWith("{")) {
            table = Words.at(words, 2);
            block = "";
            return true;
        }
        if (table.isEmpty()) {
            return text.startsWith("#");
        }
        if ((words.get(0).equals("chain") || words.get(0).equals("map") || words.get(0).equals("set")) && text.endsWith("{")) {
            block = Words.at(words, 1);
            forwardHook = false;
            enforces |= startsWithAny(block);
        } else if (table.equals("kube-proxy")) {
            kubeProxy(text, words, number);
        } else {
            foreign(text, words);
        }
        return true;
    }

    private void kubeProxy(String text, List<String> words, int number) {
        if (block.startsWith("service-") && !block.equals("service-ips") && !block.equals("service-nodeports")) {
            for (String word : words) {
                int address = word.startsWith("endpoint-") ? word.lastIndexOf("__") : -1;
                if (address > 0) {
                    // endpoint-<hash>-<namespace>/<name>/<protocol>/<port>__<address>/<port>
                    if (!file.room(ways++ / 20, number)) {
                        return;
                    }
                    String[] parts = word.substring(address + 2).replace(",", "").split("/");
                    endpoints.computeIfAbsent(block, b -> new LinkedHashSet<>())
                            .add(parts.length == 2 ? parts[0] + ":" + parts[1] : parts[0]);
                }
            }
            return;
        }
        switch (block) {
            case "service-ips", "service-nodeports", "no-endpoint-services", "no-endpoint-nodeports" -> elements(text, number);
            default -> { }
        }
    }

    /**
     * {@code 10.96.0.10 . tcp . 53 : goto service-X-kube-system/kube-dns/tcp/dns}, in node port maps without the address;
     * {@code … comment "shop/cart:http" : drop} in the maps of Services that have no endpoint.
     */
    private void elements(String text, int number) {
        int start = text.indexOf('{');
        for (String element : text.substring(start + 1).replace("}", "").split(",")) {
            List<String> words = Words.of(element);
            int colon = words.indexOf(":");
            int at = block.endsWith("nodeports") ? -2 : 0;
            if (colon < 0 || !Words.at(words, 1).equals(".") || !file.room(elements.size(), number)) {
                continue;
            }
            String verdict = Words.at(words, colon + 1);
            elements.add(new Element(at < 0 ? "" : words.get(0), Words.at(words, at + 2),
                    Words.small(Words.at(words, at + 4), 0), Words.after(words, "comment"),
                    verdict.equals("goto") ? Words.at(words, colon + 2) : verdict, number));
        }
    }

    private void foreign(String text, List<String> words) {
        if (words.get(0).equals("type") && words.contains("hook")) {
            forwardHook = Words.after(words, "hook").equals("forward");
            if (forwardHook && text.contains("policy drop")) {
                forwardPolicy = "DROP";
            } else if (forwardHook && forwardPolicy.isEmpty() && text.contains("policy accept")) {
                forwardPolicy = "ACCEPT";
            }
            return;
        }
        admitsPods |= PodForwarding.nftables(forwardHook ? "FORWARD" : block, words);
        boolean refuses = words.contains("drop") || words.contains("reject");
        boolean managed = block.startsWith("KUBE-") || block.startsWith("FLANNEL-") || startsWithAny(block)
                || table.startsWith("kube-") || table.startsWith("flannel");
        if (refuses && !managed && !text.contains("invalid") && drops.size() < MAX_DROPS) {
            drops.add(table + " " + block + ": " + (text.length() > 300 ? text.substring(0, 300) + "…" : text));
        }
    }

    @Override
    public void end() {
        if (table.isEmpty()) {
            return;
        }
        for (Element element : elements) {
            String chain = element.verdict();
            Verdict verdict = chain.contains("/") ? Verdict.BALANCED : chain.equals("drop") ? Verdict.DROPPED : Verdict.REJECTED;
            // Traffic from outside first passes an external- chain, which masquerades and goes on to the same service- chain.
            String last = chain.startsWith("external-") ? "service-" + chain.substring("external-".length()) : chain;
            services.add(element.address(), element.port(), element.protocol(),
                    element.comment().isEmpty() ? service(chain) : element.comment(), verdict,
                    endpoints.getOrDefault(last, Set.of()), element.line());
        }
        file.fact(new HostFact.PacketFilter(file.node(), "nftables", forwardPolicy, services.addresses(), services.sorted(),
                List.copyOf(drops), admitsPods, enforces, file.at(firstLine)));
    }

    /** {@code service-ULMVA6XW-ns/name/tcp/port}; neither the prefix nor the hash holds a further dash. */
    private static String service(String chain) {
        String[] parts = chain.split("/");
        if (parts.length < 3) {
            return "";
        }
        int dash = parts[0].indexOf('-', parts[0].indexOf('-') + 1);
        String port = parts.length > 3 && !parts[3].isEmpty() ? ":" + parts[3] : "";
        return parts[0].substring(dash + 1) + "/" + parts[1] + port;
    }

    private static boolean startsWithAny(String name) {
        return ENFORCERS.stream().anyMatch(name::startsWith);
    }
}
