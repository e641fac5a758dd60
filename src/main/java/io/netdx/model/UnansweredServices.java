package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.List;

/**
 * Clients on one node get no answer from the addresses of Services that have ready endpoints: the node does not know the Service.
 * Not where the node's own packet filter is known to have it.
 *
 * @param clients   workloads, of one namespace
 * @param services  sorted
 * @param local     all ready endpoints of one of them are on the node itself: what lies between nodes cannot be the reason
 * @param failed    calls
 */
public record UnansweredServices(String node, String namespace, List<ObjectRef> clients, List<ObjectRef> services, boolean local,
                                 int failed, Provenance source) {

    public ObjectRef ref() {
        return ObjectRef.ofNode(node);
    }

    public String detail() {
        return failed + " calls to the address of " + String.join(", ", services.stream().map(ObjectRef::qualifiedName).toList())
                + " timed out although " + (services.size() == 1 ? "it has" : "they have") + " ready endpoints";
    }
}
