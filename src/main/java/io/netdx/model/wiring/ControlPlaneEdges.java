package io.netdx.model.wiring;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ApiService;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Provenance;
import io.netdx.fact.WebhookConfiguration;
import io.netdx.model.EndpointName;
import java.util.ArrayList;
import java.util.List;

/** From the API server to webhooks, conversion webhooks and aggregated APIs. */
final class ControlPlaneEdges {

    private static final int CONFIDENCE = 95;

    private final Cluster cluster;
    private final List<ExpectedEdge> edges = new ArrayList<>();

    ControlPlaneEdges(Cluster cluster) {
        this.cluster = cluster;
    }

    List<ExpectedEdge> find() {
        for (WebhookConfiguration config : cluster.all(WebhookConfiguration.class)) {
            for (WebhookConfiguration.Webhook webhook : config.webhooks()) {
                webhook.service().ifPresent(service -> add(service, webhook.port(), "webhook",
                        "webhook " + webhook.name() + " of " + config.ref() + ", failurePolicy " + webhook.failurePolicy(), config.source()));
            }
        }
        for (ApiService api : cluster.all(ApiService.class)) {
            api.service().ifPresent(service -> add(service, api.port(), "apiservice", "aggregated API " + api.ref().name(), api.source()));
        }
        for (OtherObject object : cluster.all(OtherObject.class)) {
            String conversion = "spec.conversion.webhook.clientConfig.service.";
            if (object.ref().kind().equals("CustomResourceDefinition") && object.fields().containsKey(conversion + "name")) {
                add(ObjectRef.of("Service", object.fields().getOrDefault(conversion + "namespace", "default"),
                        object.fields().get(conversion + "name")), port(object.fields().getOrDefault(conversion + "port", "")), "webhook",
                        "conversion webhook of " + object.ref(), object.source());
            }
        }
        return edges;
    }

    /** 443 where none is written, as the API has it. */
    private static int port(String text) {
        return EndpointName.number(text).orElse(443);
    }

    private void add(ObjectRef service, int port, String origin, String how, Provenance source) {
        edges.add(new ExpectedEdge(ExpectedEdge.API_SERVER, service, port, origin, how, CONFIDENCE, source));
    }
}
