package io.netdx.serve;

import java.util.HashMap;
import java.util.Map;

/**
 * The form in which a client wants its answer: the first of its wishes that is served.
 *
 * @param as      {@code Table}, {@code PartialObjectMetadata}, {@code PartialObjectMetadataList}, {@code APIGroupDiscoveryList}, or empty
 * @param group   of the form, or empty
 * @param version of the form, or empty
 */
record Accepted(String as, String group, String version) {

    private static final Accepted PLAIN = new Accepted("", "", "");

    /** @throws ApiException where nothing that is served is wanted */
    static Accepted of(String header) {
        if (header.isBlank()) {
            return PLAIN;
        }
        for (String wish : header.split(",")) {
            String[] parts = wish.split(";");
            String type = parts[0].strip();
            Map<String, String> parameters = new HashMap<>();
            for (int i = 1; i < parts.length; i++) {
                int equals = parts[i].indexOf('=');
                if (equals > 0) {
                    parameters.put(parts[i].substring(0, equals).strip(), parts[i].substring(equals + 1).strip());
                }
            }
            boolean json = type.equals("application/json") || type.equals("*/*") || type.equals("application/*") || type.equals("text/*")
                    || type.equals("text/plain");
            Accepted accepted = new Accepted(parameters.getOrDefault("as", ""), parameters.getOrDefault("g", ""), parameters.getOrDefault("v", ""));
            if (json && accepted.served()) {
                return accepted;
            }
        }
        throw ApiException.notAcceptable();
    }

    private boolean served() {
        return switch (as) {
            case "" -> true;
            case "Table", "PartialObjectMetadata", "PartialObjectMetadataList" -> group.equals("meta.k8s.io")
                    && (version.equals("v1") || version.equals("v1beta1"));
            case "APIGroupDiscoveryList" -> group.equals("apidiscovery.k8s.io") && (version.equals("v2") || version.equals("v2beta1"));
            default -> false;
        };
    }

    boolean table() {
        return as.equals("Table");
    }

    boolean metadata() {
        return as.startsWith("PartialObjectMetadata");
    }

    String contentType() {
        return as.isEmpty() ? "application/json" : "application/json;g=" + group + ";v=" + version + ";as=" + as;
    }
}
