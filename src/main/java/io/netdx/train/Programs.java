package io.netdx.train;

import io.netdx.simulate.world.Dialect;
import io.netdx.simulate.world.Host;
import io.netdx.simulate.world.Program;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What no object declares follows what somebody did: which program a template runs, what the restart of an agent or a command on a machine mends. */
final class Programs {

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

    /** An agent of a node that is started anew: kube-proxy comes back. */
    static void restarted(World world, Optional<Host> host, Resource template) {
        boolean proxy = template.items("spec", "containers").stream().anyMatch(c -> c.text("name").equals("kube-proxy"));
        if (proxy) {
            host.ifPresent(h -> h.troubles().remove(Host.Trouble.PROXY_STOPPED));
        }
    }

    private static final Map<String, Host.Trouble> SERVICES = Map.of("kubelet", Host.Trouble.KUBELET_STOPPED, "containerd", Host.Trouble.RUNTIME_DOWN);

    /** A command as root on a machine: {@code systemctl restart kubelet}, {@code sysctl -w net.ipv4.ip_forward=1}. */
    static boolean administered(Host host, List<String> argv) {
        if (host.has(Host.Trouble.POWERED_OFF) || argv.size() < 2) {
            return false;
        }
        String last = argv.get(argv.size() - 1).replace(".service", "");
        if (argv.get(0).equals("systemctl") && List.of("start", "restart").contains(argv.get(1))) {
            return SERVICES.containsKey(last) && host.troubles().remove(SERVICES.get(last));
        }
        if (argv.get(0).equals("sysctl") && last.matches("net\\.ipv4\\.(ip_forward|conf\\.all\\.forwarding)=1")) {
            return host.troubles().remove(Host.Trouble.FORWARDING_OFF);
        }
        return argv.get(0).equals("sysctl") && last.matches("net\\.netfilter\\.nf_conntrack_max=[0-9]{6,9}") && Long.parseLong(last.substring(last.indexOf('=') + 1)) > 262_144
                && host.troubles().remove(Host.Trouble.CONNTRACK_FULL);
    }
}
