package io.netdx.guide;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.catalog.FindingType;
import io.netdx.fact.ObjectRef;
import io.netdx.finding.Finding;
import io.netdx.finding.Hypothesis;
import io.netdx.finding.Outcome;
import io.netdx.reason.Judgement;
import io.netdx.reason.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything that is still possible, and how likely before questions were answered. One cause is looked for, of what is complained about. What rules
 * raised is there with the probability that the differential gives it; what they did not raise, with its prior, or hardly where all was seen that it would
 * show. Either counts as far as somebody would then complain of just this: what is broken for sure need not be what the complaint is about.
 */
final class Suspects {

    /** Share of a cause for which rules found nothing though they could see all that they look at. */
    private static final double OVERLOOKED = 0.02;
    /** What is not in the catalogue at all. */
    static final double ELSE = 0.02;
    /** A standing risk, where logs would show that somebody suffers from it; and where nobody saw them. */
    private static final double RISK = 0.02;
    private static final double RISK_UNSEEN = 0.3;
    /** Of a root that stands behind another one: most complaints have one cause. */
    private static final double BEHIND = 0.5;
    /** Of what is broken and makes nobody else suffer. */
    private static final double ALONE = 0.4;
    /** Of what has nothing to do with the names that were said. */
    private static final double UNNAMED = 0.15;
    /** What follows from a cause for sure enough. */
    private static final double EXPLAINED = 0.95;
    private static final double LEAST = 0.005;
    private static final int LEAST_NAME = 3;

    private final Catalog catalog;
    private final Known known;
    private final Complaint complaint;
    private final Map<String, String> names;
    private final Set<String> said = new HashSet<>();
    private final boolean logs;
    private final Map<String, Suspect> raised = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> args = new HashMap<>();

    private Suspects(Catalog catalog, Known known, Complaint complaint, Map<String, String> names) {
        this.catalog = catalog;
        this.known = known;
        this.complaint = complaint;
        this.names = names;
        this.logs = known.complete(List.of("Log"));
        said();
    }

    /** Raised ones first, then the catalogue in its order. Weights add up to less than one; the rest is "something else". */
    static List<Suspect> of(Catalog catalog, Known known, Complaint complaint, Map<String, String> names) {
        return new Suspects(catalog, known, complaint, names).all();
    }

    /** Names of objects, and words of names, that the complaint or the user says. */
    private void said() {
        Set<String> words = Set.copyOf(List.of(complaint.words().toLowerCase(Locale.ROOT).split("[^a-z0-9-]+")));
        Set<String> there = new HashSet<>();
        known.cluster().refs("Pod").forEach(pod -> there.add(pod.name()));
        for (String kind : List.of("Deployment", "StatefulSet", "DaemonSet", "Service", "Node", "Ingress")) {
            known.cluster().refs(kind).forEach(ref -> there.addAll(words(ref.name())));
        }
        words.stream().filter(w -> w.length() >= LEAST_NAME && there.contains(w)).forEach(said::add);
        // a name that nothing has here says nothing
        List.of("client", "target").forEach(role -> Optional.ofNullable(names.get(role)).filter(there::contains).ifPresent(said::add));
    }

    private static List<String> words(String name) {
        List<String> words = new ArrayList<>(List.of(name.split("[^a-z0-9]+")));
        words.add(name);
        return words;
    }

    private List<Suspect> all() {
        for (Hypothesis h : known.inference().hypotheses()) {
            args.put(h.cause() + "@" + h.subject(), h.args());
        }
        double behind = 1;
        for (Judgement.Diagnosis d : known.judgement().diagnoses()) {
            if (d.role() != Judgement.Role.CONSEQUENCE) {
                put(d.cause(), d.subject(), d.confidence() * (d.state() == Judgement.State.ACTIVE ? suffered(d) : logs ? RISK : RISK_UNSEEN)
                        * complained(d) * (named(d) ? 1 : UNNAMED * behind), d.affected());
                // the differential has what others suffer from before what merely does not run
                behind *= root(d) ? BEHIND : 1;
            }
        }
        known.judgement().diagnoses().stream().filter(d -> d.state() == Judgement.State.ACTIVE).flatMap(d -> d.rivals().stream())
                .filter(r -> r.confidence() >= LEAST).forEach(r -> catalog.cause(r.cause()).ifPresent(c -> put(c, r.subject(), r.confidence() * complained(c), List.of())));
        // what the differential does not speak of, because nobody suffers as far as was seen
        Set<String> consequences = new HashSet<>();
        known.judgement().diagnoses().forEach(d -> consequences.add(d.cause().id() + "@" + d.subject()));
        known.inference().hypotheses().stream().filter(h -> !consequences.contains(h.cause() + "@" + h.subject())).forEach(h -> catalog.cause(h.cause())
                .ifPresent(c -> put(c, h.subject(), there(c, h.subject()) * (logs ? RISK : RISK_UNSEEN) * complained(c), List.of())));
        List<Suspect> all = new ArrayList<>(raised.values());
        Set<String> there = new HashSet<>();
        known.inference().hypotheses().forEach(h -> there.add(h.cause()));
        double explained = known.judgement().diagnoses().stream().filter(d -> root(d) && suffered(d) == 1 && named(d)).mapToDouble(Judgement.Diagnosis::confidence).max().orElse(0);
        // whoever sees why others suffer need hardly look for what nobody has seen
        double needed = Math.max(OVERLOOKED, 1 - explained);
        for (Cause cause : catalog.all()) {
            boolean seen = known.complete(cause.coverage()) || there.contains(cause.id());
            all.add(new Suspect(cause, ObjectRef.CLUSTER, values(cause), false, cause.prior() * complained(cause) * (seen ? OVERLOOKED : 1) * needed, List.of()));
        }
        double scale = 1 / (all.stream().mapToDouble(Suspect::weight).sum() + ELSE * complained((Cause) null));
        return all.stream().map(s -> new Suspect(s.cause(), s.subject(), s.values(), s.raised(), s.weight() * scale, s.affected())).toList();
    }

    private static boolean root(Judgement.Diagnosis d) {
        return d.role() != Judgement.Role.CONSEQUENCE && d.state() == Judgement.State.ACTIVE;
    }

    /** How sure its own findings make a cause that nothing else speaks for. */
    private double there(Cause cause, ObjectRef subject) {
        double odds = cause.prior() / (1 - cause.prior());
        for (Finding f : known.inference().findings()) {
            if (f.outcome() == Outcome.PRESENT && f.subject().equals(subject)) {
                FindingType type = catalog.finding(f.id()).orElseThrow();
                odds *= type.definedIn().equals(cause.id()) ? chance(cause, type) / Math.max(type.leak(), LEAST) : 1;
            }
        }
        return odds / (1 + odds);
    }

    private static double suffered(Judgement.Diagnosis d) {
        return d.affected().stream().anyMatch(ref -> !ref.equals(d.subject())) ? 1 : ALONE;
    }

    /** The complaint speaks of the object, or of what suffers from it; or of no object at all. */
    private boolean named(Judgement.Diagnosis d) {
        return said.isEmpty() || mentioned(d.subject()) || d.affected().stream().anyMatch(this::mentioned);
    }

    private boolean mentioned(ObjectRef ref) {
        return words(ref.name()).stream().anyMatch(said::contains);
    }

    private void put(Cause cause, ObjectRef subject, double weight, List<ObjectRef> affected) {
        raised.putIfAbsent(cause.id() + "@" + subject, new Suspect(cause, subject,
                Template.values(subject, args.getOrDefault(cause.id() + "@" + subject, Map.of())), true, weight, affected));
    }
    /** What is called is the object of causes of Services and workloads; a node or a policy has a name that nobody has said. */
    private Map<String, String> values(Cause cause) {
        Map<String, String> values = new TreeMap<>(names);
        if (List.of("service", "workload").contains(cause.family())) {
            copy(values, "target", "name");
            copy(values, "targetNamespace", "namespace");
        }
        copy(values, "client", "clientName");
        return values;
    }

    private static void copy(Map<String, String> values, String from, String to) {
        if (values.containsKey(from)) {
            values.putIfAbsent(to, values.get(from));
        }
    }

    /** As likely as with what it does, and with all that follows from it here. */
    private double complained(Judgement.Diagnosis d) {
        Set<Cause> causes = new LinkedHashSet<>(List.of(d.cause()));
        Set<String> explained = new HashSet<>();
        for (Judgement.Diagnosis other : known.judgement().diagnoses()) {
            if (other == d || other.causedBy().filter(by -> by.cause().equals(d.cause().id()) && by.subject().equals(d.subject())).isPresent()) {
                causes.add(other.cause());
                other.evidence().stream().filter(e -> e.outcome() == Outcome.PRESENT).forEach(e -> explained.add(e.finding()));
            }
        }
        double most = causes.stream().mapToDouble(this::weighted).max().orElseThrow();
        for (String finding : complaint.present()) {
            FindingType type = catalog.finding(finding).orElseThrow();
            most *= explained.contains(finding) ? EXPLAINED : causes.stream().mapToDouble(c -> chance(c, type)).max().orElseThrow();
        }
        return most;
    }

    private double weighted(Cause cause) {
        return cause == null ? 1 : complaint.boosts().getOrDefault(cause.id(), 1.0)
                * complaint.weights().getOrDefault(cause.id(), complaint.weights().getOrDefault(cause.family(), 1.0));
    }

    /** How likely the complaint is with this cause, or with none of the catalogue. */
    private double complained(Cause cause) {
        double likelihood = weighted(cause);
        for (String finding : complaint.present()) {
            likelihood *= chance(cause, catalog.finding(finding).orElseThrow());
        }
        return likelihood;
    }

    /** Probability that a finding is seen, with a cause; null for "something else". What people see is behaviour: 13 dB at most. */
    static double chance(Cause cause, FindingType type) {
        double leak = Math.max(type.leak(), 0.05);
        double strength = cause == null ? 0 : cause.evidence().stream().filter(e -> e.finding().equals(type.id())).mapToDouble(Cause.Evidence::strength).max().orElse(0);
        return 1 - (1 - leak) * (1 - Math.min(strength, 0.95));
    }
}
