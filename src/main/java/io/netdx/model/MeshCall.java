package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A failing call of a cluster with a mesh, and how both ends stand in it.
 *
 * @param flow        the failing flow
 * @param clientMesh  {@code istio}, {@code linkerd}, {@code ambient}; empty for a client without a proxy
 * @param serverMesh  the same of the pods behind the target
 * @param clientAsked the client's namespace asks for a proxy
 * @param accepts     what the servers accept: {@code STRICT}, {@code PERMISSIVE}, {@code DISABLE}; empty where they have no proxy
 * @param by          the object that says so; the target where nobody does
 * @param flags       response flags of Envoy that the client's proxy logged, joined by commas: {@code UH}, {@code NR}, {@code UF,URX}
 * @param ready       ready pods behind the target
 * @param unknownHost the target is outside the cluster, and the mesh sends calls only to what it knows: this it does not
 */
public record MeshCall(ObjectRef flow, ObjectRef client, ObjectRef target, String host, String mode, String clientMesh, String serverMesh,
                       boolean clientAsked, String accepts, ObjectRef by, String flags, int ready, boolean unknownHost, Provenance source) {

    /** The connection was cut or refused in a handshake, not left unanswered. */
    public boolean cut() {
        return mode.equals("reset") || mode.equals("tls") || mode.equals("failed");
    }

    public boolean flagged(String flag) {
        return ("," + flags + ",").contains("," + flag + ",");
    }
}
