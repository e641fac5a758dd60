package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * A zone outside the cluster that a server block of its own sends to particular servers.
 *
 * @param zone    without final dot
 * @param servers as written, joined by commas
 */
public record StubZone(ObjectRef configMap, String zone, String servers, Provenance source) {

    /** The name lies in the zone. */
    public boolean holds(String name) {
        return name.equals(zone) || name.endsWith("." + zone);
    }
}
