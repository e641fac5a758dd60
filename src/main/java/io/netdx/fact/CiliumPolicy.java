package io.netdx.fact;

import java.util.List;
import java.util.Optional;

/**
 * A CiliumNetworkPolicy, or a CiliumClusterwideNetworkPolicy where it has no namespace. Keys of selectors may carry the source of
 * a label ({@code k8s:}, {@code any:}, {@code reserved:}).
 *
 * @param specs      {@code spec} and all of {@code specs}
 * @param conditions what the agents say of it
 */
public record CiliumPolicy(Meta meta, List<Spec> specs, List<Condition> conditions) implements KubeObject {

    /**
     * One set of rules for some endpoints.
     *
     * @param endpoints          empty where it holds for nodes
     * @param nodes              holds for nodes with these labels
     * @param defaultDenyIngress as written; empty where a section of rules brings it about
     * @param unsupported        fields that are not understood here
     */
    public record Spec(Optional<LabelSelector> endpoints, Optional<LabelSelector> nodes, Optional<Boolean> defaultDenyIngress,
                       Optional<Boolean> defaultDenyEgress, List<Rule> ingress, List<Rule> ingressDeny, List<Rule> egress,
                       List<Rule> egressDeny, List<String> unsupported) {

        public List<Rule> allow(boolean ingressDirection) {
            return ingressDirection ? ingress : egress;
        }

        public List<Rule> deny(boolean ingressDirection) {
            return ingressDirection ? ingressDeny : egressDeny;
        }

        /** Whether endpoints that it selects are denied what nothing allows. */
        public boolean isolates(boolean ingressDirection) {
            return (ingressDirection ? defaultDenyIngress : defaultDenyEgress)
                    .orElse(!allow(ingressDirection).isEmpty() || !deny(ingressDirection).isEmpty());
        }
    }

    /**
     * A rule: one of the peers, on one of the ports.
     *
     * @param peers       empty where the rule names none: every peer, provided it names ports
     * @param ports       empty where the rule names none
     * @param icmp        holds for ICMP only
     * @param requires    {@code fromRequires} or {@code toRequires}: narrows all rules for these endpoints
     * @param authMode    mutual authentication that is demanded besides; empty if none
     * @param unsupported fields that are not understood here
     */
    public record Rule(Optional<Peers> peers, List<Ports> ports, boolean icmp, boolean requires, String authMode,
                       List<String> unsupported) {
    }

    /**
     * Peers of a rule; one of them is enough.
     *
     * @param domainNames names and patterns of {@code toFQDNs}
     * @param unsupported kinds of peers that are not understood here, such as {@code toGroups}
     */
    public record Peers(List<LabelSelector> endpoints, List<LabelSelector> nodes, List<String> entities, List<Block> blocks,
                        List<ServicePeer> services, List<String> domainNames, List<String> unsupported) {

        public boolean none() {
            return endpoints.isEmpty() && nodes.isEmpty() && entities.isEmpty() && blocks.isEmpty() && services.isEmpty()
                    && domainNames.isEmpty() && unsupported.isEmpty();
        }
    }

    /** A range with holes, or the ranges of CIDR groups by name or label. */
    public record Block(String cidr, List<String> except, String group, Optional<LabelSelector> groups) {
    }

    /** A Service by name, or Services by their labels; an empty namespace was not written. */
    public record ServicePeer(String namespace, String name, Optional<LabelSelector> labels) {
    }

    /**
     * Ports of a rule.
     *
     * @param ports empty for every port
     * @param l7    kinds of rules on the content of requests ({@code http}, {@code dns}, …); sorted
     */
    public record Ports(List<Port> ports, List<String> l7) {
    }

    /** {@code port} is a number (0 for every port) or a name; {@code protocol} {@code ANY} for every one; {@code last} 0 if unset. */
    public record Port(String port, int last, String protocol) {
    }
}
