package io.netdx.audit;

import io.netdx.report.AuditReport.Attribute;
import io.netdx.report.Fleet.Distinction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds what the clusters with a cause have in common and the others lack: an attribute, or two together. Every comparison is a chance to be
 * fooled, so each probability is multiplied by the number of comparisons (Bonferroni), half of the allowance for single attributes and half
 * for pairs; what then could still be chance in one of twenty fleets is not told. Attributes that exactly the same clusters have are one
 * comparison, for nothing here can tell them apart.
 */
final class Distinctions {

    private static final double ALLOWED = 0.05;
    /** Of the clusters with the cause; fewer do not share it. */
    private static final double MOST = 0.8;
    /** Of the clusters without it; more do not lack it. */
    private static final double FEW = 0.5;
    private static final int LEAST = 3;
    private static final int SHOWN = 3;
    /** Values that are compared, those of most clusters: the pairs of more would take long. */
    private static final int VALUES = 150;

    private final List<List<Attribute>> clusters;
    private final List<Mark> marks;
    private final FisherExact test;

    /**
     * Attributes with the clusters that have them.
     *
     * @param known clusters of which it is known whether they have it
     */
    private record Mark(List<Attribute> attributes, BitSet has, BitSet known) {
    }

    /** The clusters with a cause, and those without it; of the rest it is not known. */
    record Split(String cause, BitSet affected, BitSet others) {
    }

    /** @param clusters what each has; the bits of a split are their indices */
    Distinctions(List<List<Attribute>> clusters) {
        this.clusters = clusters;
        this.marks = marks();
        this.test = new FisherExact(clusters.size());
    }

    List<Distinction> of(List<Split> splits) {
        List<Split> large = splits.stream().filter(s -> s.affected().cardinality() >= LEAST && s.others().cardinality() >= LEAST).toList();
        int singles = large.size() * marks.size();
        int pairs = large.size() * marks.size() * (marks.size() - 1) / 2;
        List<Distinction> all = new ArrayList<>();
        for (Split split : large) {
            List<Distinction> found = new ArrayList<>();
            for (Mark mark : marks) {
                add(split, mark, false, singles, found);
            }
            double best = found.stream().mapToDouble(Distinction::chance).min().orElse(ALLOWED);
            List<Distinction> joint = new ArrayList<>();
            for (int i = 0; i < marks.size(); i++) {
                for (int j = i + 1; j < marks.size(); j++) {
                    both(marks.get(i), marks.get(j), split).ifPresent(pair -> add(split, pair, true, pairs, joint));
                }
            }
            // two attributes must tell clearly more than one
            joint.stream().filter(d -> d.chance() < best / 10).forEach(found::add);
            found.stream().sorted(Comparator.comparingDouble(Distinction::chance).thenComparing(d -> d.attributes().get(0)).thenComparing(d -> d.attributes().toString()))
                    .limit(SHOWN).forEach(all::add);
        }
        return all;
    }

    private void add(Split split, Mark mark, boolean together, int comparisons, List<Distinction> found) {
        int affected = common(split.affected(), mark.known());
        int with = common(split.affected(), mark.has());
        int others = common(split.others(), mark.known());
        int othersWith = common(split.others(), mark.has());
        if (with < LEAST || with < MOST * affected || affected < MOST * split.affected().cardinality() || othersWith > FEW * others) {
            return;
        }
        double chance = Math.min(1, 2.0 * comparisons * test.chance(with, affected, othersWith, others));
        if (chance < ALLOWED) {
            found.add(new Distinction(split.cause(), mark.attributes(), together, with, affected, othersWith, others, chance));
        }
    }

    /** Only where it takes both: neither is part of the other among the clusters compared. */
    private static Optional<Mark> both(Mark a, Mark b, Split split) {
        if (a.attributes().get(0).name().equals(b.attributes().get(0).name())) {
            return Optional.empty();
        }
        BitSet has = and(a.has(), b.has());
        boolean narrower = common(split.others(), has) < Math.min(common(split.others(), a.has()), common(split.others(), b.has()));
        return narrower ? Optional.of(new Mark(List.of(a.attributes().get(0), b.attributes().get(0)), has, and(a.known(), b.known())))
                : Optional.empty();
    }

    private static BitSet and(BitSet a, BitSet b) {
        BitSet both = (BitSet) a.clone();
        both.and(b);
        return both;
    }

    private static int common(BitSet a, BitSet b) {
        return and(a, b).cardinality();
    }

    private List<Mark> marks() {
        Map<Attribute, BitSet> has = new TreeMap<>();
        Map<String, BitSet> known = new TreeMap<>();
        for (int i = 0; i < clusters.size(); i++) {
            for (Attribute a : clusters.get(i)) {
                has.computeIfAbsent(a, k -> new BitSet()).set(i);
                known.computeIfAbsent(a.name(), k -> new BitSet()).set(i);
            }
        }
        Map<List<BitSet>, List<Attribute>> alike = new LinkedHashMap<>();
        has.forEach((a, having) -> {
            BitSet of = known.get(a.name());
            // what all have, or nearly none, tells nothing whatever the cause
            if (having.cardinality() >= LEAST && having.cardinality() < of.cardinality()) {
                alike.computeIfAbsent(List.of(having, of), k -> new ArrayList<>()).add(a);
            }
        });
        return alike.entrySet().stream().map(e -> new Mark(List.copyOf(e.getValue()), e.getKey().get(0), e.getKey().get(1)))
                .sorted(Comparator.<Mark>comparingInt(m -> -m.has().cardinality()).thenComparing(m -> m.attributes().get(0))).limit(VALUES).toList();
    }
}
