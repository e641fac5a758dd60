package io.netdx.train;

import io.netdx.simulate.world.Dialect;
import io.netdx.simulate.world.Host;
import io.netdx.simulate.world.Program;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What no object declares follows what somebody did: which program a template runs, what the restart of an agent or a command on a machine mends. */
final class Programs {

    private static final Set<Host.Trouble> INSTALLED = Set.of(Host.Trouble.CNI_CONFIG_MISSING, Host.Trouble.CNI_BINARY_MISSING, Host.Trouble.CNI_SUBNET_MISSING);

    private Programs() {
    }

    /** The program that runs after a workload or a bare pod was changed. */
    static void follow(World world, World healthy, Resource now, Optional<Resource> old) {
        if (now.kind().equals("Pod") && old.isEmpty()) {
            world.program(now, new Program(Dialect.GO, ports(now.items("spec", "containers"))));
        }
        if (!World.WORKLOADS.contains(now.kind())) {
            return;
        }
        if (old.isEmpty()) {
            world.program(now, new Program(Dialect.GO, ports(now.items("spec", "template", "spec", "containers"))));
            return;
        }
        Optional<Resource> right = healthy.find(now.kind(), now.namespace(), now.name());
        boolean restored = right.filter(r -> runs(r).equals(runs(now))).isPresent();
        boolean bound = container(old.get()).contains("127.0.0.1") && !container(now).contains("127.0.0.1");
        if (restored && !runs(old.get()).equals(runs(now)) || bound) {
            right.flatMap(healthy::program).ifPresent(program -> world.program(now, program));
        }
    }

    private static int[] ports(List<Resource> containers) {
        return containers.stream().flatMap(c -> c.items("ports").stream()).mapToInt(p -> p.number("containerPort")).toArray();
    }

    /** What decides how a program runs: image, command, environment. */
    private static List<String> runs(Resource workload) {
        return workload.items("spec", "template", "spec", "containers").stream().map(c -> {
            Resource copy = c.copy();
            List.of("resources", "readinessProbe", "livenessProbe", "startupProbe", "imagePullPolicy", "terminationMessagePath", "terminationMessagePolicy")
                    .forEach(field -> copy.remove(field));
            return copy.json();
        }).toList();
    }

    private static String container(Resource workload) {
        return String.join(" ", runs(workload));
    }

    /** An agent of a node that is started anew: kube-proxy comes back, a plugin installs itself again. */
    static void restarted(World world, Optional<Host> host, String workload) {
        String name = workload.substring(workload.lastIndexOf('/') + 1);
        if (name.equals("kube-proxy")) {
            host.ifPresent(h -> h.troubles().remove(Host.Trouble.PROXY_STOPPED));
        }
        // the plugin's agent puts its program and its settings on the machine when it starts
        if (name.equals(world.profile().cni().agent())) {
            host.ifPresent(h -> h.troubles().removeAll(INSTALLED));
        }
    }
}
