package io.netdx.guide;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.catalog.FindingType;
import io.netdx.fact.ObjectRef;
import io.netdx.finding.Hypothesis;
import io.netdx.reason.Judgement;
import io.netdx.reason.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything that is still possible, and how likely before questions were answered. What rules raised has the probability that the
 * differential gives it; what is left of one goes to the causes for which no rule found a reason, by their priors and by how well they explain the
 * complaint. Where all was seen that a cause would show, it is as good as ruled out.
 */
final class Suspects {

    /** Share of a cause for which rules found nothing though they could see all that they look at. */
    private static final double OVERLOOKED = 0.02;
    /** What is not in the catalogue at all, beside the sum of all priors. */
    static final double ELSE = 0.02;
    /** Most that the facts leave nothing for the rest; a label is never certain. */
    private static final double MOST_RAISED = 0.98;
    /** A standing risk that the complaint names is as likely as a suspect; one that it does not name is hardly that. */
    private static final double NAMED_RISK = 0.5;
    private static final double RISK = 0.02;
    private static final double LEAST = 0.005;

    private final Catalog catalog;
    private final Known known;
    private final Complaint complaint;
    private final Map<String, String> names;
    /** Of a root that stands behind another one, unless the complaint is about it: most complaints have one cause. */
    private static final double BEHIND = 0.3;
    private final Map<String, Suspect> raised = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> args = new HashMap<>();

    private Suspects(Catalog catalog, Known known, Complaint complaint, Map<String, String> names) {
        this.catalog = catalog;
        this.known = known;
        this.complaint = complaint;
        this.names = names;
    }

    /** Raised ones first, then the catalogue in its order. Weights add up to less than one; the rest is "something else". */
    static List<Suspect> of(Catalog catalog, Known known, Complaint complaint, Map<String, String> names) {
        return new Suspects(catalog, known, complaint, names).all();
    }

    private List<Suspect> all() {
        for (Hypothesis h : known.inference().hypotheses()) {
            args.put(h.cause() + "@" + h.subject(), h.args());
        }
        double behind = 1;
        for (Judgement.Diagnosis d : known.judgement().diagnoses()) {
            raise(d, behind);
            // the differential has what others suffer from before what merely does not run
            behind *= root(d) ? BEHIND : 1;
        }
        known.judgement().diagnoses().stream().filter(d -> d.state() == Judgement.State.ACTIVE).flatMap(d -> d.rivals().stream())
                .filter(r -> r.confidence() >= LEAST).forEach(r -> catalog.cause(r.cause()).ifPresent(c -> put(c, r.subject(), r.confidence())));
        double sum = raised.values().stream().mapToDouble(Suspect::weight).sum();
        double scale = sum > MOST_RAISED ? MOST_RAISED / sum : 1;
        List<Suspect> all = new ArrayList<>();
        raised.values().forEach(s -> all.add(new Suspect(s.cause(), s.subject(), s.values(), true, s.weight() * scale)));
        rest(1 - Math.min(sum, MOST_RAISED), all);
        return all;
    }

    private static boolean root(Judgement.Diagnosis d) {
        return d.role() != Judgement.Role.CONSEQUENCE && d.state() == Judgement.State.ACTIVE;
    }

    private void raise(Judgement.Diagnosis d, double behind) {
        if (d.role() == Judgement.Role.CONSEQUENCE) {
            return;
        }
        put(d.cause(), d.subject(), root(d) ? d.confidence() * (named(d) ? 1 : behind) : d.confidence() * (named(d) ? NAMED_RISK : RISK));
    }

    /** The complaint speaks of the object, or of what suffers from it. */
    private boolean named(Judgement.Diagnosis d) {
        Set<String> said = new HashSet<>();
        for (String role : List.of("client", "target")) {
            if (names.containsKey(role)) {
                said.add(names.get(role));
            }
        }
        return said.contains(d.subject().name()) || d.affected().stream().anyMatch(ref -> said.contains(ref.name()));
    }

    private void put(Cause cause, ObjectRef subject, double weight) {
        raised.putIfAbsent(cause.id() + "@" + subject, new Suspect(cause, subject,
                Template.values(subject, args.getOrDefault(cause.id() + "@" + subject, Map.of())), true, weight));
    }

    private void rest(double share, List<Suspect> all) {
        Set<String> there = new HashSet<>();
        known.inference().hypotheses().forEach(h -> there.add(h.cause()));
        List<Suspect> unraised = new ArrayList<>();
        double sum = ELSE * complained(null);
        for (Cause cause : catalog.all()) {
            boolean seen = known.complete(cause.coverage()) || there.contains(cause.id());
            double weight = cause.prior() * complained(cause) * (seen ? OVERLOOKED : 1);
            sum += weight;
            unraised.add(new Suspect(cause, ObjectRef.CLUSTER, values(cause), false, weight));
        }
        double scale = share / sum;
        unraised.forEach(s -> all.add(new Suspect(s.cause(), s.subject(), s.values(), false, s.weight() * scale)));
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

    /** How likely the complaint is with this cause, or with none of the catalogue. */
    private double complained(Cause cause) {
        double likelihood = cause == null ? 1 : complaint.boosts().getOrDefault(cause.id(), 1.0)
                * complaint.weights().getOrDefault(cause.id(), complaint.weights().getOrDefault(cause.family(), 1.0));
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
