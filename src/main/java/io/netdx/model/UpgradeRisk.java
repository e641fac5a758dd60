package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * Something that an upgrade of Kubernetes breaks, has broken, or left half done.
 *
 * @param kind {@code pod-security-policy}, {@code dockershim}, {@code master-label}, {@code ipvs}, {@code endpoints-truncated},
 *             {@code corefile-options}, {@code kubelet-version}, {@code proxy-version}, {@code agents-mixed}, {@code two-networks}
 * @param due  minor version of Kubernetes from which on it fails; 0 where it does not depend on it
 * @param past the cluster has that version already
 */
public record UpgradeRisk(String kind, ObjectRef subject, String what, int due, boolean past, String detail, Provenance source) {
}
