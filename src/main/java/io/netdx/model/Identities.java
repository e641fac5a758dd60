package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.OtherObject;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts Cilium's identities: one for each set of labels. Labels that differ for every pod make one for every pod. */
final class Identities {

    private static final int MANY = 5000;
    private static final int ENOUGH = 100;
    private static final double NEARLY_ONE_EACH = 0.8;

    private final Cluster cluster;

    Identities(Cluster cluster) {
        this.cluster = cluster;
    }

    Optional<IdentityLoad> load() {
        int count = 0;
        Provenance source = Provenance.NONE;
        Map<String, Integer> labels = new TreeMap<>();
        for (OtherObject object : cluster.all(OtherObject.class)) {
            if (object.ref().kind().equals("CiliumIdentity")) {
                source = count++ == 0 ? object.source() : source;
                for (String key : object.fields().keySet()) {
                    String label = key.startsWith("security-labels.") ? key.substring(key.indexOf(':') + 1) : "";
                    if (Mistakes.EPHEMERAL.contains(label)) {
                        labels.merge(label, 1, Integer::sum);
                    }
                }
            }
        }
        int pods = cluster.all(Pod.class).size();
        boolean oneEach = count >= ENOUGH && pods > 0 && count >= NEARLY_ONE_EACH * pods;
        return count >= MANY || oneEach && !labels.isEmpty() ? Optional.of(new IdentityLoad(ObjectRef.CLUSTER, count, pods,
                labels.isEmpty() ? "no label that is known to differ for every pod" : String.join(", ", labels.keySet()), source)) : Optional.empty();
    }
}
