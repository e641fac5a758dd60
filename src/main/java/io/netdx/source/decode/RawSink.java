package io.netdx.source.decode;

import io.netdx.source.Problem;

/** Receives what {@link RawReader} finds. */
public interface RawSink {

    void object(RawObject object);

    void problem(Problem problem);

    /** Server version, where a document states it. */
    void version(String gitVersion);

    /** A document of netdx's own. */
    void own(OwnDocument document);
}
