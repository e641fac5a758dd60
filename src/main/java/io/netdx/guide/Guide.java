package io.netdx.guide;

import io.netdx.catalog.Catalog;
import io.netdx.finding.Finding;
import io.netdx.finding.Outcome;
import io.netdx.reason.Judgement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leads from a complaint to a cause. {@link #at} is a function of the session: the same answers lead to the same place, by whatever way they came.
 */
public final class Guide {

    /** From here on it is known what to do (expert.md §2.9). */
    static final double SETTLED = 0.95;
    /** How often lists of objects show a cause that they can show. */
    private static final double SURE = 0.8;
    private static final double GONE = 0.02;
    private static final double WAS_THERE = 0.05;
    private static final List<String> LAYERS = List.of("nodes", "connectivity", "dns", "service", "external", "quick");

    private final Catalog catalog;
    private final Tables tables;
    private final Clinic clinic;
    private final Procedure procedure;
    private final String expertise;
    private final boolean pasting;
    private Frame frame;

    /** @param expertise of the user, one of {@link io.netdx.reason.Effort#LEVELS} */
    public Guide(Catalog catalog, Tables tables, Clinic clinic, Procedure procedure, String expertise) {
        this(catalog, tables, clinic, procedure, expertise, true);
    }

    /** @param pasting whether output can be handed over, or outcomes only be chosen */
    public Guide(Catalog catalog, Tables tables, Clinic clinic, Procedure procedure, String expertise, boolean pasting) {
        this.pasting = pasting;
        this.catalog = catalog;
        this.tables = tables;
        this.clinic = clinic;
        this.procedure = procedure;
        this.expertise = expertise;
    }

    public Catalog catalog() {
        return catalog;
    }

    /** Where the session stands. */
    public Position at(Session session) {
        Map<String, String> names = new HashMap<>(session.complaint().names());
        Set<String> asked = new HashSet<>();
        Set<String> persists = new HashSet<>();
        for (Answer answer : session.answers()) {
            if (answer instanceof Answer.Named named) {
                Lexicon.put(names, named.name(), named.value());
            } else if (answer instanceof Answer.Unknown unknown) {
                asked.add(unknown.question());
            } else if (answer instanceof Answer.Pasted pasted) {
                asked.add(pasted.question());
            } else if (answer instanceof Answer.Persists still) {
                persists.add(still.suspect());
            }
        }
        Known known = clinic.know(session.pasted());
        Frame frame = frame(known, session.complaint(), names);
        Questions asking = frame.asking();
        Map<String, Question> questions = frame.questions();
        Belief start = frame.start();
        for (String key : persists) {
            start = start.without(key);
        }
        Belief belief = start;
        List<Position.Step> steps = new ArrayList<>();
        Set<String> opened = new HashSet<>();
        for (int i = 0; i < session.answers().size(); i++) {
            if (session.answers().get(i) instanceof Answer.Chosen chosen && questions.containsKey(chosen.question())) {
                Question q = questions.get(chosen.question());
                asked.add(q.id());
                opened.add(q.id() + Questions.SAME + chosen.option());
                Optional<Question.Option> option = q.option(chosen.option());
                if (option.isPresent()) {
                    String told = told(q, option.get(), asking, known);
                    steps.add(new Position.Step(i, q, option.get(), belief.chance(option.get()), belief, told));
                    belief = told.isEmpty() ? belief.given(option.get()) : belief;
                }
            }
        }
        List<Value> values = values(frame, asked, opened, belief);
        return new Position(session, known, start, belief, questions, values, stop(known, belief, persists, values), steps, ruledOut(start, belief));
    }

    /** What does not change with a choice: made once for the same facts and names. */
    private record Frame(Known known, Complaint complaint, Map<String, String> names, Questions asking, Map<String, Question> questions, Set<String> open, Belief start) {
    }

    private Frame frame(Known known, Complaint complaint, Map<String, String> names) {
        Frame last = frame;
        if (last == null || last.known().inference() != known.inference() || !last.complaint().equals(complaint) || !last.names().equals(names)) {
            List<Suspect> suspects = Suspects.of(catalog, known, complaint, names);
            Questions asking = new Questions(catalog, tables.observations(), known, suspects, names);
            Map<String, Question> questions = asking.all();
            Set<String> open = new HashSet<>();
            questions.values().stream().filter(asking::open).forEach(q -> open.add(q.id()));
            last = new Frame(known, complaint, Map.copyOf(names), asking, questions, open, Belief.of(suspects));
            frame = last;
        }
        return last;
    }

    /** What the facts say to an observation, where they decide it; facts win over what somebody chose. */
    private String told(Question q, Question.Option option, Questions asking, Known known) {
        Optional<Observation.Outcome> outcome = tables.observations().stream().filter(o -> o.id().equals(q.id())).findFirst()
                .flatMap(o -> o.outcome(option.id()));
        if (outcome.isEmpty()) {
            return "";
        }
        Set<String> present = new HashSet<>();
        known.inference().findings().stream().filter(f -> f.outcome() == Outcome.PRESENT).map(Finding::id).forEach(present::add);
        for (String finding : outcome.get().present()) {
            if (asking.evaluated(finding) && !present.contains(finding)) {
                return finding + " is not so";
            }
        }
        for (String finding : outcome.get().absent()) {
            if (present.contains(finding)) {
                return finding + " is so";
            }
        }
        return "";
    }

    private List<Value> values(Frame frame, Set<String> asked, Set<String> opened, Belief belief) {
        List<Question> open = frame.questions().values().stream().filter(q -> frame.open().contains(q.id()) && !asked.contains(q.id()) && pageOpen(q.id(), asked, opened)).toList();
        // whoever has answered what one command shows is not asked for it again under another name: that would count twice
        Set<String> run = new HashSet<>();
        asked.stream().filter(frame.questions()::containsKey).map(id -> bare(frame.questions().get(id).command())).forEach(run::add);
        open = open.stream().filter(q -> q.command().isEmpty() || q.id().contains(Questions.SAME) || q.id().contains(Questions.PAGE) || !run.contains(bare(q.command()))).toList();
        Gain gain = new Gain(belief);
        double repairing = Value.repairing(belief);
        double collectable = frame.asking().collectable(belief);
        List<Value> values = new ArrayList<>(open.stream().filter(q -> pasting || !q.id().equals(Questions.COLLECT)).map(q -> q.id().equals(Questions.COLLECT)
                ? Value.of(q, SURE * collectable * gain.entropy(), gain, repairing, expertise) : Value.of(q, gain.of(q), gain, repairing, expertise)).toList());
        values.sort(Comparator.comparingDouble((Value v) -> -v.perMinute()).thenComparing(v -> v.question().id()));
        if (procedure == Procedure.LAYERED) {
            Map<String, Integer> rank = new HashMap<>();
            List<Integer> likely = belief.ranked();
            for (int i = 0; i < likely.size(); i++) {
                rank.put(belief.suspects().get(likely.get(i)).key(), i);
            }
            values.removeIf(v -> v.question().id().equals(Questions.COLLECT) || v.question().layer().isEmpty() && v.question().options().stream().allMatch(o -> o.suspects().isEmpty()));
            values.sort(Comparator.<Value>comparingInt(v -> v.question().layer().isEmpty() ? LAYERS.size() : LAYERS.indexOf(v.question().layer()))
                    .thenComparingInt(v -> v.question().options().stream().flatMap(o -> o.suspects().stream()).mapToInt(s -> rank.getOrDefault(s, Integer.MAX_VALUE))
                            .min().orElse(0)).thenComparing(v -> v.question().id()));
        }
        return values;
    }

    private static String bare(String command) {
        return command.replaceAll("<[A-Za-z.]+>", "<>");
    }

    /** The second page of outcomes is for who has seen the first; what several causes share is asked about for who has seen just that. */
    private static boolean pageOpen(String id, Set<String> asked, Set<String> opened) {
        int page = id.lastIndexOf(Questions.PAGE);
        int same = id.indexOf(Questions.SAME);
        if (page > same) {
            int number = Integer.parseInt(id.substring(page + 1));
            return asked.contains(number == 2 ? id.substring(0, page) : id.substring(0, page) + Questions.PAGE + (number - 1));
        }
        return same < 0 || opened.contains(id);
    }

    private Optional<Stop> stop(Known known, Belief belief, Set<String> persists, List<Value> values) {
        Map<String, Double> sure = new HashMap<>();
        known.judgement().diagnoses().stream().filter(d -> d.state() == Judgement.State.ACTIVE && d.role() != Judgement.Role.CONSEQUENCE && d.confidence() >= SETTLED)
                .forEach(d -> sure.put(d.cause().id() + "@" + d.subject(), d.confidence()));
        // what is sure need not be what is complained of: who can still be asked about that is asked
        List<Suspect> proved = belief.ranked().stream().filter(i -> belief.probability()[i] >= GONE).map(belief.suspects()::get)
                .filter(s -> sure.containsKey(s.key()) && !persists.contains(s.key())).toList();
        double share = values.stream().anyMatch(v -> v.question().id().equals(Questions.ABOUT)) && !proved.isEmpty() ? belief.of(proved.get(0).key())
                : proved.stream().mapToDouble(s -> belief.of(s.key())).sum();
        if (share >= SETTLED && known.judgement().unexplained().stream().noneMatch(Judgement.Unexplained::grave)) {
            return Optional.of(new Stop(Stop.Reason.PROVED, proved));
        }
        List<Integer> ranked = belief.ranked();
        List<Suspect> together = ranked.stream().filter(i -> belief.actions()[i] == belief.actions()[ranked.get(0)] && belief.probability()[i] >= GONE)
                .map(belief.suspects()::get).toList();
        if (!ranked.isEmpty() && belief.action(ranked.get(0)) >= SETTLED) {
            return Optional.of(new Stop(Stop.Reason.ONE_ACTION, together));
        }
        boolean layers = procedure == Procedure.LAYERED && values.stream().anyMatch(v -> !v.question().layer().isEmpty());
        return layers || values.stream().anyMatch(Value::worthIt) ? Optional.empty() : Optional.of(new Stop(Stop.Reason.NOT_WORTH_IT, together));
    }

    private static List<String> ruledOut(Belief start, Belief belief) {
        Map<String, Double> now = belief.families();
        return start.families().entrySet().stream().filter(f -> f.getValue() >= WAS_THERE && now.getOrDefault(f.getKey(), 0.0) < GONE)
                .map(Map.Entry::getKey).toList();
    }
}
