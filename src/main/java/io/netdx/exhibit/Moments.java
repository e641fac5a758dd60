package io.netdx.exhibit;

import io.netdx.cluster.Cluster;
import io.netdx.fact.AdminPolicy;
import io.netdx.fact.CalicoPolicy;
import io.netdx.fact.CiliumPolicy;
import io.netdx.fact.Condition;
import io.netdx.fact.ConfigMap;
import io.netdx.fact.Event;
import io.netdx.fact.Ingress;
import io.netdx.fact.KubeObject;
import io.netdx.fact.Namespace;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Provenance;
import io.netdx.fact.Service;
import io.netdx.fact.WebhookConfiguration;
import io.netdx.fact.Workload;
import io.netdx.model.FlowFailure;
import io.netdx.model.NetworkModel;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.report.Exhibits.Kind;
import io.netdx.report.Exhibits.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What happened around the first symptom: what was made or changed before it, what the cluster said, what callers suffered. Snapshots hold
 * no history; this is what creation times, conditions, events and logs tell.
 */
final class Moments {

    private static final int CHANGES = 14;
    private static final int EVENTS = 10;
    private static final int SYMPTOMS = 8;
    /** What was made long before the first symptom is shown only where a diagnosis names it. */
    private static final Duration BEFORE = Duration.ofHours(24);
    private static final Duration TOGETHER = Duration.ofMinutes(1);
    private static final List<Class<? extends KubeObject>> MADE = List.of(NetworkPolicy.class, CalicoPolicy.class, CiliumPolicy.class, AdminPolicy.class,
            Service.class, Ingress.class, ConfigMap.class, Workload.class, Node.class, Namespace.class, WebhookConfiguration.class);
    private static final Comparator<Moment> ORDER = Comparator.comparing(Moment::at).thenComparing(Moment::kind).thenComparing(Moment::object)
            .thenComparing(Moment::text);

    private final Cluster cluster;
    private final NetworkModel model;
    private final Set<ObjectRef> blamed = new HashSet<>();
    private final Set<ObjectRef> involved = new HashSet<>();

    Moments(Cluster cluster, NetworkModel model) {
        this.cluster = cluster;
        this.model = model;
    }

    /** In order of time; empty where nothing tells when it began. */
    List<Moment> around(Judgement judgement) {
        for (Diagnosis d : judgement.diagnoses()) {
            if (d.state() == Judgement.State.ACTIVE) {
                if (d.role() != Judgement.Role.CONSEQUENCE) {
                    blamed.add(d.subject());
                }
                involved.add(d.subject());
                involved.addAll(d.affected());
                d.evidence().forEach(e -> involved.add(e.subject()));
            }
        }
        cluster.all(Pod.class).stream().filter(p -> p.meta().owner().filter(involved::contains).isPresent()).forEach(p -> involved.add(p.ref()));
        List<Moment> symptoms = symptoms();
        List<Moment> events = merged(events());
        Instant onset = symptoms.stream().map(Moment::at).min(Comparator.naturalOrder())
                .or(() -> events.stream().map(Moment::at).min(Comparator.naturalOrder())).orElse(Instant.EPOCH);
        if (onset.equals(Instant.EPOCH)) {
            return List.of();
        }
        List<Moment> all = new ArrayList<>(symptoms);
        all.addAll(nearest(merged(changes(onset)), onset, CHANGES));
        all.addAll(nearest(events, onset, EVENTS));
        all.sort(ORDER);
        return all;
    }

    private List<Moment> symptoms() {
        return model.facts().stream().filter(FlowFailure.class::isInstance).map(FlowFailure.class::cast)
                .filter(f -> f.noticed() && f.first().isAfter(Instant.EPOCH) && (involved.contains(f.ref()) || involved.contains(f.client())))
                .map(f -> new Moment(f.first(), f.last(), Kind.SYMPTOM, f.client(), f.failed() + (f.failed() == 1 ? " call to " : " calls to ") + f.host()
                        + (f.port().isEmpty() ? "" : ":" + f.port()) + " " + f.words() + f.partialWords(), false, f.source()))
                .sorted(ORDER).limit(SYMPTOMS).toList();
    }

    private List<Moment> events() {
        List<Moment> moments = new ArrayList<>();
        for (Event e : cluster.all(Event.class)) {
            Instant first = e.first().equals(Instant.EPOCH) ? e.last() : e.first();
            if (e.type().equals("Warning") && involved.contains(e.ref()) && first.isAfter(Instant.EPOCH)) {
                moments.add(new Moment(first, e.last().isBefore(first) ? first : e.last(), Kind.EVENT, e.ref(),
                        e.reason() + (e.count() > 1 ? " (" + e.count() + " times)" : "") + ": " + e.message(), blamed.contains(e.ref()), e.source()));
            }
        }
        return moments;
    }

    private List<Moment> changes(Instant onset) {
        List<Moment> moments = new ArrayList<>();
        Instant begin = onset.minus(BEFORE);
        for (Class<? extends KubeObject> type : MADE) {
            for (KubeObject object : cluster.all(type)) {
                Instant made = object.meta().created();
                boolean named = blamed.contains(object.ref());
                if (made.isAfter(Instant.EPOCH) && (named || made.isAfter(begin))) {
                    moments.add(at(made, object.ref(), object instanceof Workload w && w.ref().kind().equals("ReplicaSet")
                            ? "rolled out" : "created", object.meta().source()));
                }
            }
        }
        conditions(begin, moments);
        pods(begin, moments);
        return moments;
    }

    private void conditions(Instant begin, List<Moment> moments) {
        for (Node node : cluster.all(Node.class)) {
            for (Condition c : node.conditions()) {
                if (c.since().isAfter(begin) && (c.type().equals("Ready") || c.status().equals("True"))) {
                    moments.add(at(c.since(), node.ref(), c.type() + " became " + c.status() + (c.reason().isEmpty() ? "" : " (" + c.reason() + ")"), node.source()));
                }
            }
        }
    }

    /** Pods of an owner that were made within the window are one change: a rollout, a restart, a drain. */
    private void pods(Instant begin, List<Moment> moments) {
        Map<ObjectRef, List<Pod>> made = new TreeMap<>();
        cluster.all(Pod.class).stream().filter(p -> p.meta().created().isAfter(begin) && involved.contains(p.ref()))
                .forEach(p -> made.computeIfAbsent(p.meta().owner().orElse(p.ref()), o -> new ArrayList<>()).add(p));
        made.forEach((owner, pods) -> {
            Instant first = pods.stream().map(p -> p.meta().created()).min(Comparator.naturalOrder()).orElseThrow();
            Instant last = pods.stream().map(p -> p.meta().created()).max(Comparator.naturalOrder()).orElseThrow();
            moments.add(new Moment(first, last, Kind.CHANGE, owner, pods.size() == 1 ? "a pod was made" : pods.size() + " pods were made", blamed.contains(owner),
                    pods.get(0).source()));
        });
    }

    /** What happened to several objects within a minute is one thing; the same event from two files is one event. */
    private static List<Moment> merged(List<Moment> moments) {
        List<List<Moment>> alike = new ArrayList<>();
        for (Moment m : moments.stream().sorted(ORDER).toList()) {
            alike.stream().filter(l -> l.get(0).text().equals(m.text()) && l.get(0).blamed() == m.blamed() && (!m.blamed() || l.get(0).object().equals(m.object()))
                    && l.get(0).at().plus(TOGETHER).isAfter(m.at())).findFirst().ifPresentOrElse(l -> l.add(m), () -> alike.add(new ArrayList<>(List.of(m))));
        }
        return alike.stream().map(Moments::one).toList();
    }

    private static Moment one(List<Moment> alike) {
        Moment first = alike.get(0);
        long objects = alike.stream().map(Moment::object).distinct().count();
        Instant until = alike.stream().map(Moment::until).max(Comparator.naturalOrder()).orElseThrow();
        return objects == 1 && alike.size() == 1 ? first : new Moment(first.at(), until, first.kind(), first.object(),
                first.text() + (objects > 1 ? "; the same of " + (objects - 1) + " more" : ""), first.blamed(), first.source());
    }

    private Moment at(Instant when, ObjectRef object, String text, Provenance source) {
        return new Moment(when, when, Kind.CHANGE, object, text, blamed.contains(object), source);
    }

    /** Those that a diagnosis names, then those nearest to the first symptom. */
    private static List<Moment> nearest(List<Moment> moments, Instant onset, int most) {
        return moments.stream().sorted(Comparator.comparing((Moment m) -> !m.blamed())
                .thenComparing(m -> Duration.between(m.at(), onset).abs()).thenComparing(ORDER)).limit(most).toList();
    }
}
