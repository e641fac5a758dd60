package io.netdx.guide;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.finding.Outcome;
import io.netdx.reason.Judgement;
import io.netdx.reason.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a session has come to, as a judgement: what the facts prove, with what the answers add to it. */
public final class Conclusion {

    private static final double DECIBANS = 10 / Math.log(10);
    private static final double LISTED = 0.03;
    private static final int MOST = 3;
    private static final int RIVALS = 5;
    private static final double RIVAL = 0.01;
    private static final double LEAST_DECIBANS = 0.05;
    private static final int NEXT = 5;

    private final Position at;
    private final Judgement known;

    private Conclusion(Position at) {
        this.at = at;
        this.known = at.known().judgement();
    }

    /** The best differential that facts and answers allow. */
    public static Judgement of(Position at) {
        return new Conclusion(at).judgement();
    }

    private Judgement judgement() {
        List<Judgement.NextTest> next = at.stop().filter(s -> s.reason() != Stop.Reason.NOT_WORTH_IT).isPresent() ? List.of()
                : at.next().stream().limit(NEXT).map(this::test).toList();
        boolean silent = at.steps().isEmpty() && at.session().complaint().present().isEmpty() && at.session().answers().isEmpty();
        if (at.stop().filter(s -> s.reason() == Stop.Reason.PROVED).isPresent() || silent && known.verdict() != Judgement.Verdict.UNDETERMINED) {
            return known.showing(known.diagnoses(), known.unexplained(), next.isEmpty() ? known.next() : next);
        }
        List<Judgement.Diagnosis> all = new ArrayList<>();
        Set<String> shown = new HashSet<>();
        List<Integer> ranked = at.belief().ranked();
        for (int i : ranked.stream().limit(MOST).toList()) {
            if (at.belief().probability()[i] >= LISTED) {
                all.add(diagnosis(i, all.size() + 1, ranked));
                shown.add(at.belief().suspects().get(i).key());
            }
        }
        for (Judgement.Diagnosis d : known.diagnoses()) {
            boolean consequence = d.causedBy().filter(by -> shown.contains(by.cause() + "@" + by.subject())).isPresent();
            boolean risk = d.state() == Judgement.State.LATENT && !shown.contains(d.cause().id() + "@" + d.subject());
            if (consequence || risk) {
                all.add(ranked(d, all.size() + 1));
            }
        }
        boolean found = !ranked.isEmpty() && at.belief().action(ranked.get(0)) >= 0.5;
        return new Judgement(found ? Judgement.Verdict.FAULTY : Judgement.Verdict.UNDETERMINED, all, known.unexplained(), known.notEvaluated(), next,
                known.blind(), known.checks(), known.notMade());
    }

    private Judgement.NextTest test(Value v) {
        Question q = v.question();
        List<String> causes = q.options().stream().flatMap(o -> o.suspects().stream()).map(k -> k.contains("@") ? k.substring(0, k.indexOf('@')) : k).distinct().toList();
        List<Question.Option> options = q.options();
        return new Judgement.NextTest(q.id(), q.command(), q.time(), q.expertise(), options.isEmpty() ? "" : options.get(0).says(),
                options.isEmpty() ? "" : options.get(options.size() - 1).says(), causes);
    }

    private static Judgement.Diagnosis ranked(Judgement.Diagnosis d, int rank) {
        return new Judgement.Diagnosis(rank, d.cause(), d.subject(), d.role(), d.state(), d.confidence(), d.message(), d.affected(), d.evidence(), d.rivals(),
                d.causedBy(), d.remedies(), d.tests());
    }

    private Judgement.Diagnosis diagnosis(int i, int rank, List<Integer> ranked) {
        Suspect s = at.belief().suspects().get(i);
        Optional<Judgement.Diagnosis> there = known.diagnoses().stream().filter(d -> s.raised() && d.cause().id().equals(s.cause().id()) && d.subject().equals(s.subject()))
                .findFirst();
        List<Judgement.Evidence> evidence = new ArrayList<>(there.map(Judgement.Diagnosis::evidence).orElse(List.of()));
        evidence.addAll(evidence(at, i));
        evidence.sort((a, b) -> Double.compare(Math.abs(b.decibans()), Math.abs(a.decibans())));
        List<Judgement.Rival> rivals = ranked.stream().filter(r -> r != i && at.belief().probability()[r] >= RIVAL).limit(RIVALS).map(r -> rival(s, r)).toList();
        List<Judgement.NextTest> tests = s.cause().tests().stream().map(t -> new Judgement.NextTest(t.id(), Template.command(t.command(), s.values()),
                java.time.Duration.ofMinutes(t.minutes()), t.expertise(), Template.fill(t.confirms(), s.values()), Template.fill(t.refutes(), s.values()), List.of(s.cause().id()))).toList();
        return new Judgement.Diagnosis(rank, s.cause(), s.subject(), there.map(Judgement.Diagnosis::role).orElse(Judgement.Role.ROOT), Judgement.State.ACTIVE,
                at.belief().probability()[i], there.map(Judgement.Diagnosis::message).orElse(s.cause().mechanism()), there.map(Judgement.Diagnosis::affected).orElse(List.of()),
                evidence, rivals, Optional.empty(), there.map(Judgement.Diagnosis::remedies).orElseGet(() -> remedies(s)), tests);
    }

    private Judgement.Rival rival(Suspect of, int r) {
        Suspect rival = at.belief().suspects().get(r);
        String told = of.cause().rivals().stream().filter(d -> d.id().equals(rival.cause().id())).map(d -> Template.fill(d.discriminatedBy(), of.values())).findFirst().orElse("");
        return new Judgement.Rival(rival.cause().id(), rival.subject(), at.belief().probability()[r], told);
    }

    private static List<Judgement.Remedy> remedies(Suspect s) {
        Map<String, String> values = s.values();
        return s.cause().remedies().stream().map(r -> new Judgement.Remedy(Template.fill(r.text(), values), Template.command(r.command(), values), r.reversible(), r.risk(),
                Template.command(r.verify(), values), Template.command(r.rollback(), values), Template.fill(r.danger(), values), Template.command(r.backup(), values),
                Template.command(r.narrower(), values))).toList();
    }

    /** What complaint and answers give a suspect against "something else". */
    static List<Judgement.Evidence> evidence(Position at, int suspect) {
        List<Judgement.Evidence> lines = new ArrayList<>();
        Suspect s = at.belief().suspects().get(suspect);
        if (!at.session().complaint().present().isEmpty() && s.cause().evidence().stream().anyMatch(e -> at.session().complaint().present().contains(e.finding()))) {
            lines.add(new Judgement.Evidence("complaint", ObjectRef.CLUSTER, Outcome.PRESENT, at.session().complaint().present().stream()
                    .mapToDouble(f -> explained(s, f)).sum(), "the complaint: " + at.session().complaint().words(), new Provenance("complaint", 0, "")));
        }
        for (Position.Step step : at.steps()) {
            double[] likelihood = step.option().likelihood();
            double decibans = DECIBANS * Math.log(likelihood[suspect] / likelihood[likelihood.length - 1]);
            if (step.told().isEmpty() && Math.abs(decibans) >= LEAST_DECIBANS) {
                lines.add(new Judgement.Evidence(step.question().id(), ObjectRef.CLUSTER, decibans > 0 ? Outcome.PRESENT : Outcome.ABSENT, decibans,
                        (step.option().suspects().isEmpty() && !step.option().id().equals(Questions.NONE) ? step.question().ask() + " " : "") + step.option().says(), new Provenance("answers", step.answer() + 1, step.question().id())));
            }
        }
        return lines;
    }

    private static double explained(Suspect s, String finding) {
        return s.strength(finding).map(p -> DECIBANS * Math.log((1 - 0.95 * (1 - Math.min(p, 0.95))) / 0.05)).orElse(0.0);
    }
}
