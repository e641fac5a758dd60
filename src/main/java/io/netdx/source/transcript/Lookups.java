package io.netdx.source.transcript;

import io.netdx.net.Cidr;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lookups by hand: {@code nslookup dig host getent}. A resolver in the internet, asked by its address, knows nothing of the cluster. */
final class Lookups {

    /** Below the name or beside it stands an address; above it the server's own, which is none. */
    private static final Pattern ANSWER = Pattern.compile("(?m)^Name:[ \\t]*\\S+[ \\t]*\\n\\s*Address(?: \\d+)?:|^\\S+ has (?:IPv6 )?address |status: NOERROR,[\\s\\S]{0,120}?ANSWER: [1-9]");
    private static final Pattern BARE = Pattern.compile("(?m)^(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-f]{0,4}:[0-9a-f:.]{2,40})(?:\\s+\\S.*)?$");
    private static final Pattern REFUSES = Pattern.compile("status: REFUSED|can't find \\S+: REFUSED|not found: 5\\(REFUSED\\)");
    private static final Pattern TYPES = Pattern.compile("(?i)any|a|aaaa|srv|txt|ns|soa|ptr|cname|in|ahosts|ahostsv4|ahostsv6|hosts");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}");
    private static final int NOT_FOUND = 2;
    /** Private and link-local addresses, and the range that GKE gives to Services. */
    private static final List<Cidr> INSIDE = Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8", "34.118.224.0/20",
            "fc00::/7", "fe80::/10", "::1/128").map(Cidr::block).flatMap(Optional::stream).toList();

    private Lookups() {
    }

    static Optional<ClientTest> of(Command command, String output) {
        List<String> plain = command.operands("tqcpby").stream().filter(w -> !w.startsWith("+") && !TYPES.matcher(w).matches()).toList();
        String name = plain.stream().filter(w -> !w.startsWith("@") && NAME.matcher(w).matches()).findFirst().orElse("");
        if (name.isEmpty() || Cidr.address(name).isPresent() || command.words().contains("-x") || plain.stream().anyMatch(Lookups::elsewhere)) {
            return Optional.empty();
        }
        String mode = mode(command.tool(), output);
        return mode.isEmpty() ? Optional.empty() : Optional.of(new ClientTest(mode, name.replaceFirst("\\.$", ""), ""));
    }

    private static String mode(String tool, String output) {
        // a search list is tried in its order: that one of its names does not exist is no failure
        if (ANSWER.matcher(output).find() || (tool.equals("getent") || !output.contains("status: ") && tool.equals("dig")) && BARE.matcher(output).find()) {
            return "resolved";
        }
        Matcher refuses = REFUSES.matcher(output);
        return output.contains("no servers could be reached") || output.contains("connection timed out") ? "dns-timeout"
                : output.contains("SERVFAIL") ? "dns-servfail" : output.contains("NXDOMAIN") ? "nxdomain"
                : refuses.find() || output.contains("can't resolve '") || output.contains("can't find ") && !output.contains("No answer")
                || tool.equals("getent") && ClientTest.exit(output) == NOT_FOUND ? "dns-failed" : "";
    }

    private static boolean elsewhere(String word) {
        String server = word.startsWith("@") ? word.substring(1) : word;
        return Cidr.address(server).isPresent() && INSIDE.stream().noneMatch(range -> range.contains(server));
    }
}
