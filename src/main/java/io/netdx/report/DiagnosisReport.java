package io.netdx.report;

import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.CauseOn;
import io.netdx.reason.Judgement.Diagnosis;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that is to be rendered about one cluster.
 *
 * @param problems   parts of the input that could not be read, one line each
 * @param suppressed diagnoses that somebody has decided to live with, by rank; those too that the judgement no longer lists
 * @param warnings   what is wrong with suppressions, one line each
 * @param exhibits   what pictures are drawn of, for those formats that show some
 */
public record DiagnosisReport(String toolVersion, ClusterInfo cluster, Judgement judgement, List<CoverageLine> coverage,
                              List<String> problems, Map<CauseOn, Suppressed> suppressed, List<String> warnings, Exhibits exhibits) {

    public DiagnosisReport {
        coverage = List.copyOf(coverage);
        problems = List.copyOf(problems);
        suppressed = Collections.unmodifiableMap(new LinkedHashMap<>(suppressed));
        warnings = List.copyOf(warnings);
    }

    /** Nothing is suppressed, nothing pictured. */
    public DiagnosisReport(String toolVersion, ClusterInfo cluster, Judgement judgement, List<CoverageLine> coverage, List<String> problems) {
        this(toolVersion, cluster, judgement, coverage, problems, Map.of(), List.of(), Exhibits.NONE);
    }

    public Optional<Suppressed> suppressed(Diagnosis d) {
        return Optional.ofNullable(suppressed.get(of(d)));
    }

    /** The same cluster, with these marks and warnings in place of those before. */
    public DiagnosisReport suppressing(Map<CauseOn, Suppressed> marks, List<String> said) {
        return new DiagnosisReport(toolVersion, cluster, judgement, coverage, problems, marks, said, exhibits);
    }

    /** The same, with what pictures are drawn of. */
    public DiagnosisReport with(Exhibits shown) {
        return new DiagnosisReport(toolVersion, cluster, judgement, coverage, problems, suppressed, warnings, shown);
    }

    /** The same under another name, which tells it from others beside it. */
    public DiagnosisReport named(String name) {
        ClusterInfo c = cluster;
        return new DiagnosisReport(toolVersion, new ClusterInfo(name, c.kubernetesVersion(), c.cni(), c.nodes(), c.pods(), c.format(), c.source(), c.capturedAt()),
                judgement, coverage, problems, suppressed, warnings, exhibits);
    }

    /** The same, read from elsewhere than where the input is. */
    public DiagnosisReport from(String source) {
        ClusterInfo c = cluster;
        return new DiagnosisReport(toolVersion, new ClusterInfo(c.name(), c.kubernetesVersion(), c.cni(), c.nodes(), c.pods(), c.format(), source, c.capturedAt()),
                judgement, coverage, problems, suppressed, warnings, exhibits);
    }

    /** With less of it shown, as if the rest had never been asked for. */
    public DiagnosisReport showing(Judgement less) {
        Map<CauseOn, Suppressed> marks = new LinkedHashMap<>();
        less.diagnoses().forEach(d -> suppressed(d).ifPresent(mark -> marks.put(of(d), mark)));
        return new DiagnosisReport(toolVersion, cluster, less, coverage, problems, marks, warnings, exhibits);
    }

    /** Without the diagnoses that are suppressed, nor the tests that only tell these apart; the marks stay and tell how many there are. */
    public DiagnosisReport withoutSuppressed() {
        if (suppressed.isEmpty()) {
            return this;
        }
        List<Diagnosis> kept = judgement.diagnoses().stream().filter(d -> suppressed(d).isEmpty()).toList();
        Set<String> hidden = new HashSet<>();
        suppressed.keySet().forEach(cause -> hidden.add(cause.cause()));
        kept.forEach(d -> hidden.remove(d.cause().id()));
        Judgement less = judgement.showing(kept, judgement.unexplained(),
                judgement.next().stream().filter(t -> t.discriminates().isEmpty() || !hidden.containsAll(t.discriminates())).toList());
        return new DiagnosisReport(toolVersion, cluster, less, coverage, problems, suppressed, warnings, exhibits);
    }

    private static CauseOn of(Diagnosis d) {
        return new CauseOn(d.cause().id(), d.subject());
    }
}
