package io.netdx.reason;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.catalog.FindingType;
import io.netdx.catalog.Severity;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.finding.CausedBy;
import io.netdx.finding.Finding;
import io.netdx.finding.Hypothesis;
import io.netdx.finding.Inference;
import io.netdx.finding.Link;
import io.netdx.finding.Outcome;
import io.netdx.finding.Unknown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** A small catalogue and what the rules are supposed to have derived. */
final class Scene {

    private final TreeMap<String, Cause> causes = new TreeMap<>();
    private final TreeMap<String, FindingType> types = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Hypothesis> hypotheses = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<CausedBy> chains = new ArrayList<>();
    private final List<Unknown> unknowns = new ArrayList<>();
    private final List<ObjectRef> nodes = new ArrayList<>();

    static Cause.Evidence evidence(String finding, double strength) {
        return new Cause.Evidence(finding, strength, false);
    }

    static Cause.Evidence expected(String finding, double strength) {
        return new Cause.Evidence(finding, strength, true);
    }

    static ObjectRef ref(String kindAndName) {
        String[] parts = kindAndName.split(" ");
        return ObjectRef.of(parts[0], parts[0].equals("Node") ? "" : "shop", parts[1]);
    }

    /** All nodes of the cluster. */
    Scene nodes(String... names) {
        Arrays.stream(names).map(ObjectRef::ofNode).forEach(nodes::add);
        return this;
    }

    Scene type(String id, String kind, double leak, String group, boolean grave) {
        types.put(id, new FindingType(id, "{subject} shows " + id, kind, leak, group, List.of(), grave, ""));
        return this;
    }

    Scene logical(String id, double leak) {
        return type(id, "logical", leak, "", false);
    }

    /** A finding that a cause's own file defines. */
    Scene own(String cause, String id, double leak) {
        types.put(id, new FindingType(id, "{subject} shows " + id, "logical", leak, "", List.of(), false, cause));
        return this;
    }

    Scene behavioural(String id, double leak) {
        return type(id, "behavioural", leak, "", false);
    }

    Scene symptom(String id) {
        return type(id, "symptom", 0.05, "", true);
    }

    Scene cause(String id, double prior, Cause.Evidence... evidence) {
        return cause(id, "root", prior, List.of(evidence), List.of(), List.of(), List.of());
    }

    Scene cause(String id, String role, double prior, List<Cause.Evidence> evidence, List<Cause.Evidence> against,
                List<Cause.Rival> rivals, List<Cause.TestSpec> tests) {
        Cause.Time time = new Cause.Time(Duration.ofMinutes(5), Duration.ofMinutes(30), "test");
        causes.put(id, new Cause(id, id, "stable", List.of(), List.of(), role, "because", id + " on {name}", Severity.HIGH, prior,
                "test", "basic-kubectl", time, time, evidence, against, List.of(), List.of(), rivals, List.of(), tests, List.of(),
                List.of(), ""));
        return this;
    }

    Scene suspect(String cause, String subject) {
        hypotheses.add(Hypothesis.of(cause, ref(subject)));
        return this;
    }

    Scene present(String id, String subject, String... affected) {
        findings.add(Finding.of(id, ref(subject), Provenance.NONE)
                .affecting(Arrays.stream(affected).map(Scene::ref).toList()));
        return this;
    }

    Scene absent(String id, String subject) {
        return outcome(id, subject, Outcome.ABSENT);
    }

    Scene outcome(String id, String subject, Outcome outcome) {
        findings.add(new Finding(id, ref(subject), outcome, new TreeMap<>(), List.of(), Provenance.NONE));
        return this;
    }

    Scene link(String cause, String subject, String finding, String findingSubject) {
        links.add(new Link(cause, ref(subject), finding, ref(findingSubject)));
        return this;
    }

    Scene chain(String effect, String effectSubject, String cause, String causeSubject) {
        chains.add(new CausedBy(effect, ref(effectSubject), cause, ref(causeSubject)));
        return this;
    }

    Scene unknown(String finding, String cause, ObjectRef subject) {
        unknowns.add(new Unknown(finding, cause, subject, "FORBIDDEN", "NetworkPolicy"));
        return this;
    }

    Catalog catalog() {
        return new Catalog(causes, types);
    }

    Inference inference() {
        return new Inference(List.copyOf(findings), List.copyOf(hypotheses), List.copyOf(links), List.copyOf(chains),
                List.copyOf(unknowns), List.copyOf(nodes), List.of());
    }

    Inference shuffled(long seed) {
        Random random = new Random(seed);
        Inference in = inference();
        return new Inference(mix(in.findings(), random), mix(in.hypotheses(), random), mix(in.links(), random),
                mix(in.chains(), random), mix(in.unknowns(), random), mix(in.nodes(), random), in.blind());
    }

    private static <T> List<T> mix(List<T> list, Random random) {
        List<T> mixed = new ArrayList<>(list);
        Collections.shuffle(mixed, random);
        return mixed;
    }

    Judgement judge() {
        return Differential.judge(inference(), catalog());
    }

    double belief(String cause) {
        return beliefs(cause).stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /** Marginals of a cause on whatever subjects. */
    List<Double> beliefs(String cause) {
        Belief belief = Belief.of(GraphBuilder.build(inference(), catalog(), Options.standard()));
        List<Double> found = new ArrayList<>();
        for (int h = 0; h < belief.graph().size(); h++) {
            if (belief.graph().hypotheses().get(h).cause().equals(cause)) {
                found.add(belief.marginal()[h]);
            }
        }
        return found;
    }

    static List<String> causes(Judgement judgement) {
        return judgement.diagnoses().stream().map(d -> d.cause().id()).toList();
    }
}
