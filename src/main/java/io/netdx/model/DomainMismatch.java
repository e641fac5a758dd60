package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/** Kubelets give pods another cluster domain than the one that the DNS servers answer for. */
public record DomainMismatch(ObjectRef configMap, String nodes, String kubeletDomain, String served, Provenance source) {
}
