package io.netdx.fact;

import java.util.List;
import java.util.Optional;

/**
 * A node.
 *
 * @param podCidrs {@code spec.podCIDRs}, else {@code spec.podCIDR}; empty if none was assigned
 * @param maxPods  {@code status.capacity.pods}, 0 if unknown
 */
public record Node(Meta meta, List<Condition> conditions, List<Taint> taints, boolean unschedulable,
                   List<String> podCidrs, List<Address> addresses, String kubeletVersion, String kernel,
                   String osImage, String runtime, int maxPods) implements KubeObject {

    public record Taint(String key, String value, String effect) {
        @Override
        public String toString() {
            return key + (value.isEmpty() ? "" : "=" + value) + ":" + effect;
        }
    }

    public record Address(String type, String value) {
    }

    public Optional<Condition> condition(String type) {
        return conditions.stream().filter(c -> c.type().equals(type)).findFirst();
    }

    public boolean ready() {
        return condition("Ready").map(c -> c.status().equals("True")).orElse(true);
    }

    public Optional<String> internalIp() {
        return addresses.stream().filter(a -> a.type().equals("InternalIP")).map(Address::value).findFirst();
    }
}
