package io.netdx.simulate.inject;

import io.netdx.simulate.world.Program;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.Tree;
import io.netdx.simulate.world.World;
import java.util.List;
import java.util.Optional;

/** What is not the network's fault. */
final class WorkloadFaults {

    private WorkloadFaults() {
    }

    static List<Injector> all() {
        return List.of(new Injector("workload/image-pull-failure", WorkloadFaults::image), new Injector("workload/crash-loop", WorkloadFaults::crash),
                new Injector("workload/node-selector-unmatched", WorkloadFaults::nodeSelector), new Injector("workload/env-wrong-host", WorkloadFaults::wrongHost),
                new Injector("workload/env-wrong-port", WorkloadFaults::wrongPort));
    }

    private static Optional<Truth> image(World world) {
        return Pick.calledDeployment(world).map(api -> {
            String wrong = Pick.container(api).text("image") + "-rc";
            Pick.container(api).set(wrong, "image");
            world.missingImages().add(wrong);
            Pick.recreate(world, api);
            return Truth.of("workload/image-pull-failure", api, "The release does not come up.");
        });
    }

    private static Optional<Truth> crash(World world) {
        return Pick.calledDeployment(world).map(api -> {
            world.program(api).orElseThrow().exits(new Program.Exit(1, "Error", List.of("panic: open /etc/app/settings.yaml: no such file or directory")));
            Pick.recreate(world, api);
            return Truth.of("workload/crash-loop", api, "The api restarts all the time.");
        });
    }

    private static Optional<Truth> nodeSelector(World world) {
        return Pick.calledDeployment(world).map(api -> {
            api.set(Tree.map("disktype", "ssd"), "spec", "template", "spec", "nodeSelector");
            Pick.recreate(world, api);
            return Truth.of("workload/node-selector-unmatched", api, "Pods stay pending.");
        });
    }

    private static Optional<Truth> wrongHost(World world) {
        return variable(world, "DATABASE_HOST", value -> Pick.typo(world, value.contains(".") ? value.substring(0, value.indexOf('.')) : value)
                + (value.contains(".") ? value.substring(value.indexOf('.')) : ""), "workload/env-wrong-host");
    }

    private static Optional<Truth> wrongPort(World world) {
        return variable(world, "DATABASE_PORT", value -> String.valueOf(Integer.parseInt(value) + 1), "workload/env-wrong-port");
    }

    private static Optional<Truth> variable(World world, String name, java.util.function.UnaryOperator<String> change, String cause) {
        return Pick.calledDeployment(world).map(api -> {
            Pick.container(api).items("env").stream().filter(e -> e.text("name").equals(name)).forEach(e -> e.set(change.apply(e.text("value")), "value"));
            Pick.recreate(world, api);
            return Truth.of(cause, api, "The api has lost its database.");
        });
    }
}
