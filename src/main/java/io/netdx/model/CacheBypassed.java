package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/** A node-local DNS cache runs, and the kubelets' clusterDNS leads past it. */
public record CacheBypassed(ObjectRef cache, String mode, String kubeletDns, Provenance source) {
}
