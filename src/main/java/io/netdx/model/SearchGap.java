package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/** Pods ask the cluster's DNS and lack its search domains: short names of Services do not resolve. */
public record SearchGap(ObjectRef workload, String searches, Provenance source) {
}
