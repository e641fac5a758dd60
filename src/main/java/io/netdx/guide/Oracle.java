package io.netdx.guide;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.fact.ObjectRef;
import io.netdx.finding.Finding;
import io.netdx.finding.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Answers for somebody who looks at a labelled case: from the findings that all of its facts show, and from its truth. Where neither tells, it does not
 * know; who suffers and what was changed, it never knows.
 */
public final class Oracle {

    /** Stands for the lists of objects, in what it hands over. */
    public static final String OBJECTS = "the lists of objects of the case";

    private static final Set<String> NEVER = Set.of("scope", "changed");

    private final Catalog catalog;
    private final List<Observation> observations;
    private final Known whole;
    private final Set<String> truth;
    private final double wrong;
    private final RandomGenerator random;
    private final Set<String> suffering;
    private final Set<String> present = new HashSet<>();

    /**
     * @param whole what all facts of the case say
     * @param truth ids of causes that are right
     * @param suffering objects that are to blame or suffer, {@code namespace/name}, {@code Kind/namespace/name}, {@code Kind namespace/name} or a name;
     *        where none is known, those for which the facts name a right cause
     * @param wrong share of answers that are given wrong
     */
    public Oracle(Catalog catalog, Tables tables, Known whole, Set<String> truth, Set<String> suffering, double wrong, RandomGenerator random) {
        this.catalog = catalog;
        this.observations = tables.observations();
        this.whole = whole;
        this.truth = truth;
        this.wrong = wrong;
        this.random = random;
        this.suffering = new HashSet<>();
        suffering.forEach(said -> this.suffering.add(bare(said)));
        if (suffering.isEmpty()) {
            whole.judgement().diagnoses().stream().filter(d -> truth.contains(d.cause().id())).forEach(d -> {
                this.suffering.add(bare(d.subject().toString()));
                d.affected().forEach(ref -> this.suffering.add(bare(ref.toString())));
            });
        }
        whole.inference().findings().stream().filter(f -> f.outcome() == Outcome.PRESENT && concerned(f)).map(Finding::id).forEach(present::add);
    }

    public Answer answer(Question q) {
        if (q.id().equals(Questions.COLLECT)) {
            return new Answer.Pasted(q.id(), "", OBJECTS);
        }
        Optional<String> right = right(q);
        boolean slips = random.nextDouble() < wrong;
        int other = random.nextInt(q.options().size());
        return right.isEmpty() ? new Answer.Unknown(q.id()) : new Answer.Chosen(q.id(), slips ? q.options().get(other).id() : right.get());
    }

    /** Without its kind. */
    private static String bare(String said) {
        String name = said.contains(" ") ? said.substring(said.indexOf(' ') + 1) : said;
        String[] parts = name.split("/");
        return parts.length > 2 ? parts[1] + "/" + parts[2] : parts.length == 2 && parts[0].isEmpty() ? parts[1] : name;
    }

    private boolean suffers(ObjectRef ref) {
        return suffering.contains(bare(ref.toString())) || suffering.stream().anyMatch(s -> (ref.kind().equals("Pod") || ref.kind().equals("ReplicaSet"))
                && bare(ref.toString()).startsWith(s + "-"));
    }

    /** Whoever looks at what is complained of does not see what another application suffers from; but what is the cluster's own. */
    private boolean concerned(Finding f) {
        boolean own = !List.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "Pod").contains(f.subject().kind()) || f.subject().namespace().startsWith("kube-");
        return own || suffering.isEmpty() || suffers(f.subject()) || f.affected().stream().anyMatch(this::suffers);
    }

    private Optional<String> right(Question q) {
        if (q.id().equals(Questions.ABOUT)) {
            return Optional.of(q.options().stream().filter(o -> Stream.of(o.says().split(", | and ")).anyMatch(said -> suffering.contains(bare(said)))).findFirst().map(Question.Option::id).orElse(Questions.NONE));
        }
        Optional<Observation> observation = observations.stream().filter(o -> o.id().equals(q.id())).findFirst();
        if (observation.isPresent()) {
            return NEVER.contains(q.id()) ? Optional.empty() : observed(observation.get());
        }
        for (Question.Option option : q.options()) {
            if (option.suspects().stream().anyMatch(this::shown)) {
                return Optional.of(option.id());
            }
        }
        return Optional.of(Questions.NONE);
    }

    /** Kinds that those lists hold. */
    public static Set<String> listed() {
        return Questions.OBJECTS.keySet();
    }

    /** The test shows what it looks for: the cause is there, or all that it expects of its own is. */
    private boolean shown(String key) {
        String cause = key.contains("@") ? key.substring(0, key.indexOf('@')) : key;
        if (truth.contains(cause)) {
            return true;
        }
        List<String> own = catalog.cause(cause).stream().flatMap(c -> c.evidence().stream()).filter(Cause.Evidence::expected).map(Cause.Evidence::finding)
                .filter(f -> catalog.finding(f).filter(t -> t.definedIn().equals(cause)).isPresent()).toList();
        return !own.isEmpty() && present.containsAll(own);
    }

    private Optional<String> observed(Observation o) {
        List<Observation.Outcome> fitting = new ArrayList<>();
        for (Observation.Outcome outcome : o.outcomes()) {
            boolean fits = present.containsAll(outcome.present()) && outcome.absent().stream().noneMatch(present::contains)
                    && (outcome.none().isEmpty() || whole.cluster().refs(outcome.none()).isEmpty()) && worded(outcome);
            if (fits) {
                fitting.add(outcome);
            }
        }
        Optional<Cause> cause = truth.stream().sorted().flatMap(id -> catalog.cause(id).stream()).findFirst();
        // what shows something is seen before what does not
        return fitting.stream().min(Comparator.<Observation.Outcome>comparingInt(f -> f.present().isEmpty() && f.weights().isEmpty() ? 1 : 0)
                .thenComparingDouble(f -> cause.map(c -> -f.base() * f.weight(c)).orElse(0.0))).filter(f -> seen(f, cause, fitting)).map(Observation.Outcome::id)
                .or(() -> fitting.stream().filter(f -> f.weights().isEmpty()).map(Observation.Outcome::id).findFirst());
    }

    /** An outcome without findings is seen only where it is what the cause mostly shows. */
    private static boolean seen(Observation.Outcome outcome, Optional<Cause> cause, List<Observation.Outcome> fitting) {
        return !outcome.present().isEmpty() || fitting.size() == 1 || outcome.weights().isEmpty() || cause.isPresent() && outcome.weight(cause.get()) > 1;
    }

    private boolean worded(Observation.Outcome outcome) {
        return outcome.words().isEmpty() || outcome.present().isEmpty() || whole.inference().findings().stream()
                .filter(f -> f.outcome() == Outcome.PRESENT && outcome.present().contains(f.id()))
                .anyMatch(f -> outcome.words().stream().anyMatch(w -> f.args().toString().contains(w)) || outcome.present().stream().anyMatch(p -> !p.equals("flow-fails")));
    }
}
