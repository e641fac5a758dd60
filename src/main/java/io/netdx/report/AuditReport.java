package io.netdx.report;

import io.netdx.catalog.Severity;
import io.netdx.fact.ObjectRef;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is to be rendered about many clusters.
 *
 * @param clusters   a row for each snapshot, sorted by name; also for those that could not be read
 * @param fleet      what they are together
 * @param changes    against a baseline, where one was given
 * @param incomplete why not all snapshots were looked at, as {@code interrupted}; empty if all were
 */
public record AuditReport(String toolVersion, List<Row> clusters, Fleet fleet, Optional<Changes> changes, String incomplete) {

    public AuditReport {
        clusters = List.copyOf(clusters);
    }

    /** What was read, each under the name of its row. */
    public List<DiagnosisReport> read() {
        return clusters.stream().flatMap(row -> row.report().stream().map(report -> report.named(row.name()))).toList();
    }

    /** What could not be read, or was not. */
    public List<Row> unread() {
        return clusters.stream().filter(row -> row.report().isEmpty()).toList();
    }

    /**
     * One snapshot.
     *
     * @param name       file name, with as many folders before it as it takes to tell it from the others
     * @param source     the path, as given
     * @param report     as {@code diagnose} would print it; empty where there is an error
     * @param attributes what clusters differ in, sorted; a node's attribute comes once for each value that a node has
     * @param rooms      address ranges that are nearly full or may be asked for more than they have; the fullest first
     * @param error      why there is no report, one line; empty if there is one
     */
    public record Row(String name, String source, Optional<DiagnosisReport> report, List<Attribute> attributes, List<Room> rooms, String error) {

        public Row {
            attributes = List.copyOf(attributes);
            rooms = List.copyOf(rooms);
        }

        /** The same with another judgement shown. */
        public Row with(DiagnosisReport other) {
            return new Row(name, source, Optional.of(other), attributes, rooms, error);
        }
    }

    /**
     * One property of a cluster.
     *
     * @param name  {@code cni}, {@code kernel}, …
     * @param value {@code calico}, {@code 6.1.0-18-amd64}, …
     */
    public record Attribute(String name, String value) implements Comparable<Attribute> {
        @Override
        public int compareTo(Attribute other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : value.compareTo(other.value);
        }
    }

    /**
     * A range with little head-room.
     *
     * @param kind     {@code node-pods}, {@code node-ranges}, {@code services} or {@code load-balancer}
     * @param subject  whose range it is
     * @param used     addresses (for {@code node-ranges}: ranges) that are taken
     * @param capacity how many there are
     * @param wanted   how many may be asked for by configuration; 0 where nothing says
     * @param alike    ranges of the same kind in this cluster that have as little, this one not counted
     */
    public record Room(String kind, ObjectRef subject, String range, long used, long capacity, long wanted, int alike) {
    }

    /**
     * What differs from an earlier report. Clusters are compared by name.
     *
     * @param baseline the earlier report, as given
     * @param fresh    active diagnoses that it does not have
     * @param fixed    active diagnoses that it has and this one has not
     * @param open     active diagnoses that it has, and that this time could not be looked for
     * @param added    clusters that it does not know
     * @param gone     clusters that only it knows
     */
    public record Changes(String baseline, List<Change> fresh, List<Change> fixed, List<Change> open, List<String> added, List<String> gone) {

        public Changes {
            fresh = List.copyOf(fresh);
            fixed = List.copyOf(fixed);
            open = List.copyOf(open);
            added = List.copyOf(added);
            gone = List.copyOf(gone);
        }
    }

    /** A diagnosis, by cluster, cause and object. */
    public record Change(String cluster, String cause, String title, ObjectRef subject, Severity severity) {
    }
}
