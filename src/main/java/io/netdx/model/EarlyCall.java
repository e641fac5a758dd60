package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A call that a pod made within seconds of its start, that failed, and that the policies which select the pod admit.
 *
 * @param client workload whose pods end soon after their start
 * @param policy one that admits the call
 * @param seconds how long the pod ran
 */
public record EarlyCall(ObjectRef client, ObjectRef target, ObjectRef policy, long seconds, Provenance source) {
}
