package io.netdx.audit;

import io.netdx.report.AuditReport.Row;
import io.netdx.source.Limits;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** Spreads an audit over processes and machines. Which engine does, who starts the program decides, by what is on its path. */
public interface FleetEngine {

    /**
     * What is to be done.
     *
     * @param paths   snapshots, folders of them, patterns; of any file system that the engine knows
     * @param lists   files with such paths
     * @param judging what rows depend on, but for the snapshot
     * @param results folder that tables are written to and earlier ones are in
     * @param run     names this run among those of the folder; one of the same name is replaced
     * @param master  where the engine runs; empty where that was said elsewhere
     * @param conf    of the engine, by key
     */
    record Request(List<String> paths, List<String> lists, SnapshotPaths.Folders folders, Judging judging, String results, String run, String master,
                   Map<String, String> conf) {
    }

    /**
     * How each snapshot is judged.
     *
     * @param annotations what objects say of themselves suppresses
     * @param today       day for which suppressions must not have expired, as {@code 2027-01-31}; empty for that of the snapshot
     */
    record Judging(boolean experimental, Limits limits, boolean annotations, String today) implements java.io.Serializable {
    }

    /**
     * Audits, and writes the tables of the run.
     *
     * @param each is given all rows, sorted by name
     * @param err  for what somebody should know while it runs, a line each
     * @throws io.netdx.source.SourceException where it could not be done; then the results are what they were, without this run
     */
    void audit(Request request, Consumer<Row> each, PrintWriter err);

    /**
     * Answers questions about runs.
     *
     * @param queries names of the house's, or files with SQL
     * @param out     is given a header and then the rows of each, columns apart by tabs, an empty line between two answers
     * @throws io.netdx.source.SourceException where it could not be done
     */
    void ask(List<String> queries, Request request, PrintWriter out);

    /** The one that is on the path of this program. */
    static Optional<FleetEngine> find() {
        return ServiceLoader.load(FleetEngine.class).findFirst();
    }
}
