package io.netdx.model.wiring;

import io.netdx.cluster.Cluster;
import io.netdx.fact.IngressClass;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds the pods that call on behalf of somebody else: ingress controllers, gateways, routers, Prometheus. */
final class Callers {

    private static final List<String> NAME_LABELS = List.of("app.kubernetes.io/name", "app", "k8s-app", "app.kubernetes.io/component");
    private static final Set<String> PROMETHEUS = Set.of("prometheus", "prometheus-server", "vmagent", "kube-prometheus");

    private final Cluster cluster;

    Callers(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Workloads that serve an Ingress class; every ingress controller where the class is not known and only one kind runs. */
    List<ObjectRef> ingress(String className) {
        String controller = cluster.find(IngressClass.class, ObjectRef.cluster("IngressClass", className)).map(IngressClass::controller)
                .orElse("");
        TreeSet<ObjectRef> found = new TreeSet<>();
        for (String word : words(controller.isEmpty() ? className : controller)) {
            for (Pod pod : cluster.all(Pod.class)) {
                if (!pod.finished() && (named(pod, word) || pod.meta().name().startsWith(word + "-")) && !helper(pod)) {
                    found.add(cluster.workloadOf(pod));
                }
            }
            if (!found.isEmpty()) {
                break;
            }
        }
        return List.copyOf(found);
    }

    /** {@code k8s.io/ingress-nginx} means {@code ingress-nginx}, {@code traefik.io/ingress-controller} means {@code traefik}. */
    private static List<String> words(String controller) {
        List<String> words = new ArrayList<>();
        for (String part : controller.split("/")) {
            String word = part.endsWith("-controller") ? part.substring(0, part.length() - "-controller".length()) : part;
            int dot = word.indexOf('.');
            word = dot > 0 ? word.substring(0, dot) : word;
            if (word.length() > 3 && !word.equals("ingress")) {
                words.add(word);
            }
        }
        java.util.Collections.reverse(words);
        return words;
    }

    /** Jobs of an ingress controller's chart carry its name too. */
    private boolean helper(Pod pod) {
        String kind = cluster.workloadOf(pod).kind();
        return kind.equals("Job") || kind.equals("CronJob") || pod.meta().name().contains("admission");
    }

    /** The data plane of a Gateway: pods that say which one they are. */
    List<ObjectRef> gateway(String namespace, String name) {
        TreeSet<ObjectRef> found = new TreeSet<>();
        for (Pod pod : cluster.podsIn(namespace)) {
            String label = pod.meta().labels().getOrDefault("gateway.networking.k8s.io/gateway-name",
                    pod.meta().labels().getOrDefault("gateway.envoyproxy.io/owning-gateway-name", ""));
            if (label.equals(name) && !pod.finished()) {
                found.add(cluster.workloadOf(pod));
            }
        }
        return List.copyOf(found);
    }

    /** OpenShift's routers. */
    List<ObjectRef> routers() {
        TreeSet<ObjectRef> found = new TreeSet<>();
        for (Pod pod : cluster.podsIn("openshift-ingress")) {
            if (pod.meta().labels().containsKey("ingresscontroller.operator.openshift.io/deployment-ingresscontroller") && !pod.finished()) {
                found.add(cluster.workloadOf(pod));
            }
        }
        return List.copyOf(found);
    }

    List<ObjectRef> prometheus() {
        TreeSet<ObjectRef> found = new TreeSet<>();
        for (Pod pod : cluster.all(Pod.class)) {
            if (!pod.finished() && PROMETHEUS.stream().anyMatch(word -> named(pod, word))) {
                found.add(cluster.workloadOf(pod));
            }
        }
        return List.copyOf(found);
    }

    private static boolean named(Pod pod, String word) {
        for (String label : NAME_LABELS) {
            if (word.equals(pod.meta().labels().get(label))) {
                return true;
            }
        }
        return false;
    }
}
