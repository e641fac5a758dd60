package io.netdx.source.transcript;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code iptables -L} and {@code iptables -S} in the form of {@code iptables-save}, and lines of {@code iptables-save} that somebody
 * picked. The first line is added and names the table; each other line stands for the one that was printed there.
 *
 * <p>Without {@code -v} a listing hides the interfaces that a rule is for: a rule of a built-in chain is taken as it looks, one of
 * another chain that would drop everything is left out.
 */
final class PacketFilterListing {

    private static final Set<String> BUILT_IN = Set.of("INPUT", "FORWARD", "OUTPUT");
    private static final Set<String> REFUSALS = Set.of("DROP", "REJECT");
    /** Protocols that newer releases print as numbers, and ports that releases print as names without {@code -n}. */
    private static final Map<String, String> NAMES = Map.of("0", "all", "1", "icmp", "6", "tcp", "17", "udp", "132", "sctp",
            "http", "80", "https", "443", "domain", "53");

    private final boolean verbose;
    private String chain = "";
    private List<String> columns = List.of();

    private PacketFilterListing(boolean verbose) {
        this.verbose = verbose;
    }

    /** Whether the command lists rules; another may change them and prints nothing. */
    static boolean lists(Command c) {
        return c.tool().endsWith("-save") || option(c, 'L', "--list") || option(c, 'S', "--list-rules");
    }

    /** One chain was asked for, or lines were picked: what the others do is not shown. */
    static boolean part(Command c) {
        int at = Math.max(c.words().indexOf("-L"), c.words().indexOf("-S"));
        return c.filtered() || at > 0 && at + 1 < c.words().size() && !c.words().get(at + 1).startsWith("-");
    }

    static List<String> asSave(Command c, List<String> lines) {
        List<String> save = new ArrayList<>(lines.size() + 1);
        String asked = c.flag("-t", "--table");
        if (option(c, 'L', "--list")) {
            PacketFilterListing listing = new PacketFilterListing(lines.stream().anyMatch(l -> l.contains(" in ") && l.contains(" out ")));
            save.add("*" + (asked.isEmpty() ? "filter" : asked));
            lines.forEach(line -> save.add(listing.line(line)));
            return save;
        }
        boolean picked = c.tool().endsWith("-save") && lines.stream().noneMatch(l -> l.startsWith("*"));
        boolean translates = lines.stream().anyMatch(l -> l.contains("-j KUBE-S") || l.contains("-j DNAT"));
        save.add(c.tool().endsWith("-save") && !picked ? "" : "*" + (!asked.isEmpty() ? asked : picked && translates ? "nat" : "filter"));
        for (String line : lines) {
            String[] words = line.strip().split("\\s+", 4);
            boolean policy = words.length > 2 && words[0].equals("-P");
            save.add(policy ? ":" + words[1] + " " + words[2] : words.length == 2 && words[0].equals("-N") ? ":" + words[1] + " -" : line);
        }
        return save;
    }

    /** A letter among others in one word, as in {@code -nvL}, or the long form. */
    private static boolean option(Command c, char letter, String full) {
        return c.words().stream().skip(1).anyMatch(w -> w.equals(full) || w.startsWith("-") && !w.startsWith("--") && w.indexOf(letter) > 0);
    }

    private String line(String line) {
        List<String> words = Arrays.asList(line.strip().split("\\s+"));
        if (words.get(0).equals("Chain") && words.size() > 1) {
            // "Chain FORWARD (policy DROP 1234 packets, 74040 bytes)", "Chain KUBE-SERVICES (2 references)"
            chain = words.get(1);
            boolean policy = words.size() > 3 && words.get(2).equals("(policy");
            return ":" + chain + " " + (policy ? words.get(3).replace(")", "") : "-");
        }
        if (words.contains("prot") && words.contains("source") && words.contains("destination")) {
            columns = words;
            return "";
        }
        boolean rule = !chain.isEmpty() && !columns.isEmpty() && words.size() >= 4;
        return rule ? rule(words) : line.startsWith("#") ? line : "";
    }

    private String rule(List<String> words) {
        int start = columns.indexOf("target") >= 0 ? columns.indexOf("target") : 0;
        int options = start;
        while (options < Math.min(words.size(), start + 3) && !words.get(options).equals("--")) {
            options++;
        }
        // of IPv6 older releases leave that column empty
        boolean shown = options < Math.min(words.size(), start + 3);
        int protocol = shown ? options - 1 : start + 1;
        int source = protocol + (shown ? 2 : 1) + (columns.contains("in") ? 2 : 0);
        if (protocol < start || source + 1 >= words.size()) {
            return "";
        }
        String target = protocol > start ? words.get(start) : "";
        StringBuilder rule = new StringBuilder("-A ").append(chain);
        address(rule, "-s", words.get(source));
        address(rule, "-d", words.get(source + 1));
        named(rule, "-p", NAMES.getOrDefault(words.get(protocol), words.get(protocol)));
        if (columns.contains("in")) {
            named(rule, "-i", words.get(source - 2));
            named(rule, "-o", words.get(source - 1));
        }
        int bare = rule.length();
        String after = matches(rule, words.subList(source + 2, words.size()));
        boolean everything = rule.length() == bare && bare == 3 + chain.length();
        if (!verbose && everything && REFUSALS.contains(target) && !BUILT_IN.contains(chain)) {
            return "";
        }
        return target.isEmpty() ? rule.toString() : rule.append(" -j ").append(target).append(after).toString();
    }

    /** What follows the columns; returns what belongs to the target. */
    private static String matches(StringBuilder rule, List<String> rest) {
        StringBuilder after = new StringBuilder();
        for (int i = 0; i < rest.size(); i++) {
            String word = rest.get(i);
            String next = i + 1 < rest.size() ? rest.get(i + 1) : "";
            if (word.equals("/*")) {
                int end = rest.subList(i, rest.size()).indexOf("*/");
                int stop = end < 0 ? rest.size() : i + end;
                rule.append(" --comment \"").append(String.join(" ", rest.subList(i + 1, stop)).replace("\"", "'")).append('"');
                i = stop;
            } else if (word.startsWith("dpt:")) {
                rule.append(" --dport ").append(NAMES.getOrDefault(word.substring(4), word.substring(4)));
            } else if (word.equals("ctstate") || word.equals("state")) {
                rule.append(" --").append(word).append(' ').append(next);
                i++;
            } else if (word.startsWith("to:")) {
                after.append(" --to-destination ").append(word.substring(3));
            } else if (word.equals("reject-with")) {
                after.append(" --reject-with ").append(next);
                i++;
            } else if (!word.equals("tcp") && !word.equals("udp") && !word.equals("[goto]")) {
                rule.append(" -m ").append(word);
            }
        }
        return after.toString();
    }

    private static void address(StringBuilder rule, String option, String address) {
        boolean any = address.equals("anywhere") || address.equals("0.0.0.0/0") || address.equals("::/0");
        named(rule, option, any ? "*" : address);
    }

    private static void named(StringBuilder rule, String option, String value) {
        if (!value.equals("*") && !value.equals("any") && !value.equals("all")) {
            rule.append(value.startsWith("!") ? " ! " : " ").append(option).append(' ').append(value.startsWith("!") ? value.substring(1) : value);
        }
    }
}
