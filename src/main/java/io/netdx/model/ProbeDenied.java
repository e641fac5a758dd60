package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A workload whose probes get no answer in time, whose pods a policy isolates, on a CNI that was told not to exempt the node.
 *
 * @param setting the setting of the CNI, {@code allow-localhost: policy}
 */
public record ProbeDenied(ObjectRef workload, ObjectRef policy, String port, String setting, Provenance source) {
}
