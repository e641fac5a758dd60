package io.netdx.report.html;

import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.Role;
import io.netdx.reason.Judgement.State;
import io.netdx.report.AuditReport;
import io.netdx.report.AuditReport.Row;
import io.netdx.report.Fleet.Affected;
import io.netdx.report.Words;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Clusters by causes, a square where a cluster has the cause; with filters that hold for the sheets of the clusters below too. */
final class HeatMap {

    private static final List<String> VERDICTS = List.of("faulty", "undetermined", "unread", "healthy");
    private static final int COLUMNS = 40;

    private final AuditReport report;
    private final List<Affected> causes;

    HeatMap(AuditReport report) {
        this.report = report;
        this.causes = Words.first(COLUMNS, report.fleet().causes());
    }

    Html html() {
        Html html = filters();
        html.open("div", "class", "table map").open("table").element("caption", "Which cluster has which cause, and how sure that is", "class", "unseen");
        html.open("thead").open("tr").element("th", "Cluster", "scope", "col").element("th", "Verdict", "scope", "col");
        for (Affected a : causes) {
            html.open("th", "scope", "col", "class", "cause", "data-family", a.cause().family()).open("span", "title", a.cause().id()).text(a.cause().title()).close("span").close("th");
        }
        html.close("tr").close("thead").line().open("tbody");
        sorted(report).forEach(row -> row(row, html));
        html.close("tbody").close("table").close("div");
        if (report.fleet().causes().size() > COLUMNS) {
            html.element("p", (report.fleet().causes().size() - COLUMNS) + " rarer causes have no column; they stand under Causes.", "class", "meta");
        }
        return Parts.section("map", "Heat map", "A square for each cause that a cluster has; the figure is how likely it is.", html);
    }

    private Html filters() {
        Html html = new Html().open("div", "class", "filters", "role", "search", "hidden", "");
        html.open("label").text("Find ").open("input", "type", "search", "id", "find", "placeholder", "cluster, cause, object", "autocomplete", "off").close("label");
        html.open("fieldset").element("legend", "Verdict", "class", "unseen");
        for (String verdict : VERDICTS) {
            html.open("label").open("input", "type", "checkbox", "class", "of-verdict", "value", verdict, "checked", "").text(" " + verdict).close("label");
        }
        html.close("fieldset").open("label").text("Family ").open("select", "id", "family").element("option", "all", "value", "");
        new TreeSet<>(report.fleet().causes().stream().map(a -> a.cause().family()).toList()).forEach(f -> html.element("option", f, "value", f));
        html.close("select").close("label").element("button", "Clear", "type", "button", "id", "clear").element("span", "", "id", "matches", "role", "status", "class", "sub");
        return html.close("div").line();
    }

    private void row(Row row, Html html) {
        Map<String, Diagnosis> has = new HashMap<>();
        row.report().ifPresent(r -> r.judgement().diagnoses().stream().filter(d -> d.state() == State.ACTIVE && d.role() != Role.CONSEQUENCE)
                .forEach(d -> has.merge(d.cause().id(), d, (a, b) -> a.confidence() >= b.confidence() ? a : b)));
        html.open("tr", attributes(row)).open("th", "scope", "row");
        int at = report.clusters().indexOf(row);
        html.element("a", row.name(), "href", "#k" + at).close("th").open("td").add(chip(row)).close("td");
        for (Affected a : causes) {
            Diagnosis d = has.get(a.cause().id());
            html.open("td", "class", "cell", "data-family", a.cause().family());
            if (d != null) {
                String words = a.cause().title() + " on " + Words.object(d.subject()) + ", " + Words.confidence(d.confidence());
                html.open("span", "class", "hot " + (d.confidence() >= 0.5 ? "sev-" + d.cause().severity().label() : "maybe"), "title", words).text(Words.probability(d.confidence())).close("span");
            }
            html.close("td");
        }
        html.close("tr").line();
    }

    /** The faulty first, then what is not known, then the healthy; by name among these. */
    static List<Row> sorted(AuditReport report) {
        return report.clusters().stream().sorted(Comparator.comparingInt(row -> VERDICTS.indexOf(verdict(row)))).toList();
    }

    static Html chip(Row row) {
        String verdict = verdict(row);
        String tone = switch (verdict) {
            case "faulty" -> "sev-high";
            case "healthy" -> "out-pass";
            case "undetermined" -> "out-unknown";
            default -> "plain";
        };
        return new Html().element("span", verdict, "class", "chip " + tone);
    }

    static String verdict(Row row) {
        return row.report().map(r -> r.judgement().verdict().name().toLowerCase(Locale.ROOT)).orElse("unread");
    }

    /** What filters look at. */
    static String[] attributes(Row row) {
        StringBuilder text = new StringBuilder(row.name());
        TreeSet<String> families = new TreeSet<>();
        row.report().ifPresent(r -> r.judgement().diagnoses().stream().filter(d -> d.state() == State.ACTIVE).forEach(d -> {
            families.add(d.cause().family());
            text.append(' ').append(d.cause().id()).append(' ').append(d.cause().title()).append(' ').append(Words.object(d.subject()));
        }));
        row.attributes().forEach(a -> text.append(' ').append(a.name()).append(' ').append(a.value()));
        return new String[] {"class", "of-cluster", "data-verdict", verdict(row), "data-families", " " + String.join(" ", families) + " ", "data-text", text.toString().toLowerCase(Locale.ROOT)};
    }
}
