package io.netdx.source.transcript;

import io.netdx.net.Cidr;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a call by hand ended.
 *
 * @param mode  as in the signatures of calls ({@code refused timeout failed stalled reset unreachable tls nxdomain dns-failed dns-timeout
 *              dns-servfail http-error ok resolved})
 * @param host  as the command names it
 * @param port  empty if unknown
 * @param ping  it asked for an echo, which no port answers
 * @param tries that ended so
 */
record ClientTest(String mode, String host, String port, boolean ping, int tries) {

    /** Somebody who tests a call by hand does so because it keeps failing: as much as the repetition that logs need. */
    static final int ONE = 3;

    ClientTest(String mode, String host, String port) {
        this(mode, host, port, false, ONE);
    }

    private static final Pattern URL = Pattern.compile("(?:(https?|tcp|telnet)://)?([A-Za-z0-9._-]+|\\[[0-9a-f:]+])(?::(\\d+))?(?:[/?].*)?");
    private static final Pattern HTTP_STATUS = Pattern.compile("(?:^|.*\\s)HTTP/[\\d.]+ (\\d{3}).*|^(\\d{3})$|.*awaiting response\\.\\.\\. (\\d{3})\\b.*");
    /** What proxies answer themselves in the body, which is all that curl prints without being asked for more. */
    private static final Pattern PROXY_ERROR = Pattern.compile("upstream connect error or disconnect/reset before headers|no healthy upstream|(?:502 Bad Gateway|503 Service (?:Temporarily )?Unavailable|504 Gateway Time-?out)\\b");
    /** {@code echo > /dev/tcp/cart/80}: bash itself connects. */
    private static final Pattern DEV_TCP = Pattern.compile("/dev/tcp/([A-Za-z0-9._-]{1,253}|\\[?[0-9a-f:]{2,45}]?)/(\\d{1,5})");
    /** What kubectl says of the command that it ran. */
    private static final Pattern EXIT = Pattern.compile("command terminated with exit code (\\d{1,3})");
    private static final Set<String> OF_NC = Set.of("nc", "ncat", "telnet");
    private static final int TIMED_OUT = 124;

    /** None where the command is no test or its output says nothing clear. */
    static List<ClientTest> of(Command command, List<String> lines) {
        String output = String.join("\n", lines.subList(0, Math.min(lines.size(), 400)));
        if (output.isBlank()) {
            return List.of();
        }
        Matcher bash = DEV_TCP.matcher(command.text());
        return switch (command.tool()) {
            case "nslookup", "dig", "host", "getent" -> Lookups.of(command, output).stream().toList();
            case "curl", "wget" -> url(command, output, lines).stream().toList();
            case "nc", "ncat", "telnet" -> port(command, output).stream().toList();
            case "ping", "ping6" -> Pings.of(command, output);
            default -> !bash.find() ? List.of() : connected(connection(output), output, bash.group(1), bash.group(2)).stream().toList();
        };
    }

    /** The status that kubectl says the command ended with; 0 where it says none. */
    static int exit(String output) {
        Matcher m = EXIT.matcher(output);
        return m.find() ? Integer.parseInt(m.group(1)) : 0;
    }

    private static Optional<ClientTest> url(Command command, String output, List<String> lines) {
        Matcher target = command.words().stream().skip(1).filter(w -> w.contains("://")).findFirst()
                .or(() -> command.words().stream().skip(1).filter(w -> !w.startsWith("-") && w.matches("[a-z][\\w.-]*(:\\d+)?(/.*)?|\\d+\\.\\d+\\.\\d+\\.\\d+.*"))
                        .reduce((a, b) -> b)).map(URL::matcher).filter(Matcher::matches).orElse(null);
        if (target == null) {
            return Optional.empty();
        }
        String port = target.group(3) != null ? target.group(3) : "https".equals(target.group(1)) ? "443" : "80";
        String mode = command.tool().equals("curl") ? Curl.mode(command, output) : wget(output);
        if (mode.isEmpty()) {
            mode = answered(output, lines);
        }
        return mode.isEmpty() ? Optional.empty() : Optional.of(new ClientTest(mode, target.group(2), port));
    }

    private static String wget(String output) {
        boolean connected = output.contains("... connected.");
        return output.contains("bad address") || output.contains("unable to resolve host") ? "dns-failed"
                : connected && (output.contains("timed out")) ? "stalled"
                : connected && output.contains("No data received") || output.contains("error getting response") ? "reset"
                : output.contains("ERROR: cannot verify") || output.contains("Unable to establish SSL connection") ? "tls" : connection(output);
    }

    /** What came back over HTTP: a status, the last one where several came; or a body, of which nothing but its beginning is known to be one. */
    private static String answered(String output, List<String> lines) {
        String mode = "";
        for (String line : lines) {
            Matcher status = HTTP_STATUS.matcher(line.strip());
            if (status.matches()) {
                String code = status.group(1) != null ? status.group(1) : status.group(2) != null ? status.group(2) : status.group(3);
                mode = code.startsWith("5") ? "http-error" : code.equals("000") ? mode : "ok";
            }
        }
        if (!mode.isEmpty() || exit(output) != 0) {
            return mode;
        }
        if (PROXY_ERROR.matcher(output).find()) {
            return "http-error";
        }
        String body = lines.stream().map(String::strip).filter(l -> l.startsWith("<") || l.startsWith("{") || l.startsWith("[")).findFirst().orElse("");
        boolean page = body.regionMatches(true, 0, "<html", 0, 5) || body.regionMatches(true, 0, "<!doctype", 0, 9) || body.startsWith("{\"") || body.equals("{") || body.startsWith("[{");
        return page || output.contains("' saved") || output.contains("remote file exists") ? "ok" : "";
    }

    private static Optional<ClientTest> port(Command command, String output) {
        List<String> plain = command.operands(OF_NC.contains(command.tool()) ? "wipsxX" : "");
        int n = plain.size();
        boolean udp = command.words().stream().anyMatch(w -> w.matches("-[a-z]*u[a-z]*"));
        if (n < 2 || !plain.get(n - 1).matches("\\d{1,5}")) {
            return Optional.empty();
        }
        boolean open = output.contains(" open") || output.contains("succeeded") || output.contains("Connected to");
        String mode = output.contains("bad address") || output.contains("orward host lookup failed") || output.contains("Could not resolve hostname") || output.contains("getaddrinfo")
                || output.contains("could not resolve") ? "dns-failed" : connection(output);
        // whoever sends a datagram knows nothing of who takes it
        mode = mode.isEmpty() && open && !udp ? "ok" : mode;
        return connected(mode, output, plain.get(n - 2), plain.get(n - 1));
    }

    /** {@code timeout 3 …} ends what does not connect without a word. */
    private static Optional<ClientTest> connected(String mode, String output, String host, String port) {
        // a name may be what took so long
        String how = !mode.isEmpty() || exit(output) != TIMED_OUT ? mode : Cidr.address(host).isPresent() ? "timeout" : "failed";
        return how.isEmpty() ? Optional.empty() : Optional.of(new ClientTest(how, host, port));
    }

    /** How connecting failed, in the words of the C library and of those who have their own; empty where it did not. */
    static String connection(String output) {
        if (output.contains("onnection refused")) {
            return "refused";
        }
        if (output.contains("timed out") || output.contains("Timeout was reached") || output.contains("Ncat: TIMEOUT.")) {
            return "timeout";
        }
        if (output.contains("o route to host") || output.contains("etwork is unreachable") || output.contains("ost is unreachable")) {
            return "unreachable";
        }
        return output.contains("Name or service not known") || output.contains("name resolution") || output.contains("Name does not resolve") ? "dns-failed"
                : output.contains("onnection reset by peer") ? "reset" : "";
    }
}
