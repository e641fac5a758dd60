package io.netdx.source.metric;

import io.netdx.fact.Alert;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Plain;
import io.netdx.fact.Provenance;
import io.netdx.source.decode.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Alerts that fire, of {@code /api/v1/alerts}, {@code /api/v1/rules}, Alertmanager's API or webhook, and {@code amtool alert query}.
 * Pending, resolved, silenced and inhibited ones are left out, and those that say nothing about the cluster.
 */
final class FiringAlerts {

    /** Prometheus keeps a series of its own for each alert. */
    static final String SERIES = "ALERTS";

    private static final int MAX_TEXT = 300;
    private static final Pattern LABEL = Pattern.compile("(\\w{1,100})=\"((?:[^\"\\\\]|\\\\.){0,500})\"");
    private static final List<String> WORKLOADS = List.of("deployment", "Deployment", "statefulset", "StatefulSet", "daemonset", "DaemonSet",
            "job_name", "Job", "replicaset", "ReplicaSet");

    private final FigureTable table;
    private final Consumer<Alert> facts;
    private int used;
    private int unknown;

    FiringAlerts(FigureTable table, Consumer<Alert> facts) {
        this.table = table;
        this.facts = facts;
    }

    static boolean is(Tree item) {
        return item.at("labels").type() == Tree.Type.OBJECT && !item.at("labels").text("alertname").isEmpty();
    }

    int used() {
        return used;
    }

    /** Alerts of rules that netdx does not know. */
    int unknown() {
        return unknown;
    }

    /** An alert of either API: its state is a text, or stands inside {@code status}. */
    void read(Tree item, String place, Scrape scrape) {
        String state = item.text("state").isEmpty() ? item.text("status").isEmpty() ? item.at("status").text("state") : item.text("status")
                : item.text("state");
        if (state.isEmpty() || state.equals("firing") || state.equals("active")) {
            Map<String, String> notes = item.map("annotations");
            String text = notes.getOrDefault("summary", notes.getOrDefault("message", notes.getOrDefault("description", "")));
            Instant since = item.instant("activeAt").equals(Instant.EPOCH) ? item.instant("startsAt") : item.instant("activeAt");
            alert(item.map("labels"), text, since, new Provenance(place, item.line(), "labels.alertname"), scrape);
        }
    }

    /** A sample of the series {@code ALERTS}. */
    void series(Sample s, String place, Scrape scrape) {
        if (s.label("alertstate").equals("firing") && s.last() > 0) {
            alert(s.labels(), "", Instant.EPOCH, new Provenance(place, s.line(), SERIES), scrape);
        }
    }

    /** A line of {@code amtool alert query}, which names no labels but the first, or of {@code amtool alert query -o extended}: {@code alertname="CoreDNSDown" namespace="kube-system" …  2026-11-23 05:40:00 UTC …  active}. */
    void line(String line, int number, String place, Scrape scrape) {
        Map<String, String> labels = new TreeMap<>();
        Matcher m = LABEL.matcher(line);
        while (m.find()) {
            labels.putIfAbsent(m.group(1), m.group(2));
        }
        if (labels.isEmpty()) {
            labels.put("alertname", line.split(" ", 2)[0]);
        }
        String text = labels.getOrDefault("summary", labels.getOrDefault("message", labels.getOrDefault("description", "")));
        boolean active = line.stripTrailing().endsWith("active");
        if (active) {
            alert(labels, text, Instant.EPOCH, new Provenance(place, number, ""), scrape);
        }
    }

    private void alert(Map<String, String> labels, String text, Instant since, Provenance source, Scrape scrape) {
        String name = Plain.line(labels.getOrDefault("alertname", ""));
        Optional<FigureTable.AlertRow> row = table.alert(name);
        used++;
        if (row.isEmpty()) {
            unknown++;
        } else if (!row.get().trouble().isEmpty()) {
            Sample s = Sample.single(name, labels, 0, Instant.EPOCH, source.line());
            facts.accept(new Alert(ref(row.get().about(), s, scrape), name, row.get().about(), row.get().trouble(),
                    Plain.line(labels.getOrDefault("severity", "")), shorten(Plain.line(text)), since, source));
        }
    }

    private static String shorten(String text) {
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
    }

    private static ObjectRef ref(String about, Sample s, Scrape scrape) {
        return switch (about) {
            case "workload" -> workload(s, scrape);
            case "apiservice" -> ObjectRef.of("APIService", "", s.label("name"));
            default -> scrape.ref(s, !about.equals("dns") && !about.equals("container"));
        };
    }

    private static ObjectRef workload(Sample s, Scrape scrape) {
        for (String label : WORKLOADS) {
            if (!s.label(label).isEmpty()) {
                String kind = label.equals("job_name") ? "Job" : label.equals("replicaset") ? "ReplicaSet" : label.equals("statefulset") ? "StatefulSet"
                        : label.equals("daemonset") ? "DaemonSet" : label.equals("deployment") ? "Deployment" : label;
                return ObjectRef.of(kind, s.label("namespace"), s.label(label));
            }
        }
        return scrape.ref(s, false);
    }
}
