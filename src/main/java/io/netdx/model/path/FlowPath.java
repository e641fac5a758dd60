package io.netdx.model.path;

import io.netdx.fact.ObjectRef;
import java.util.List;
import java.util.Optional;

/**
 * One way that a connection may take: from one pod to one endpoint.
 *
 * @param from    pod, workload template, node, or {@code Host} for an address outside
 * @param address address that the connection ends at, empty where none was found
 * @param port    port at that address, 0 if unknown
 * @param to      what owns the address, empty if nothing that was seen
 */
public record FlowPath(ObjectRef from, String address, int port, Optional<ObjectRef> to, List<Hop> hops) {

    public Verdict verdict() {
        if (hops.stream().anyMatch(Hop::failed)) {
            return Verdict.DENIED;
        }
        return hops.stream().anyMatch(Hop::doubtful) ? Verdict.UNKNOWN : Verdict.ALLOWED;
    }

    /** The first failing hop. */
    public Optional<Hop> obstacle() {
        return hops.stream().filter(Hop::failed).findFirst();
    }
}
