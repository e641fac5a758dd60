package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.List;

/**
 * Requests that the proxies of a workload deny, still.
 *
 * @param policy as Envoy names it, {@code ns[shop]-policy[cart]-rule[0]}; {@code none} where no ALLOW policy matched; empty if unknown
 * @param allows ALLOW policies that are in force for the workload
 * @param denies DENY policies that are
 */
public record MeshDenial(ObjectRef server, String mesh, String policy, int count, List<ObjectRef> allows, List<ObjectRef> denies, boolean allowsNobody,
                         Provenance source) {

    /** The object to look at: the policy that matched, else the first that is in force. */
    public ObjectRef decider() {
        return denies.stream().filter(p -> policy.contains("policy[" + p.name() + "]")).findFirst()
                .or(() -> allows.stream().findFirst()).or(() -> denies.stream().findFirst()).orElse(server);
    }
}
