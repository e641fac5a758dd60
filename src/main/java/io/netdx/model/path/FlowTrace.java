package io.netdx.model.path;

import io.netdx.fact.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The whole answer to "may FROM reach TO": every way from every client pod to every endpoint.
 *
 * @param host     name that is looked up, empty where TO is an address or an object without a name
 * @param port     port as the client asks for it
 * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}
 * @param paths    in order of client and endpoint, never empty
 * @param notes    what else bears on the flow, in words
 */
public record FlowTrace(ObjectRef from, ObjectRef to, String host, int port, String protocol, List<FlowPath> paths,
                        List<String> notes) {

    private static final int REASONS = 2;

    /** A hop with the number of paths that have this outcome at this stage. */
    public record Shared(Hop hop, int paths) {
    }

    /** Denied as soon as some connections surely fail; see {@link #intermittent} for those that do not. */
    public Verdict verdict() {
        if (count(Verdict.DENIED) > 0) {
            return Verdict.DENIED;
        }
        return count(Verdict.UNKNOWN) > 0 ? Verdict.UNKNOWN : Verdict.ALLOWED;
    }

    /** Some ways surely fail, others do not as far as can be told. */
    public boolean intermittent() {
        return count(Verdict.DENIED) > 0 && count(Verdict.DENIED) < paths.size();
    }

    public int count(Verdict verdict) {
        return (int) paths.stream().filter(p -> p.verdict() == verdict).count();
    }

    /** One hop for each stage and outcome, failing ones before unknown ones before passing ones. */
    public List<Shared> hops() {
        List<Shared> shared = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            for (Hop.Outcome outcome : List.of(Hop.Outcome.FAIL, Hop.Outcome.UNKNOWN, Hop.Outcome.PASS)) {
                List<Hop> equal = paths.stream().flatMap(p -> p.hops().stream()).filter(h -> h.stage() == stage && h.outcome() == outcome).toList();
                if (!equal.isEmpty()) {
                    shared.add(new Shared(merged(equal), equal.size()));
                }
            }
        }
        return shared;
    }

    private static Hop merged(List<Hop> hops) {
        List<String> reasons = hops.stream().map(Hop::why).distinct().toList();
        String why = String.join("; also: ", reasons.subList(0, Math.min(REASONS, reasons.size())))
                + (reasons.size() > REASONS ? "; and " + (reasons.size() - REASONS) + " more like these" : "");
        return new Hop(hops.get(0).stage(), hops.get(0).outcome(), hops.stream().flatMap(h -> h.decidedBy().stream()).toList(), why,
                hops.stream().map(Hop::nearest).filter(n -> !n.isEmpty()).findFirst().orElse(""), hops.stream().allMatch(Hop::silent));
    }

    /** The first hop at which some path fails. */
    public Optional<Hop> obstacle() {
        return hops().stream().map(Shared::hop).filter(Hop::failed).findFirst();
    }
}
