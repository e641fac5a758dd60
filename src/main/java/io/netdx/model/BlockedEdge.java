package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.List;

/**
 * A connection somebody needs and NetworkPolicies do not allow.
 *
 * @param client    workload that calls
 * @param target    Service or workload that is called
 * @param server    workload that answers
 * @param port      pod port
 * @param direction {@code ingress} at the server or {@code egress} at the client
 * @param policy    the policy to blame: the one with the nearest miss, else the newest that isolates
 * @param others    further isolating policies
 * @param miss      {@code no-rule peer port namespace-label ip-block}: why the nearest rule does not admit
 * @param nearest   the nearest miss, in words
 * @param origin    {@code failure} (logs show it failing), {@code env}
 * @param typesDefaulted the policy isolates for ingress only because its author left out {@code policyTypes}
 * @param logsSeen  logs of the client were collected: they, not the configuration, tell whether calls fail
 */
public record BlockedEdge(ObjectRef client, ObjectRef target, ObjectRef server, String port, String direction,
                          ObjectRef policy, List<ObjectRef> others, String miss, String nearest, String origin,
                          boolean typesDefaulted, boolean logsSeen, Provenance source) {

    /** Names the connection as the subject of findings. */
    public ObjectRef ref() {
        return ObjectRef.of("Flow", client.namespace(), client.kind() + "/" + client.name() + " -> " + target.qualifiedName()
                + " (" + direction + ")");
    }

    /** Namespace of the peer that the policy judges. */
    public String otherNamespace() {
        return direction.equals("ingress") ? client.namespace() : server.namespace();
    }
}
