package io.netdx.model.path;

import io.netdx.model.FlowFailure;
import java.util.List;

/**
 * What the client's own failures say about a path on which nothing else fails. A connection is refused by a rejecting rule or by the
 * host of a port that nobody listens on: where all else passes and the port is undeclared, it is the latter. In every other case the
 * logs only contradict the snapshot, and the path is doubtful rather than open.
 */
final class Observation {

    private Observation() {
    }

    static FlowPath applied(FlowPath path, FlowFailure failure) {
        if (path.verdict() == Verdict.DENIED) {
            return path;
        }
        boolean refused = failure.mode().equals("refused") && !failure.partial();
        boolean onlyListener = path.hops().stream().filter(Hop::doubtful).allMatch(h -> h.stage() == Stage.LISTENER);
        boolean undeclared = path.hops().stream().anyMatch(h -> h.stage() == Stage.LISTENER && h.doubtful());
        String seen = failure.failed() + " calls in the client's logs " + failure.words();
        if (refused && undeclared && onlyListener) {
            return replaced(path, Stage.LISTENER, h -> Hop.fail(h.stage(), h.decidedBy(), h.why() + "; and " + seen + ", none succeeded: nothing listens there"));
        }
        Stage doubt = failure.mode().equals("refused") || failure.mode().equals("reset") ? Stage.LISTENER : Stage.ROUTE;
        String hint = failure.mode().equals("stalled") ? ": connections come about and then stall, as with packets too large for the way (MTU) or a slow server"
                : "";
        return replaced(path, doubt, h -> sameNode(h) ? h : Hop.unknown(h.stage(), h.decidedBy(), h.why() + "; but " + seen + hint));
    }

    /** Within one node there is no way between nodes that could be at fault. */
    private static boolean sameNode(Hop hop) {
        return hop.stage() == Stage.ROUTE && hop.decidedBy().size() == 1;
    }

    private static FlowPath replaced(FlowPath path, Stage stage, java.util.function.UnaryOperator<Hop> change) {
        List<Hop> hops = path.hops().stream().map(h -> h.stage() == stage && !h.failed() ? change.apply(h) : h).toList();
        return new FlowPath(path.from(), path.address(), path.port(), path.to(), hops);
    }
}
