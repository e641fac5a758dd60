package io.netdx.fact;

import java.util.List;
import java.util.Optional;

/**
 * A cluster administrator's policy of {@code policy.networking.k8s.io}: AdminNetworkPolicy and BaselineAdminNetworkPolicy
 * (v1alpha1) or ClusterNetworkPolicy (v1alpha2).
 *
 * @param priority    lower ones are asked first; 0 for a BaselineAdminNetworkPolicy, of which there is one
 * @param subject     the pods it holds for; empty where the subject cannot be read
 * @param unsupported paths of fields of {@code spec} that are not understood here
 */
public record AdminPolicy(Meta meta, Tier tier, int priority, Optional<Pods> subject, List<Rule> ingress, List<Rule> egress,
                          List<String> unsupported) implements KubeObject {

    public enum Tier { ADMIN, BASELINE }

    /** ACCEPT is v1alpha1's {@code Allow}; UNREADABLE stands for anything the API does not know. */
    public enum Action { ACCEPT, DENY, PASS, UNREADABLE }

    /** Pods by their labels, in namespaces by theirs. */
    public record Pods(LabelSelector namespaces, LabelSelector pods) {
    }

    /** @param ports empty for every port and protocol */
    public record Rule(String name, Action action, List<Peer> peers, List<Port> ports, List<String> unsupported) {
    }

    /** One field is set; none where the field is of a later version of the API. {@code unsupported} names fields not understood here. */
    public record Peer(Optional<Pods> pods, Optional<LabelSelector> nodes, List<String> networks, List<String> domainNames,
                       List<String> unsupported) {

        /** A field of a later version of the API: the rule must fail closed. */
        public boolean unknown() {
            return pods.isEmpty() && nodes.isEmpty() && networks.isEmpty() && domainNames.isEmpty() && unsupported.isEmpty();
        }
    }

    /**
     * A range of ports, or a name of a container port.
     *
     * @param protocol {@code TCP}, {@code UDP}, {@code SCTP}; empty for a name, which brings its own
     * @param last     inclusive
     */
    public record Port(String protocol, int first, int last, String name) {
    }
}
