package io.netdx.simulate.inject;

import static io.netdx.simulate.world.Tree.list;
import static io.netdx.simulate.world.Tree.map;

import io.netdx.simulate.world.Program;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** What is not the network's fault. */
final class WorkloadFaults {

    private WorkloadFaults() {
    }

    static List<Injector> all() {
        return List.of(new Injector("workload/image-pull-failure", WorkloadFaults::image), new Injector("workload/crash-loop", WorkloadFaults::crash),
                new Injector("workload/node-selector-unmatched", WorkloadFaults::nodeSelector), new Injector("workload/env-wrong-host", WorkloadFaults::wrongHost),
                new Injector("workload/env-wrong-port", WorkloadFaults::wrongPort), new Injector("workload/out-of-memory", WorkloadFaults::memory),
                new Injector("workload/config-error", WorkloadFaults::config), new Injector("workload/probe-path-missing", WorkloadFaults::probePath),
                new Injector("workload/probe-port-unserved", WorkloadFaults::probePort), new Injector("workload/probe-port-closed", WorkloadFaults::portClosed),
                new Injector("workload/scheduling-resources", WorkloadFaults::resources), new Injector("workload/volume-unbound", WorkloadFaults::volume),
                new Injector("workload/scaled-to-zero", WorkloadFaults::zero), new Injector("workload/slow-server", WorkloadFaults::slow),
                new Injector("workload/quota-exceeded", WorkloadFaults::quota), new Injector("workload/service-account-missing", WorkloadFaults::account),
                new Injector("workload/anti-affinity-conflict", WorkloadFaults::apart),
                new Injector("workload/init-container-waits", WorkloadFaults::waits), new Injector("workload/scaled-to-zero-awaited", WorkloadFaults::awaited),
                halfRolled("workload/image-pull-failure", WorkloadFaults::noSuchImage), halfRolled("workload/crash-loop", WorkloadFaults::ends),
                halfRolled("workload/probe-path-missing", WorkloadFaults::otherPath),
                new Injector("workload/crash-loop-none-left", WorkloadFaults::noneLeft),
                new Injector("workload/limit-range-small", WorkloadFaults::smallDefault), new Injector("workload/limit-range-forbids", WorkloadFaults::tooMuch),
                new Injector("workload/autoscaler-at-maximum", WorkloadFaults::atMaximum), new Injector("workload/disruption-budget-blocks", WorkloadFaults::budget));
    }

    /** A new release of a server that somebody calls. */
    private static Optional<Truth> release(World world, String cause, String complaint, BiConsumer<World, Resource> change) {
        return Pick.calledDeployment(world).map(api -> {
            change.accept(world, api);
            Pick.recreate(world, api);
            return Truth.of(cause, api, complaint);
        });
    }

    private static Optional<Truth> image(World world) {
        return release(world, "workload/image-pull-failure", "The release does not come up.", WorkloadFaults::noSuchImage);
    }

    private static void noSuchImage(World world, Resource api) {
        String wrong = Pick.container(api).text("image") + "-rc";
        Pick.container(api).set(wrong, "image");
        world.missingImages().add(wrong);
    }

    private static Optional<Truth> crash(World world) {
        return release(world, "workload/crash-loop", "The api restarts all the time.", WorkloadFaults::ends);
    }

    private static void ends(World world, Resource api) {
        world.program(api).orElseThrow().exits(new Program.Exit(1, "Error", List.of("panic: open /etc/app/settings.yaml: no such file or directory")));
    }

    private static Optional<Truth> memory(World world) {
        return release(world, "workload/out-of-memory", "The api restarts under load.", (w, api) -> w.program(api).orElseThrow().memory(700));
    }

    private static Optional<Truth> nodeSelector(World world) {
        return release(world, "workload/node-selector-unmatched", "Pods stay pending.", (w, api) -> api.set(map("disktype", "ssd"), "spec", "template", "spec", "nodeSelector"));
    }

    private static Optional<Truth> config(World world) {
        return release(world, "workload/config-error", "The release does not start.", (w, api) -> Pick.container(api).list("env").add(map("name", "FEATURES", "valueFrom",
                map("configMapKeyRef", map("key", "features", "name", "api-features")))));
    }

    private static Optional<Truth> probePath(World world) {
        return release(world, "workload/probe-path-missing", "The pods never become ready.", WorkloadFaults::otherPath);
    }

    private static void otherPath(World world, Resource api) {
        Pick.container(api).set("/health/ready", "readinessProbe", "httpGet", "path");
    }

    private static Optional<Truth> probePort(World world) {
        return release(world, "workload/probe-port-unserved", "The pods never become ready.", (w, api) -> Pick.container(api).set(8888, "readinessProbe", "httpGet", "port"))
                .map(t -> t.or("workload/probe-port-closed"));
    }

    /** The program took another port with its new release. */
    private static Optional<Truth> portClosed(World world) {
        return release(world, "workload/probe-port-closed", "The pods are restarted again and again.", (w, api) -> {
            Program program = w.program(api).orElseThrow();
            int before = program.ports().first();
            program.ports().clear();
            program.ports().add(before + 5);
        });
    }

    private static Optional<Truth> resources(World world) {
        return release(world, "workload/scheduling-resources", "The new pods do not start.", (w, api) -> Pick.container(api).set("64Gi", "resources", "requests", "memory")
                .set("64Gi", "resources", "limits", "memory"));
    }

    private static Optional<Truth> volume(World world) {
        return release(world, "workload/volume-unbound", "The api waits for its disk.", (w, api) -> {
            w.apply("""
                    apiVersion: v1
                    kind: PersistentVolumeClaim
                    metadata: {name: api-data, namespace: %s}
                    spec: {accessModes: [ReadWriteOnce], storageClassName: fast-ssd, resources: {requests: {storage: 20Gi}}}
                    status: {phase: Pending}
                    """, api.namespace());
            api.set(list(map("name", "data", "persistentVolumeClaim", map("claimName", "api-data"))), "spec", "template", "spec", "volumes");
        });
    }

    private static Optional<Truth> zero(World world) {
        return release(world, "workload/scaled-to-zero", "The api is gone.", (w, api) -> api.set(0, "spec", "replicas"));
    }

    private static Optional<Truth> slow(World world) {
        return release(world, "workload/slow-server", "Everything waits for the api.", (w, api) -> w.program(api).orElseThrow().slow(true));
    }

    private static Optional<Truth> quota(World world) {
        return Pick.calledDeployment(world).map(api -> {
            Pick.recreate(world, api);
            Resource quota = world.apply("""
                    apiVersion: v1
                    kind: ResourceQuota
                    metadata: {name: compute, namespace: %s}
                    spec: {hard: {pods: '4'}}
                    status: {hard: {pods: '4'}, used: {pods: '4'}}
                    """, api.namespace());
            return Truth.of("workload/quota-exceeded", quota, "No new pod of the api appears.");
        });
    }

    private static Optional<Truth> account(World world) {
        return release(world, "workload/service-account-missing", "No new pod of the api appears.", (w, api) -> api.set("api-runner", "spec", "template", "spec", "serviceAccountName"));
    }

    private static Optional<Truth> apart(World world) {
        return release(world, "workload/anti-affinity-conflict", "Not all replicas start.", (w, api) -> api.set(w.hosts().size() + 2, "spec", "replicas")
                .set(list(map("labelSelector", map("matchLabels", map("app", "api")), "topologyKey", "kubernetes.io/hostname")),
                        "spec", "template", "spec", "affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution"));
    }

    /** The same release, rolled out as Deployments usually are: the old pods serve on until the new ones do. */
    private static Optional<Truth> rolled(World world, String cause, BiConsumer<World, Resource> change) {
        return Pick.calledDeployment(world).map(api -> {
            world.keepBefore(api);
            change.accept(world, api);
            world.fresh().add(api.key());
            return Truth.of(cause, api, "The new release does not come up, the old one serves on.");
        });
    }

    private static Injector halfRolled(String cause, BiConsumer<World, Resource> change) {
        return new Injector(cause + "-half-rolled", world -> rolled(world, cause, change));
    }

    /** A rolling update that may take all old pods away before a new one is ready. */
    private static Optional<Truth> noneLeft(World world) {
        return rolled(world, "workload/crash-loop", (w, api) -> {
            ends(w, api);
            api.set("100%", "spec", "strategy", "rollingUpdate", "maxUnavailable").set(0, "spec", "strategy", "rollingUpdate", "maxSurge");
        });
    }

    private static Resource limits(World world, String namespace, String kind, String memory) {
        return world.apply("""
                apiVersion: v1
                kind: LimitRange
                metadata: {name: %s, namespace: %s}
                spec: {limits: [{type: Container, %s: {memory: %s}}]}
                """, world.oneOf(List.of("limits", "mem-limit-range", "defaults")), namespace, kind, memory);
    }

    /** The new release states no limits; those that the namespace gives are less than it needs. */
    private static Optional<Truth> smallDefault(World world) {
        return release(world, "", "The api restarts all the time since its release.", (w, api) -> {
            Pick.container(api).set(map(), "resources");
            limits(w, api.namespace(), "default", "64Mi").set(map("memory", "32Mi"), "spec", "limits", 0, "defaultRequest");
        }).map(t -> Truth.of("workload/limit-range-small", world.all("LimitRange").get(0), t.complaint()));
    }

    private static Optional<Truth> tooMuch(World world) {
        return release(world, "", "No new pod of the api appears.", (w, api) -> limits(w, api.namespace(), "max", "128Mi"))
                .map(t -> Truth.of("workload/limit-range-forbids", world.all("LimitRange").get(0), t.complaint()));
    }

    /** More load than the replicas that the autoscaler may ask for can bear. */
    private static Optional<Truth> atMaximum(World world) {
        return Pick.calledDeployment(world).map(api -> {
            world.program(api).orElseThrow().slow(true);
            int replicas = api.number("spec", "replicas");
            Resource scaler = world.apply("""
                    apiVersion: autoscaling/v2
                    kind: HorizontalPodAutoscaler
                    metadata: {name: api, namespace: %1$s}
                    spec:
                      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}
                      minReplicas: 2
                      maxReplicas: %2$d
                      metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]
                    status:
                      currentReplicas: %2$d
                      desiredReplicas: %2$d
                      lastScaleTime: '%3$s'
                      currentMetrics: [{type: Resource, resource: {name: cpu, current: {averageUtilization: %4$d, averageValue: 197m}}}]
                      conditions:
                      - {type: AbleToScale, status: 'True', reason: ReadyForNewScale, message: recommended size matches current size, lastTransitionTime: '%3$s'}
                      - type: ScalingActive
                        status: 'True'
                        reason: ValidMetricFound
                        message: the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)
                        lastTransitionTime: '%3$s'
                      - {type: ScalingLimited, status: 'True', reason: TooManyReplicas, message: the desired replica count is more than the maximum replica count, lastTransitionTime: '%3$s'}
                    """, api.namespace(), replicas, world.faultAt().toString(), 250 + world.random().nextInt(200));
            return Truth.of("workload/autoscaler-at-maximum", scaler, "Everything waits for the api under load.");
        });
    }

    /** A node is to be emptied; the budget of a store with one replica lets no pod go. */
    private static Optional<Truth> budget(World world) {
        List<Resource> free = world.all("Node").stream().filter(n -> !n.has("spec", "taints")).toList();
        return free.size() < 3 ? Optional.empty() : Pick.any(world, world.all("StatefulSet")).map(store -> {
            Resource node = world.oneOf(free);
            node.set(true, "spec", "unschedulable");
            node.list("spec", "taints").add(map("effect", "NoSchedule", "key", "node.kubernetes.io/unschedulable", "timeAdded", world.faultAt().toString()));
            world.host(node.name()).keeps(store.key());
            Resource budget = world.apply("""
                    apiVersion: policy/v1
                    kind: PodDisruptionBudget
                    metadata: {name: %1$s, namespace: %2$s}
                    spec: {minAvailable: 1, selector: {matchLabels: {app: %1$s}}}
                    status:
                      currentHealthy: 1
                      desiredHealthy: 1
                      disruptionsAllowed: 0
                      expectedPods: 1
                      observedGeneration: 1
                      conditions:
                      - {type: DisruptionAllowed, status: 'False', reason: InsufficientPods, message: '', observedGeneration: 1, lastTransitionTime: '%3$s'}
                    """, store.name(), store.namespace(), world.born().plusSeconds(900).toString());
            return Truth.of("workload/disruption-budget-blocks", budget, "The node does not become empty.").unnoticed();
        });
    }

    /** The new release waits for its store before it starts, by a name that nobody has. */
    private static Optional<Truth> waits(World world) {
        return release(world, "workload/init-container-waits", "The api does not start: Init:0/1.", (w, api) -> {
            String name = variable(api, "DATABASE_HOST");
            int dot = name.indexOf('.');
            wait(w, api, (dot < 0 ? name + "-rw" : name.substring(0, dot) + "-rw" + name.substring(dot)), w.chance(50));
        });
    }

    /** The store was stopped for the migration, and the release that follows waits for it. */
    private static Optional<Truth> awaited(World world) {
        return release(world, "", "The api does not start: Init:0/1.", (w, api) -> wait(w, api, variable(api, "DATABASE_HOST"), false)).map(t -> {
            Resource store = world.all("StatefulSet").stream().filter(s -> s.namespace().equals(t.subject().namespace())).findFirst().orElseThrow();
            store.set(0, "spec", "replicas");
            return Truth.of("workload/scaled-to-zero", store, t.complaint());
        });
    }

    private static String variable(Resource workload, String name) {
        return Pick.container(workload).items("env").stream().filter(e -> e.text("name").equals(name)).findFirst().orElseThrow().text("value");
    }

    private static void wait(World world, Resource api, String host, boolean lookup) {
        String port = variable(api, "DATABASE_PORT");
        String attempt = lookup ? "nslookup " + host : "nc -z " + host + " " + port;
        api.set(list(map("command", list("sh", "-c", "until " + attempt + "; do echo waiting for " + host.split("\\.")[0] + "; sleep 2; done"), "image", "busybox:1.37",
                "name", "wait-for-db", "resources", map())), "spec", "template", "spec", "initContainers");
        world.program(api).orElseThrow().awaits(host + ":" + port);
    }

    private static Optional<Truth> wrongHost(World world) {
        return variable(world, "DATABASE_HOST", value -> {
            int dot = value.indexOf('.');
            return dot < 0 ? Pick.typo(world, value) : Pick.typo(world, value.substring(0, dot)) + value.substring(dot);
        }, "workload/env-wrong-host");
    }

    private static Optional<Truth> wrongPort(World world) {
        return variable(world, "DATABASE_PORT", value -> String.valueOf(Integer.parseInt(value) + 1), "workload/env-wrong-port");
    }

    private static Optional<Truth> variable(World world, String name, UnaryOperator<String> change, String cause) {
        return release(world, cause, "The api has lost its database.", (w, api) -> Pick.container(api).items("env").stream().filter(e -> e.text("name").equals(name))
                .forEach(e -> e.set(change.apply(e.text("value")), "value")));
    }
}
