package io.netdx.source.metric;

import io.netdx.fact.Measurement;
import io.netdx.fact.ObjectRef;

/**
 * Where samples come from, besides what their labels say.
 *
 * @param ref   the process that was asked: a pod, a node, or of kind {@code Name} an address or the path of a file
 * @param query what Prometheus was asked, empty if unknown
 */
public record Scrape(ObjectRef ref, String query) {

    /** Names are compared with those of pods and nodes: longer ones mean nothing. */
    private static final int LONGEST = 300;

    /** @param name address, name of a pod or a node, or a path that holds one; empty if nothing is known */
    public static Scrape of(String name) {
        return new Scrape(named(name), "");
    }

    static ObjectRef named(String name) {
        return ObjectRef.of(Measurement.NAME, "", name.length() > LONGEST ? name.substring(name.length() - LONGEST) : name);
    }

    /** The object of a sample or an alert by its labels; a scrape's own where they name none. {@code node}: it is about the node. */
    ObjectRef ref(Sample s, boolean node) {
        String on = s.label("node", "kubernetes_node", "nodename", "exported_node");
        String pod = s.label("pod", "pod_name");
        String instance = s.label("instance");
        if (node && !on.isEmpty()) {
            return ObjectRef.ofNode(on);
        }
        if (node && !pod.isEmpty() && !instance.isEmpty()) {
            // an agent on the host network has its node's address; whichever of the two was collected tells the node
            return named(host(instance) + "/" + pod);
        }
        if (!pod.isEmpty()) {
            return ObjectRef.of("Pod", s.label("namespace"), pod);
        }
        return instance.isEmpty() ? ref : named(host(instance));
    }

    /** The workload that calls, by what its proxy says, else the pod of the proxy. */
    ObjectRef caller(Sample s) {
        String workload = s.label("source_workload");
        return workload.isEmpty() || workload.equals("unknown") ? ref(s, false) : ObjectRef.of("Workload", s.label("source_workload_namespace"), workload);
    }

    /** {@code 10.0.0.11:9100}, {@code [fd00::1]:9100}, {@code worker-1}. */
    static String host(String instance) {
        int colon = instance.lastIndexOf(':');
        boolean port = colon > 0 && (instance.indexOf(':') == colon || instance.charAt(colon - 1) == ']');
        return (port ? instance.substring(0, colon) : instance).replaceAll("[\\[\\]]", "");
    }
}
