package io.netdx.simulate.inject;

import static io.netdx.simulate.world.Tree.map;

import io.netdx.simulate.world.Host;
import io.netdx.simulate.world.Profile;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Machines that fail, and the network between them. */
final class NodeFaults {

    private NodeFaults() {
    }

    static List<Injector> all() {
        return List.of(broken("node/kubelet-stopped", Host.Trouble.KUBELET_STOPPED, false),
                broken("node/runtime-down", Host.Trouble.RUNTIME_DOWN, false),
                broken("node/ip-forward-disabled", Host.Trouble.FORWARDING_OFF, true),
                broken("node/conntrack-full", Host.Trouble.CONNTRACK_FULL, true),
                new Injector("node/network-partition", NodeFaults::partition), new Injector("node/underlay-traffic-dropped", NodeFaults::underlay),
                new Injector("node/cordoned-tainted", NodeFaults::cordoned), new Injector("node/mtu-black-hole", NodeFaults::mtu),
                new Injector("node/network-marked-unavailable", NodeFaults::marked), new Injector("node/startup-taint-stuck", NodeFaults::startupTaint),
                new Injector("proxy/not-running-on-node", NodeFaults::proxy), new Injector("proxy/nobody-serves-services", NodeFaults::noProxy));
    }

    private static Injector broken(String cause, Host.Trouble trouble, boolean onlyHostsShow) {
        return new Injector(cause, world -> victim(world).map(host -> {
            host.troubles().add(trouble);
            world.collectHosts(world.collectHosts() || onlyHostsShow);
            return Truth.of(cause, node(world, host), "Something is wrong with one node.");
        }));
    }

    /** A node that runs a server which somebody calls, as far as chance places it there. */
    private static Optional<Host> victim(World world) {
        return world.profile().nodes() > 20 ? Optional.empty() : Pick.worker(world);
    }

    private static Resource node(World world, Host host) {
        return world.get("Node", "", host.name());
    }

    private static Optional<Truth> partition(World world) {
        List<Host> hosts = new ArrayList<>(world.hosts().values());
        if (hosts.size() < 5 || hosts.size() > 20) {
            return Optional.empty();
        }
        List<Host> cut = hosts.subList(hosts.size() - 2, hosts.size());
        cut.forEach(h -> h.troubles().add(Host.Trouble.POWERED_OFF));
        String names = cut.stream().map(Host::name).sorted().collect(java.util.stream.Collectors.joining(","));
        return Optional.of(new Truth(List.of("node/network-partition"), new Truth.Subject("Node", "", names), "Two nodes went away together.", false));
    }

    private static Optional<Truth> underlay(World world) {
        return victim(world).flatMap(one -> Pick.any(world, world.hosts().values().stream().filter(h -> h.index() > 0 && h != one).toList()).map(other -> {
            one.cutOff().add(other.name());
            world.collectHosts(true);
            String names = List.of(one.name(), other.name()).stream().sorted().collect(java.util.stream.Collectors.joining(","));
            return new Truth(List.of("node/underlay-traffic-dropped"), new Truth.Subject("Node", "", names), "Some pods do not reach some others.", false);
        }));
    }

    /** Maintenance that nobody ended: no worker takes new pods. */
    private static Optional<Truth> cordoned(World world) {
        return world.hosts().size() > 6 ? Optional.empty() : Pick.calledDeployment(world).map(api -> {
            List<Resource> nodes = world.all("Node").stream().filter(n -> !n.has("spec", "taints")).toList();
            nodes.forEach(n -> {
                n.set(true, "spec", "unschedulable");
                n.list("spec", "taints").add(map("effect", "NoSchedule", "key", "node.kubernetes.io/unschedulable", "timeAdded", world.faultAt().toString()));
                world.host(n.name()).lateTaints().add("node.kubernetes.io/unschedulable");
            });
            Pick.recreate(world, api);
            return Truth.of("node/cordoned-tainted", nodes.get(0), "After the maintenance nothing starts.");
        });
    }

    private static Optional<Truth> mtu(World world) {
        return world.profile().cni() == Profile.Cni.AWS ? Optional.empty() : victim(world).map(host -> {
            host.troubles().add(Host.Trouble.LARGE_PACKETS_LOST);
            world.collectHosts(true);
            return Truth.of("node/mtu-black-hole", node(world, host), "Large answers never arrive.");
        });
    }

    private static Optional<Truth> marked(World world) {
        return world.profile().cni() != Profile.Cni.CALICO ? Optional.empty() : victim(world).map(host -> {
            host.troubles().add(Host.Trouble.NETWORK_MARKED);
            host.troubles().add(Host.Trouble.AGENT_DOWN);
            return Truth.of("node/network-marked-unavailable", node(world, host), "A node takes no pods after its reboot.").or("cni/agent-not-running");
        });
    }

    /** The operator that takes the taint away looks for another key. */
    private static Optional<Truth> startupTaint(World world) {
        return world.profile().cni() != Profile.Cni.CILIUM || world.hosts().size() > 6 ? Optional.empty() : Pick.calledDeployment(world).map(api -> {
            List<Resource> nodes = world.all("Node").stream().filter(n -> !n.has("spec", "taints")).toList();
            nodes.forEach(n -> {
                n.list("spec", "taints").add(map("effect", "NoSchedule", "key", "node.cilium.io/agent-not-ready", "value", "true"));
                world.host(n.name()).lateTaints().add("node.cilium.io/agent-not-ready");
            });
            Pick.recreate(world, api);
            return Truth.of("node/startup-taint-stuck", nodes.get(0), "Nothing new starts on the new nodes.");
        });
    }

    /** kube-proxy dies on one node; a server that its pods call is rolled out afterwards. */
    private static Optional<Truth> proxy(World world) {
        return world.profile().proxy().equals("none") ? Optional.empty() : victim(world).map(host -> {
            host.troubles().add(Host.Trouble.PROXY_STOPPED);
            world.all("Deployment").stream().filter(w -> w.name().equals("api")).forEach(w -> world.fresh().add(w.key()));
            return Truth.of("proxy/not-running-on-node", node(world, host), "Pods of one node do not reach what was rolled out today.").or("workload/out-of-memory");
        });
    }

    /** Cilium was told to leave Services to kube-proxy, which is not there. */
    private static Optional<Truth> noProxy(World world) {
        if (!world.profile().proxy().equals("none")) {
            return Optional.empty();
        }
        Resource config = world.get("ConfigMap", "kube-system", "cilium-config");
        config.set("false", "data", "kube-proxy-replacement");
        world.troubles().add(World.Trouble.NO_PROXY);
        return Optional.of(Truth.of("proxy/nobody-serves-services", config, "No Service answers since the upgrade of Cilium."));
    }
}
