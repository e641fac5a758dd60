package io.netdx.source.transcript;

import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Echoes by hand. An answer proves a way and a name, and nothing of any port. */
final class Pings {

    private static final Pattern COUNTS = Pattern.compile("(\\d{1,6}) packets transmitted, (\\d{1,6})(?: packets)? received");
    /** One of few is often lost while the neighbour is looked for. */
    private static final int ENOUGH = 10;
    private static final int MOST = 1000;

    private Pings() {
    }

    static List<ClientTest> of(Command command, String output) {
        String host = command.operands("cisWwItMpQmlTS").stream().reduce((a, b) -> b).orElse("");
        if (host.isEmpty()) {
            return List.of();
        }
        if (output.contains("bad address") || output.contains("Name or service not known") || output.contains("ame resolution") || output.contains("unknown host")) {
            return List.of(new ClientTest("dns-failed", host, ""));
        }
        Matcher m = COUNTS.matcher(output);
        if (!m.find()) {
            return List.of();
        }
        int sent = Math.min(MOST, Integer.parseInt(m.group(1)));
        int received = Math.min(sent, Integer.parseInt(m.group(2)));
        List<ClientTest> tests = new ArrayList<>();
        if (Cidr.address(host).isEmpty()) {
            tests.add(new ClientTest("resolved", host, ""));
        }
        if (tooLarge(output) || received == sent) {
            return tests;
        }
        if (received == 0) {
            tests.add(new ClientTest(output.contains("nreachable") ? "unreachable" : "timeout", host, "", true, ClientTest.ONE));
        } else if (sent >= ENOUGH && sent - received > 1) {
            tests.add(new ClientTest("timeout", host, "", true, sent - received));
            tests.add(new ClientTest("ok", host, "", true, received));
        }
        return tests;
    }

    /** The packet did not fit the way, as {@code ping -M do} asks: the way itself is whole. */
    private static boolean tooLarge(String output) {
        return output.contains("essage too long") || output.contains("rag needed");
    }
}
