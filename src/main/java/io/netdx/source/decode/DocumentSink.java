package io.netdx.source.decode;

import io.netdx.fact.Fact;
import io.netdx.source.Problem;

/** Receives what documents hold. */
public interface DocumentSink {

    void fact(Fact fact);

    void list(ListSeen list);

    void problem(Problem problem);

    /** Server version, where a document states it. */
    void version(String gitVersion);

    /** A document of netdx's own: {@code Case}, {@code Log} or {@code HostFile}. */
    void own(OwnDocument document);
}
