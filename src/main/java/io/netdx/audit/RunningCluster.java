package io.netdx.audit;

import io.netdx.source.Limits;
import io.netdx.source.Snapshot;
import io.netdx.source.signature.SignatureTable;

/** A cluster that runs, among what is to be judged. */
public interface RunningCluster {

    /**
     * Reads it once; where the audit is stopped meanwhile, what came by then.
     *
     * @throws io.netdx.source.SourceException where nothing could be read; the message is the error of its row
     */
    Snapshot read(Limits limits, SignatureTable table);
}
