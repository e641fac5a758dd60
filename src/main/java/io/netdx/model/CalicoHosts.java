package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.CalicoPolicy;
import io.netdx.fact.OtherObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds Calico host endpoints that deny all traffic of their node: by default they do, apart from a few failsafe ports, unless the
 * profile {@code projectcalico-default-allow} or a GlobalNetworkPolicy says otherwise.
 */
final class CalicoHosts {

    private final Cluster cluster;

    CalicoHosts(Cluster cluster) {
        this.cluster = cluster;
    }

    List<HostEndpointLock> find() {
        // any policy of the whole cluster may select host endpoints: what it does to them is not evaluated here
        boolean maybeAllowed = cluster.all(CalicoPolicy.class).stream().anyMatch(p -> p.meta().namespace().isEmpty() && !p.staged());
        List<HostEndpointLock> locks = new ArrayList<>();
        for (OtherObject object : cluster.all(OtherObject.class)) {
            if (object.ref().kind().equals("HostEndpoint") && !maybeAllowed && !allows(object.fields())) {
                locks.add(new HostEndpointLock(object.ref(), object.fields().getOrDefault("spec.node", ""),
                        object.fields().getOrDefault("spec.interfaceName", "its expected addresses"), object.source()));
            }
        }
        return locks;
    }

    private static boolean allows(Map<String, String> fields) {
        for (int i = 0; fields.containsKey("spec.profiles[" + i + "]"); i++) {
            if (fields.get("spec.profiles[" + i + "]").equals("projectcalico-default-allow")) {
                return true;
            }
        }
        return false;
    }
}
