package io.netdx.fact;

import java.util.List;
import java.util.Optional;

/**
 * A {@code networking.k8s.io/v1} NetworkPolicy.
 *
 * @param policyTypes as stored; empty where the manifest leaves the default to the API server
 */
public record NetworkPolicy(Meta meta, LabelSelector podSelector, List<String> policyTypes,
                            List<Rule> ingress, List<Rule> egress) implements KubeObject {

    /** A rule; no peers means every peer, no ports means every port. */
    public record Rule(List<Peer> peers, List<Port> ports) {
    }

    /** Exactly one of selectors and {@code cidr} is used. A missing namespace selector means the policy's own namespace. */
    public record Peer(Optional<LabelSelector> pods, Optional<LabelSelector> namespaces, String cidr, List<String> except) {
    }

    /** {@code port} is a number, a port name, or empty for every port; {@code endPort} 0 if unset. */
    public record Port(String protocol, String port, int endPort) {
    }

    /** Effective types: the API's default where none are written. */
    public boolean isolatesIngress() {
        return policyTypes.isEmpty() || policyTypes.contains("Ingress");
    }

    public boolean isolatesEgress() {
        return policyTypes.isEmpty() ? !egress.isEmpty() : policyTypes.contains("Egress");
    }
}
