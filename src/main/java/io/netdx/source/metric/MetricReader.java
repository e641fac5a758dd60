package io.netdx.source.metric;

import io.netdx.fact.Coverage;
import io.netdx.fact.Fact;
import io.netdx.source.Limits;
import io.netdx.source.Problem;
import io.netdx.source.decode.JsonItems;
import io.netdx.source.decode.Tree;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads the files of one snapshot that monitoring exported, and what was scraped by hand. */
public final class MetricReader {

    private static final Pattern JSON = Pattern.compile("\"alerts\"\\s*:\\s*\\[\\s*\\{\\s*\"(?:type|name|labels|status)\""
            + "|\\{\\s*\"status\"\\s*:\\s*\"success\"\\s*,(?:\\s*\"isPartial\"\\s*:\\s*\\w+\\s*,)?\\s*\"data\"\\s*:\\s*(?:\\[|\\{\\s*\"(?:alerts|groups|resultType|result)\")"
            + "|\\[\\s*\\{\\s*\"(?:annotations|labels|endsAt|fingerprint|startsAt)\"\\s*:");
    private static final int PEEK = 4096;

    private final Limits limits;
    private final Consumer<Fact> facts;
    private final Consumer<Problem> problems;
    private int tables;
    private int reads;
    /** Made only where a snapshot holds any, as its table is read from a file. */
    private Optional<Figures> figures = Optional.empty();
    private Optional<FiringAlerts> alerts = Optional.empty();

    public MetricReader(Limits limits, Consumer<Fact> facts, Consumer<Problem> problems) {
        this.limits = limits;
        this.facts = facts;
        this.problems = problems;
    }

    /** True where a text begins like a table of series, or like samples. */
    public static boolean startsLike(List<String> head) {
        if (head.isEmpty()) {
            return false;
        }
        String first = head.get(0);
        return WideTable.startsLike(head) || (first.startsWith("# ") || first.indexOf('{') > 0) && Exposition.startsLike(head) || amtool(first);
    }

    /** The headings of {@code amtool alert query}, plain or extended. */
    private static boolean amtool(String line) {
        return (line.startsWith("Labels  ") || line.startsWith("Alertname  ")) && line.contains("Starts At  ") && line.contains("  State");
    }

    /** True where a JSON document, by its beginning, is no object of the API but something of monitoring. */
    public static boolean startsLikeJson(String lead) {
        return JSON.matcher(lead).find() && !lead.contains("\"apiVersion\"");
    }

    /** What a command asked, for its output. */
    public static String query(String command) {
        return PrometheusJson.query(command);
    }

    /** Reads a file of any form. */
    public void read(String place, InputStream utf8) throws IOException {
        read(place, utf8, Scrape.of(place));
    }

    /** @param scrape what is known of where it comes from */
    public void read(String place, InputStream utf8, Scrape scrape) throws IOException {
        InputStream in = utf8.markSupported() ? utf8 : new BufferedInputStream(utf8, 1 << 16);
        in.mark(PEEK);
        String lead = new String(in.readNBytes(PEEK), StandardCharsets.UTF_8).stripLeading();
        in.reset();
        if (lead.startsWith("{") || lead.startsWith("[")) {
            reads++;
            JsonItems.read(in, limits, place, (field, item) -> item(item, place, scrape), problems);
        } else if (amtool(lead.lines().findFirst().orElse(""))) {
            amtool(place, in, scrape);
        } else if (WideTable.startsLike(lead.lines().toList())) {
            tables += WideTable.read(place, in, facts::accept, problems);
        } else {
            Figures f = figures();
            String read = f.read(place);
            Exposition.read(place, in, name -> f.wanted(name) || name.equals(FiringAlerts.SERIES), s -> sample(s, read, place, scrape), problems);
        }
    }

    private Figures figures() {
        if (figures.isEmpty()) {
            FigureTable table = FigureTable.load();
            figures = Optional.of(new Figures(table));
            alerts = Optional.of(new FiringAlerts(table, facts::accept));
        }
        return figures.get();
    }

    private void item(Tree item, String place, Scrape scrape) {
        if (AnomalyReport.is(item)) {
            tables++;
            AnomalyReport.read(item, place, facts::accept);
        } else if (PrometheusJson.is(item)) {
            Figures f = figures();
            PrometheusJson.sample(item, scrape.query(), name -> f.wanted(name) || name.equals(FiringAlerts.SERIES))
                    .ifPresent(s -> sample(s, place + "\n" + reads, place, scrape));
        } else if (FiringAlerts.is(item)) {
            figures();
            alerts.ifPresent(a -> a.read(item, place, scrape));
        } else {
            // a group of rules, or a rule with its alerts
            item.list("rules").forEach(rule -> item(rule, place, scrape));
            item.list("alerts").forEach(alert -> item(alert, place, scrape));
        }
    }

    private void sample(Sample s, String read, String place, Scrape scrape) {
        if (s.name().equals(FiringAlerts.SERIES)) {
            alerts.ifPresent(a -> a.series(s, place, scrape));
        } else {
            figures().add(s, read, scrape);
        }
    }

    private void amtool(String place, InputStream in, Scrape scrape) throws IOException {
        figures();
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (number > 1 && !line.isBlank()) {
                String alert = line;
                int at = number;
                alerts.ifPresent(a -> a.line(alert, at, place, scrape));
            }
        }
    }

    /** Hands on what takes all files to compute. */
    public void finish() {
        figures.ifPresent(f -> f.all().forEach(facts));
    }

    /** Figures and alerts that were understood. */
    public int used() {
        return tables + figures.map(Figures::used).orElse(0) + alerts.map(FiringAlerts::used).orElse(0);
    }

    /** Nobody exports all figures of all objects: what is not there is unknown. */
    public List<Coverage> coverage() {
        List<Coverage> coverage = new ArrayList<>();
        String about = figures.map(Figures::about).orElse("");
        if (tables > 0 || !about.isEmpty()) {
            coverage.add(new Coverage("Metric", Coverage.ALL, Coverage.State.PARTIAL, "only what monitoring exported"
                    + (about.isEmpty() ? "" : ": figures of " + about)));
        }
        alerts.filter(a -> a.used() > 0).ifPresent(a -> coverage.add(new Coverage("Alert", Coverage.ALL, Coverage.State.PARTIAL,
                a.used() + " alerts fire" + (a.unknown() == 0 ? "" : ", " + a.unknown() + " of rules that are not known here"))));
        return coverage;
    }
}
