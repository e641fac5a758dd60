package io.netdx.source.host;

import java.util.List;

/**
 * Tells rules that let the traffic of pods through before the policy of the FORWARD chain applies. What a container engine accepts
 * for its own bridges, answers to connections (conntrack) and what kube-proxy has marked for masquerading do not count: they leave
 * calls between pods to the policy.
 */
final class PodForwarding {

    /** Chains whose purpose it is; everything that they accept is pod traffic. */
    private static final List<String> CHAINS = List.of("FLANNEL-FWD", "CILIUM_FORWARD", "cali-FORWARD", "CNI-FORWARD", "KUBE-ROUTER-FORWARD");
    private static final List<String> INTERFACES = List.of("cni", "cbr", "cali", "tunl", "vxlan.calico", "flannel", "lxc", "cilium",
            "eni", "weave", "kube-bridge", "veth");

    private PodForwarding() {
    }

    /** A line of {@code iptables-save}, {@code -A} and chain first. */
    static boolean iptables(String chain, String line) {
        if (!line.contains(" -j ACCEPT")) {
            return false;
        }
        List<String> words = Words.of(line);
        boolean always = words.size() == 4 || line.contains("cali:");
        return admits(chain, words, List.of("-s", "-d"), List.of("-i", "-o"), always);
    }

    /** A rule of {@code nft list ruleset} in a chain. */
    static boolean nftables(String chain, List<String> words) {
        boolean always = words.get(0).equals("accept") || words.get(0).equals("counter") && words.size() == 6;
        return words.contains("accept") && admits(chain, words, List.of("saddr", "daddr"), List.of("iifname", "oifname"), always);
    }

    private static boolean admits(String chain, List<String> words, List<String> ends, List<String> devices, boolean always) {
        if (CHAINS.contains(chain)) {
            return true;
        }
        boolean forwards = chain.equals("FORWARD") || chain.equals("KUBE-FORWARD");
        boolean answers = words.contains("--ctstate") || words.contains("--state") || words.contains("ct");
        return forwards && !answers && (always || ends.stream().anyMatch(end -> range(Words.after(words, end)))
                || devices.stream().anyMatch(device -> podInterface(Words.after(words, device))));
    }

    private static boolean range(String address) {
        return address.indexOf('/') > 0 && !address.endsWith("/32");
    }

    private static boolean podInterface(String device) {
        String name = device.startsWith("\"") ? device.substring(1) : device;
        return INTERFACES.stream().anyMatch(name::startsWith);
    }
}
