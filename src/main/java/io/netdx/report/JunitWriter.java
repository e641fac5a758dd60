package io.netdx.report;

import io.netdx.catalog.Cause;
import io.netdx.fact.Plain;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Format {@code junit}. Of one cluster: a test for each cause of the catalogue, so that a trend compares the same tests from run to run. Of
 * many: a suite for each cluster with a test for each family of causes, a tenth as long. A test fails where a cause is diagnosed, and is
 * skipped, never passed, where somebody has suppressed it, it is but possible, or something that could speak for it was not seen.
 */
public final class JunitWriter implements ReportWriter {

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"netdx\">\n";
    /** Of a family in one of many clusters: failures that are told one by one, and lines of evidence of each. */
    private static final int FAILURES = 10;
    private static final int EVIDENCE = 8;
    private static final int REASONS = 3;

    private final Supplier<Collection<Cause>> catalog;

    /** {@code catalog}: the causes that were looked for. */
    public JunitWriter(Supplier<Collection<Cause>> catalog) {
        this.catalog = catalog;
    }

    @Override
    public void write(DiagnosisReport report, Appendable out) throws IOException {
        out.append(HEAD);
        suite("netdx", List.of(overall(report.judgement())), report, out);
        for (Map.Entry<String, List<CauseOutcome>> family : families(report, catalog.get()).entrySet()) {
            suite("netdx." + family.getKey(), family.getValue().stream().map(JunitWriter::cause).toList(), report, out);
        }
        out.append("</testsuites>\n");
    }

    /** A suite for each cluster; one that could not be read is a suite with an error. */
    public void write(AuditReport report, Appendable out) throws IOException {
        out.append(HEAD);
        Collection<Cause> causes = catalog.get();
        for (AuditReport.Row row : report.clusters()) {
            String suite = "netdx." + row.name();
            if (row.report().isPresent()) {
                List<Case> cases = new ArrayList<>(List.of(overall(row.report().get().judgement())));
                families(row.report().get(), causes).forEach((name, outcomes) -> cases.add(family(name, outcomes)));
                suite(suite, cases, row.report().get(), out);
            } else {
                String name = Xml.line(suite);
                out.append("  <testsuite name=\"").append(name).append("\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\" time=\"0\">\n    <testcase name=\"read\" classname=\"")
                        .append(name).append("\" time=\"0\">\n      <error type=\"unread\" message=\"").append(Xml.line(row.error())).append("\"/>\n    </testcase>\n  </testsuite>\n");
            }
        }
        out.append("</testsuites>\n");
    }

    private static Map<String, List<CauseOutcome>> families(DiagnosisReport report, Collection<Cause> causes) {
        Map<String, List<CauseOutcome>> families = new TreeMap<>();
        CauseOutcome.of(report, causes).forEach(o -> families.computeIfAbsent(o.cause().family(), f -> new ArrayList<>()).add(o));
        return families;
    }

    /** What no single cause stands for: an open verdict and symptoms without a cause. */
    private static Case overall(Judgement j) {
        String text = j.verdict() == Judgement.Verdict.UNDETERMINED ? "undetermined" + (j.blind().isEmpty() ? "" : ": nothing was seen of " + Words.and(j.blind()))
                + (j.unexplained().isEmpty() ? "" : "; no cause known for: " + j.unexplained().get(0).text()) : "";
        return new Case("verdict", List.of(), text, List.of());
    }

    private static Case cause(CauseOutcome o) {
        return new Case(o.cause().id(), o.failing().stream().map(d -> new Failure(d.cause().severity().label(), CauseOutcome.line(d), details(d, Integer.MAX_VALUE))).toList(),
                o.open(), o.latent().stream().map(d -> "standing risk: " + CauseOutcome.line(d)).toList());
    }

    private static Case family(String name, List<CauseOutcome> causes) {
        List<Diagnosis> failing = causes.stream().flatMap(o -> o.failing().stream()).toList();
        List<Failure> failures = new ArrayList<>(Words.first(FAILURES, failing).stream()
                .map(d -> new Failure(d.cause().severity().label(), d.cause().id() + ": " + CauseOutcome.line(d), details(d, EVIDENCE))).toList());
        if (failing.size() > FAILURES) {
            failures.add(new Failure("more", "and " + (failing.size() - FAILURES) + " more", "netdx audit -o json has all"));
        }
        List<CauseOutcome> open = causes.stream().filter(o -> !o.open().isEmpty()).toList();
        List<String> reasons = open.stream().map(CauseOutcome::open).distinct().toList();
        String text = open.isEmpty() ? "" : open.size() + " of " + Words.count(causes.size(), "cause") + " could not be ruled out (" + String.join("; ", Words.first(REASONS, reasons))
                + (reasons.size() > REASONS ? "; and " + (reasons.size() - REASONS) + " more reasons" : "") + ")";
        List<String> said = new ArrayList<>(failing.isEmpty() || text.isEmpty() ? List.of() : List.of(text));
        long latent = causes.stream().mapToLong(o -> o.latent().size()).sum();
        causes.stream().flatMap(o -> o.latent().stream()).limit(1)
                .forEach(d -> said.add("standing risk: " + CauseOutcome.line(d) + (latent > 1 ? ", and " + (latent - 1) + " more" : "")));
        return new Case(name, failures, failing.isEmpty() ? text : "", said);
    }

    private static String details(Diagnosis d, int evidence) {
        StringBuilder text = new StringBuilder(Plain.line(d.message()));
        Words.first(evidence, d.evidence()).forEach(e -> text.append('\n').append(Words.decibans(e.decibans())).append("  ").append(Plain.line(e.text()))
                .append(e.source().file().isEmpty() ? "" : " (" + Plain.line(Words.place(e.source())) + ")"));
        d.remedies().forEach(r -> text.append("\nDo: ").append(Plain.line(r.text())).append('\n').append(r.command()));
        return text.toString();
    }

    private static void suite(String name, List<Case> cases, DiagnosisReport report, Appendable out) throws IOException {
        long failed = cases.stream().filter(Case::failed).count();
        long skipped = cases.stream().filter(Case::skipped).count();
        out.append("  <testsuite name=\"").append(Xml.line(name)).append("\" tests=\"" + cases.size() + "\" failures=\"" + failed + "\" errors=\"0\" skipped=\""
                + skipped + "\" time=\"0\"");
        String time = report.cluster().capturedAt();
        if (time.matches("[0-9-]{10}T[0-9:]{8}.*")) {
            out.append(" timestamp=\"").append(time, 0, 19).append('"');
        }
        out.append(">\n    <properties>\n");
        property("cluster", report.cluster().name(), out);
        property("kubernetesVersion", report.cluster().kubernetesVersion(), out);
        property("cni", report.cluster().cni(), out);
        property("verdict", report.judgement().verdict().name().toLowerCase(Locale.ROOT), out);
        out.append("    </properties>\n");
        for (Case test : cases) {
            test.write(name, out);
        }
        out.append("  </testsuite>\n");
    }

    private static void property(String name, String value, Appendable out) throws IOException {
        out.append("      <property name=\"").append(name).append("\" value=\"").append(Xml.line(value)).append("\"/>\n");
    }

    private record Failure(String type, String message, String details) {
    }

    /**
     * One test.
     *
     * @param unknown why it is skipped; empty where it is not
     * @param said    what is told besides
     */
    private record Case(String name, List<Failure> failures, String unknown, List<String> said) {

        boolean failed() {
            return !failures.isEmpty();
        }

        boolean skipped() {
            return !failed() && !unknown.isEmpty();
        }

        void write(String suite, Appendable out) throws IOException {
            out.append("    <testcase name=\"").append(Xml.line(name)).append("\" classname=\"").append(Xml.line(suite)).append("\" time=\"0\"");
            if (!failed() && !skipped() && said.isEmpty()) {
                out.append("/>\n");
                return;
            }
            out.append(">\n");
            if (skipped()) {
                out.append("      <skipped>").append(Xml.line(unknown)).append("</skipped>\n");
            }
            for (Failure f : failures) {
                out.append("      <failure type=\"").append(f.type()).append("\" message=\"").append(Xml.line(f.message())).append("\">")
                        .append(Xml.block(f.details())).append("</failure>\n");
            }
            for (String line : said) {
                out.append("      <system-out>").append(Xml.line(line)).append("</system-out>\n");
            }
            out.append("    </testcase>\n");
        }
    }
}
