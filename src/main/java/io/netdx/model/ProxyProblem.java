package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * Settings of kube-proxy, or of what replaces it, that do not go together.
 *
 * @param ref    the ConfigMap, or the node whose own file it is
 * @param kind   {@code cidr-mismatch}, {@code kernel-too-old}, {@code strict-arp-off}, {@code beside-ebpf}, {@code beside-cilium},
 *               {@code nobody}, {@code node-ports-elsewhere}
 * @param detail in words
 */
public record ProxyProblem(ObjectRef ref, String kind, String detail, Provenance source) {
}
