package io.netdx.report;

import io.netdx.fact.ObjectRef;
import java.util.List;
import java.util.Optional;

/**
 * The trace of one connection, for writers.
 *
 * @param host         name that is looked up, empty if none
 * @param port         0 where it is not known
 * @param verdict      {@code allowed}, {@code denied} or {@code unknown}
 * @param intermittent some ways fail and others do not
 * @param notes        what else bears on it
 */
public record FlowReport(String toolVersion, ClusterInfo cluster, ObjectRef from, ObjectRef to, String host, int port, String protocol,
                         String verdict, boolean intermittent, List<Hop> hops, List<Way> ways, List<String> notes) {

    /**
     * A hop, with the number of ways that have it so.
     *
     * @param outcome {@code pass}, {@code fail} or {@code unknown}
     * @param nearest nearest miss, empty if none
     * @param silent  an unknown that nothing but missing data stands behind
     */
    public record Hop(String layer, String outcome, List<ObjectRef> decidedBy, String why, String nearest, boolean silent, int ways) {
    }

    /** From one client to one endpoint; {@code failsAt} is the layer, empty where none fails. */
    public record Way(ObjectRef from, String address, int port, Optional<ObjectRef> to, String verdict, String failsAt) {
    }

    public long count(String of) {
        return ways.stream().filter(w -> w.verdict().equals(of)).count();
    }
}
