package io.netdx.model;

import java.util.Locale;
import java.util.Optional;

/**
 * An end of a connection as a user writes it: a name for {@link PeerNames}, and a port where one is given. Forms:
 * {@code shop/api:8080}, {@code svc/shop/api:http}, {@code 10.0.0.7:53/udp}, {@code [fd00::7]:53/udp}, {@code fd00::7}.
 *
 * @param name     without port
 * @param port     number or port name, empty if none was given
 * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}; TCP if none was given
 */
public record EndpointName(String name, String port, String protocol) {

    /** Empty where the port or protocol is malformed. */
    public static Optional<EndpointName> parse(String text) {
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            return close < 0 ? Optional.empty() : of(text.substring(1, close), text.substring(close + 1));
        }
        int scheme = text.startsWith("ip:") ? 3 : 0;
        int colon = text.indexOf(':', scheme);
        boolean ipv6 = colon >= 0 && text.indexOf(':', colon + 1) >= 0;
        return colon < 0 || ipv6 ? of(text, "") : of(text.substring(0, colon), text.substring(colon));
    }

    /** Upper case, as the API writes it; empty for anything that policies do not know. */
    public static Optional<String> protocol(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return upper.equals("TCP") || upper.equals("UDP") || upper.equals("SCTP") ? Optional.of(upper) : Optional.empty();
    }

    /** 1 to 65535; empty for anything else. */
    public static Optional<Integer> number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return Optional.of(digits ? Integer.parseInt(text) : 0).filter(n -> n > 0 && n <= 65535);
    }

    private static Optional<EndpointName> of(String name, String rest) {
        if (rest.isEmpty()) {
            return Optional.of(new EndpointName(name, "", "TCP"));
        }
        int slash = rest.indexOf('/');
        String port = slash < 0 ? rest.substring(1) : rest.substring(1, slash);
        boolean name15 = port.length() <= 15 && port.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?") && port.chars().anyMatch(Character::isLetter);
        boolean valid = rest.charAt(0) == ':' && (number(port).isPresent() || name15);
        return valid ? protocol(slash < 0 ? "TCP" : rest.substring(slash + 1)).map(p -> new EndpointName(name, port, p)) : Optional.empty();
    }
}
