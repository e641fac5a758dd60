package io.netdx.model.policy;

import io.netdx.fact.Container;
import io.netdx.fact.NetworkPolicy;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One item of a rule's {@code ports}. A name refers to the container ports of whoever is the destination; it never fits an address
 * that is no pod's.
 *
 * @param name  port name, empty for a number or every port
 * @param first lowest number, {@code 1} where the item names no port
 * @param last  highest number, inclusive
 */
record PortMatcher(NetworkPolicy.Port source, String name, int first, int last, boolean broken) {

    private static final int HIGHEST = 65535;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?");
    private static final Set<String> PROTOCOLS = Set.of("TCP", "UDP", "SCTP");

    static PortMatcher of(NetworkPolicy.Port port) {
        boolean broken = problem(port).isPresent();
        if (port.port().isEmpty() || broken) {
            return new PortMatcher(port, "", 1, HIGHEST, broken);
        }
        if (!number(port.port())) {
            return new PortMatcher(port, port.port(), 0, 0, false);
        }
        int first = Integer.parseInt(port.port());
        return new PortMatcher(port, "", first, port.endPort() == 0 ? first : port.endPort(), false);
    }

    Match matches(Flow flow) {
        if (PROTOCOLS.contains(source.protocol()) && !source.protocol().equals(flow.protocol())) {
            return Match.NO;
        }
        if (broken) {
            return Match.UNKNOWN;
        }
        return Match.of(name.isEmpty() ? flow.port() >= first && flow.port() <= last : named(flow));
    }

    private boolean named(Flow flow) {
        if (flow.to() instanceof Peer.OfPod pod) {
            for (Container.Port p : pod.ports()) {
                if (p.number() == flow.port() && p.name().equals(name) && p.protocol().equals(flow.protocol())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Why the API refuses the item. */
    static Optional<String> problem(NetworkPolicy.Port port) {
        if (!PROTOCOLS.contains(port.protocol())) {
            return Optional.of("protocol " + port.protocol() + " is none of TCP, UDP and SCTP");
        }
        if (port.port().isEmpty()) {
            return port.endPort() == 0 ? Optional.empty() : Optional.of("endPort " + port.endPort() + " stands without a port");
        }
        if (!number(port.port())) {
            return !NAME.matcher(port.port()).matches() ? Optional.of(port.port() + " is no port name")
                    : port.endPort() == 0 ? Optional.empty() : Optional.of("endPort " + port.endPort() + " needs a numeric port, not " + port.port());
        }
        if (port.port().length() > 5 || Integer.parseInt(port.port()) < 1 || Integer.parseInt(port.port()) > HIGHEST) {
            return Optional.of("port " + port.port() + " is not between 1 and " + HIGHEST);
        }
        boolean range = port.endPort() == 0 || port.endPort() >= Integer.parseInt(port.port()) && port.endPort() <= HIGHEST;
        return range ? Optional.empty() : Optional.of("endPort " + port.endPort() + " is not between port " + port.port() + " and " + HIGHEST);
    }

    private static boolean number(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
