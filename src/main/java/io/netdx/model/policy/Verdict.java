package io.netdx.model.policy;

import io.netdx.fact.ObjectRef;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the policies of both ends say about a flow.
 *
 * @param decision ALLOW only where both directions allow it, DENY where one denies it
 * @param egress   at the source; no decision where nothing isolates it
 * @param ingress  at the destination
 * @param why      what decided apart from policies, what an UNKNOWN hangs on, what to know about the answer; may be empty
 */
public record Verdict(Decision decision, Opinion egress, Opinion ingress, String why) {

    /** The policies that decide: of the denying direction, or of both where it is allowed; sorted. */
    public List<ObjectRef> decidedBy() {
        TreeSet<ObjectRef> by = new TreeSet<>();
        for (Opinion opinion : List.of(egress, ingress)) {
            if (opinion.decision().filter(d -> d == decision).isPresent()) {
                by.addAll(opinion.by());
            }
        }
        return List.copyOf(by);
    }

    /** Of a denial, the miss of the side that denies; egress first, because that side is asked first. */
    public Optional<Miss> miss() {
        return egress.miss().or(ingress::miss);
    }
}
