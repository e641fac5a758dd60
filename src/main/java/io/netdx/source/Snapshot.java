package io.netdx.source;

import io.netdx.cluster.Cluster;
import java.util.List;

/**
 * A snapshot that was read.
 *
 * @param name     what the user named, for reports
 * @param format   what produced it
 * @param cluster  its facts
 * @param problems what could not be used, sorted
 * @param files    files that were used
 */
public record Snapshot(String name, Format format, Cluster cluster, List<Problem> problems, int files) {

    /** As if less of the cluster were known. */
    public Snapshot with(Cluster less) {
        return new Snapshot(name, format, less, problems, files);
    }
}
