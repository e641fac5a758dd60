package io.netdx.source.transcript;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How curl says that a call failed: by the number of its error, and by the words behind it. */
final class Curl {

    private static final Pattern ERROR = Pattern.compile("curl: \\((\\d{1,2})\\) ?([^\\n]{0,300})");
    private static final Pattern LATE = Pattern.compile("after (?:[3-9]\\d{3}|\\d{5,7}) ms: C");

    private Curl() {
    }

    /** Empty where it did not fail, or does not tell how. */
    static String mode(Command command, String output) {
        Matcher m = ERROR.matcher(output);
        if (m.find()) {
            boolean connected = output.contains("* Connected to ");
            return mode(Integer.parseInt(m.group(1)), m.group(2), connected);
        }
        // of "curl -s" only kubectl tells
        return switch (ClientTest.exit(output)) {
            case 6 -> "dns-failed";
            case 7 -> "failed";
            case 28 -> connectsOnly(command) ? "timeout" : "";
            case 52, 56 -> "reset";
            case 60 -> "tls";
            default -> "";
        };
    }

    private static String mode(int code, String text, boolean connected) {
        return switch (code) {
            case 6 -> text.contains("Domain name not found") ? "nxdomain" : "dns-failed";
            case 7 -> {
                String how = ClientTest.connection(text);
                // newer releases do not say how; who is refused is refused at once
                yield how.isEmpty() ? LATE.matcher(text).find() || !text.contains(" connect to server") ? "failed" : "refused" : how;
            }
            case 18, 52 -> "reset";
            case 22 -> text.matches(".*\\b5\\d\\d\\b.*") ? "http-error" : "ok";
            case 28 -> text.startsWith("Resolving") ? "dns-timeout" : connected || text.startsWith("Operation") || text.startsWith("SSL") ? "stalled" : "timeout";
            case 35 -> text.contains("reset by peer") || text.contains("SSL_ERROR_SYSCALL") ? "reset" : "tls";
            case 51, 60 -> "tls";
            // a proxy that does not pass the call on says nothing of its target
            case 55, 56 -> text.contains("CONNECT") ? "" : text.contains("timed out") ? "stalled" : "reset";
            default -> "";
        };
    }

    private static boolean connectsOnly(Command command) {
        return command.words().stream().anyMatch(w -> w.startsWith("--connect-timeout"))
                && command.words().stream().noneMatch(w -> w.startsWith("--max-time") || w.matches("-[a-zA-Z]*m\\d*"));
    }
}
