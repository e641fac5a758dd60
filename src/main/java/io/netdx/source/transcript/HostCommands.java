package io.netdx.source.transcript;

import io.netdx.fact.HostFact;
import io.netdx.fact.Provenance;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands of a node: what collectors call their output, and {@code systemctl status}. */
final class HostCommands {

    /** What a collector would call the output; {@code whole} if the command leaves nothing out. */
    record File(String name, boolean whole) {
    }

    private static final Pattern HEALTH = Pattern.compile("(?:http://)?([\\w.-]{1,253}):(10256|10248)/healthz");
    private static final Pattern UNIT = Pattern.compile("(?:Status: )?[●○×*↻] ?([\\w@.-]+)\\.service(?: - .*)?");
    private static final Pattern ACTIVE = Pattern.compile("\\s*Active: (\\w+)(?: \\(([\\w-]+)\\))?.*");
    private static final Pattern NODE = Pattern.compile("Node: (\\S+)");
    private static final Pattern JOURNAL = Pattern.compile("[A-Z][a-z]{2} [ \\d]\\d [\\d:]{8} (\\S+) [\\w-]+\\[\\d+]: .*");

    private HostCommands() {
    }

    static Optional<File> file(Command c) {
        String tool = c.tool();
        List<String> words = c.words();
        String rest = String.join(" ", words.subList(Math.min(1, words.size()), words.size()));
        String sub = words.stream().skip(1).filter(w -> !w.startsWith("-")).findFirst().orElse("");
        return switch (tool) {
            case "ip" -> switch (sub) {
                // one destination of many: the kernel's choice, not a route of the table
                case "route", "r", "ro" -> words.contains("get") ? Optional.empty() : file("ip-route", rest.matches(".*\\br(o|oute)?( show| list)?( table (main|all))?"));
                case "addr", "a", "address", "link", "l" -> file("ip-addr", !brief(words) && rest.matches(".*\\b(a|addr|address)( show| list)?"));
                case "neigh", "n", "neighbour" -> file("ip-neigh", rest.matches(".*\\b(n|neigh|neighbour)( show| list)?"));
                default -> Optional.empty();
            };
            case "iptables-save", "ip6tables-save" -> file(tool, !rest.contains("-t"));
            case "iptables", "ip6tables", "iptables-legacy", "iptables-nft" -> PacketFilterListing.lists(c) ? file(tool + "-save", false) : Optional.empty();
            case "sysctl" -> file("sysctl", rest.equals("-a"));
            case "ss", "netstat" -> sockets(words);
            case "conntrack" -> rest.contains("-S") || rest.contains("-L") || rest.contains("-C") || rest.contains("--count") ? file("conntrack", false) : Optional.empty();
            case "ipset" -> file("ipset", rest.equals("list") || rest.equals("-L"));
            case "ipvsadm" -> file("ipvsadm", true);
            case "nft" -> rest.contains("list ruleset") ? file("nft-list-ruleset", true) : Optional.empty();
            case "cat" -> rest.startsWith("/proc/sys/net/") ? file("sysctl", false) : rest.endsWith("/resolv.conf") ? file("resolv.conf", true)
                    : rest.endsWith("flannel/subnet.env") ? file("flannel/subnet.env", true)
                    : rest.startsWith("/etc/cni/net.d/") ? file("net.d/" + rest.substring(15), true) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean brief(List<String> words) {
        return words.stream().anyMatch(w -> w.startsWith("-br") || w.equals("--brief"));
    }

    /** Listening sockets; statistics, routes and interfaces are asked for by other letters. */
    private static Optional<File> sockets(List<String> words) {
        String letters = String.join("", words.stream().skip(1).filter(w -> w.startsWith("-") && !w.startsWith("--")).toList());
        boolean others = letters.indexOf('s') >= 0 || letters.indexOf('r') >= 0 || letters.indexOf('i') >= 0;
        boolean all = letters.indexOf('l') >= 0 && (letters.indexOf('t') >= 0) == (letters.indexOf('u') >= 0);
        return others ? Optional.empty() : file("ss", all && words.stream().skip(1).allMatch(w -> w.startsWith("-")));
    }

    /**
     * The output as a collector would have written it: {@code cat /proc/sys/net/ipv4/ip_forward} prints a value without its name. What
     * {@code iptables} lists has one line more, the first.
     */
    static List<String> asFile(Command c, List<String> lines) {
        if (filter(c)) {
            return PacketFilterListing.asSave(c, lines);
        }
        String path = c.words().get(c.words().size() - 1);
        if (!c.tool().equals("cat") || !path.startsWith("/proc/sys/")) {
            return lines;
        }
        return lines.stream().map(l -> l.isBlank() ? l : path.substring("/proc/sys/".length()).replace('/', '.') + " = " + l).toList();
    }

    /**
     * What the health port of a node's agent answers.
     *
     * @param local it was asked on the node itself
     */
    record Health(String service, String state, String address, boolean local) {
    }

    /** {@code curl http://192.168.10.12:10256/healthz} asks kube-proxy, port 10248 the kubelet. */
    static Optional<Health> health(Command c, List<String> lines) {
        if (!c.tool().equals("curl") && !c.tool().equals("wget")) {
            return Optional.empty();
        }
        for (String word : c.words()) {
            Matcher m = HEALTH.matcher(word);
            if (m.matches()) {
                String address = m.group(1);
                boolean local = address.equals("localhost") || address.startsWith("127.");
                boolean refused = lines.stream().anyMatch(l -> l.contains("onnection refused") || l.contains("ould not connect to server") || l.contains("ouldn't connect to server"));
                boolean answered = lines.stream().anyMatch(l -> l.contains("lastUpdated") || l.strip().equals("ok") || l.strip().endsWith("200"));
                return refused || answered ? Optional.of(new Health(m.group(2).equals("10256") ? "kube-proxy" : "kubelet", refused ? "inactive" : "active", address, local))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The kernel of the node itself says that nobody has the address. */
    static Optional<HostFact.Unanswered> ping(Command c, List<String> lines, String place, int first) {
        boolean nobody = lines.stream().anyMatch(l -> l.contains("Destination Host Unreachable")) && lines.stream().anyMatch(l -> l.contains("100% packet loss"));
        String target = c.words().get(c.words().size() - 1);
        return nobody && c.words().size() > 1 ? Optional.of(new HostFact.Unanswered(c.host(), target, target, "a ping", new Provenance(place, first, ""))) : Optional.empty();
    }

    /** Lines that {@link #asFile} puts before the first. */
    static int added(Command c) {
        return filter(c) ? 1 : 0;
    }

    private static boolean filter(Command c) {
        return c.tool().startsWith("iptables") || c.tool().startsWith("ip6tables");
    }

    private static Optional<File> file(String name, boolean whole) {
        return Optional.of(new File(name, whole));
    }

    /** {@code ● kubelet.service - …} with its line {@code Active:}; the node by what the output itself says where the command does not. */
    static Optional<HostFact.HostService> unit(List<String> lines, String host, String place, int first) {
        String unit = "";
        String state = "";
        String node = host;
        int at = first;
        for (int i = 0; i < Math.min(lines.size(), 200); i++) {
            String line = lines.get(i);
            // what such a line cannot do without; most outputs are something else, and their lines meet no pattern
            if (unit.isEmpty() && line.contains(".service")) {
                Matcher u = UNIT.matcher(line.strip());
                if (u.matches()) {
                    unit = u.group(1);
                    continue;
                }
            }
            if (state.isEmpty() && line.contains("Active: ")) {
                Matcher a = ACTIVE.matcher(line);
                if (a.matches()) {
                    state = a.group(1);
                    at = first + i;
                    continue;
                }
            }
            if (node.isEmpty() && (line.contains("Node: ") || line.contains("]: "))) {
                Matcher n = NODE.matcher(line.strip());
                Matcher j = JOURNAL.matcher(line);
                node = n.matches() ? n.group(1) : j.matches() ? j.group(1) : node;
            }
        }
        return unit.isEmpty() || state.isEmpty() || node.isEmpty() ? Optional.empty()
                : Optional.of(new HostFact.HostService(node, unit, state, new Provenance(place, at, "")));
    }
}
