package io.netdx.exhibit;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ObjectRef;
import io.netdx.model.BlockedEdge;
import io.netdx.model.CniProfiles;
import io.netdx.model.FlowFailure;
import io.netdx.model.NetworkModel;
import io.netdx.model.path.PartyException;
import io.netdx.model.path.Tracer;
import io.netdx.model.policy.CniProfile;
import io.netdx.model.policy.PolicyStack;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.CauseOn;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.report.ClusterInfo;
import io.netdx.report.Exhibits;
import io.netdx.report.FlowReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The connections that a diagnosis rests on, followed hop by hop: those that clients complain of, else those that a policy blocks. */
final class FailingPaths {

    /** Decibans; a complaint that hardly speaks for the diagnosis is no picture of it. */
    private static final double TELLING = 3;
    private static final int OF_ONE = 2;
    private static final int OF_ALL = 6;

    private final Cluster cluster;
    private final NetworkModel model;
    private final ClusterInfo info;
    private final String toolVersion;

    /** From and to, as {@code netdx trace} takes them. */
    private record Question(String from, String to) {
    }

    FailingPaths(Cluster cluster, NetworkModel model, ClusterInfo info, String toolVersion) {
        this.cluster = cluster;
        this.model = model;
        this.info = info;
        this.toolVersion = toolVersion;
    }

    List<Exhibits.Path> of(Judgement judgement) {
        Map<ObjectRef, FlowFailure> failures = facts(FlowFailure.class).stream()
                .collect(Collectors.toMap(FlowFailure::ref, Function.identity(), (a, b) -> a));
        List<Exhibits.Path> paths = new ArrayList<>();
        Set<Question> asked = new LinkedHashSet<>();
        Optional<Tracer> tracer = Optional.empty();
        for (Diagnosis d : judgement.diagnoses()) {
            if (d.state() != Judgement.State.ACTIVE) {
                continue;
            }
            int shown = 0;
            for (Question question : questions(d, failures)) {
                if (shown < OF_ONE && paths.size() < OF_ALL && asked.add(question)) {
                    tracer = tracer.or(() -> Optional.of(tracer()));
                    Optional<FlowReport> flow = traced(tracer.get(), question);
                    // a path on which nothing fails is no picture of a fault
                    if (flow.filter(f -> !f.verdict().equals("allowed")).isPresent()) {
                        paths.add(new Exhibits.Path(new CauseOn(d.cause().id(), d.subject()), flow.get()));
                        shown++;
                    }
                }
            }
        }
        return paths;
    }

    private Set<Question> questions(Diagnosis d, Map<ObjectRef, FlowFailure> failures) {
        Set<Question> questions = new LinkedHashSet<>();
        d.evidence().stream().filter(e -> e.decibans() >= TELLING).sorted(Comparator.comparingDouble((Judgement.Evidence e) -> -e.decibans())).forEach(e -> Optional.ofNullable(failures.get(e.subject())).ifPresent(f -> questions.add(question(f))));
        if (questions.isEmpty()) {
            facts(BlockedEdge.class).stream().filter(b -> b.policy().equals(d.subject())).limit(OF_ONE)
                    .forEach(b -> questions.add(new Question(party(b.client()), party(b.target()) + ":" + b.port())));
        }
        return questions;
    }

    private static Question question(FlowFailure f) {
        boolean named = !f.port().isEmpty();
        return new Question(party(f.client()), named ? f.host() + ":" + f.port() : f.target().kind().equals("Host") ? f.host() : party(f.target()));
    }

    private static String party(ObjectRef ref) {
        return ref.kind().equals("Host") ? ref.name() : ref.kind().toLowerCase(java.util.Locale.ROOT) + "/" + ref.qualifiedName();
    }

    private Tracer tracer() {
        CniProfile cni = CniProfiles.detect(cluster);
        return new Tracer(cluster, model, PolicyStack.of(cluster, cni)::judge, cni);
    }

    private Optional<FlowReport> traced(Tracer tracer, Question question) {
        try {
            return Optional.of(FlowReports.of(tracer.trace(question.from(), question.to()), toolVersion, info));
        } catch (PartyException e) {
            // what logs name need not be anything that can be followed
            return Optional.empty();
        }
    }

    private <T> List<T> facts(Class<T> type) {
        return model.facts().stream().filter(type::isInstance).map(type::cast).toList();
    }
}
