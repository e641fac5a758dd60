package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A Service port that does not fit the pods behind it.
 *
 * @param kind       {@code name-missing} (no container port of that name), {@code number-undeclared} (pods declare ports, but not
 *                   this one), {@code protocol} (declared for another protocol)
 * @param servicePort port of the Service
 * @param targetPort as written
 * @param serves     the one port that the pods declare for the protocol, empty where there are several or none
 * @param declared   what the pods declare, for people
 */
public record PortProblem(ObjectRef service, String kind, int servicePort, String targetPort, String protocol,
                          String declared, String serves, Provenance source) {
}
