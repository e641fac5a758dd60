package io.netdx.simulate.behave;

import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.World;
import java.util.Optional;

/** What the API server asks before it lets a new pod in: service account, quota, webhooks. */
final class Admission {

    private final World world;

    Admission(World world) {
        this.world = world;
    }

    /** The API server's words; {@code {pod}} stands for the pod's generated name. */
    Optional<String> refusal(Resource workload) {
        String account = workload.text("spec", "template", "spec", "serviceAccountName");
        if (!account.isEmpty() && world.find("ServiceAccount", workload.namespace(), account).isEmpty()) {
            return Optional.of("pods \"{pod}\" is forbidden: error looking up service account " + workload.namespace() + "/" + account + ": serviceaccount \"" + account
                    + "\" not found");
        }
        for (Resource quota : world.all("ResourceQuota")) {
            String hard = quota.text("spec", "hard", "pods");
            if (quota.namespace().equals(workload.namespace()) && !hard.isEmpty() && hard.equals(quota.text("status", "used", "pods"))) {
                return Optional.of("pods \"{pod}\" is forbidden: exceeded quota: " + quota.name() + ", requested: pods=1, used: pods=" + hard + ", limited: pods=" + hard);
            }
        }
        for (Resource range : world.all("LimitRange")) {
            String most = range.text("spec", "limits", 0, "max", "memory");
            String limit = workload.text("spec", "template", "spec", "containers", 0, "resources", "limits", "memory");
            if (range.namespace().equals(workload.namespace()) && !most.isEmpty() && Objects.mebibytes(limit) > Objects.mebibytes(most)) {
                return Optional.of("pods \"{pod}\" is forbidden: maximum memory usage per Container is " + most + ", but limit is " + limit);
            }
        }
        for (Resource configuration : world.declared().stream().filter(r -> r.kind().endsWith("WebhookConfiguration")).toList()) {
            for (Resource webhook : configuration.items("webhooks")) {
                Optional<String> failed = webhook.text("failurePolicy").equals("Ignore") ? Optional.empty() : called(webhook);
                if (failed.isPresent() && concerns(webhook, workload)) {
                    return Optional.of("Internal error occurred: failed calling webhook \"" + webhook.text("name") + "\": failed to call webhook: " + failed.get());
                }
            }
        }
        return Optional.empty();
    }

    /** The workload with the limits that a LimitRange gives to containers which have none. */
    Resource admitted(Resource workload) {
        Optional<Resource> range = world.all("LimitRange").stream().filter(r -> r.namespace().equals(workload.namespace()) && r.has("spec", "limits", 0, "default", "memory")).findFirst();
        Resource first = Resource.of(workload.copy().map("spec", "template", "spec", "containers", 0));
        if (range.isEmpty() || first.has("resources", "limits", "memory")) {
            return workload;
        }
        Resource admitted = workload.copy();
        Resource container = Resource.of(admitted.map("spec", "template", "spec", "containers", 0));
        container.set(range.get().text("spec", "limits", 0, "default", "memory"), "resources", "limits", "memory")
                .set(range.get().text("spec", "limits", 0, "defaultRequest", "memory"), "resources", "requests", "memory");
        admitted.set("LimitRanger plugin set: memory request for container " + container.text("name") + "; memory limit for container " + container.text("name"),
                "spec", "template", "metadata", "annotations", "kubernetes.io/limit-ranger");
        return admitted;
    }

    private boolean concerns(Resource webhook, Resource workload) {
        Resource namespace = world.get("Namespace", "", workload.namespace());
        boolean excluded = webhook.items("namespaceSelector", "matchExpressions").stream().anyMatch(e -> e.text("operator").equals("NotIn")
                && e.list("values").contains(namespace.text("metadata", "labels", e.text("key"))));
        boolean chosen = namespace.labels("metadata", "labels").entrySet().containsAll(webhook.labels("namespaceSelector", "matchLabels").entrySet());
        return chosen && !excluded && webhook.items("rules").stream().anyMatch(r -> r.list("resources").contains("pods"));
    }

    /** How the call to a webhook's Service fails, if it does. */
    private Optional<String> called(Resource webhook) {
        Resource ref = Resource.of(webhook.map("clientConfig", "service"));
        String url = "Post \"https://" + ref.text("name") + "." + ref.text("namespace") + ".svc:443" + ref.text("path") + "?timeout=10s\": ";
        Optional<Resource> service = world.find("Service", ref.text("namespace"), ref.text("name"));
        if (service.isEmpty()) {
            return Optional.of(url + "service \"" + ref.text("name") + "\" not found");
        }
        Optional<Resource> server = world.workloads().stream().filter(w -> w.namespace().equals(ref.text("namespace")) && w.makesPodsWith(service.get().labels("spec", "selector"))).findFirst();
        if (server.isEmpty() || server.get().number("spec", "replicas") == 0) {
            return Optional.of(url.substring(0, url.length() - 2) + ": no endpoints available for service \"" + ref.text("name") + "\"");
        }
        return server.flatMap(world::program).filter(p -> p.slow()).map(p -> url + "context deadline exceeded");
    }
}
