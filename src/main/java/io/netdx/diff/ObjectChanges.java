package io.netdx.diff;

import io.netdx.cluster.Cluster;
import io.netdx.fact.KubeObject;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.report.DiffReport.Fate;
import io.netdx.report.DiffReport.Field;
import io.netdx.report.DiffReport.ObjectChange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Objects that came, went or changed. What others make of them (pods of a workload, endpoints of a Service, ReplicaSets, leases) is left
 * out: it comes and goes all the time, and follows from what is named here.
 *
 * @param unsure objects that one side alone has, of kinds that the other did not completely see
 */
record ObjectChanges(List<ObjectChange> changes, int unsure) {

    private static final Set<String> DERIVED = Set.of("EndpointSlice", "Endpoints", "ReplicaSet", "ReplicationController", "ControllerRevision", "Lease",
            "CiliumEndpoint", "CiliumIdentity", "CiliumNode", "IPAddress", "IPAMBlock", "BlockAffinity", "IPAMHandle", "PodMetrics", "NodeMetrics", "Job", "CSINode");

    static ObjectChanges between(Cluster before, Cluster after) {
        Map<ObjectRef, KubeObject> old = named(before);
        Map<ObjectRef, KubeObject> now = named(after);
        Set<ObjectRef> all = new TreeSet<>(old.keySet());
        all.addAll(now.keySet());
        List<ObjectChange> changes = new ArrayList<>();
        int unsure = 0;
        for (ObjectRef ref : all) {
            KubeObject was = old.get(ref);
            KubeObject is = now.get(ref);
            if (was == null) {
                boolean younger = !before.now().equals(Instant.EPOCH) && is.meta().created().isAfter(before.now());
                if (younger || before.complete(ref.kind(), ref.namespace())) {
                    changes.add(new ObjectChange(Fate.ADDED, ref, time(is.meta().created()), List.of()));
                } else {
                    unsure++;
                }
            } else if (is == null) {
                if (after.complete(ref.kind(), ref.namespace())) {
                    changes.add(new ObjectChange(Fate.REMOVED, ref, "", List.of()));
                } else {
                    unsure++;
                }
            } else {
                List<Field> fields = Fields.between(was, is);
                boolean anew = !was.meta().created().equals(is.meta().created()) && is.meta().created().isAfter(was.meta().created())
                        && !was.meta().created().equals(Instant.EPOCH);
                if (!fields.isEmpty()) {
                    changes.add(new ObjectChange(Fate.CHANGED, ref, anew ? time(is.meta().created()) : "", fields));
                }
            }
        }
        return new ObjectChanges(changes, unsure);
    }

    private static Map<ObjectRef, KubeObject> named(Cluster cluster) {
        Map<ObjectRef, KubeObject> named = new TreeMap<>();
        for (KubeObject object : cluster.objects()) {
            boolean made = DERIVED.contains(object.ref().kind()) || object instanceof Pod && object.meta().owner().isPresent();
            if (!made) {
                named.put(object.ref(), object);
            }
        }
        return named;
    }

    static String time(Instant at) {
        return at.equals(Instant.EPOCH) ? "" : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
