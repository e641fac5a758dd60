package io.netdx.simulate.world;

import static io.netdx.simulate.world.Tree.list;
import static io.netdx.simulate.world.Tree.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Objects as people write them. */
public final class Manifests {

    private Manifests() {
    }

    /** @param labels of the namespace beside its own name; alternating keys and values */
    public static Resource namespace(String name, Object... labels) {
        Map<String, Object> all = map("kubernetes.io/metadata.name", name);
        all.putAll(map(labels));
        return Resource.of(map("apiVersion", "v1", "kind", "Namespace", "metadata", map("name", name, "labels", all), "spec",
                map("finalizers", list("kubernetes")), "status", map("phase", "Active")));
    }

    /** A container with named ports; {@code ports} alternates names and numbers. */
    public static Map<String, Object> container(String name, String image, Object... ports) {
        List<Object> declared = new ArrayList<>();
        for (int i = 0; i < ports.length; i += 2) {
            declared.add(map("containerPort", ports[i + 1], "name", ports[i], "protocol", ports[i].equals("dns") ? "UDP" : "TCP"));
        }
        return map("image", image, "imagePullPolicy", "IfNotPresent", "name", name, "ports", declared.isEmpty() ? null : declared, "resources", map(),
                "terminationMessagePath", "/dev/termination-log", "terminationMessagePolicy", "File");
    }

    /** Adds a probe, {@code readinessProbe} or {@code livenessProbe}. */
    public static void probe(Map<String, Object> container, String kind, String path, Object port) {
        container.put(kind, map("failureThreshold", 3, "httpGet", map("path", path, "port", port, "scheme", "HTTP"), "periodSeconds", 10,
                "successThreshold", 1, "timeoutSeconds", 1));
    }

    /** Adds environment variables; {@code env} alternates names and values. */
    public static void env(Map<String, Object> container, Object... env) {
        List<Object> variables = new ArrayList<>();
        for (int i = 0; i < env.length; i += 2) {
            variables.add(map("name", env[i], "value", env[i + 1]));
        }
        container.put("env", variables);
    }

    /** A Deployment, StatefulSet or DaemonSet whose pods carry {@code labels}, by which it selects them. */
    public static Resource workload(String kind, String namespace, String name, int replicas, Map<String, Object> labels, List<Object> containers) {
        boolean daemon = kind.equals("DaemonSet");
        Map<String, Object> pod = map("containers", containers, "dnsPolicy", "ClusterFirst", "restartPolicy", "Always", "schedulerName", "default-scheduler",
                "securityContext", map(), "terminationGracePeriodSeconds", 30);
        return Resource.of(map("apiVersion", "apps/v1", "kind", kind, "metadata", map("labels", Tree.copy(labels), "name", name, "namespace", namespace),
                "spec", map("replicas", daemon ? null : replicas, "revisionHistoryLimit", 10, "selector", map("matchLabels", Tree.copy(labels)),
                        "serviceName", kind.equals("StatefulSet") ? name + "-hl" : null,
                        "strategy", kind.equals("Deployment") ? map("rollingUpdate", map("maxSurge", "25%", "maxUnavailable", "25%"), "type", "RollingUpdate") : null,
                        "template", map("metadata", map("labels", Tree.copy(labels)), "spec", pod))));
    }

    /** A Service; {@code ports} alternates port and target port. */
    public static Resource service(String namespace, String name, String clusterIp, Map<String, Object> selector, Object... ports) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < ports.length; i += 2) {
            list.add(map("name", ports.length == 2 ? "main" : "p" + i / 2, "port", ports[i], "protocol", "TCP", "targetPort", ports[i + 1]));
        }
        return Resource.of(map("apiVersion", "v1", "kind", "Service", "metadata", map("labels", Tree.copy(selector), "name", name, "namespace", namespace),
                "spec", map("clusterIP", clusterIp, "clusterIPs", list(clusterIp), "internalTrafficPolicy", "Cluster", "ipFamilies", list("IPv4"),
                        "ipFamilyPolicy", "SingleStack", "ports", list, "selector", selector, "sessionAffinity", "None", "type", "ClusterIP"),
                "status", map("loadBalancer", map())));
    }

    /** What somebody wrote down, or what the API server says of itself: a slice with one address that is said to be ready. */
    public static Resource slice(String namespace, String name, String service, String address, String portName, int port) {
        return Resource.of(map("addressType", "IPv4", "apiVersion", "discovery.k8s.io/v1", "endpoints", list(map("addresses", list(address), "conditions", map("ready", true))),
                "kind", "EndpointSlice", "metadata", map("labels", map("kubernetes.io/service-name", service), "name", name, "namespace", namespace),
                "ports", list(map("name", portName, "port", port, "protocol", "TCP"))));
    }

    public static Resource configMap(String namespace, String name, Object... data) {
        return Resource.of(map("apiVersion", "v1", "data", map(data), "kind", "ConfigMap", "metadata", map("name", name, "namespace", namespace)));
    }

    /** Runs on every node whatever happens, on the node's own network. */
    public static Resource daemon(String namespace, String name, String image) {
        Resource set = workload("DaemonSet", namespace, name, 0, map("k8s-app", name), list(container(name, image)));
        set.set(true, "spec", "template", "spec", "hostNetwork");
        set.set(list(map("operator", "Exists")), "spec", "template", "spec", "tolerations");
        set.set("system-node-critical", "spec", "template", "spec", "priorityClassName");
        return set;
    }
}
