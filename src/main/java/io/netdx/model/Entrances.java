package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ApiService;
import io.netdx.fact.Condition;
import io.netdx.fact.Ingress;
import io.netdx.fact.IngressClass;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.fact.WebhookConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Objects that send traffic into Services: Ingresses, aggregated APIs, webhooks. */
final class Entrances {

    private final Cluster cluster;
    private final Services services;

    Entrances(Cluster cluster, Services services) {
        this.cluster = cluster;
        this.services = services;
    }

    List<IngressProblem> ingresses() {
        List<IngressProblem> problems = new ArrayList<>();
        List<IngressClass> classes = cluster.all(IngressClass.class);
        for (Ingress ingress : cluster.all(Ingress.class)) {
            boolean classSeen = cluster.complete("IngressClass", io.netdx.fact.Coverage.ALL);
            boolean legacy = ingress.meta().annotations().containsKey("kubernetes.io/ingress.class");
            if (classSeen && !ingress.className().isEmpty() && !legacy && classes.stream()
                    .noneMatch(c -> c.meta().name().equals(ingress.className()))) {
                problems.add(new IngressProblem(ingress.ref(), "class-missing", ingress.className(),
                        ObjectRef.cluster("IngressClass", ingress.className()), ingress.meta().at("spec.ingressClassName")));
            }
            if (classSeen && ingress.className().isEmpty() && classes.stream().noneMatch(IngressClass::isDefault)
                    && ingress.addresses().isEmpty()) {
                problems.add(new IngressProblem(ingress.ref(), "no-class", "no ingressClassName and no default class",
                        ObjectRef.CLUSTER, ingress.source()));
            }
            ingress.backends().forEach(b -> backend(ingress, b, problems));
        }
        return problems;
    }

    private void backend(Ingress ingress, Ingress.Backend backend, List<IngressProblem> problems) {
        String ns = ingress.meta().namespace();
        if (backend.service().isEmpty() || !cluster.complete("Service", ns)) {
            return;
        }
        Optional<Service> service = cluster.service(ns, backend.service());
        ObjectRef target = ObjectRef.of("Service", ns, backend.service());
        Provenance place = ingress.meta().at("spec.rules");
        if (service.isEmpty()) {
            problems.add(new IngressProblem(ingress.ref(), "service-missing", backend.service(), target, place));
        } else if (!service.get().external() && service.get().ports().stream().noneMatch(p ->
                p.name().equals(backend.servicePort()) || String.valueOf(p.port()).equals(backend.servicePort()))) {
            problems.add(new IngressProblem(ingress.ref(), "port-missing", backend.service() + ":" + backend.servicePort(),
                    target, place));
        }
    }

    List<TargetState> targets() {
        List<TargetState> states = new ArrayList<>();
        for (ApiService api : cluster.all(ApiService.class)) {
            Optional<Condition> bad = api.available().filter(c -> !c.status().equals("True"));
            if (api.service().isPresent() && bad.isPresent()) {
                states.add(new TargetState(api.ref(), "APIService", api.service().get(), problem(api.service().get())
                        .orElse("unavailable"), true, bad.get().reason() + ": " + Pods.firstLine(bad.get().message()), api.source()));
            }
        }
        for (WebhookConfiguration config : cluster.all(WebhookConfiguration.class)) {
            for (WebhookConfiguration.Webhook webhook : config.webhooks()) {
                webhook.service().ifPresent(service -> problem(service).ifPresent(problem -> states.add(new TargetState(
                        config.ref(), "Webhook", service, problem, webhook.failurePolicy().equals("Fail"), webhook.name(),
                        config.source()))));
            }
        }
        return states;
    }

    private Optional<String> problem(ObjectRef ref) {
        Optional<Service> service = cluster.find(Service.class, ref);
        if (service.isEmpty()) {
            return cluster.complete("Service", ref.namespace()) ? Optional.of("service-missing") : Optional.empty();
        }
        boolean podsSeen = cluster.complete("Pod", ref.namespace());
        return podsSeen && service.get().hasSelector()
                && services.matched(service.get()).stream().noneMatch(p -> p.ready() && !p.meta().terminating())
                ? Optional.of("no-endpoints") : Optional.empty();
    }
}
