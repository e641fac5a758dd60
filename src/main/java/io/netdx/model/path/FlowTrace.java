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

    /** A hop with the number of paths that have it in just this way. */
    public record Shared(Hop hop, int paths) {
    }

    /** Denied as soon as some connections surely fail; see {@link #intermittent} for those that do not. */
    public Verdict verdict() {
        if (count(Verdict.DENIED) > 0) {
            return Verdict.DENIED;
        }
        return count(Verdict.UNKNOWN) > 0 ? Verdict.UNKNOWN : Verdict.ALLOWED;
    }

    /** Some ways fail and others do not. */
    public boolean intermittent() {
        return count(Verdict.DENIED) > 0 && count(Verdict.ALLOWED) > 0;
    }

    public int count(Verdict verdict) {
        return (int) paths.stream().filter(p -> p.verdict() == verdict).count();
    }

    /** Hops by stage, equal ones of different paths together, the most frequent first. */
    public List<Shared> hops() {
        List<Shared> shared = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            List<Shared> here = new ArrayList<>();
            for (FlowPath path : paths) {
                path.hops().stream().filter(h -> h.stage() == stage).forEach(h -> count(h, here));
            }
            here.sort((a, b) -> a.hop().outcome() != b.hop().outcome() ? a.hop().outcome().compareTo(b.hop().outcome())
                    : Integer.compare(b.paths(), a.paths()));
            shared.addAll(here);
        }
        return shared;
    }

    private static void count(Hop hop, List<Shared> into) {
        for (int i = 0; i < into.size(); i++) {
            if (into.get(i).hop().equals(hop)) {
                into.set(i, new Shared(hop, into.get(i).paths() + 1));
                return;
            }
        }
        into.add(new Shared(hop, 1));
    }

    /** The first hop at which some path fails. */
    public Optional<Hop> obstacle() {
        return hops().stream().map(Shared::hop).filter(Hop::failed).findFirst();
    }
}
