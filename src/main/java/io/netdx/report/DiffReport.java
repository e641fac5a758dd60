package io.netdx.report;

import io.netdx.fact.ObjectRef;
import java.util.List;
import java.util.Optional;

/**
 * What differs between two looks at the same clusters.
 *
 * @param clusters   those that both know, by name
 * @param onlyBefore names of clusters that only the first knows
 * @param onlyAfter  names of clusters that only the second knows
 */
public record DiffReport(String toolVersion, List<ClusterDiff> clusters, List<String> onlyBefore, List<String> onlyAfter) {

    public DiffReport {
        clusters = List.copyOf(clusters);
        onlyBefore = List.copyOf(onlyBefore);
        onlyAfter = List.copyOf(onlyAfter);
    }

    /** One look: as reports name it; {@code capturedAt} is empty where nobody knows. */
    public record Look(String name, String source, String capturedAt, String verdict) {
    }

    /**
     * One cluster.
     *
     * @param objectsCompared both looks have the objects themselves; a report has only its diagnoses
     * @param unsure          objects that one look alone has, of kinds that the other did not completely see
     */
    public record ClusterDiff(Look before, Look after, List<DiagnosisChange> diagnoses, boolean objectsCompared, List<ObjectChange> objects,
                              int unsure, List<CoverageChange> coverage, List<Explanation> explanations) {
    }

    /** {@code UNSEEN}: it is not there any more, and what would show it was not collected any more either. */
    public enum Trend { NEW, WORSE, UNSEEN, GONE, BETTER, SAME }

    /** {@code state} is {@code active} or {@code latent}, {@code severity} as in reports. */
    public record Standing(String state, double confidence, String severity, int affected, boolean suppressed) {
    }

    /** @param note what makes the trend uncertain; empty where nothing does */
    public record DiagnosisChange(Trend trend, String id, String title, ObjectRef subject, String role, Optional<Standing> before,
                                  Optional<Standing> after, String note) {
    }

    public enum Fate { ADDED, CHANGED, REMOVED }

    /**
     * An object that is not what it was.
     *
     * @param at     when it was added, or made anew and changed then or later; ISO 8601, to the second; empty where only the two looks
     *               bound it
     * @param fields for changed ones, in the order in which the kind has them
     */
    public record ObjectChange(Fate fate, ObjectRef object, String at, List<Field> fields) {
    }

    /** {@code path} is a field as in the facts ({@code selector.app}); a side that has nothing there is empty. */
    public record Field(String path, String before, String after) {
    }

    /** States as in {@code Coverage}; {@code NOT_COLLECTED} where a look does not name the kind. */
    public record CoverageChange(String kind, String before, String after) {
    }

    public enum Timing { BEFORE, UNKNOWN, AFTER }

    /**
     * A change of an object that a new, worse or gone diagnosis names.
     *
     * @param began    first sign of the fault, ISO 8601; empty where none has a time
     * @param timing   of the change, against the first sign: what came after it cannot be why
     * @param relation {@code subject}, {@code evidence} or {@code affected}: how the diagnosis names it
     */
    public record Explanation(Trend trend, String id, ObjectRef subject, String began, ObjectChange change, Timing timing, String relation) {
    }
}
