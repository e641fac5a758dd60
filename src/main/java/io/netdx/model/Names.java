package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import java.util.Optional;

/** Says what object a host name or address means to a pod of a namespace. */
public final class Names {

    private static final String SUFFIX = ".svc";

    private final Cluster cluster;

    public Names(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Service, pod or node; {@code Host} for anything outside, or a cluster name without a Service. */
    public ObjectRef target(String namespace, String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (looksLikeIp(name)) {
            return address(name);
        }
        return service(namespace, name).map(Service::ref).orElse(ObjectRef.of("Host", "", name));
    }

    /** The Service that a name reaches through the search list of a pod in {@code namespace}. */
    public Optional<Service> service(String namespace, String name) {
        String[] labels = clusterPart(name).split("\\.");
        if (labels.length == 1) {
            return cluster.service(namespace, labels[0]);
        }
        Optional<Service> direct = labels.length == 2 ? cluster.service(labels[1], labels[0]) : Optional.empty();
        if (direct.isEmpty() && labels.length == 3) {
            // pod.service.namespace of a headless Service
            direct = cluster.service(labels[2], labels[1]);
        }
        return direct;
    }

    /** True for names that only cluster DNS can answer: they end in {@code .svc} or {@code .svc.<domain>}. */
    public static boolean clusterName(String name) {
        return name.endsWith(SUFFIX) || name.contains(SUFFIX + ".");
    }

    private static String clusterPart(String name) {
        int svc = name.indexOf(SUFFIX + ".");
        if (svc >= 0) {
            return name.substring(0, svc);
        }
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    private ObjectRef address(String ip) {
        Optional<Service> service = cluster.serviceByIp(ip);
        if (service.isPresent()) {
            return service.get().ref();
        }
        Optional<Pod> pod = cluster.podByIp(ip);
        return pod.isPresent() ? cluster.workloadOf(pod.get()) : ObjectRef.of("Host", "", ip);
    }

    public static boolean looksLikeIp(String host) {
        if (host.isEmpty()) {
            return false;
        }
        if (host.indexOf(':') >= 0) {
            return true;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }
}
