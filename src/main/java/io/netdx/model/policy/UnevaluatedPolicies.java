package io.netdx.model.policy;

import io.netdx.cluster.Cluster;
import io.netdx.fact.KubeObject;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Policies of kinds that nothing here can evaluate: what they could select is UNKNOWN, never allowed and never denied. */
final class UnevaluatedPolicies implements Layer {

    private final Map<String, List<ObjectRef>> byNamespace = new HashMap<>();

    /** @param more policies that could be evaluated, if only it were known whether anything enforces them */
    UnevaluatedPolicies(Cluster cluster, List<? extends KubeObject> more) {
        more.forEach(this::add);
        for (OtherObject object : cluster.all(OtherObject.class)) {
            if (decides(object)) {
                add(object);
            }
        }
    }

    private void add(KubeObject object) {
        byNamespace.computeIfAbsent(object.meta().namespace(), ns -> new ArrayList<>()).add(object.ref());
    }

    /** Staged policies are not enforced; a MultiNetworkPolicy holds for secondary interfaces only. */
    private static boolean decides(OtherObject object) {
        int group = object.ref().kind().indexOf('.');
        String kind = group < 0 ? object.ref().kind() : object.ref().kind().substring(0, group);
        return (kind.endsWith("NetworkPolicy") || kind.equals("EgressFirewall")) && !kind.startsWith("Staged")
                && !kind.equals("MultiNetworkPolicy");
    }

    boolean none() {
        return byNamespace.isEmpty();
    }

    @Override
    public Opinion judge(Flow flow, Direction direction) {
        if (!((direction == Direction.INGRESS ? flow.to() : flow.from()) instanceof Peer.OfPod pod) || none()) {
            return Opinion.NONE;
        }
        TreeSet<ObjectRef> by = new TreeSet<>(byNamespace.getOrDefault(pod.namespace(), List.of()));
        by.addAll(byNamespace.getOrDefault("", List.of()));
        return by.isEmpty() ? Opinion.NONE : Opinion.unknown(List.copyOf(by), by.first().kind() + " cannot be evaluated, and "
                + by.first().qualifiedName() + " may select the pod");
    }
}
