package io.netdx.fact;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A validating or mutating webhook configuration (the kind is in the ref). */
public record WebhookConfiguration(Meta meta, List<Webhook> webhooks) implements KubeObject {

    /**
     * A webhook.
     *
     * @param service       Service that answers, empty where it is called by URL
     * @param port          Service port, 443 if unset
     * @param failurePolicy {@code Fail} or {@code Ignore}
     * @param resources     resources it is called for ({@code pods}, {@code *})
     * @param namespaces    labels of the namespaces whose requests it is asked about
     * @param caExpires     when the last certificate of its {@code caBundle} ends, {@link Instant#MAX} where it has none that can be read
     */
    public record Webhook(String name, Optional<ObjectRef> service, int port, String failurePolicy,
                          int timeoutSeconds, List<String> resources, LabelSelector namespaces, Instant caExpires) {
    }
}
