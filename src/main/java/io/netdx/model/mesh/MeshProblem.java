package io.netdx.model.mesh;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * Something in a mesh that cannot work as it stands.
 *
 * @param kind    {@code not-injected}, {@code injection-labels}, {@code revision-missing}; {@code reserved-uid}, {@code init-before-proxy},
 *                {@code job-hangs}, {@code rules-missing}, {@code proxy-memory}, {@code proxy-not-ready}, {@code probes-not-rewritten},
 *                {@code proxy-version}, {@code image-auto}, {@code ztunnel-down}, {@code hbone-not-allowed}; {@code host-missing}, {@code subset-missing},
 *                {@code subset-empty}, {@code route-conflict}, {@code port-taken}, {@code gateway-missing}, {@code gateway-host}, {@code tls-conflict}, {@code limits},
 *                {@code allows-nobody}, {@code port-name}, {@code gateway-no-proxy}, {@code gateway-port}, {@code gateway-credential},
 *                {@code gateway-conflict}; {@code root-expired}, {@code roots-differ}, {@code outside-networks}, {@code socket-balancing}
 * @param mesh    {@code istio}, {@code ambient} or {@code linkerd}
 * @param subject object to blame
 * @param what    the piece concerned: a container, a host, a port, a node
 * @param other   the object that suffers or that is missing; the subject itself where there is none
 */
public record MeshProblem(String kind, String mesh, ObjectRef subject, String what, ObjectRef other, String detail, Provenance source) {
}
