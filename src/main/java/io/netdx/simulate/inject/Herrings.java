package io.netdx.simulate.inject;

import static io.netdx.simulate.world.Tree.list;
import static io.netdx.simulate.world.Tree.map;

import io.netdx.simulate.world.Dialect;
import io.netdx.simulate.world.Manifests;
import io.netdx.simulate.world.Program;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.util.List;
import java.util.function.Consumer;

/** What looks bad and is not what people complain about: no diagnosis may blame it for their trouble. */
public final class Herrings {

    private Herrings() {
    }

    /** Nothing is wrong with these. */
    public static List<Consumer<World>> harmless() {
        return List.of(Herrings::scaledDown, Herrings::taintedNode, Herrings::selectorless, Herrings::deniedOnPurpose, Herrings::oldReports, Herrings::cordonedNode);
    }

    /** Trouble of something that nobody uses: a diagnosis may name it, below what people do complain about. */
    public static List<Consumer<World>> distracting() {
        return List.of(Herrings::crashingTool, Herrings::pendingTool);
    }

    /** A Deployment without replicas on purpose, with a Service that nobody calls. */
    private static void scaledDown(World world) {
        String namespace = anyNamespace(world);
        world.add(Manifests.workload("Deployment", namespace, "load-test", 0, map("app", "load-test"), list(Manifests.container("load-test",
                "registry.example.com/tools/k6:1.2.1"))));
        world.add(Manifests.service(namespace, "load-test", world.clusterIp(), map("app", "load-test"), 6565, 6565));
    }

    private static void taintedNode(World world) {
        Pick.any(world, world.all("Node").stream().filter(n -> !n.has("spec", "taints")).toList()).ifPresent(node -> node.list("spec", "taints")
                .add(map("effect", "PreferNoSchedule", "key", "dedicated", "value", "gpu")));
    }

    /** A Service that an operator fills by hand for somewhere else. */
    private static void selectorless(World world) {
        String namespace = anyNamespace(world);
        Resource service = world.add(Manifests.service(namespace, "legacy", world.clusterIp(), map(), 1521, 1521));
        service.remove("spec", "selector");
        world.add(Manifests.slice(namespace, "legacy-1", "legacy", "203.0.113.14", "main", 1521));
    }

    /** Crash-loops for days; nobody calls it. */
    private static void crashingTool(World world) {
        Resource tool = world.add(Manifests.workload("Deployment", anyNamespace(world), "thumbnailer", 1, map("app", "thumbnailer"), list(Manifests.container("thumbnailer",
                "registry.example.com/tools/thumbnailer:0.4.2"))));
        Program program = new Program(Dialect.PYTHON);
        program.exits(new Program.Exit(2, "Error", List.of("FATAL: cannot open /etc/thumb/thumb.conf")));
        world.program(tool, program);
    }

    /** Waits for a kind of node that the autoscaler brings at night. */
    private static void pendingTool(World world) {
        Resource tool = world.add(Manifests.workload("Deployment", anyNamespace(world), "training", 1, map("app", "training"), list(Manifests.container("training",
                "registry.example.com/tools/training:2.2.0"))));
        tool.set(map("accelerator", "a100"), "spec", "template", "spec", "nodeSelector");
    }

    /** Jobs that ended well, and left their pods. */
    private static void oldReports(World world) {
        for (int i = 0; i < 2; i++) {
            String name = "nightly-report-2940" + (4000 + world.random().nextInt(5000));
            Resource job = Manifests.workload("Job", anyNamespace(world), name, 1, map("job-name", name), list(Manifests.container("report", "registry.example.com/tools/report:1.0.3")));
            job.set("batch/v1", "apiVersion").set("Never", "spec", "template", "spec", "restartPolicy").remove("spec", "replicas").set(1, "spec", "completions");
            world.add(job);
        }
    }

    /** Maintenance of one node of several; what ran there before runs on. */
    private static void cordonedNode(World world) {
        List<Resource> free = world.all("Node").stream().filter(n -> !n.has("spec", "taints")).toList();
        if (free.size() > 2) {
            Resource node = world.oneOf(free);
            node.set(true, "spec", "unschedulable");
            node.list("spec", "taints").add(map("effect", "NoSchedule", "key", "node.kubernetes.io/unschedulable"));
            world.host(node.name()).lateTaints().add("node.kubernetes.io/unschedulable");
        }
    }

    /** A vault that nobody may reach, and nobody tries to. */
    private static void deniedOnPurpose(World world) {
        String namespace = anyNamespace(world);
        Resource vault = world.add(Manifests.workload("Deployment", namespace, "vault-seal", 1, map("app", "vault-seal"), list(Manifests.container("vault-seal",
                "registry.example.com/security/seal:2.0.4"))));
        world.program(vault, new Program(Dialect.GO));
        world.apply("""
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: isolate-seal, namespace: %s}
                spec:
                  podSelector: {matchLabels: {app: vault-seal}}
                  policyTypes: [Ingress, Egress]
                """, namespace);
    }

    private static String anyNamespace(World world) {
        return world.oneOf(world.all("Namespace").stream().filter(n -> n.has("metadata", "labels", "team")).toList()).name();
    }
}
