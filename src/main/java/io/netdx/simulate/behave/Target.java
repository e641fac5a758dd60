package io.netdx.simulate.behave;

import io.netdx.simulate.world.Resource;
import java.util.Optional;

/**
 * What a program calls, as its environment says.
 *
 * @param url  the whole value, empty where it is host and port
 * @param host as written
 */
record Target(String url, String host, int port) {

    /** From {@code VARIABLE}, or from {@code VARIABLE_HOST} and {@code VARIABLE_PORT}; empty where they are not set. */
    static Optional<Target> of(Resource container, String variable) {
        String url = value(container, variable);
        if (!url.isEmpty()) {
            String rest = url.substring(url.indexOf("://") + 3);
            String authority = rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest;
            int colon = authority.lastIndexOf(':');
            int port = colon > 0 ? Integer.parseInt(authority.substring(colon + 1)) : url.startsWith("https") ? 443 : 80;
            return Optional.of(new Target(url, colon > 0 ? authority.substring(0, colon) : authority, port));
        }
        String host = value(container, variable + "_HOST");
        return host.isEmpty() ? Optional.empty() : Optional.of(new Target("", host, Integer.parseInt(value(container, variable + "_PORT"))));
    }

    private static String value(Resource container, String variable) {
        return container.items("env").stream().filter(e -> e.text("name").equals(variable)).findFirst().map(e -> e.text("value")).orElse("");
    }

    boolean http() {
        return !url.isEmpty();
    }

    String path() {
        int slash = url.indexOf('/', url.indexOf("://") + 3);
        return slash < 0 ? "/" : url.substring(slash);
    }
}
