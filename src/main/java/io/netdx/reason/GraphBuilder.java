package io.netdx.reason;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.catalog.FindingType;
import io.netdx.fact.Provenance;
import io.netdx.finding.CausedBy;
import io.netdx.finding.Finding;
import io.netdx.finding.Hypothesis;
import io.netdx.finding.Inference;
import io.netdx.finding.Link;
import io.netdx.finding.Outcome;
import io.netdx.finding.Unknown;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Builds the graph. Everything is sorted first, so that sums come out the same whatever the order of the input. */
final class GraphBuilder {

    /** Keeps logarithms finite; far outside the catalogue's bands (.05 to .999, leaks from .001). */
    private static final double TINY = 1e-6;

    private static final Comparator<Finding> FINDING_ORDER = Comparator.comparing(Finding::subject)
            .thenComparing(f -> f.args().toString()).thenComparing(Finding::source)
            .thenComparing(f -> f.affected().toString());

    private final Catalog catalog;
    private final Options options;
    private final List<Hypothesis> hypotheses = new ArrayList<>();
    private final List<Cause> causes = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Key, Integer> hypothesisIndex = new HashMap<>();
    private final Map<Key, Integer> nodeIndex = new HashMap<>();
    private final List<SortedMap<Integer, Double>> explains = new ArrayList<>();
    private final List<SortedMap<Integer, Double>> opposes = new ArrayList<>();

    private GraphBuilder(Catalog catalog, Options options) {
        this.catalog = catalog;
        this.options = options;
    }

    static Graph build(Inference inference, Catalog catalog, Options options) {
        GraphBuilder builder = new GraphBuilder(catalog, options);
        builder.addHypotheses(inference.hypotheses());
        builder.addFindings(inference);
        builder.linkOwn();
        inference.links().forEach(builder::link);
        List<int[]> parents = builder.relatives(inference.chains(), false);
        List<int[]> effects = builder.relatives(inference.chains(), true);
        builder.inherit(effects);
        Merging merged = Merging.of(builder.nodes, builder.explains, builder.opposes);
        builder.nodeIndex.replaceAll((key, node) -> merged.newIndex()[node]);
        List<Edges> explains = merged.explains().stream().map(Edges::of).toList();
        List<Edges> opposes = merged.opposes().stream().map(Edges::of).toList();
        return new Graph(options, builder.hypotheses, builder.causes, merged.nodes(), explains, opposes,
                reverse(explains, merged.nodes().size()), parents, effects, builder.nodeIndex);
    }

    static double logit(double probability) {
        double p = clamp(probability);
        return Math.log(p) - Math.log1p(-p);
    }

    /** The one place where evidence that is not logical is held to ±13 dB. */
    static double strength(FindingType type, double p, Options options) {
        return clamp(logical(type) ? p : Math.min(p, options.capStrength()));
    }

    static double leak(FindingType type, Options options) {
        return clamp(logical(type) ? type.leak() : Math.max(type.leak(), options.capLeak()));
    }

    static boolean logical(FindingType type) {
        return type.certain();
    }

    private static double clamp(double p) {
        return Math.min(Math.max(p, TINY), 1 - TINY);
    }

    private void addHypotheses(List<Hypothesis> given) {
        SortedMap<Key, Hypothesis> sorted = new TreeMap<>();
        for (Hypothesis h : given) {
            sorted.merge(new Key(h.cause(), h.subject()), h,
                    (a, b) -> a.args().toString().compareTo(b.args().toString()) <= 0 ? a : b);
        }
        sorted.forEach((key, h) -> catalog.cause(h.cause()).ifPresent(cause -> {
            hypothesisIndex.put(key, hypotheses.size());
            hypotheses.add(h);
            causes.add(cause);
            explains.add(new TreeMap<>());
            opposes.add(new TreeMap<>());
        }));
    }

    private void addFindings(Inference inference) {
        SortedMap<Key, SortedSet<Finding>> sorted = new TreeMap<>();
        for (Finding f : inference.findings()) {
            if (f.outcome() != Outcome.NOT_APPLICABLE) {
                sorted.computeIfAbsent(new Key(f.id(), f.subject()), k -> new TreeSet<>(
                        Comparator.comparing(Finding::outcome).thenComparing(FINDING_ORDER))).add(f);
            }
        }
        for (Unknown u : inference.unknowns()) {
            sorted.computeIfAbsent(new Key(u.finding(), u.subject()), k -> new TreeSet<>(FINDING_ORDER)).add(
                    new Finding(u.finding(), u.subject(), Outcome.UNKNOWN, new TreeMap<>(), List.of(), Provenance.NONE));
        }
        sorted.forEach((key, found) -> catalog.finding(key.id()).ifPresent(type -> {
            // what one check saw is not undone by another that did not see it: PRESENT before ABSENT before UNKNOWN
            Outcome outcome = found.first().outcome();
            nodeIndex.put(key, nodes.size());
            nodes.add(new Node(type, outcome, leak(type, options),
                    found.stream().filter(f -> f.outcome() == outcome).toList()));
        }));
    }

    private void linkOwn() {
        for (int h = 0; h < hypotheses.size(); h++) {
            for (Cause.Evidence evidence : causes.get(h).evidence()) {
                put(explains, h, new Key(evidence.finding(), hypotheses.get(h).subject()), evidence.strength());
            }
            for (Cause.Evidence evidence : causes.get(h).against()) {
                put(opposes, h, new Key(evidence.finding(), hypotheses.get(h).subject()), evidence.strength());
            }
        }
    }

    private void link(Link link) {
        Integer h = hypothesisIndex.get(new Key(link.cause(), link.subject()));
        if (h == null) {
            return;
        }
        Key finding = new Key(link.finding(), link.findingSubject());
        causes.get(h).evidence().stream().filter(e -> e.finding().equals(link.finding()))
                .forEach(e -> put(explains, h, finding, e.strength()));
        causes.get(h).against().stream().filter(e -> e.finding().equals(link.finding()))
                .forEach(e -> put(opposes, h, finding, e.strength()));
    }

    private void put(List<SortedMap<Integer, Double>> edges, int h, Key finding, double strength) {
        Integer node = nodeIndex.get(finding);
        if (node != null) {
            edges.get(h).merge(node, strength(nodes.get(node).type(), strength, options), Math::max);
        }
    }

    private List<int[]> relatives(List<CausedBy> chains, boolean down) {
        List<SortedSet<Integer>> found = new ArrayList<>();
        hypotheses.forEach(h -> found.add(new TreeSet<>()));
        for (CausedBy chain : chains) {
            Integer effect = hypothesisIndex.get(new Key(chain.effect(), chain.effectSubject()));
            Integer cause = hypothesisIndex.get(new Key(chain.cause(), chain.causeSubject()));
            if (effect != null && cause != null && !effect.equals(cause)) {
                found.get(down ? cause : effect).add(down ? effect : cause);
            }
        }
        return found.stream().map(set -> set.stream().mapToInt(Integer::intValue).toArray()).toList();
    }

    /** Gives each cause its effects' own links, weaker by a constant for each step; the nearest way counts, cycles end. */
    private void inherit(List<int[]> effects) {
        List<SortedMap<Integer, Double>> own = explains.stream().map(m -> (SortedMap<Integer, Double>) new TreeMap<>(m)).toList();
        for (int h = 0; h < hypotheses.size(); h++) {
            Map<Integer, Integer> depth = new HashMap<>(Map.of(h, 0));
            ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(h));
            while (!queue.isEmpty()) {
                int at = queue.remove();
                int next = depth.get(at) + 1;
                if (next > options.chainDepth()) {
                    break;
                }
                for (int effect : effects.get(at)) {
                    if (depth.putIfAbsent(effect, next) == null) {
                        queue.add(effect);
                        double factor = Math.pow(options.attenuation(), next);
                        SortedMap<Integer, Double> mine = explains.get(h);
                        own.get(effect).forEach((node, p) -> mine.merge(node, p * factor, Math::max));
                    }
                }
            }
        }
    }

    private static List<int[]> reverse(List<Edges> explains, int size) {
        int[] counts = new int[size];
        explains.forEach(edges -> {
            for (int node : edges.nodes()) {
                counts[node]++;
            }
        });
        List<int[]> reversed = new ArrayList<>();
        for (int count : counts) {
            reversed.add(new int[count]);
        }
        int[] filled = new int[size];
        for (int h = 0; h < explains.size(); h++) {
            for (int node : explains.get(h).nodes()) {
                reversed.get(node)[filled[node]++] = h;
            }
        }
        return reversed;
    }
}
