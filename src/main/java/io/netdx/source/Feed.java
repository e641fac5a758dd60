package io.netdx.source;

import io.netdx.fact.Node;
import io.netdx.fact.Pod;
import java.io.IOException;
import java.util.List;

/**
 * A cluster that is read while it runs. It gives the same files as a snapshot of it would hold, in two turns: which logs and metrics are
 * worth reading, its pods say.
 */
public interface Feed {

    /** What it is called in reports. */
    String name();

    /** The lists of objects. */
    void objects(EntryVisitor to) throws IOException;

    /** Logs, metrics and settings of nodes, and last the document that says what was seen and what was refused. */
    void rest(List<Pod> pods, List<Node> nodes, EntryVisitor to) throws IOException;
}
