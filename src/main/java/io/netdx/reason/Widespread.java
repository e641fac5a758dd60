package io.netdx.reason;

import io.netdx.fact.ObjectRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes one diagnosis of the same cause on many nodes: a CNI that nobody installed is one fault, not one for each node. What
 * several nodes share is believed as far as the surest of them, never more: they are one observation of one fault.
 */
final class Widespread {

    /** On fewer nodes the same cause may well be two accidents. */
    private static final int MANY = 3;
    private static final int NAMED = 5;

    private final Set<ObjectRef> nodes;
    private final Map<Judgement.CauseOn, Judgement.CauseOn> moved = new LinkedHashMap<>();

    /** What makes two diagnoses of nodes one: everything but the node. */
    private record Fault(String cause, Judgement.Role role, Judgement.State state, boolean believed, Optional<Judgement.CauseOn> causedBy) {
    }

    private Widespread(Collection<ObjectRef> nodes) {
        this.nodes = new TreeSet<>(nodes);
    }

    /**
     * Merges, keeps the order otherwise, and counts ranks anew.
     *
     * @param nodes     all nodes of the cluster; empty where not all were seen
     * @param diagnosed probability from which a diagnosis is believed
     */
    static List<Judgement.Diagnosis> merge(List<Judgement.Diagnosis> ordered, Collection<ObjectRef> nodes, double diagnosed) {
        Widespread widespread = new Widespread(nodes);
        List<Judgement.Diagnosis> merged = ordered;
        // once for roots, and again for what follows from each of them, as deep as chains go
        for (int before = -1; before != merged.size();) {
            before = merged.size();
            merged = widespread.once(merged, diagnosed);
        }
        return placed(merged);
    }

    private List<Judgement.Diagnosis> once(List<Judgement.Diagnosis> ordered, double diagnosed) {
        Map<Fault, List<Judgement.Diagnosis>> faults = new LinkedHashMap<>();
        for (Judgement.Diagnosis d : ordered) {
            if (isNode(d.subject())) {
                faults.computeIfAbsent(new Fault(d.cause().id(), d.role(), d.state(), d.confidence() >= diagnosed, d.causedBy()),
                        f -> new ArrayList<>()).add(d);
            }
        }
        Map<Judgement.Diagnosis, Optional<Judgement.Diagnosis>> instead = new LinkedHashMap<>();
        faults.values().stream().filter(same -> same.size() >= MANY || everywhere(same) && alike(same)).forEach(same -> {
            same.forEach(d -> instead.put(d, Optional.empty()));
            instead.put(same.get(0), Optional.of(merge(same)));
        });
        return ordered.stream().flatMap(d -> instead.getOrDefault(d, Optional.of(d)).stream()).map(this::follow).toList();
    }

    /** Not the name of a pair. */
    private static boolean isNode(ObjectRef subject) {
        return subject.kind().equals("Node") && subject.name().indexOf(',') < 0;
    }

    private boolean everywhere(List<Judgement.Diagnosis> same) {
        return nodes.size() > 1 && same.stream().map(Judgement.Diagnosis::subject).collect(Collectors.toSet()).containsAll(nodes);
    }

    /** The same in all but the node's name: of two nodes, one cordoned and one tainted, each keeps its own words. */
    private static boolean alike(List<Judgement.Diagnosis> same) {
        return same.stream().map(d -> d.message().replace(d.subject().name(), "")).distinct().count() == 1;
    }

    private Judgement.Diagnosis merge(List<Judgement.Diagnosis> same) {
        Judgement.Diagnosis first = same.get(0);
        boolean everywhere = everywhere(same);
        ObjectRef subject = everywhere ? ObjectRef.CLUSTER : first.subject();
        TreeSet<ObjectRef> affected = new TreeSet<>();
        same.forEach(d -> {
            affected.add(d.subject());
            affected.addAll(d.affected());
            moved.put(key(d), new Judgement.CauseOn(d.cause().id(), subject));
        });
        affected.remove(subject);
        double surest = same.stream().mapToDouble(Judgement.Diagnosis::confidence).max().orElseThrow();
        return new Judgement.Diagnosis(first.rank(), first.cause(), subject, first.role(), first.state(), surest,
                first.message() + where(same, everywhere), List.copyOf(affected), evidence(same),
                first.rivals().stream().filter(r -> !r.cause().equals(first.cause().id())).toList(), first.causedBy(),
                first.remedies(), first.tests());
    }

    private String where(List<Judgement.Diagnosis> same, boolean everywhere) {
        if (everywhere) {
            return " (the same on all " + same.size() + " nodes)";
        }
        List<String> names = same.stream().map(d -> d.subject().name()).sorted().toList();
        String some = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return " (the same on " + same.size() + (nodes.isEmpty() ? "" : " of " + nodes.size()) + " nodes: " + some
                + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "") + ")";
    }

    /** Each kind of evidence once, as the first node that has it shows it. */
    private static List<Judgement.Evidence> evidence(List<Judgement.Diagnosis> same) {
        Map<String, List<Judgement.Evidence>> alike = new LinkedHashMap<>();
        same.forEach(d -> d.evidence().forEach(e -> alike.computeIfAbsent(e.finding() + " " + e.outcome(), k -> new ArrayList<>()).add(e)));
        return alike.values().stream().map(lines -> {
            Judgement.Evidence e = lines.get(0);
            long others = lines.stream().map(Judgement.Evidence::subject).distinct().count() - 1;
            return others == 0 ? e : new Judgement.Evidence(e.finding(), e.subject(), e.outcome(), e.decibans(),
                    e.text() + " (and " + others + " more like it)", e.source());
        }).toList();
    }

    /** What followed from a node's diagnosis follows from the merged one. */
    private Judgement.Diagnosis follow(Judgement.Diagnosis d) {
        Optional<Judgement.CauseOn> causedBy = d.causedBy().map(by -> moved.getOrDefault(by, by));
        return causedBy.equals(d.causedBy()) ? d : new Judgement.Diagnosis(d.rank(), d.cause(), d.subject(), d.role(), d.state(),
                d.confidence(), d.message(), d.affected(), d.evidence(), d.rivals(), causedBy, d.remedies(), d.tests());
    }

    /** Each consequence directly behind what it follows from. */
    private static List<Judgement.Diagnosis> placed(List<Judgement.Diagnosis> all) {
        Set<Judgement.CauseOn> listed = all.stream().map(Widespread::key).collect(Collectors.toSet());
        Map<Optional<Judgement.CauseOn>, List<Judgement.Diagnosis>> effects = new HashMap<>();
        all.forEach(d -> effects.computeIfAbsent(d.causedBy().filter(listed::contains), k -> new ArrayList<>()).add(d));
        List<Judgement.Diagnosis> placed = new ArrayList<>();
        place(Optional.empty(), effects, placed);
        return placed;
    }

    private static void place(Optional<Judgement.CauseOn> parent, Map<Optional<Judgement.CauseOn>, List<Judgement.Diagnosis>> effects,
                              List<Judgement.Diagnosis> placed) {
        for (Judgement.Diagnosis d : effects.getOrDefault(parent, List.of())) {
            placed.add(new Judgement.Diagnosis(placed.size() + 1, d.cause(), d.subject(), d.role(), d.state(), d.confidence(),
                    d.message(), d.affected(), d.evidence(), d.rivals(), d.causedBy(), d.remedies(), d.tests()));
            place(Optional.of(key(d)), effects, placed);
        }
    }

    private static Judgement.CauseOn key(Judgement.Diagnosis d) {
        return new Judgement.CauseOn(d.cause().id(), d.subject());
    }
}
