package io.netdx.model.wiring;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** From workloads whose service account was given rights to the API server: who asks for rights means to use them. */
final class ApiEdges {

    private static final int CONFIDENCE = 60;

    private final Cluster cluster;

    ApiEdges(Cluster cluster) {
        this.cluster = cluster;
    }

    List<ExpectedEdge> find() {
        Optional<Service> api = cluster.service("default", "kubernetes");
        Set<String> bound = bound();
        if (api.isEmpty() || bound.isEmpty()) {
            return List.of();
        }
        Map<ObjectRef, ExpectedEdge> edges = new TreeMap<>();
        for (Pod pod : cluster.all(Pod.class)) {
            if (!pod.finished() && !pod.hostNetwork() && bound.contains(pod.meta().namespace() + "/" + pod.serviceAccount())) {
                ObjectRef client = cluster.workloadOf(pod);
                edges.putIfAbsent(client, new ExpectedEdge(client, api.get().ref(), 443, "api", "service account " + pod.serviceAccount()
                        + " has rights", CONFIDENCE, pod.source().at("spec.serviceAccountName", 0)));
            }
        }
        return new ArrayList<>(edges.values());
    }

    /** Service accounts, {@code namespace/name}, that a binding names. The account of a namespace by default says nothing. */
    private Set<String> bound() {
        Set<String> bound = new TreeSet<>();
        for (OtherObject object : cluster.all(OtherObject.class)) {
            if (object.ref().kind().equals("RoleBinding") || object.ref().kind().equals("ClusterRoleBinding")) {
                for (int i = 0; object.fields().containsKey("subjects[" + i + "].name"); i++) {
                    String at = "subjects[" + i + "].";
                    String name = object.fields().get(at + "name");
                    if (object.fields().getOrDefault(at + "kind", "").equals("ServiceAccount") && !name.equals("default")) {
                        bound.add(object.fields().getOrDefault(at + "namespace", object.ref().namespace()) + "/" + name);
                    }
                }
            }
        }
        return bound;
    }
}
