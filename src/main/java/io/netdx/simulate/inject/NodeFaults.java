package io.netdx.simulate.inject;

import io.netdx.simulate.world.Host;
import io.netdx.simulate.world.World;
import java.util.List;
import java.util.Optional;

/** Machines that fail. */
final class NodeFaults {

    private NodeFaults() {
    }

    static List<Injector> all() {
        return List.of(new Injector("node/kubelet-stopped", NodeFaults::kubelet));
    }

    private static Optional<Truth> kubelet(World world) {
        return Pick.worker(world).map(host -> {
            host.troubles().add(Host.Trouble.KUBELET_STOPPED);
            return Truth.of("node/kubelet-stopped", world.get("Node", "", host.name()), "A node turned grey.");
        });
    }
}
