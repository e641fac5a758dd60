package io.netdx.suppress;

import io.netdx.catalog.Catalog;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.CauseOn;
import io.netdx.report.DiagnosisReport;
import io.netdx.report.Suppressed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All suppressions that hold for a cluster: those of files, and those that its objects carry.
 *
 * @param entries the first that matches a diagnosis is the one that is named
 * @param broken  suppressions that could not be understood and suppress nothing, one line each with their place
 */
public record Suppressions(List<Suppression> entries, List<String> broken) {

    public static final Suppressions NONE = new Suppressions(List.of(), List.of());

    public Suppressions {
        entries = List.copyOf(entries);
        broken = List.copyOf(broken);
    }

    public Suppressions and(Suppressions more) {
        return new Suppressions(Stream.concat(entries.stream(), more.entries.stream()).toList(),
                Stream.concat(broken.stream(), more.broken.stream()).toList());
    }

    /**
     * Marks what is suppressed. A consequence is suppressed with its root: it is the same fault.
     *
     * @param today day of the snapshot, or another; empty where nobody knows: then nothing has expired
     * @param known all causes that there are, those too that were not looked for
     */
    public Applied on(DiagnosisReport report, Optional<LocalDate> today, Catalog known) {
        Map<CauseOn, Suppressed> marks = new LinkedHashMap<>();
        Set<Suppression> matched = new HashSet<>();
        String cluster = report.cluster().name();
        for (Judgement.Diagnosis d : report.judgement().diagnoses()) {
            List<Suppression> about = entries.stream().filter(s -> s.matches(d.cause(), d.subject(), cluster)).toList();
            matched.addAll(about);
            about.stream().filter(s -> s.inForce(today)).findFirst().map(Suppressions::mark)
                    .or(() -> d.causedBy().map(marks::get)).ifPresent(mark -> marks.put(new CauseOn(d.cause().id(), d.subject()), mark));
        }
        return new Applied(report.suppressing(marks, List.of()), warnings(matched, today, known), Set.copyOf(matched));
    }

    private static Suppressed mark(Suppression s) {
        return new Suppressed(s.reason(), s.until().map(LocalDate::toString).orElse(""), s.place());
    }

    /** Of files, those that are about no diagnosis of any report that was looked at; one line each. */
    public List<String> idle(Set<Suppression> matched, Catalog known) {
        return entries.stream().filter(s -> s.shared() && !matched.contains(s) && unknown(s, known).isEmpty())
                .map(s -> s.place() + ": suppresses nothing; delete it, or look whether it means what it should").toList();
    }

    private List<String> warnings(Set<Suppression> matched, Optional<LocalDate> today, Catalog known) {
        List<String> warnings = new ArrayList<>(broken);
        for (Suppression s : entries) {
            List<String> unknown = unknown(s, known);
            unknown.forEach(id -> warnings.add(s.place() + ": there is no cause " + id + "; netdx rules list shows them all"));
            if (!s.shared() && !matched.contains(s) && unknown.isEmpty()) {
                warnings.add(s.place() + ": suppresses nothing; delete it, or look whether it means what it should");
            } else if (!s.inForce(today)) {
                warnings.add(s.place() + ": expired on " + s.until().orElseThrow() + " and suppresses nothing any more");
            } else if (s.until().isPresent() && today.isEmpty() && matched.contains(s)) {
                warnings.add(s.place() + ": whether it has expired on " + s.until().get() + " is unknown, for the snapshot has no date; give --today");
            }
        }
        return warnings;
    }

    private static List<String> unknown(Suppression s, Catalog known) {
        return s.causes().stream().filter(id -> known.all().stream().noneMatch(cause -> Suppression.names(id, cause))).toList();
    }
}
