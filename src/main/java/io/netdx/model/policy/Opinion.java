package io.netdx.model.policy;

import io.netdx.fact.ObjectRef;
import java.util.List;
import java.util.Optional;

/**
 * What one layer of policies says about a flow in one direction.
 *
 * @param decision empty where no policy of the layer selects the pod, or the layer passes the flow on
 * @param by       policies that decide, sorted; for a denial those that isolate the pod
 * @param miss     nearest miss, only beside a denial
 * @param why      reason of an UNKNOWN, or what decided, in words; may be empty
 */
public record Opinion(Optional<Decision> decision, List<ObjectRef> by, Optional<Miss> miss, String why) {

    public static final Opinion NONE = new Opinion(Optional.empty(), List.of(), Optional.empty(), "");

    public static Opinion allow(List<ObjectRef> by) {
        return new Opinion(Optional.of(Decision.ALLOW), by, Optional.empty(), "");
    }

    public static Opinion deny(List<ObjectRef> by, Optional<Miss> miss) {
        return new Opinion(Optional.of(Decision.DENY), by, miss, "");
    }

    public static Opinion unknown(List<ObjectRef> by, String why) {
        return new Opinion(Optional.of(Decision.UNKNOWN), by, Optional.empty(), why);
    }
}
