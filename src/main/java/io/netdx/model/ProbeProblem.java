package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * Why the kubelet's probe of a workload in trouble fails, where the kubelet's words and the pod say it together.
 *
 * @param probe  {@code readiness}, {@code liveness}, {@code startup}
 * @param kind   {@code port} (asks a port that the container does not declare, and is refused), {@code path} (answered with 404),
 *               {@code scheme} (HTTP against HTTPS), {@code denied} (401 or 403), {@code slow} (no answer within the time-out),
 *               {@code closed} (asks a declared port and is refused), {@code command} (the program that it runs is not there)
 * @param asked  what it asks, {@code port 8081 path /healthz}
 * @param detail the kubelet's words
 */
public record ProbeProblem(ObjectRef workload, String probe, String kind, String asked, String declared, String detail, String pod,
                           Provenance source) {
}
