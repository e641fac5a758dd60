package io.netdx.serve;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asks.
 *
 * @param path   decoded segments
 * @param query  decoded; of a repeated name the first value
 * @param accept the header, or empty
 * @param type   of the body, or empty
 */
record Request(String method, List<String> path, Map<String, String> query, String accept, String type, byte[] body) {

    static Request of(String method, URI uri, String accept, String type, byte[] body) {
        List<String> path = Arrays.stream(uri.getRawPath().split("/")).filter(s -> !s.isEmpty()).map(Request::decoded).toList();
        Map<String, String> query = new HashMap<>();
        String raw = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            query.putIfAbsent(decoded(equals < 0 ? pair : pair.substring(0, equals)).strip(), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return new Request(method, path, query, accept, type, body);
    }

    /** All values of a parameter, in their order. */
    static List<String> all(URI uri, String name) {
        return Arrays.stream(String.valueOf(uri.getRawQuery()).split("&")).filter(pair -> pair.startsWith(name + "="))
                .map(pair -> decoded(pair.substring(name.length() + 1))).toList();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("a malformed escape in the address");
        }
    }

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    boolean flag(String name) {
        String value = parameter(name);
        return query.containsKey(name) && !value.equals("false") && !value.equals("0");
    }

    /** @throws ApiException where it is there and is no number */
    Optional<Long> number(String name) {
        String value = parameter(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(value));
        } catch (NumberFormatException e) {
            throw ApiException.badRequest(name + " is not a number");
        }
    }
}
