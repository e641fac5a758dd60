package io.netdx.simulate.inject;

import io.netdx.simulate.world.Host;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.Tree;
import io.netdx.simulate.world.World;
import java.util.List;
import java.util.Optional;

/** Choices of victims, by the seed. */
final class Pick {

    private Pick() {
    }

    static <T> Optional<T> any(World world, List<T> from) {
        return from.isEmpty() ? Optional.empty() : Optional.of(world.oneOf(from));
    }

    /** Services that programs of the users' systems call. */
    static Optional<Resource> calledService(World world) {
        return any(world, world.all("Service").stream().filter(s -> world.get("Namespace", "", s.namespace()).has("metadata", "labels", "team")
                && s.has("spec", "selector") && !s.text("spec", "clusterIP").equals("None") && !s.name().equals("web")).toList());
    }

    /** The Deployment or StatefulSet behind a Service. */
    static Optional<Resource> behind(World world, Resource service) {
        return world.workloads().stream().filter(w -> w.namespace().equals(service.namespace()) && w.makesPodsWith(service.labels("spec", "selector"))).findFirst();
    }

    /** Deployments of the users' systems that somebody calls. */
    static Optional<Resource> calledDeployment(World world) {
        return any(world, world.all("Deployment").stream().filter(w -> w.name().equals("api")).toList());
    }

    /** A URL that leads to the api of a namespace, by one of the names that other namespaces call it. */
    static boolean leadsToApi(String url, String namespace) {
        return url.contains("//api." + namespace + ":") || url.contains("//api." + namespace + ".svc");
    }

    /** A node that runs ordinary pods, where there is another one. */
    static Optional<Host> worker(World world) {
        List<Host> workers = world.hosts().values().stream().filter(h -> h.index() > 0).toList();
        return workers.size() < 2 ? Optional.empty() : any(world, workers);
    }

    static Resource container(Resource workload) {
        return Resource.of(workload.map("spec", "template", "spec", "containers", 0));
    }

    /** Everything runs anew: the workload is declared to be recreated as a whole. */
    static void recreate(World world, Resource workload) {
        if (workload.kind().equals("Deployment")) {
            workload.set(Tree.map("type", "Recreate"), "spec", "strategy");
        }
        world.fresh().add(workload.key());
    }

    /** One letter missing or two exchanged, as fingers do. */
    static String typo(World world, String word) {
        int at = 1 + world.random().nextInt(Math.max(1, word.length() - 1));
        if (at + 1 < word.length() && word.charAt(at) != word.charAt(at + 1) && world.chance(50)) {
            return word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
        }
        return word.substring(0, at) + word.substring(Math.min(word.length(), at + 1));
    }
}
