package io.netdx.advise;

import io.netdx.cluster.Cluster;
import io.netdx.fact.DestinationRule;
import io.netdx.fact.Ingress;
import io.netdx.fact.IngressClass;
import io.netdx.fact.Service;
import io.netdx.fact.WebhookConfiguration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Habits of Ingresses, of webhooks and of the mesh. */
final class EntranceHabits {

    private static final int REQUEST_SECONDS = 30;

    private final Cluster cluster;
    private final Found found;

    EntranceHabits(Cluster cluster, Found found) {
        this.cluster = cluster;
        this.found = found;
    }

    void find() {
        List<IngressClass> defaults = cluster.all(IngressClass.class).stream().filter(IngressClass::isDefault).toList();
        if (defaults.size() > 1) {
            defaults.forEach(c -> found.found(Habit.DEFAULT_CLASSES, c.ref()));
        }
        cluster.all(Ingress.class).forEach(this::ingress);
        webhooks("MutatingWebhookConfiguration");
        webhooks("ValidatingWebhookConfiguration");
        for (DestinationRule rule : cluster.all(DestinationRule.class)) {
            if ((rule.tlsMode().equals("SIMPLE") || rule.tlsMode().equals("MUTUAL")) && !rule.verifies()) {
                found.found(Habit.TLS_UNVERIFIED, rule.ref());
            }
        }
    }

    private void ingress(Ingress ingress) {
        Set<String> served = new HashSet<>();
        for (Ingress.Backend b : ingress.backends()) {
            served.add(b.host());
            if (b.service().isEmpty() != b.servicePort().isEmpty()) {
                found.found(Habit.INGRESS_BACKEND_INCOMPLETE, ingress.ref());
            }
            Optional<Service> service = cluster.service(ingress.meta().namespace(), b.service());
            if (service.stream().flatMap(s -> s.ports().stream()).anyMatch(p -> !p.name().isEmpty() && String.valueOf(p.port()).equals(b.servicePort()))) {
                found.found(Habit.INGRESS_PORT_BY_NUMBER, ingress.ref());
            }
        }
        if (ingress.tlsSecrets().isEmpty() && ingress.tlsHosts().isEmpty()) {
            found.found(Habit.INGRESS_WITHOUT_TLS, ingress.ref());
        }
        if (!served.contains("") && ingress.tlsHosts().stream().anyMatch(h -> served.stream().noneMatch(s -> s.equals(h) || covers(h, s)))) {
            found.found(Habit.TLS_HOST_UNSERVED, ingress.ref());
        }
    }

    /** {@code *.example.com} covers one label. */
    private static boolean covers(String wildcard, String host) {
        return wildcard.startsWith("*.") && host.endsWith(wildcard.substring(1)) && host.indexOf('.') == host.length() - wildcard.length() + 1;
    }

    /** Mutating webhooks are asked one after another, validating ones at once: of these the slowest counts. */
    private void webhooks(String kind) {
        int together = 0;
        Optional<WebhookConfiguration> slowest = Optional.empty();
        for (WebhookConfiguration c : cluster.all(WebhookConfiguration.class)) {
            for (WebhookConfiguration.Webhook w : c.ref().kind().equals(kind) ? c.webhooks() : List.<WebhookConfiguration.Webhook>of()) {
                boolean pods = w.failurePolicy().equals("Fail") && w.namespaces().empty() && (w.resources().contains("pods") || w.resources().contains("*"));
                together = !pods ? together : kind.startsWith("M") ? together + w.timeoutSeconds() : Math.max(together, w.timeoutSeconds());
                slowest = pods && slowest.isEmpty() ? Optional.of(c) : slowest;
            }
        }
        if (together >= REQUEST_SECONDS && slowest.isPresent()) {
            found.found(Habit.WEBHOOK_PATIENCE, slowest.get().ref());
        }
    }
}
