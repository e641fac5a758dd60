package io.netdx.model;

import io.netdx.fact.Measurement;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Looks where slow answers begin. Whoever calls somebody slow is slow too, so the innermost of them tell: they may be slow by
 * themselves, one workload may make them so, or the way between nodes.
 */
final class Slowness {

    /** Slower than usual by this factor and by this many milliseconds: less is the noise of a percentile. */
    private static final double TIMES = 2;
    private static final double MILLISECONDS = 10;
    /** Seconds of waiting for CPU in a second. */
    private static final double THROTTLED = 0.2;
    /** Less is no work. */
    private static final double CORES = 0.05;
    /** Segments per second; connections of pods do not count into a node's own figure. */
    private static final double RETRANSMITTED = 0.25;
    private static final double UNUSUAL = 3;
    /** What is slow and not explained weighs more than what should be slow and is not. */
    private static final double UNCOVERED = 2;

    private final Measures measures;
    private final CallGraph calls;
    private final Map<ObjectRef, Measurement> slow = new TreeMap<>();
    private final Map<ObjectRef, Measurement> throttled = new TreeMap<>();
    private final Set<Object> facts = new LinkedHashSet<>();

    Slowness(Measures measures, CallGraph calls) {
        this.measures = measures;
        this.calls = calls;
        for (ObjectRef ref : measures.objects()) {
            measures.latency(ref).filter(m -> m.before().isPresent() && m.roseTo(m.before().getAsDouble() + MILLISECONDS, TIMES))
                    .ifPresent(m -> slow.put(ref, m));
            measures.of(ref, "cpu-throttled").filter(m -> m.roseTo(THROTTLED, UNUSUAL)).ifPresent(m -> throttled.put(ref, m));
        }
    }

    Collection<Object> facts() {
        slow.forEach((ref, m) -> facts.add(new MetricTrouble(ref, "slower", String.format(Locale.ROOT,
                "the %s percentile of its answers rose from %s to %s", m.what().substring(m.what().indexOf("-p") + 2) + "th",
                milliseconds(m.before().orElse(0)), milliseconds(m.now())), m.source())));
        throttled.forEach((ref, m) -> facts.add(new MetricTrouble(ref, "cpu-throttled", String.format(Locale.ROOT,
                "its containers wait %.2f s of each second at their CPU limit (usually %.2f s)", m.now(), m.before().orElse(0)), m.source())));
        slow.keySet().forEach(this::cpuAsUsual);
        Set<ObjectRef> explained = new HashSet<>();
        for (ObjectRef ref : throttled.keySet()) {
            explained.addAll(behind(ref, true));
            behind(ref, true).forEach(w -> facts.add(new SlowBehind(ref, w)));
        }
        List<ObjectRef> innermost = slow.keySet().stream().filter(w -> !explained.contains(w)
                && calls.callees(w).stream().noneMatch(c -> slow.containsKey(c) && !explained.contains(c))).toList();
        if (!innermost.isEmpty()) {
            suspects(innermost);
        }
        return facts;
    }

    private void cpuAsUsual(ObjectRef workload) {
        measures.of(workload, "cpu").filter(m -> m.before().isPresent() && !m.roseTo(CORES, TIMES) && !throttled.containsKey(workload))
                .ifPresent(m -> facts.add(new MetricTrouble(workload, "cpu-as-usual", String.format(Locale.ROOT,
                        "its containers use %.3f cores (usually %.3f)", m.now(), m.before().getAsDouble()), m.source())));
    }

    private static String milliseconds(double value) {
        return value < 10 ? String.format(Locale.ROOT, "%.1f ms", value) : String.format(Locale.ROOT, "%.0f ms", value);
    }

    /** Slow workloads whose slowness follows from that of one: itself, whoever calls it, and, seen from the client, whom it calls. */
    private Set<ObjectRef> behind(ObjectRef suspect, boolean callees) {
        Set<ObjectRef> behind = new TreeSet<>(calls.upstream(suspect));
        if (callees) {
            behind.addAll(calls.callees(suspect));
        }
        behind.retainAll(slow.keySet());
        return behind;
    }

    private record Scored(ObjectRef ref, double score) {
    }

    private void suspects(List<ObjectRef> innermost) {
        Set<ObjectRef> workloads = new TreeSet<>(innermost);
        innermost.forEach(w -> workloads.addAll(calls.callers(w)));
        List<Scored> pods = workloads.stream().map(w -> new Scored(w, podScore(w, innermost))).toList();
        Set<String> names = new TreeSet<>();
        workloads.forEach(w -> names.addAll(calls.nodes(w)));
        List<Scored> nodes = names.stream().map(n -> new Scored(ObjectRef.ofNode(n), nodeScore(n, innermost))).toList();
        double bestPod = best(pods);
        double bestNode = best(nodes);
        List<ObjectRef> retransmitting = retransmitting(names);
        Provenance source = slow.get(innermost.get(0)).source();
        // a pod's own connections do not count into the node's figures: where the node retransmits, a pod must explain everything
        if (bestPod <= bestNode && (retransmitting.isEmpty() || bestPod == 0)) {
            pods.stream().filter(p -> p.score() == bestPod).forEach(p -> pod(p.ref(), innermost, source));
        }
        if (bestNode <= bestPod && bestNode < UNCOVERED) {
            List<ObjectRef> all = nodes.stream().filter(n -> n.score() == bestNode).map(Scored::ref).toList();
            nodes(retransmitting.size() == 1 && all.containsAll(retransmitting) ? retransmitting : all, "nodes", innermost, source);
        }
        if (!retransmitting.isEmpty()) {
            nodes(retransmitting, "retransmits", innermost, source);
        }
    }

    private static double best(List<Scored> scored) {
        return scored.stream().mapToDouble(Scored::score).min().orElse(Double.MAX_VALUE);
    }

    /** Slow without being it or called by it, and quick although called by it. */
    private double podScore(ObjectRef pod, List<ObjectRef> innermost) {
        double score = 0;
        boolean client = false;
        for (ObjectRef w : innermost) {
            boolean called = calls.callers(w).contains(pod);
            client |= called;
            score += w.equals(pod) || called ? 0 : UNCOVERED;
        }
        for (ObjectRef callee : client ? calls.callees(pod) : Set.<ObjectRef>of()) {
            score += measures.latency(callee).isPresent() && !slow.containsKey(callee) ? 1.0 / calls.callers(callee).size() : 0;
        }
        return score;
    }

    /** Slow without a caller on the other side of the node's network, and quick in spite of one. */
    private double nodeScore(String node, List<ObjectRef> innermost) {
        double score = 0;
        for (ObjectRef w : innermost) {
            score += calls.remoteCallers(w, node) > 0 ? 0 : UNCOVERED;
        }
        for (ObjectRef other : measures.objects()) {
            long remote = calls.remoteCallers(other, node);
            score += remote > 0 && !slow.containsKey(other) && measures.latency(other).isPresent()
                    ? (double) remote / calls.callers(other).size() : 0;
        }
        return score;
    }

    /** The node that retransmits by far the most, or those that do so alike. */
    private List<ObjectRef> retransmitting(Set<String> names) {
        Map<ObjectRef, Measurement> found = new TreeMap<>();
        names.forEach(n -> measures.of(ObjectRef.ofNode(n), "retransmissions").filter(m -> m.roseTo(RETRANSMITTED, UNUSUAL))
                .ifPresent(m -> found.put(m.ref(), m)));
        double most = found.values().stream().mapToDouble(Measurement::now).max().orElse(0);
        List<ObjectRef> worst = new ArrayList<>();
        found.forEach((ref, m) -> {
            if (m.now() * TIMES > most) {
                worst.add(ObjectRef.ofNode(ref.name()));
                facts.add(new MetricTrouble(ObjectRef.ofNode(ref.name()), "retransmits", String.format(Locale.ROOT,
                        "%.1f segments of its connections are sent again each second (usually %.1f)", m.now(), m.before().orElse(0)), m.source()));
            }
        });
        worst.sort(Comparator.naturalOrder());
        return worst;
    }

    private void pod(ObjectRef pod, List<ObjectRef> innermost, Provenance source) {
        boolean client = innermost.stream().anyMatch(w -> !w.equals(pod));
        facts.add(new SlowSuspect("pod", pod, List.of(pod), client ? "slow are the " + innermost.size() + " workloads that it calls"
                : "everything slow waits for it, and nothing that it calls is slow", source));
        behind(pod, client).forEach(w -> facts.add(new SlowBehind(pod, w)));
    }

    private void nodes(List<ObjectRef> nodes, String kind, List<ObjectRef> innermost, Provenance source) {
        ObjectRef ref = ObjectRef.ofNode(String.join(",", nodes.stream().map(ObjectRef::name).toList()));
        facts.add(new SlowSuspect(kind, ref, nodes, innermost.size() + (innermost.size() == 1 ? " server is" : " servers are")
                + " slow that others call from other nodes", source));
        for (ObjectRef w : innermost) {
            if (nodes.stream().anyMatch(n -> calls.remoteCallers(w, n.name()) > 0)) {
                behind(w, false).forEach(x -> facts.add(new SlowBehind(ref, x)));
            }
        }
    }
}
