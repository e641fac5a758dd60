package io.netdx.fact;

import java.util.List;
import java.util.Map;

/**
 * An object of a kind that has no record of its own: Leases, Secrets (name and type only), custom resources.
 *
 * @param apiVersion group and version
 * @param fields     scalar leaves of {@code spec} and {@code status} by dotted path, at most a few dozen; never of a Secret
 */
public record OtherObject(Meta meta, String apiVersion, Map<String, String> fields, List<Condition> conditions)
        implements KubeObject {
}
