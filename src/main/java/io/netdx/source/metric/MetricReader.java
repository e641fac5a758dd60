package io.netdx.source.metric;

import io.netdx.fact.Coverage;
import io.netdx.fact.Fact;
import io.netdx.source.Limits;
import io.netdx.source.Problem;
import io.netdx.source.decode.JsonItems;
import io.netdx.source.decode.JsonTree;
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
import java.util.SortedMap;
import java.util.TreeMap;
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
    private Optional<Known> known = Optional.empty();

    /** What figures and alerts have been told so far. */
    private record Known(Figures figures, FiringAlerts alerts) {

        boolean wanted(String name) {
            return figures.wanted(name) || name.equals(FiringAlerts.SERIES);
        }

        void sample(Sample s, String read, String place, Scrape scrape) {
            if (s.name().equals(FiringAlerts.SERIES)) {
                alerts.series(s, place, scrape);
            } else {
                figures.add(s, read, scrape);
            }
        }
    }

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
        return (JSON.matcher(lead).find() || KubeletSummary.startsLike(lead.stripLeading())) && !lead.contains("\"apiVersion\"");
    }

    /**
     * The series that count, of all versions of what makes them, by name, each as a query for it; and {@code ALERTS} that fire. Few of them are
     * there in any one place.
     */
    public static SortedMap<String, String> queries() {
        SortedMap<String, String> queries = new TreeMap<>(FigureTable.load().queries());
        queries.keySet().removeIf(name -> name.startsWith(KubeletSummary.PREFIX));
        queries.put(FiringAlerts.SERIES, FiringAlerts.SERIES + "{alertstate=\"firing\"}");
        return queries;
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
        // the same command may be given twice: each is read for itself
        String read = Figures.read(place, reads++);
        if (KubeletSummary.startsLike(lead)) {
            Known k = known();
            KubeletSummary.read(JsonTree.read(in, limits, place, problems), s -> k.sample(s, read, place, scrape));
        } else if (lead.startsWith("{") || lead.startsWith("[")) {
            JsonItems.read(in, limits, place, (field, item) -> item(item, read, place, scrape), problems);
        } else if (amtool(lead.lines().findFirst().orElse(""))) {
            amtool(place, in, scrape);
        } else if (WideTable.startsLike(lead.lines().toList())) {
            tables += WideTable.read(place, in, facts::accept, problems);
        } else {
            Known k = known();
            Exposition.read(place, in, k::wanted, s -> k.sample(s, read, place, scrape), problems);
        }
    }

    private Known known() {
        if (known.isEmpty()) {
            FigureTable table = FigureTable.load();
            known = Optional.of(new Known(new Figures(table), new FiringAlerts(table, facts::accept)));
        }
        return known.get();
    }

    private void item(Tree item, String read, String place, Scrape scrape) {
        if (AnomalyReport.is(item)) {
            tables++;
            AnomalyReport.read(item, place, facts::accept);
        } else if (PrometheusJson.is(item)) {
            Known k = known();
            PrometheusJson.sample(item, scrape.query(), k::wanted).ifPresent(s -> k.sample(s, read, place, scrape));
        } else if (FiringAlerts.is(item)) {
            known().alerts().read(item, place, scrape);
        } else {
            // a group of rules, or a rule with its alerts
            item.list("rules").forEach(rule -> item(rule, read, place, scrape));
            item.list("alerts").forEach(alert -> item(alert, read, place, scrape));
        }
    }

    private void amtool(String place, InputStream in, Scrape scrape) throws IOException {
        FiringAlerts alerts = known().alerts();
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (number > 1 && !line.isBlank()) {
                alerts.line(line, number, place, scrape);
            }
        }
    }

    /** Hands on what takes all files to compute. */
    public void finish() {
        known.ifPresent(k -> k.figures().all().forEach(facts));
    }

    /** Figures and alerts that were understood. */
    public int used() {
        return tables + known.map(k -> k.figures().used() + k.alerts().used()).orElse(0);
    }

    /** Nobody exports all figures of all objects: what is not there is unknown. */
    public List<Coverage> coverage() {
        List<Coverage> coverage = new ArrayList<>();
        String about = known.map(k -> k.figures().about()).orElse("");
        if (tables > 0 || !about.isEmpty()) {
            coverage.add(new Coverage("Metric", Coverage.ALL, Coverage.State.PARTIAL, "only what monitoring exported"
                    + (about.isEmpty() ? "" : ": figures of " + about)));
        }
        known.map(Known::alerts).filter(a -> a.used() > 0).ifPresent(a -> coverage.add(new Coverage("Alert", Coverage.ALL, Coverage.State.PARTIAL,
                a.used() + " alerts fire" + (a.unknown() == 0 ? "" : ", " + a.unknown() + " of rules that are not known here"))));
        return coverage;
    }
}
