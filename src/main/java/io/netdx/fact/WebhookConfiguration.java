package io.netdx.fact;

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
     */
    public record Webhook(String name, Optional<ObjectRef> service, int port, String failurePolicy,
                          int timeoutSeconds, List<String> resources) {
    }
}
