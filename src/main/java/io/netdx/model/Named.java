package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Service;
import io.netdx.model.policy.Peer;
import java.util.List;

/** What the name of an endpoint stands for. */
public sealed interface Named {

    /**
     * A pod, or a workload's pods.
     *
     * @param ref      pod or workload as named
     * @param peers    its live pods, sorted; or the template alone where it has none; never empty
     * @param template no live pod was seen: the peer is what the workload declares, or what its finished pods were
     */
    record OfPods(ObjectRef ref, List<Peer.OfPod> peers, boolean template) implements Named {
    }

    /**
     * A Service.
     *
     * @param backends live pods that its selector matches, or templates where none was seen; empty without either
     */
    record OfService(Service service, List<Peer.OfPod> backends) implements Named {
    }

    /** An address that is no pod's and no Service's. */
    record OfAddress(Peer.OfAddress peer) implements Named {
    }

    /** A host name; what it means depends on who asks. */
    record OfHost(String host) implements Named {
    }

    /** Nothing that the cluster knows. {@code reason} is one line for the user. */
    record Unresolved(String text, String reason) implements Named {
    }
}
