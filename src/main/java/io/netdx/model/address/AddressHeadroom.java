package io.netdx.model.address;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * How full a range is.
 *
 * @param kind     {@code node-pods}: pod addresses of one node; {@code node-ranges}: ranges for nodes in the cluster's pod range;
 *                 {@code services}: ClusterIPs; {@code load-balancer}: addresses of a pool
 * @param used     addresses, or for {@code node-ranges} ranges, that are taken
 * @param capacity how many can be given out, {@link Long#MAX_VALUE} where that does not fit
 * @param wanted   how many may be asked for by configuration (the kubelet's maxPods); 0 where nothing says
 */
public record AddressHeadroom(String kind, ObjectRef subject, String range, long used, long capacity, long wanted, Provenance source) {

    private static final double TIGHT = 0.9;

    public long free() {
        return Math.max(0, capacity - used);
    }

    public boolean exhausted() {
        return used >= capacity;
    }

    /** Nine tenths are taken, or the configuration may ask for more than there is. */
    public boolean tight() {
        return used >= TIGHT * capacity || wanted > capacity;
    }
}
