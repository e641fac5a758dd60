package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Container;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.fact.WebhookConfiguration;
import io.netdx.fact.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why pods are refused over a webhook, from the API server's own words and from what stands behind the webhook. */
final class Webhooks {

    private static final String CALL = "failed calling webhook \"";

    private final Cluster cluster;
    private final Services services;

    Webhooks(Cluster cluster, Services services) {
        this.cluster = cluster;
        this.services = services;
    }

    List<WebhookRefusal> refusals(List<CreationRefused> refused) {
        List<WebhookRefusal> refusals = new ArrayList<>();
        for (CreationRefused r : refused) {
            int at = r.detail().indexOf(CALL);
            int end = at < 0 ? -1 : r.detail().indexOf('"', at + CALL.length());
            if (end > 0) {
                refusals.add(refusal(r, r.detail().substring(at + CALL.length(), end)));
            }
        }
        return refusals;
    }

    private WebhookRefusal refusal(CreationRefused r, String name) {
        ObjectRef owner = ObjectRef.cluster("Webhook", name);
        Optional<ObjectRef> service = Optional.empty();
        for (WebhookConfiguration config : cluster.all(WebhookConfiguration.class)) {
            for (WebhookConfiguration.Webhook webhook : config.webhooks()) {
                if (webhook.name().equals(name)) {
                    owner = config.ref();
                    service = webhook.service();
                }
            }
        }
        Optional<Service> found = service.flatMap(s -> cluster.find(Service.class, s));
        List<Pod> servers = found.map(services::matched).orElse(List.of());
        boolean own = r.namespace().equals("kube-system") || found.isPresent() && found.get().hasSelector() && r.namespace().equals(found.get().meta().namespace())
                && cluster.find(Workload.class, r.workload()).filter(w -> w.templateLabels().entrySet().containsAll(found.get().selector().entrySet())).isPresent();
        boolean gke = cluster.all(Node.class).stream().anyMatch(n -> n.kubeletVersion().contains("-gke"));
        return new WebhookRefusal(owner, name, how(r.detail()), name.endsWith("sidecar-injector.istio.io") ? "istio" : name.endsWith("linkerd.io") ? "linkerd" : "",
                service.orElse(owner), found.map(s -> port(s, servers)).orElse(0), servers.stream().anyMatch(p -> p.ready() && !p.meta().terminating()),
                own, gke, r.workload(), r.missing(), r.detail(), r.source());
    }

    private static String how(String text) {
        return text.contains("x509:") || text.contains("tls:") ? "certificate" : text.contains("No agent available") ? "no-agent"
                : text.contains("no endpoints available") || text.endsWith("not found") ? "absent"
                : text.contains("connection refused") ? "refused"
                : text.contains("deadline exceeded") || text.contains("i/o timeout") || text.contains("request canceled while waiting") ? "timeout" : "other";
    }

    private static int port(Service service, List<Pod> servers) {
        String target = service.ports().isEmpty() ? "" : service.ports().get(0).targetPort();
        for (Pod pod : servers) {
            for (Container c : pod.containers()) {
                for (Container.Port p : c.ports()) {
                    if (p.name().equals(target) && !target.isEmpty()) {
                        return p.number();
                    }
                }
            }
        }
        return target.length() < 6 && !target.isEmpty() && target.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(target) : 0;
    }
}
