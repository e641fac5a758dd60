package io.netdx.report;

import io.netdx.catalog.Cause;
import io.netdx.fact.Plain;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.NotEvaluated;
import io.netdx.reason.Judgement.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Format {@code junit}: a test for each cause of the catalogue, so that a trend compares the same tests from run to run. It fails where
 * the cause is diagnosed, and is skipped, never passed, where somebody has suppressed it, it is but possible, or something that could
 * speak for it was not seen.
 */
public final class JunitWriter implements ReportWriter {

    private final Supplier<Collection<Cause>> catalog;

    /** {@code catalog}: the causes that were looked for. */
    public JunitWriter(Supplier<Collection<Cause>> catalog) {
        this.catalog = catalog;
    }

    @Override
    public void write(DiagnosisReport report, Appendable out) throws IOException {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"netdx\">\n");
        suites(report, "netdx", out);
        out.append("</testsuites>\n");
    }

    /** The same for each cluster; one that could not be read is a suite with an error. */
    public void write(AuditReport report, Appendable out) throws IOException {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"netdx\">\n");
        for (AuditReport.Row row : report.clusters()) {
            if (row.report().isPresent()) {
                suites(row.report().get(), "netdx." + row.name(), out);
            } else {
                String suite = Xml.line("netdx." + row.name());
                out.append("  <testsuite name=\"").append(suite).append("\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\" time=\"0\">\n    <testcase name=\"read\" classname=\"")
                        .append(suite).append("\" time=\"0\">\n      <error type=\"unread\" message=\"").append(Xml.line(row.error())).append("\"/>\n    </testcase>\n  </testsuite>\n");
            }
        }
        out.append("</testsuites>\n");
    }

    /** A suite for each family; {@code prefix} stands before their names. */
    private void suites(DiagnosisReport report, String prefix, Appendable out) throws IOException {
        Map<String, List<Diagnosis>> diagnoses = new HashMap<>();
        report.judgement().diagnoses().stream().filter(d -> report.suppressed(d).isEmpty())
                .forEach(d -> diagnoses.computeIfAbsent(d.cause().id(), id -> new ArrayList<>()).add(d));
        Map<String, String> open = new HashMap<>();
        report.judgement().notEvaluated().forEach(n -> open.putIfAbsent(n.cause(), why(n)));
        report.judgement().diagnoses().forEach(d -> report.suppressed(d).ifPresent(s -> open.put(d.cause().id(), "suppressed: " + s.reason())));
        TreeMap<String, Cause> causes = new TreeMap<>();
        catalog.get().forEach(c -> causes.put(c.id(), c));
        report.judgement().diagnoses().forEach(d -> causes.put(d.cause().id(), d.cause()));
        Map<String, List<Case>> families = new TreeMap<>();
        causes.values().forEach(c -> families.computeIfAbsent(c.family(), f -> new ArrayList<>())
                .add(new Case(c.id(), diagnoses.getOrDefault(c.id(), List.of()), open.getOrDefault(c.id(), ""))));
        families.put("", List.of(overall(report.judgement())));
        for (Map.Entry<String, List<Case>> family : families.entrySet()) {
            suite(prefix + (family.getKey().isEmpty() ? "" : "." + family.getKey()), family.getValue(), report, out);
        }
    }

    private static String why(NotEvaluated n) {
        return "not evaluated: " + new Unseen(n.needs(), n.reason(), 1, n.swing()).sentence();
    }

    /** What no single cause stands for: an open verdict and symptoms without a cause. */
    private static Case overall(Judgement j) {
        String text = j.verdict() == Judgement.Verdict.UNDETERMINED ? "undetermined" + (j.blind().isEmpty() ? "" : ": nothing was seen of " + Words.and(j.blind()))
                + (j.unexplained().isEmpty() ? "" : "; no cause known for: " + j.unexplained().get(0).text()) : "";
        return new Case("verdict", List.of(), text);
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

    /**
     * One cause.
     *
     * @param unknown why it could not be ruled out; empty if it could
     */
    private record Case(String name, List<Diagnosis> diagnoses, String unknown) {

        boolean failed() {
            return diagnoses.stream().anyMatch(Case::counts);
        }

        private static boolean counts(Diagnosis d) {
            return d.state() == State.ACTIVE && d.confidence() >= 0.5;
        }

        boolean skipped() {
            return !failed() && !reason().isEmpty();
        }

        private String reason() {
            return diagnoses.stream().filter(d -> d.state() == State.ACTIVE).findFirst()
                    .map(d -> "possible: " + line(d)).orElse(unknown);
        }

        void write(String suite, Appendable out) throws IOException {
            out.append("    <testcase name=\"").append(Xml.line(name)).append("\" classname=\"").append(Xml.line(suite)).append("\" time=\"0\"");
            if (diagnoses.isEmpty() && !skipped()) {
                out.append("/>\n");
                return;
            }
            out.append(">\n");
            if (skipped()) {
                out.append("      <skipped>").append(Xml.line(reason())).append("</skipped>\n");
            }
            for (Diagnosis d : diagnoses) {
                if (counts(d)) {
                    out.append("      <failure type=\"").append(d.cause().severity().label()).append("\" message=\"").append(Xml.line(line(d))).append("\">")
                            .append(Xml.block(details(d))).append("</failure>\n");
                }
            }
            for (Diagnosis d : diagnoses) {
                if (d.state() == State.LATENT) {
                    out.append("      <system-out>").append(Xml.line("standing risk: " + line(d))).append("</system-out>\n");
                }
            }
            out.append("    </testcase>\n");
        }

        private static String line(Diagnosis d) {
            return d.cause().title() + " on " + Words.object(d.subject()) + ", " + Words.confidence(d.confidence());
        }

        private static String details(Diagnosis d) {
            StringBuilder text = new StringBuilder(Plain.line(d.message()));
            d.evidence().forEach(e -> text.append('\n').append(Words.decibans(e.decibans())).append("  ").append(Plain.line(e.text()))
                    .append(e.source().file().isEmpty() ? "" : " (" + Plain.line(Words.place(e.source())) + ")"));
            d.remedies().forEach(r -> text.append("\nDo: ").append(Plain.line(r.text())).append('\n').append(r.command()));
            return text.toString();
        }
    }
}
