package io.netdx.simulate.inject;

import static io.netdx.simulate.world.Tree.list;
import static io.netdx.simulate.world.Tree.map;

import io.netdx.simulate.world.Manifests;
import io.netdx.simulate.world.Program;
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
                new Injector("service/named-port-missing", ServiceFaults::namedPort), new Injector("service/listens-on-loopback", ServiceFaults::loopback),
                new Injector("service/protocol-mismatch", ServiceFaults::protocol), new Injector("service/internal-policy-local", ServiceFaults::internalLocal),
                new Injector("service/external-name-dangling", ServiceFaults::dangling), new Injector("service/no-endpoints-by-hand", ServiceFaults::byHand),
                new Injector("service/hand-made-endpoint-dead", ServiceFaults::deadEndpoint), new Injector("service/load-balancer-pending", ServiceFaults::pending),
                new Injector("service/selector-too-broad", ServiceFaults::tooBroad), new Injector("service/headless-port-translated", ServiceFaults::headlessPort),
                new Injector("service/port-changed", ServiceFaults::portChanged), new Injector("service/ip-family-mismatch", ServiceFaults::family));
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
            int right = port(world, service);
            service.set(world.oneOf(List.of(right + 1, right + 10, 9999)), "spec", "ports", 0, "targetPort");
            return Truth.of("service/target-port-mismatch", service, "Connections to " + service.name() + " are refused.");
        });
    }

    private static int port(World world, Resource service) {
        return Pick.behind(world, service).map(w -> Pick.container(w).number("ports", 0, "containerPort")).orElse(8080);
    }

    private static Optional<Truth> namedPort(World world) {
        return Pick.calledService(world).map(service -> {
            String right = Pick.behind(world, service).map(w -> Pick.container(w).text("ports", 0, "name")).orElse("http");
            service.set(Pick.typo(world, right + "-port"), "spec", "ports", 0, "targetPort");
            return Truth.of("service/named-port-missing", service, service.name() + " has endpoints but no port.");
        });
    }

    /** A new release of a store listens on 127.0.0.1, as its default configuration says. */
    private static Optional<Truth> loopback(World world) {
        return Pick.any(world, world.all("StatefulSet")).map(set -> {
            Program program = world.program(set).orElseThrow();
            program.ports().clear();
            Pick.container(set).set(list("--bind", "127.0.0.1"), "args");
            Pick.recreate(world, set);
            return Truth.of("service/listens-on-loopback", set, "The store refuses connections since its upgrade.");
        });
    }

    private static Optional<Truth> protocol(World world) {
        return Pick.calledService(world).map(service -> {
            service.set("UDP", "spec", "ports", 0, "protocol");
            return Truth.of("service/protocol-mismatch", service, "Connections to " + service.name() + " hang.");
        });
    }

    private static Optional<Truth> internalLocal(World world) {
        return world.hosts().size() < 3 ? Optional.empty() : Pick.any(world, world.all("StatefulSet")).flatMap(s -> world.find("Service", s.namespace(), s.name())).map(service -> {
            service.set("Local", "spec", "internalTrafficPolicy");
            return Truth.of("service/internal-policy-local", service, "The database answers some pods only.");
        });
    }

    /** A store was moved; the alias that was left leads to a Service that is no more. */
    private static Optional<Truth> dangling(World world) {
        return Pick.any(world, world.all("StatefulSet")).map(set -> {
            Resource service = world.get("Service", set.namespace(), set.name());
            service.set(map("externalName", set.name() + "-primary." + set.namespace() + ".svc.cluster.local", "sessionAffinity", "None", "type", "ExternalName"), "spec");
            return Truth.of("service/external-name-dangling", service, "Since the store was renamed its clients do not find it.");
        });
    }

    private static Optional<Truth> byHand(World world) {
        return Pick.calledService(world).map(service -> {
            service.remove("spec", "selector");
            return Truth.of("service/no-endpoints-by-hand", service, service.name() + " refuses connections.");
        });
    }

    /** Somebody wrote down the address of a pod, which got another one since. */
    private static Optional<Truth> deadEndpoint(World world) {
        return Pick.calledService(world).map(service -> {
            service.remove("spec", "selector");
            String range = world.hosts().values().iterator().next().podCidr();
            world.add(Manifests.slice(service.namespace(), service.name() + "-manual", service.name(), range.substring(0, range.lastIndexOf('.') + 1) + "201",
                    service.text("spec", "ports", 0, "name"), port(world, service)));
            return Truth.of("service/hand-made-endpoint-dead", service, "Calls to " + service.name() + " time out.");
        });
    }

    private static Optional<Truth> pending(World world) {
        return Pick.any(world, world.all("Service").stream().filter(s -> s.name().equals("web")).toList()).map(service -> {
            service.set("LoadBalancer", "spec", "type").set(30000 + world.random().nextInt(2000), "spec", "ports", 0, "nodePort");
            return Truth.of("service/load-balancer-pending", service, "The new public address never appears.");
        });
    }

    /** The selector lost its application and catches whatever is part of the system. */
    private static Optional<Truth> tooBroad(World world) {
        return Pick.any(world, world.all("Service").stream().filter(s -> s.name().equals("api")).toList()).map(service -> {
            service.set(map("app.kubernetes.io/part-of", service.namespace()), "spec", "selector");
            return Truth.of("service/selector-too-broad", service, "Some calls to the api fail.");
        });
    }

    /** Somebody tidied up the Service; whoever calls it still uses the port that it had. */
    private static Optional<Truth> portChanged(World world) {
        return Pick.calledService(world).map(service -> {
            service.set(service.number("spec", "ports", 0, "port") + world.oneOf(List.of(1, 1000, 8000)), "spec", "ports", 0, "port");
            return Truth.of("service/port-changed", service, "Nobody reaches " + service.name() + " since its Service was applied again.");
        });
    }

    /** Applied again with the manifest of another cluster: the API server has a range of each family, the pods have addresses of one. */
    private static Optional<Truth> family(World world) {
        return Pick.calledService(world).map(service -> {
            String ip = "fd00:10:96::%x".formatted(256 + world.random().nextInt(60000));
            service.set(ip, "spec", "clusterIP").set(list(ip), "spec", "clusterIPs").set(list("IPv6"), "spec", "ipFamilies");
            return Truth.of("service/ip-family-mismatch", service, "Nobody reaches " + service.name() + " since it was made again.");
        });
    }

    /** A Service was made headless; its clients still use the port that is not the pods'. */
    private static Optional<Truth> headlessPort(World world) {
        return Pick.any(world, world.all("Service").stream().filter(s -> s.name().equals("api")
                && world.find("NetworkPolicy", s.namespace(), "web-egress").isEmpty()).toList()).map(service -> {
            service.set("None", "spec", "clusterIP").set(list("None"), "spec", "clusterIPs");
            return Truth.of("service/headless-port-translated", service, "The api refuses connections since its Service was recreated.");
        });
    }
}
