package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Alert;
import io.netdx.fact.Figure;
import io.netdx.fact.Measurement;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What figures and alerts of monitoring say is unusual, of the workloads and nodes of the cluster. */
final class Monitoring {

    /** Conditions of a node that alerts tell of, as {@link NodeTrouble} calls them. */
    private static final Map<String, String> CONDITIONS = Map.of("node-pressure", "pressure", "node-network-unavailable", "network-unavailable",
            "node-flaps", "flapping");

    /** What the objects of a snapshot show themselves. */
    private static final Set<String> SYMPTOMS = Set.of("workload-crashes", "workload-not-ready", "workload-short", "node-not-ready", "node-pressure",
            "node-network-unavailable", "node-full-of-pods", "api-unavailable");

    /** kubectl top shows the mean of a minute or so: who is at the limit then is stopped again and again. */
    private static final double AT_LIMIT = 0.95;

    private final Cluster cluster;
    private final Optional<DnsService> dns;

    Monitoring(Cluster cluster, Optional<DnsService> dns) {
        this.cluster = cluster;
        this.dns = dns;
    }

    List<Object> facts() {
        if (cluster.all(Figure.class).isEmpty() && cluster.all(Alert.class).isEmpty() && cluster.all(Measurement.class).isEmpty()) {
            return List.of();
        }
        Monitored objects = new Monitored(cluster, dns);
        Map<String, MetricTrouble> troubles = new TreeMap<>();
        for (Figure f : cluster.all(Figure.class)) {
            // calls are failures like those that logs tell of: CountedCalls
            if (f.unusual() && !f.about().equals("calls")) {
                objects.of(f.ref(), f.about(), f.source()).ifPresent(ref -> add(new MetricTrouble(ref, kind(f.what(), ref), words(f), f.part(), f.value(), f.recent(),
                        f.source()), troubles));
            }
        }
        usage(troubles);
        Set<Object> conditions = new LinkedHashSet<>();
        for (Alert a : cluster.all(Alert.class)) {
            objects.of(a.ref(), a.about(), a.source()).filter(ref -> !SYMPTOMS.contains(a.trouble()) || !objects.shown(ref)).ifPresent(ref -> {
                if (CONDITIONS.containsKey(a.trouble())) {
                    conditions.add(new NodeTrouble(ref.name(), CONDITIONS.get(a.trouble()), "says monitoring", words(a), a.source()));
                } else if (a.trouble().equals("node-full-of-pods")) {
                    conditions.add(new CapacityRisk("pods-per-node", ref, 0, 0, words(a), a.source()));
                } else {
                    add(new MetricTrouble(ref, kind(a.trouble(), ref), words(a), "", 0, true, a.source()), troubles);
                }
            });
        }
        List<Object> facts = new ArrayList<>(troubles.values());
        facts.addAll(conditions);
        return facts;
    }

    /** What a pod uses, beside the sum of its containers' limits. */
    private void usage(Map<String, MetricTrouble> troubles) {
        Map<ObjectRef, Double> sums = new TreeMap<>();
        Map<ObjectRef, Measurement> shown = new TreeMap<>();
        for (Measurement m : cluster.all(Measurement.class)) {
            if (m.ref().kind().equals("Pod") && m.what().equals("cpu")) {
                sums.merge(m.ref(), m.now(), Double::sum);
                shown.put(m.ref(), m);
            }
        }
        sums.forEach((ref, cores) -> cluster.find(Pod.class, ref).ifPresent(pod -> {
            double limit = Quantities.cores(pod.containers());
            if (limit > 0 && cores >= AT_LIMIT * limit) {
                ObjectRef workload = cluster.workloadOf(pod);
                add(new MetricTrouble(workload, kind("cpu-throttled", workload), String.format(Locale.ROOT, "%s uses %.0fm of %.0fm CPU that it is limited to",
                        ref, 1000 * cores, 1000 * limit), "", cores / limit, true, shown.get(ref).source()), troubles);
            }
        }));
    }

    private String kind(String what, ObjectRef ref) {
        return what.equals("cpu-throttled") && dns.map(DnsService::workload).filter(ref::equals).isPresent() ? "dns-throttled" : what;
    }

    /** Of several that say the same of an object, what is recent, then what has a figure, then the worst. */
    private static void add(MetricTrouble trouble, Map<String, MetricTrouble> into) {
        into.merge(trouble.ref() + " " + trouble.kind(), trouble, (a, b) -> b.recent() && !a.recent() || a.recent() == b.recent() && b.value() > a.value() ? b : a);
    }

    private static String words(Alert a) {
        return "alert " + a.name() + " fires" + (a.since().equals(Instant.EPOCH) ? "" : " since " + minute(a.since())) + (a.text().isEmpty() ? "" : ": " + a.text());
    }

    private static String words(Figure f) {
        return f.words() + switch (f.basis()) {
            case NOW -> "";
            case WINDOW -> f.from().equals(Instant.EPOCH) ? "" : " (from " + minute(f.from()) + " to " + minute(f.to()) + ")";
            case LIFETIME -> f.from().equals(Instant.EPOCH) ? " (over all the time since it started)" : " (over all the time since " + minute(f.from()) + ")";
        };
    }

    private static String minute(Instant time) {
        return time.truncatedTo(ChronoUnit.MINUTES).toString().replace(":00Z", "Z");
    }
}
