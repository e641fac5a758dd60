package io.netdx.cli;

import io.netdx.audit.SnapshotPaths;
import io.netdx.source.Limits;
import java.time.Duration;
import java.util.List;

/**
 * What {@code netdx audit} was asked.
 *
 * @param paths        snapshots, folders of them, patterns
 * @param lists        files with such paths
 * @param folders      what a folder stands for
 * @param parallel     snapshots at a time; 0 for one a core
 * @param outputs      {@code FORMAT} or {@code FORMAT=FILE}
 * @param color        {@code auto}, {@code always} or {@code never}
 * @param include      causes to show, by id, alias or family; all if empty
 * @param exclude      causes not to show
 * @param severities   in place of the catalogue's
 * @param experimental look for causes too whose cases are not complete
 * @param suppressing  what is not to count
 * @param baseline     an earlier report; empty for none
 * @param failOnNew    only what that does not have fails the run
 * @param resume       journal of what is done; empty for none
 * @param rules        folder of the user's own rules; empty for none
 * @param spark        where it runs
 * @param running      clusters that are read while they run
 * @param timeout      of the whole run; zero for none
 */
record AuditOptions(List<String> paths, List<String> lists, SnapshotPaths.Folders folders, int parallel, List<String> outputs, String color, Threshold threshold, List<String> include,
                    List<String> exclude, Severities severities, boolean experimental, Suppressing suppressing, Duration timeout, Limits limits, String baseline, boolean failOnNew, String resume, String rules, SparkChoice spark, RunningChoice running, boolean quiet) {
}
