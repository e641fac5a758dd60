package io.netdx.source.transcript;

import io.netdx.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private static String host(Command command) {
        return command.operands("cisWwItMpQmlTS").stream().reduce((a, b) -> b).orElse("");
    }

    /** Whether echoes of their size come back; empty where that is not clear, or a name was asked. */
    static Optional<Echo> echo(Command command, String output) {
        Matcher m = COUNTS.matcher(output);
        return command.tool().startsWith("ping") && Cidr.address(host(command)).isPresent() && m.find()
                ? Echo.of(host(command), output, Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))) : Optional.empty();
    }

    static List<ClientTest> of(Command command, String output) {
        String host = host(command);
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
        boolean large = echo(command, output).filter(e -> e.bytes() > Echo.SMALL).isPresent();
        if (tooLarge(output) || received == sent || large) {
            // that large ones vanish says nothing of connecting
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
    static boolean tooLarge(String output) {
        return output.contains("essage too long") || output.contains("rag needed");
    }
}
