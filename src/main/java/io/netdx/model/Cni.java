package io.netdx.model;

import io.netdx.fact.Provenance;

/**
 * The cluster's pod network.
 *
 * @param name     {@code flannel}, {@code calico}, {@code cilium}, …, or {@code unknown}
 * @param podCidrs whether pods get their addresses from the range of their node ({@code spec.podCIDR}): {@code yes}, {@code no}
 *                 or {@code unknown}
 * @param enforces whether NetworkPolicies take effect: {@code yes}, {@code no} or {@code unknown}
 */
public record Cni(String name, String podCidrs, String enforces, Provenance source) {
}
