package io.netdx.fact;

import java.util.List;
import java.util.Optional;

/**
 * A rule of a Calico policy or profile: all that is set must match.
 *
 * @param action      {@code Allow}, {@code Deny}, {@code Log} or {@code Pass}
 * @param ipVersion   4, 6, or 0 for both
 * @param protocol    name or number; empty for every protocol
 * @param icmp        holds for some ICMP messages only
 * @param unsupported fields that narrow the rule and are not understood here, such as {@code http}
 */
public record CalicoRule(String action, int ipVersion, String protocol, String notProtocol, boolean icmp, Entity source,
                         Entity destination, List<String> unsupported) {

    /**
     * One side of a connection.
     *
     * @param ports           numbers, ranges {@code 8000:8010}, or names of container ports
     * @param serviceAccounts names; empty for all
     * @param service         the addresses (and, for a destination, ports) behind a Service
     */
    public record Entity(List<String> nets, List<String> notNets, String selector, String notSelector, String namespaceSelector,
                         List<String> ports, List<String> notPorts, List<String> serviceAccounts, String serviceAccountSelector,
                         Optional<ObjectRef> service) {
    }
}
