package io.netdx.report;

import io.netdx.fact.Plain;
import io.netdx.fact.Provenance;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One screen for somebody who was just woken: what is wrong, why, what to do, what was not looked at. With {@code wide} nothing
 * is left out.
 */
public final class TextWriter implements ReportWriter {

    private static final int SHOWN = 3;

    private final boolean wide;
    private final Palette palette;

    public TextWriter(boolean wide, Palette palette) {
        this.wide = wide;
        this.palette = palette;
    }

    @Override
    public void write(DiagnosisReport report, Appendable out) throws IOException {
        Page page = new Page(out);
        header(report, page);
        Judgement judgement = report.judgement();
        verdict(judgement, page);
        int roots = 0;
        int hidden = 0;
        for (Diagnosis d : judgement.diagnoses()) {
            if (d.state() == Judgement.State.ACTIVE) {
                boolean consequence = d.role() == Judgement.Role.CONSEQUENCE;
                roots += consequence ? 0 : 1;
                if (!wide && roots > SHOWN) {
                    hidden += consequence ? 0 : 1;
                } else if (consequence && !wide) {
                    page.wrap("   then  ", "         ", d.cause().title() + ": " + d.subject());
                } else {
                    diagnosis(d, roots, page);
                }
            }
        }
        if (hidden > 0) {
            page.line("and " + hidden + " more: -o wide");
        }
        latent(judgement, page);
        unexplained(judgement, page);
        notChecked(judgement, page);
        next(judgement, page);
        if (wide) {
            coverage(report, page);
        }
        problems(report, page);
    }

    private void header(DiagnosisReport report, Page page) throws IOException {
        ClusterInfo c = report.cluster();
        page.wrap("", "  ", c.name() + "  Kubernetes " + (c.kubernetesVersion().isEmpty() ? "<unknown>" : c.kubernetesVersion())
                + "  CNI " + (c.cni().isEmpty() ? "<unknown>" : c.cni()) + "  " + c.nodes() + " nodes, " + c.pods() + " pods");
        page.wrap("read as ", "  ", c.format() + (c.capturedAt().isEmpty() ? "" : ", state of " + c.capturedAt()));
        page.line("");
    }

    private void verdict(Judgement j, Page page) throws IOException {
        long roots = j.diagnoses().stream().filter(d -> d.state() == Judgement.State.ACTIVE
                && d.role() != Judgement.Role.CONSEQUENCE && d.confidence() >= 0.5).count();
        String checks = j.checks() + " checks" + (j.notMade() == 0 ? "" : ", " + j.notMade() + " could not be evaluated");
        switch (j.verdict()) {
            case FAULTY -> page.line(palette.bad("FAULTY") + ": " + (roots == 1 ? "1 root cause" : roots + " root causes")
                    + " (" + checks + ")");
            case HEALTHY -> page.line(palette.good("HEALTHY") + ": no active fault (" + checks + ")");
            default -> {
                List<Diagnosis> open = j.diagnoses().stream().filter(d -> d.state() == Judgement.State.ACTIVE).toList();
                page.wrap(palette.warn("UNDETERMINED") + ": ", "  ", (open.isEmpty() ? "symptoms that no known cause explains"
                        : "between " + String.join(" and ", open.stream().map(d -> d.cause().id()).distinct().toList()))
                        + " (" + checks + ")");
            }
        }
    }

    private void diagnosis(Diagnosis d, int number, Page page) throws IOException {
        page.line("");
        boolean consequence = d.role() == Judgement.Role.CONSEQUENCE;
        page.wrap(consequence ? "   then " : number + ". ", "   ", d.cause().title() + "  ["
                + d.cause().id() + "]");
        page.wrap("   ", "   ", d.message());
        page.wrap("   ", "   ", d.subject() + " · " + word(d.confidence()) + " (" + percent(d.confidence()) + ") · "
                + d.cause().severity().label() + " · " + affected(d));
        page.wrap("   who  ", "        ", d.cause().expertise() + ", " + time(d.cause().diagnose().typical()) + " to diagnose, "
                + time(d.cause().resolve().typical()) + " to resolve");
        if (wide) {
            page.wrap("   why so ", "          ", d.cause().mechanism());
        }
        int shown = 0;
        for (Judgement.Evidence e : d.evidence()) {
            if (wide || shown++ < SHOWN) {
                page.wrap("   " + (e.decibans() < 0 ? "-" : "+") + pad(decibans(e.decibans()), 5) + " ", "          ",
                        e.text() + place(e.source()));
            }
        }
        shown = 0;
        for (Judgement.Rival r : d.rivals()) {
            if (wide || shown++ < 1) {
                page.wrap("   not  ", "        ", r.cause() + " (" + percent(r.confidence()) + ")"
                        + (r.discriminatedBy().isEmpty() ? "" : ": that would be if " + r.discriminatedBy()));
            }
        }
        remedies(d, page);
        if (wide) {
            for (Judgement.NextTest t : d.tests()) {
                test("   test ", t, page);
            }
            for (String reference : d.cause().references()) {
                page.wrap("   see  ", "        ", reference);
            }
        }
    }

    private void remedies(Diagnosis d, Page page) throws IOException {
        int shown = 0;
        for (Judgement.Remedy r : d.remedies()) {
            if (wide || shown++ < 1) {
                page.wrap("   do   ", "        ", r.text() + (wide ? " (risk " + r.risk() + (r.reversible() ? "" : ", not reversible") + ")" : ""));
                page.command("        ", r.command());
                if (!r.verify().isEmpty() && (wide || !r.verify().equals(r.command()))) {
                    page.command(wide ? "        verify: " : "        ", r.verify());
                }
                if (wide && !r.rollback().isEmpty()) {
                    page.command("        undo: ", r.rollback());
                }
            }
        }
    }

    private void latent(Judgement j, Page page) throws IOException {
        List<Diagnosis> latent = j.diagnoses().stream().filter(d -> d.state() == Judgement.State.LATENT).toList();
        if (latent.isEmpty()) {
            return;
        }
        page.line("");
        page.line("Standing risks that no symptom names:");
        for (Diagnosis d : latent.subList(0, wide ? latent.size() : Math.min(SHOWN, latent.size()))) {
            page.wrap("   ", "      ", d.message() + "  [" + d.cause().id() + "]");
        }
        if (!wide && latent.size() > SHOWN) {
            page.line("   and " + (latent.size() - SHOWN) + " more: -o wide");
        }
    }

    private void unexplained(Judgement j, Page page) throws IOException {
        if (j.unexplained().isEmpty()) {
            return;
        }
        page.line("");
        page.line("Not explained by the above:");
        int shown = 0;
        for (Judgement.Unexplained u : j.unexplained()) {
            if (wide || shown++ < SHOWN) {
                page.wrap("   ", "      ", u.text() + place(u.source()));
            }
        }
        if (!wide && j.unexplained().size() > SHOWN) {
            page.line("   and " + (j.unexplained().size() - SHOWN) + " more: -o wide");
        }
    }

    private void notChecked(Judgement j, Page page) throws IOException {
        if (j.notEvaluated().isEmpty()) {
            return;
        }
        Map<String, Integer> missing = new TreeMap<>();
        Map<String, Double> swing = new TreeMap<>();
        for (Judgement.NotEvaluated n : j.notEvaluated()) {
            String key = n.needs() + " " + n.reason().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
            missing.merge(key, 1, Integer::sum);
            swing.merge(key, n.swing(), Math::max);
        }
        page.line("");
        page.line("Not checked (and how far it could move the verdict):");
        missing.entrySet().stream().sorted(java.util.Comparator.<Map.Entry<String, Integer>>comparingDouble(e -> -swing.get(e.getKey()))
                .thenComparing(Map.Entry::getKey)).limit(wide ? Integer.MAX_VALUE : SHOWN + 1).forEach(e -> page.quietly("   ", "      ",
                e.getKey() + ": " + e.getValue() + (e.getValue() == 1 ? " check" : " checks") + " (up to " + percent(swing.get(e.getKey())) + ")"));
    }

    private void next(Judgement j, Page page) throws IOException {
        if (j.next().isEmpty()) {
            return;
        }
        page.line("");
        int shown = 0;
        for (Judgement.NextTest t : j.next()) {
            if (wide || shown++ < 1) {
                test("Next: ", t, page);
            }
        }
    }

    private void test(String lead, Judgement.NextTest t, Page page) throws IOException {
        page.command(lead, t.command());
        page.wrap("        ", "        ", t.time().toMinutes() + " min, " + t.expertise() + "; yes if " + t.confirms() + "; no if " + t.refutes());
    }

    private void coverage(DiagnosisReport report, Page page) throws IOException {
        page.line("");
        page.line("KIND                          SEEN           WHY NOT");
        for (CoverageLine c : report.coverage()) {
            page.wrap(pad(Plain.line(c.kind()), 30) + pad(c.state(), 15), "      ", c.detail());
        }
    }

    private void problems(DiagnosisReport report, Page page) throws IOException {
        if (report.problems().isEmpty()) {
            return;
        }
        page.line("");
        page.line("Could not be used: " + report.problems().size() + (report.problems().size() == 1 ? " place" : " places"));
        for (String problem : report.problems().subList(0, wide ? report.problems().size() : Math.min(SHOWN, report.problems().size()))) {
            page.wrap("   ", "      ", problem);
        }
    }

    private static String affected(Diagnosis d) {
        return d.affected().size() == 1 ? "affects " + d.affected().get(0) : "affects " + d.affected().size() + " objects";
    }

    /** Bands of belief in words; calibrated figures follow when cases suffice. */
    static String word(double confidence) {
        return confidence >= 0.95 ? "almost certain" : confidence >= 0.8 ? "very likely" : confidence >= 0.5 ? "likely" : "possible";
    }

    static String percent(double probability) {
        long percent = Math.round(probability * 100);
        return percent >= 100 ? ">99%" : percent <= 0 ? "<1%" : percent + "%";
    }

    private static String decibans(double db) {
        return Math.round(Math.abs(db)) + "dB";
    }

    static String time(Duration d) {
        long minutes = d.toMinutes();
        return minutes < 120 && minutes % 60 != 0 || minutes < 60 ? minutes + " min" : minutes % 60 == 0 ? minutes / 60 + " h"
                : minutes / 60 + " h " + minutes % 60 + " min";
    }

    private static String place(Provenance source) {
        return source.file().isEmpty() ? "" : "  (" + source.file() + (source.line() > 0 ? ":" + source.line() : "") + ")";
    }

    static String pad(String text, int width) {
        StringBuilder padded = new StringBuilder(text);
        while (padded.length() < width) {
            padded.append(' ');
        }
        return padded.toString();
    }
}
