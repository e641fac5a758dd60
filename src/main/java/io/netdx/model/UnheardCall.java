package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.List;

/**
 * A call that a workload's environment asks for, and of which no log tells whether it succeeds: logs of the namespace were not
 * collected.
 *
 * @param nodes  where pods of the client run, sorted
 * @param byName the Service is called by its name, so that the client needs DNS
 * @param fits   the Service has the port
 * @param how    where the need is stated, in words ({@code env DB_HOST})
 */
public record UnheardCall(ObjectRef client, ObjectRef target, List<String> nodes, boolean byName, boolean fits, String how, Provenance source) {

    /** Names the call as the subject of findings. */
    public ObjectRef ref() {
        return ObjectRef.of("Flow", client.namespace(), client.kind() + "/" + client.name() + " -> " + target.qualifiedName() + " (needed)");
    }
}
