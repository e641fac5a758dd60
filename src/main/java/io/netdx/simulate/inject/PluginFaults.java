package io.netdx.simulate.inject;

import io.netdx.simulate.world.Host;
import io.netdx.simulate.world.Profile;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** CNI plugins and their addresses: pods that were there go on, new ones get no network. */
final class PluginFaults {

    private PluginFaults() {
    }

    static List<Injector> all() {
        return List.of(broken("cni/not-installed", Host.Trouble.CNI_CONFIG_MISSING, Set.of()),
                broken("cni/binary-missing", Host.Trouble.CNI_BINARY_MISSING, Set.of()),
                broken("cni/flannel-subnet-missing", Host.Trouble.CNI_SUBNET_MISSING, Set.of(Profile.Cni.FLANNEL)),
                new Injector("cni/agent-not-running", PluginFaults::agent),
                broken("ipam/node-range-full", Host.Trouble.ADDRESSES_EXHAUSTED, Set.of(Profile.Cni.FLANNEL, Profile.Cni.KINDNET)),
                new Injector("ipam/pool-exhausted", PluginFaults::pool));
    }

    /** @param plugins empty for all */
    private static Injector broken(String cause, Host.Trouble trouble, Set<Profile.Cni> plugins) {
        return new Injector(cause, world -> {
            if (!plugins.isEmpty() && !plugins.contains(world.profile().cni()) || world.profile().nodes() > 20) {
                return Optional.empty();
            }
            return Pick.worker(world).map(host -> {
                host.troubles().add(trouble);
                rollout(world);
                return Truth.of(cause, world.get("Node", "", host.name()), "New pods hang in ContainerCreating on one node.");
            });
        });
    }

    /** A day with a release of all servers: some of the new pods land on every node. */
    private static void rollout(World world) {
        world.all("Deployment").stream().filter(w -> w.name().equals("api") || w.name().equals("web")).forEach(w -> {
            w.set(3, "spec", "replicas");
            world.fresh().add(w.key());
        });
    }

    private static Optional<Truth> agent(World world) {
        Profile.Cni cni = world.profile().cni();
        return world.profile().nodes() > 20 ? Optional.empty() : Pick.worker(world).map(host -> {
            host.troubles().add(Host.Trouble.AGENT_DOWN);
            rollout(world);
            return Truth.of("cni/agent-not-running", world.get("DaemonSet", cni.namespace(), cni.agent()), "New pods hang in ContainerCreating on one node.").or("workload/crash-loop",
                    "cni/calico-address-wrong", "cni/flannel-config-invalid");
        });
    }

    /** Every node is out of addresses. */
    private static Optional<Truth> pool(World world) {
        Profile.Cni cni = world.profile().cni();
        if (cni != Profile.Cni.CALICO && cni != Profile.Cni.AWS || world.profile().nodes() > 20) {
            return Optional.empty();
        }
        world.hosts().values().forEach(h -> h.troubles().add(Host.Trouble.ADDRESSES_EXHAUSTED));
        rollout(world);
        Resource agent = world.get("DaemonSet", cni.namespace(), cni.agent());
        return Optional.of(Truth.of("ipam/pool-exhausted", agent, "No new pod gets an address.").or("ipam/cloud-range-exhausted", "ipam/calico-block-limit",
                "ipam/aws-no-prefix-left", "ipam/node-range-full"));
    }
}
