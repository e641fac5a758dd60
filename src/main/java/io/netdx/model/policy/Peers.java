package io.netdx.model.policy;

import io.netdx.fact.Container;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Workload;
import java.util.ArrayList;
import java.util.List;

/** Turns objects of the cluster into sides of a connection. */
public final class Peers {

    private Peers() {
    }

    /** A pod that still runs or will: finished ones take part in no connection, and their address may be somebody else's by now. */
    public static Peer.OfPod of(Pod pod) {
        return new Peer.OfPod(pod.ref(), pod.meta().namespace(), pod.meta().labels(), pod.podIps(), pod.hostNetwork(), pod.node(),
                pod.serviceAccount(), ports(pod.containers()));
    }

    /** What every pod of the workload will be: without address and node. */
    public static Peer.OfPod template(Workload workload) {
        return new Peer.OfPod(workload.ref(), workload.meta().namespace(), workload.templateLabels(), List.of(), workload.hostNetwork(),
                "", workload.serviceAccount(), ports(workload.containers()));
    }

    /** As {@link #template(Workload)}, where a finished pod is all that is left to tell what the workload's pods look like. */
    public static Peer.OfPod template(ObjectRef workload, Pod finished) {
        return new Peer.OfPod(workload, workload.namespace(), finished.meta().labels(), List.of(), finished.hostNetwork(), "",
                finished.serviceAccount(), ports(finished.containers()));
    }

    private static List<Container.Port> ports(List<Container> containers) {
        List<Container.Port> ports = new ArrayList<>();
        containers.forEach(c -> ports.addAll(c.ports()));
        return List.copyOf(ports);
    }
}
