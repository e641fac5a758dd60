package io.netdx.simulate.inject;

import static io.netdx.simulate.world.Tree.list;
import static io.netdx.simulate.world.Tree.map;

import io.netdx.simulate.world.Dialect;
import io.netdx.simulate.world.Manifests;
import io.netdx.simulate.world.Program;
import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.util.List;
import java.util.Optional;

/** Webhooks, aggregated APIs, controllers. */
final class ControlPlaneFaults {

    private static final String WEBHOOK = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: image-policy}
            webhooks:
            - name: images.policy.example.com
              admissionReviewVersions: [v1]
              failurePolicy: Fail
              sideEffects: None
              timeoutSeconds: 10
              namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system, policy-system]}]}
              clientConfig: {service: {name: image-policy, namespace: policy-system, path: /validate, port: 443}}
              rules:
              - {apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods]}
            """;

    private ControlPlaneFaults() {
    }

    static List<Injector> all() {
        return List.of(new Injector("controlplane/webhook-unreachable", ControlPlaneFaults::webhookGone), new Injector("controlplane/webhook-timeout", ControlPlaneFaults::webhookSlow),
                new Injector("controlplane/apiservice-unavailable", ControlPlaneFaults::metrics), new Injector("controlplane/namespace-stuck", ControlPlaneFaults::stuck), new Injector("controlplane/scheduler-down", ControlPlaneFaults::scheduler),
                new Injector("controlplane/endpoint-slices-stale", ControlPlaneFaults::slices),
                new Injector("controlplane/apiserver-endpoint-stale", ControlPlaneFaults::apiServer));
    }

    /** The policy engine was uninstalled, its configuration was left; a release follows. */
    private static Optional<Truth> webhookGone(World world) {
        return Pick.calledDeployment(world).map(api -> {
            Pick.recreate(world, api);
            return Truth.of("controlplane/webhook-unreachable", world.apply(WEBHOOK), "Releases make no pods any more.");
        });
    }

    private static Optional<Truth> webhookSlow(World world) {
        return Pick.calledDeployment(world).map(api -> {
            world.add(Manifests.namespace("policy-system"));
            Resource server = world.add(Manifests.workload("Deployment", "policy-system", "image-policy", 1, map("app", "image-policy"),
                    list(Manifests.container("server", "registry.example.com/security/image-policy:3.1.0", "https", 8443))));
            Program program = new Program(Dialect.GO, 8443);
            program.slow(true);
            world.program(server, program);
            world.add(Manifests.service("policy-system", "image-policy", world.clusterIp(), map("app", "image-policy"), 443, "https"));
            Pick.recreate(world, api);
            return Truth.of("controlplane/webhook-timeout", world.apply(WEBHOOK), "Releases make no pods any more.");
        });
    }

    private static Optional<Truth> metrics(World world) {
        return world.find("Service", "kube-system", "metrics-server").map(service -> {
            service.set(map("k8s-app", "metrics"), "spec", "selector");
            return Truth.of("controlplane/apiservice-unavailable", world.get("APIService", "", "v1beta1.metrics.k8s.io"), "kubectl top and the autoscalers fail.")
                    .or("service/selector-mismatch");
        });
    }

    /** A test environment is thrown away while an aggregated API fails: what it holds cannot be listed. */
    private static Optional<Truth> stuck(World world) {
        return metrics(world).map(broken -> {
            Resource preview = world.add(Manifests.namespace("preview-" + (100 + world.random().nextInt(900))));
            preview.set(world.faultAt().plusSeconds(120).toString(), "metadata", "deletionTimestamp");
            return new Truth(broken.causes(), broken.subject(), "Namespace " + preview.name() + " stays Terminating.", false);
        });
    }

    private static Optional<Truth> scheduler(World world) {
        return Pick.calledDeployment(world).map(api -> {
            world.troubles().add(World.Trouble.SCHEDULER_DOWN);
            Pick.recreate(world, api);
            return new Truth(List.of("controlplane/scheduler-down"), new Truth.Subject("Cluster", "", "cluster"), "New pods stay pending without a word.", false);
        });
    }

    /** The endpoint controller stopped; several servers were rolled out since. */
    private static Optional<Truth> slices(World world) {
        List<Resource> servers = world.all("Deployment").stream().filter(w -> w.name().equals("api") || w.name().equals("web")).toList();
        world.troubles().add(World.Trouble.ENDPOINTS_STALE);
        servers.forEach(w -> world.fresh().add(w.key()));
        return Optional.of(new Truth(List.of("controlplane/endpoint-slices-stale", "service/endpoints-not-updated"), new Truth.Subject("Cluster", "", "cluster"),
                "Whatever was released today is not reached.", false));
    }

    /** An address of a control plane node that is no more. */
    private static Optional<Truth> apiServer(World world) {
        return world.find("Namespace", "", "operators").map(operators -> {
            Resource slice = world.get("EndpointSlice", "default", "kubernetes");
            slice.list("endpoints").add(map("addresses", list("172.20.7.250"), "conditions", map("ready", true)));
            return new Truth(List.of("controlplane/apiserver-endpoint-stale"), new Truth.Subject("Service", "default", "kubernetes"), "Operators fail now and then.", false);
        });
    }
}
