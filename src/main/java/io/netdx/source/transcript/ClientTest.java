package io.netdx.source.transcript;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a call by hand ended.
 *
 * @param mode as in the signatures of failing calls ({@code refused timeout stalled reset unreachable nxdomain dns-timeout
 *             dns-servfail http-error}), or {@code ok}
 * @param host as the command names it
 * @param port empty if unknown
 * @param ping it asked for an echo, which no port answers
 */
record ClientTest(String mode, String host, String port, boolean ping) {

    ClientTest(String mode, String host, String port) {
        this(mode, host, port, false);
    }

    private static final Pattern URL = Pattern.compile("(?:(https?|tcp)://)?([A-Za-z0-9._-]+|\\[[0-9a-f:]+])(?::(\\d+))?(?:[/?].*)?");
    private static final Pattern HTTP_STATUS = Pattern.compile("(?:^|.*\\s)HTTP/[\\d.]+ (\\d{3}).*|^(\\d{3})$");

    /** Empty where the command is no test or its output says nothing clear. */
    static Optional<ClientTest> of(Command command, List<String> lines) {
        String output = String.join("\n", lines.subList(0, Math.min(lines.size(), 400)));
        if (output.isBlank()) {
            return Optional.empty();
        }
        return switch (command.tool()) {
            case "nslookup", "dig", "host", "getent" -> lookup(command, output);
            case "curl", "wget" -> url(command, output, lines);
            case "nc", "ncat", "telnet" -> port(command, output);
            case "ping", "ping6" -> ping(command, output);
            default -> Optional.empty();
        };
    }

    private static Optional<ClientTest> lookup(Command command, String output) {
        String name = command.words().stream().skip(1).filter(w -> !w.startsWith("-") && !w.startsWith("+") && !w.startsWith("@")
                && w.contains(".") || w.matches("[a-z][a-z0-9-]*") && !w.matches("any|a|aaaa|srv|txt|ahosts|hosts")).findFirst().orElse("");
        String mode = output.contains("NXDOMAIN") ? "nxdomain" : output.contains("SERVFAIL") ? "dns-servfail"
                : output.contains("no servers could be reached") || output.contains("connection timed out") ? "dns-timeout"
                : output.contains("can't resolve '") || output.contains("can't find " + name) ? "dns-failed" : "";
        return mode.isEmpty() || name.isEmpty() ? Optional.empty() : Optional.of(new ClientTest(mode, name.replaceFirst("\\.$", ""), ""));
    }

    private static Optional<ClientTest> url(Command command, String output, List<String> lines) {
        Matcher target = command.words().stream().skip(1).filter(w -> w.contains("://")).findFirst()
                .or(() -> command.words().stream().skip(1).filter(w -> !w.startsWith("-") && w.matches("[a-z][\\w.-]*(:\\d+)?(/.*)?|\\d+\\.\\d+\\.\\d+\\.\\d+.*"))
                        .reduce((a, b) -> b)).map(URL::matcher).filter(Matcher::matches).orElse(null);
        if (target == null) {
            return Optional.empty();
        }
        String port = target.group(3) != null ? target.group(3) : "https".equals(target.group(1)) ? "443" : "80";
        String mode = output.contains("Could not resolve host") || output.contains("bad address") || output.contains("unable to resolve host")
                ? "dns-failed" : connection(output);
        if (mode.isEmpty()) {
            for (String line : lines) {
                Matcher status = HTTP_STATUS.matcher(line.strip());
                if (status.matches()) {
                    String code = status.group(1) == null ? status.group(2) : status.group(1);
                    mode = code.startsWith("5") ? "http-error" : code.equals("000") ? mode : "ok";
                }
            }
        }
        return mode.isEmpty() ? Optional.empty() : Optional.of(new ClientTest(mode, target.group(2), port));
    }

    private static Optional<ClientTest> port(Command command, String output) {
        List<String> plain = command.words().stream().skip(1).filter(w -> !w.startsWith("-")).toList();
        int n = plain.size();
        if (n < 2 || !plain.get(n - 1).matches("\\d{1,5}")) {
            return Optional.empty();
        }
        String mode = connection(output);
        boolean open = output.contains(" open") || output.contains("succeeded") || output.contains("Connected to");
        mode = mode.isEmpty() && open ? "ok" : mode;
        return mode.isEmpty() ? Optional.empty() : Optional.of(new ClientTest(mode, plain.get(n - 2), plain.get(n - 1)));
    }

    private static Optional<ClientTest> ping(Command command, String output) {
        String host = command.words().stream().skip(1).filter(w -> !w.startsWith("-") && !w.matches("\\d+")).reduce((a, b) -> b).orElse("");
        String mode = output.contains("bad address") || output.contains("Name or service not known") || output.contains("emporary failure in name resolution")
                ? "dns-failed" : output.contains("Unreachable") || output.contains("unreachable") ? "unreachable"
                : output.contains(" 100% packet loss") ? "timeout" : output.contains(" 0% packet loss") ? "ok" : "";
        return mode.isEmpty() || host.isEmpty() ? Optional.empty() : Optional.of(new ClientTest(mode, host, "", !mode.equals("dns-failed")));
    }

    private static String connection(String output) {
        if (output.contains("onnection refused") || output.contains("Couldn't connect to server") || output.contains("Could not connect to server")) {
            return "refused";
        }
        if (output.contains("Operation timed out after") && output.contains(" bytes received")) {
            return "stalled";
        }
        if (output.contains("timed out") || output.contains("Timeout was reached") || output.contains("Connection timeout")) {
            return "timeout";
        }
        if (output.contains("o route to host") || output.contains("etwork is unreachable") || output.contains("ost is unreachable")) {
            return "unreachable";
        }
        return output.contains("onnection reset by peer") ? "reset" : "";
    }
}
