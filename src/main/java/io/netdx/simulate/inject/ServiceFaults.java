package io.netdx.simulate.inject;

import static io.netdx.simulate.world.Tree.map;

import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.util.List;
import java.util.Optional;

/** Services that lead nowhere, or elsewhere. */
final class ServiceFaults {

    private ServiceFaults() {
    }

    static List<Injector> all() {
        return List.of(new Injector("service/selector-mismatch", ServiceFaults::selector), new Injector("service/target-port-mismatch", ServiceFaults::targetPort),
                new Injector("service/named-port-missing", ServiceFaults::namedPort));
    }

    private static Optional<Truth> selector(World world) {
        return Pick.calledService(world).map(service -> {
            String app = service.text("spec", "selector", "app");
            service.set(map("app", world.chance(60) ? Pick.typo(world, app) : app + "-v2"), "spec", "selector");
            return Truth.of("service/selector-mismatch", service, "Calls to " + service.name() + " fail, its pods look fine.");
        });
    }

    private static Optional<Truth> targetPort(World world) {
        return Pick.calledService(world).map(service -> {
            int right = Pick.behind(world, service).map(w -> Pick.container(w).number("ports", 0, "containerPort")).orElse(8080);
            service.set(world.oneOf(List.of(right + 1, right + 10, 9999)), "spec", "ports", 0, "targetPort");
            return Truth.of("service/target-port-mismatch", service, "Connections to " + service.name() + " are refused.");
        });
    }

    private static Optional<Truth> namedPort(World world) {
        return Pick.calledService(world).map(service -> {
            String right = Pick.behind(world, service).map(w -> Pick.container(w).text("ports", 0, "name")).orElse("http");
            service.set(Pick.typo(world, right + "-port"), "spec", "ports", 0, "targetPort");
            return Truth.of("service/named-port-missing", service, service.name() + " has endpoints but no port.");
        });
    }
}
