package io.netdx.source.transcript;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Packets that Cilium dropped, as {@code hubble observe} and {@code cilium monitor} print them: only those that open a connection or ask. */
final class Drops {

    /**
     * What was dropped on its way from one to another.
     *
     * @param from   {@code namespace/pod} or an address
     * @param to     likewise, or a name outside
     * @param policy a policy is the reason
     */
    record Flow(String from, String to, String port, boolean policy) {
    }

    /** How often, and the first line. */
    record Seen(int count, int line) {
    }

    private static final String PEER = "[\\w./:\\[\\]-]{1,300}?";
    private static final Pattern HUBBLE = Pattern.compile("(?:[^>]{0,60}: )?(" + PEER + ")(?::\\d{1,5})? \\([^)]{0,80}\\) (?:<>|->) (" + PEER + "):(\\d{1,5}) \\([^)]{0,80}\\) ([A-Z][^()]{2,80}?) DROPPED \\((TCP Flags: SYN|UDP)\\)");
    private static final Pattern MONITOR = Pattern.compile("xx drop \\(([^)]{3,60})\\).{0,200}?: (\\S{3,60}):\\d{1,5} -> (\\S{3,60}):(\\d{1,5}) (tcp SYN|udp)");
    private static final Pattern HANDED_OUT = Pattern.compile("3[3-9]\\d{3}|[4-6]\\d{4}");

    private Drops() {
    }

    static Map<Flow, Seen> of(List<String> lines) {
        Map<Flow, Seen> flows = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            int line = i;
            flow(lines.get(i)).ifPresent(flow -> flows.merge(flow, new Seen(1, line), (a, b) -> new Seen(a.count() + 1, a.line())));
        }
        return flows;
    }

    private static Optional<Flow> flow(String line) {
        if (line.contains(" DROPPED (")) {
            Matcher m = HUBBLE.matcher(line.strip());
            return m.matches() ? flow(m.group(1), m.group(2), m.group(3), m.group(4), m.group(5)) : Optional.empty();
        }
        Matcher m = MONITOR.matcher(line.startsWith("xx drop (") ? line : "");
        return m.find() ? flow(m.group(2), m.group(3), m.group(4), m.group(1), m.group(5)) : Optional.empty();
    }

    /** A datagram to a port that systems give to those who ask is an answer. */
    private static Optional<Flow> flow(String from, String to, String port, String reason, String protocol) {
        boolean answer = protocol.equalsIgnoreCase("udp") && HANDED_OUT.matcher(port).matches();
        return answer ? Optional.empty() : Optional.of(new Flow(from, to, port, reason.startsWith("Policy denied")));
    }
}
