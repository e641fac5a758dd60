package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;

/**
 * One resource of a ResourceQuota that lets nothing more in, or that limits storage: claims that are refused leave no object
 * behind, so that its use does not show the refusal.
 *
 * @param resource as the quota names it ({@code services}, {@code requests.storage})
 * @param full     use has reached the limit
 */
public record QuotaState(ObjectRef quota, String resource, String used, String hard, boolean full, Provenance source) {

    public String namespace() {
        return quota.namespace();
    }

    /** Limits the number or the size of volume claims. */
    public boolean storage() {
        return resource.endsWith("requests.storage") || resource.contains("persistentvolumeclaims");
    }

    /** Limits the number of Services. */
    public boolean services() {
        return resource.equals("services") || resource.equals("count/services");
    }
}
