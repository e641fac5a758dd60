package io.netdx.report;

import io.netdx.fact.Plain;
import io.netdx.fact.Provenance;
import java.nio.charset.StandardCharsets;

/** Places of a snapshot as relative URIs, which is what code scanning resolves against the root of a repository. */
final class SarifPlace {

    private static final String UNRESERVED = "-._~/!$&'()*+,;=@";

    private final String prefix;
    private final String base;

    /** {@code source}: the input, as the user named it, relative to the folder that netdx ran in. */
    SarifPlace(String source) {
        String path = Plain.line(source).replace('\\', '/');
        boolean usable = !path.isEmpty() && !path.equals("-") && !path.startsWith("/") && !path.contains(", ") && !path.matches("[A-Za-z]:.*|[a-z+]+://.*");
        this.prefix = usable ? path : "";
        this.base = path.substring(path.lastIndexOf('/') + 1);
    }

    /** The input itself. */
    String source() {
        return uri(prefix.isEmpty() ? base.isEmpty() || base.equals("-") ? "stdin" : base : prefix);
    }

    /** True for what lies in a file; what was computed, and a log that was found in many, does not. */
    static boolean inFile(Provenance source) {
        return !source.file().isEmpty() && !source.file().startsWith("log of ");
    }

    /** Of a file within the input. */
    String uri(Provenance source) {
        String file = Plain.line(source.file()).replace('\\', '/');
        boolean itself = file.equals(base);
        return uri(prefix.isEmpty() ? file : itself ? prefix : prefix + "/" + file);
    }

    /** Without steps upwards, which a repository does not have. */
    private static String uri(String path) {
        StringBuilder uri = new StringBuilder();
        for (String step : path.split("/")) {
            if (!step.isEmpty() && !step.equals(".") && !step.equals("..")) {
                uri.append(uri.length() == 0 ? "" : "/").append(encoded(step));
            }
        }
        return uri.length() == 0 ? "snapshot" : uri.toString();
    }

    private static String encoded(String step) {
        StringBuilder out = new StringBuilder();
        for (byte b : step.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || UNRESERVED.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16))).append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return out.toString();
    }
}
