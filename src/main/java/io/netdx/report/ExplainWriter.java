package io.netdx.report;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.catalog.FindingType;
import java.io.IOException;
import java.util.List;

/** What the catalogue knows of one cause or finding. */
public final class ExplainWriter {

    private final Catalog catalog;

    public ExplainWriter(Catalog catalog) {
        this.catalog = catalog;
    }

    public void cause(Cause c, Appendable out) throws IOException {
        Page page = new Page(out);
        page.line(c.title());
        page.line(c.id() + "  " + c.status() + "  severity " + c.severity().label() + "  expertise " + c.expertise());
        if (!c.aliases().isEmpty()) {
            page.wrap("also known as ", "  ", String.join(", ", c.aliases()));
        }
        page.line("");
        page.wrap("", "", c.mechanism());
        page.line("");
        page.line("time to diagnose  " + TextWriter.time(c.diagnose().typical()) + ", at worst " + TextWriter.time(c.diagnose().worst())
                + " (" + c.diagnose().origin() + ")");
        page.line("time to resolve   " + TextWriter.time(c.resolve().typical()) + ", at worst " + TextWriter.time(c.resolve().worst())
                + " (" + c.resolve().origin() + ")");
        page.line("prior             " + c.prior() + " (" + c.priorOrigin() + ")");
        evidence("Explains", c.evidence(), page);
        evidence("Speaks against it", c.against(), page);
        section("Rivals", c.rivals().stream().map(r -> r.id() + ": if " + r.discriminatedBy()).toList(), page);
        section("False positives", c.falsePositives().stream().map(f -> f.when()).toList(), page);
        if (!c.tests().isEmpty()) {
            page.line("");
            page.line("Tests");
            for (Cause.TestSpec t : c.tests()) {
                page.command("  ", t.command());
                page.wrap("      ", "      ", t.minutes() + " min, " + t.expertise() + "; yes if " + t.confirms() + "; no if " + t.refutes());
            }
        }
        if (!c.remedies().isEmpty()) {
            page.line("");
            page.line("Remedies");
            for (Cause.Remedy r : c.remedies()) {
                page.wrap("  ", "  ", r.text() + " (risk " + r.risk() + (r.reversible() ? ", reversible)" : ", not reversible)"));
                page.command("  ", r.command());
                page.command("  verify: ", r.verify());
                page.command("  undo: ", r.rollback());
            }
        }
        section("Needs", List.of(String.join(", ", c.coverage())), page);
        section("References", c.references(), page);
    }

    private void evidence(String title, List<Cause.Evidence> list, Page page) throws IOException {
        section(title, list.stream().map(e -> strength(e.strength()) + "  " + e.finding() + ": "
                + catalog.finding(e.finding()).map(FindingType::message).orElse("")).toList(), page);
    }

    private static String strength(double p) {
        return p >= .99 ? "always" : p >= .9 ? "nearly always" : p >= .7 ? "usually" : p >= .4 ? "often" : p >= .1 ? "sometimes" : "rarely";
    }

    private static void section(String title, List<String> lines, Page page) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        page.line("");
        page.line(title);
        for (String line : lines) {
            page.wrap("  ", "      ", line);
        }
    }

    public void finding(FindingType f, Appendable out) throws IOException {
        Page page = new Page(out);
        page.line(f.id() + "  " + f.kind());
        page.wrap("", "", f.message());
        page.line("leak  " + f.leak() + "   needs " + String.join(", ", f.coverage()));
        section("Evidence for", catalog.all().stream().filter(c -> c.evidence().stream().anyMatch(e -> e.finding().equals(f.id())))
                .map(c -> c.id() + ": " + c.title()).toList(), page);
    }
}
