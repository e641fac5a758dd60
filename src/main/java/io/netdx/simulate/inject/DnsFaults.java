package io.netdx.simulate.inject;

import io.netdx.simulate.world.Host;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.Tree;
import io.netdx.simulate.world.World;
import java.util.List;
import java.util.Optional;

/** Names that are not resolved. */
final class DnsFaults {

    private DnsFaults() {
    }

    static List<Injector> all() {
        return List.of(new Injector("dns/coredns-down", DnsFaults::scaledToZero), new Injector("dns/corefile-invalid", DnsFaults::corefile),
                new Injector("dns/upstream-unreachable", DnsFaults::upstream), new Injector("dns/clusterip-kubelet-mismatch", DnsFaults::kubeletAddress));
    }

    private static Optional<Truth> scaledToZero(World world) {
        Resource coredns = world.get("Deployment", "kube-system", "coredns");
        coredns.set(0, "spec", "replicas");
        return Optional.of(Truth.of("dns/coredns-down", coredns, "No name resolves anywhere."));
    }

    private static Optional<Truth> corefile(World world) {
        Resource map = world.get("ConfigMap", "kube-system", "coredns");
        String word = world.oneOf(List.of("forward", "prometheus", "loadbalance"));
        map.set(map.text("data", "Corefile").replace("    " + word, "    " + Pick.typo(world, word)), "data", "Corefile");
        Pick.recreate(world, world.get("Deployment", "kube-system", "coredns"));
        return Optional.of(Truth.of("dns/corefile-invalid", map, "DNS is down since somebody edited its configuration."));
    }

    private static Optional<Truth> upstream(World world) {
        if (!calledOutside(world)) {
            return Optional.empty();
        }
        Resource map = world.get("ConfigMap", "kube-system", "coredns");
        map.set(map.text("data", "Corefile").replace("forward . /etc/resolv.conf", "forward . 192.0.2.53"), "data", "Corefile");
        world.upstreamDns(false);
        return Optional.of(Truth.of("dns/upstream-unreachable", map, "Payments fail: the provider's name is not resolved."));
    }

    private static boolean calledOutside(World world) {
        return world.workloads().stream().anyMatch(w -> world.program(w).stream().flatMap(p -> p.calls().stream()).anyMatch(c -> c.variable().equals("PAYMENTS_URL")));
    }

    /** Kubelets hand out an address that is no DNS Service's: pods made since then cannot resolve anything. */
    private static Optional<Truth> kubeletAddress(World world) {
        Resource service = world.get("Service", "kube-system", "kube-dns");
        String moved = world.clusterIp();
        service.set(moved, "spec", "clusterIP").set(Tree.list(moved), "spec", "clusterIPs");
        for (Host host : world.hosts().values()) {
            host.clusterDns("10.96.0.10");
        }
        return Optional.of(Truth.of("dns/clusterip-kubelet-mismatch", service, "Since CoreDNS was reinstalled no pod resolves names."));
    }
}
