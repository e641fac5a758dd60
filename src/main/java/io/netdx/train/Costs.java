package io.netdx.train;

import java.util.List;
import java.util.Map;

/** Minutes that a step costs on the cluster's clock, after the source document's procedure: CNI 2, connectivity 3, DNS 2, service 3, external 5. */
final class Costs {

    private static final double LOOK = 1;
    private static final double CHANGE = 2;
    private static final Map<String, Double> TOOLS = Map.ofEntries(Map.entry("nslookup", 2.0), Map.entry("dig", 2.0), Map.entry("host", 2.0), Map.entry("getent", 2.0),
            Map.entry("ping", 3.0), Map.entry("nc", 3.0), Map.entry("telnet", 3.0), Map.entry("curl", 3.0), Map.entry("wget", 3.0), Map.entry("tcpdump", 5.0));

    private Costs() {
    }

    static double look() {
        return LOOK;
    }

    static double change() {
        return CHANGE;
    }

    /** What is typed wrongly costs nothing. */
    static double test(List<String> argv, int code) {
        String line = String.join(" ", argv);
        return code == 127 || code == 2 && line.startsWith("sh") ? 0
                : TOOLS.entrySet().stream().filter(t -> line.matches("(.*[\\s;|&/'\"])?" + t.getKey() + "(\\s.*)?")).mapToDouble(Map.Entry::getValue).max().orElse(LOOK);
    }
}
