package io.netdx.serve;

import java.util.Map;
import java.util.OptionalLong;

/**
 * How something is to be deleted.
 *
 * @param uid     of the object that is meant, or empty
 * @param version the object must have, or empty
 * @param dry     whether only to pretend
 */
record Deletion(OptionalLong grace, String propagation, String uid, String version, boolean dry) {

    static Deletion of(Request request) {
        Map<String, Object> options = request.body().length == 0 ? Map.of() : Body.object(request);
        OptionalLong grace = Fields.at(options, "gracePeriodSeconds") instanceof Long seconds ? OptionalLong.of(seconds)
                : request.number("gracePeriodSeconds").map(OptionalLong::of).orElse(OptionalLong.empty());
        String propagation = Fields.text(options, "propagationPolicy").isEmpty() ? request.parameter("propagationPolicy") : Fields.text(options, "propagationPolicy");
        boolean orphan = Boolean.TRUE.equals(options.get("orphanDependents"));
        return new Deletion(grace, propagation.isEmpty() ? orphan ? "Orphan" : "Background" : propagation, Fields.text(options, "preconditions", "uid"),
                Fields.text(options, "preconditions", "resourceVersion"), Fields.list(options, "dryRun").contains("All"));
    }

    /** @throws ApiException where another object is meant */
    void check(ApiResource resource, StoredObject object) {
        Held held = Held.of(object);
        if (!uid.isEmpty() && !uid.equals(held.uid())) {
            throw ApiException.conflict(resource, object.name(), "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + held.uid());
        }
        if (!version.isEmpty() && !version.equals(Long.toString(held.changed()))) {
            throw ApiException.conflict(resource, object.name(), "Precondition failed: ResourceVersion in precondition: " + version
                    + ", ResourceVersion in object meta: " + held.changed());
        }
    }
}
