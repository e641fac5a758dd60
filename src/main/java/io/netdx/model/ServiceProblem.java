package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * Something about a Service that does not go together, apart from ports and readiness.
 *
 * @param kind   {@code mixed-backends}, {@code no-backends}, {@code dead-address}, {@code source-excluded}, {@code family}, {@code duplicate-ip},
 *               {@code duplicate-node-port}, {@code external-ip-taken}, {@code external-name-ip}, {@code external-name-dangling},
 *               {@code headless-port}, {@code not-ready-published}, {@code slices-behind}, {@code slices-stale},
 *               {@code peers-unpublished}, {@code governing-missing}, {@code dns-port-missing}
 * @param detail in words, with names and figures
 * @param other  the other object concerned: a workload, a second Service; the Service itself if there is none
 */
public record ServiceProblem(ObjectRef service, String kind, String detail, ObjectRef other, Provenance source) {

    public String namespace() {
        return service.namespace();
    }
}
