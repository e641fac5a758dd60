package io.netdx.guide;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.catalog.FindingType;
import io.netdx.reason.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that can be asked: what anybody can look at, and the tests of the catalogue's causes. Tests with one command are one question, whose
 * outcomes are what each cause would show, and "none of these". How much an outcome tells follows from the catalogue: from the strengths and leaks of
 * the findings that it is about; for a cause's test, of those that are its own.
 */
final class Questions {

    /** A person misreads, or says, something else than what is there this often. */
    static final double SLIP = 0.03;
    static final String NONE = "none";
    /** Outcomes that somebody can choose from. */
    private static final int CHOICES = 9;

    private final Catalog catalog;
    private final List<Observation> observations;
    private final Known known;
    private final List<Suspect> suspects;
    private final Map<String, String> names;

    Questions(Catalog catalog, List<Observation> observations, Known known, List<Suspect> suspects, Map<String, String> names) {
        this.catalog = catalog;
        this.observations = observations;
        this.known = known;
        this.suspects = suspects;
        this.names = names;
    }

    /** All questions by id, whether or not their answer is known. */
    Map<String, Question> all() {
        Map<String, Question> all = new LinkedHashMap<>();
        observations.forEach(o -> all.put(o.id(), observed(o)));
        Map<String, List<Asked>> byCommand = new TreeMap<>();
        for (int i = 0; i < suspects.size(); i++) {
            Suspect s = suspects.get(i);
            for (Cause.TestSpec t : s.cause().tests()) {
                String command = Template.command(t.command(), s.values());
                byCommand.computeIfAbsent(t.command() + "\n" + command, k -> new ArrayList<>()).add(new Asked(i, t, command));
            }
        }
        byCommand.values().forEach(asked -> pages(asked).forEach(q -> all.put(q.id(), q)));
        return all;
    }

    /** What the facts tell already is not asked. */
    boolean open(Question q) {
        Optional<Observation> observation = observations.stream().filter(o -> o.id().equals(q.id())).findFirst();
        if (observation.isPresent()) {
            List<Observation.Outcome> telling = observation.get().outcomes().stream().filter(Observation.Outcome::told).toList();
            boolean known = !telling.isEmpty() && telling.stream().allMatch(o -> o.present().stream().allMatch(this::evaluated)
                    && o.absent().stream().allMatch(this::evaluated));
            return !known && !told(q.command());
        }
        return !told(q.command());
    }

    private boolean told(String command) {
        return !command.isEmpty() && known.told().test(command);
    }

    boolean evaluated(String finding) {
        return catalog.finding(finding).filter(type -> known.complete(type.coverage())).isPresent();
    }

    private Question observed(Observation o) {
        double[][] likelihood = new double[o.outcomes().size()][suspects.size() + 1];
        Map<Cause, double[]> seen = new IdentityHashMap<>();
        for (int s = 0; s <= suspects.size(); s++) {
            double[] of = s == suspects.size() ? likelihood(o, null) : seen.computeIfAbsent(suspects.get(s).cause(), cause -> likelihood(o, cause));
            for (int k = 0; k < likelihood.length; k++) {
                likelihood[k][s] = of[k];
            }
        }
        List<Question.Option> options = new ArrayList<>();
        for (int k = 0; k < likelihood.length; k++) {
            options.add(Question.Option.of(o.outcomes().get(k).id(), o.outcomes().get(k).says(), List.of(), likelihood[k]));
        }
        return new Question(o.id(), o.ask(), Template.command(o.command(), names), o.time(), o.expertise(), o.risk(),
                o.layer().isEmpty() && o.quick() ? "quick" : o.layer(), options);
    }

    private double[] likelihood(Observation o, Cause cause) {
        double[] of = o.outcomes().stream().mapToDouble(outcome -> weight(outcome, cause)).toArray();
        double sum = Arrays.stream(of).sum();
        return Arrays.stream(of).map(w -> (1 - SLIP) * w / sum + SLIP / of.length).toArray();
    }

    private double weight(Observation.Outcome outcome, Cause cause) {
        double weight = outcome.base() * (cause == null ? 1 : outcome.weight(cause));
        for (String finding : outcome.present()) {
            weight *= Suspects.chance(cause, catalog.finding(finding).orElseThrow());
        }
        for (String finding : outcome.absent()) {
            weight *= 1 - Suspects.chance(cause, catalog.finding(finding).orElseThrow());
        }
        return weight;
    }

    private record Asked(int suspect, Cause.TestSpec test, String command) {
    }

    /** Nobody chooses from thirty: the likeliest outcomes are the first question, the next ones another, for which the output is there already. */
    private List<Question> pages(List<Asked> asked) {
        Map<String, List<Asked>> outcomes = new LinkedHashMap<>();
        asked.stream().sorted((a, b) -> Double.compare(suspects.get(b.suspect()).weight(), suspects.get(a.suspect()).weight()))
                .forEach(a -> outcomes.computeIfAbsent(Template.fill(a.test().confirms(), suspects.get(a.suspect()).values()), k -> new ArrayList<>()).add(a));
        List<Question> pages = new ArrayList<>();
        List<Map.Entry<String, List<Asked>>> left = new ArrayList<>(outcomes.entrySet());
        while (!left.isEmpty()) {
            List<Map.Entry<String, List<Asked>>> page = left.subList(0, Math.min(CHOICES, left.size()));
            pages.add(tested(asked.get(0), page, pages.size() + 1));
            left = left.subList(page.size(), left.size());
        }
        return pages;
    }

    private Question tested(Asked first, List<Map.Entry<String, List<Asked>>> outcomes, int page) {
        Suspect head = suspects.get(first.suspect());
        List<Question.Option> options = new ArrayList<>();
        double[] none = new double[suspects.size() + 1];
        Arrays.fill(none, 1);
        for (Map.Entry<String, List<Asked>> outcome : outcomes) {
            double[] seen = new double[suspects.size() + 1];
            Arrays.fill(seen, falsely(outcome.getValue()) / outcomes.size());
            outcome.getValue().forEach(a -> seen[a.suspect()] = hit(suspects.get(a.suspect()).cause()));
            for (int s = 0; s < seen.length; s++) {
                none[s] -= seen[s];
            }
            List<String> keys = outcome.getValue().stream().map(a -> suspects.get(a.suspect()).key()).toList();
            options.add(Question.Option.of(keys.get(0), outcome.getKey(), keys, seen));
        }
        for (int s = 0; s < none.length; s++) {
            none[s] = Math.max(none[s], 0.01);
        }
        options.add(Question.Option.of(NONE, options.size() > 1 ? "none of these" : Template.fill(first.test().refutes(), head.values()), List.of(), none));
        int minutes = page > 1 ? 1 : outcomes.stream().flatMap(o -> o.getValue().stream()).mapToInt(a -> a.test().minutes()).max().orElse(1);
        return new Question(head.cause().id() + ":" + first.test().id() + (head.raised() ? "@" + head.subject() : "") + (page > 1 ? "#" + page : ""),
                options.size() == 2 ? "Is it that " + decapitalised(head.cause().title()) + "?" : "What does this show?",
                first.command(), Duration.ofMinutes(minutes), first.test().expertise(), risk(first.command()), "", options);
    }

    private static String decapitalised(String title) {
        return title.length() > 1 && Character.isLowerCase(title.charAt(1)) ? Character.toLowerCase(title.charAt(0)) + title.substring(1) : title;
    }

    /** How surely a cause's test shows it: what configuration or status prove is seen by whoever looks, behaviour not always. */
    private double hit(Cause cause) {
        return (1 - SLIP) * (proved(cause) ? 0.98 : 0.9);
    }

    private double falsely(List<Asked> asked) {
        double leak = asked.stream().map(a -> suspects.get(a.suspect()).cause()).mapToDouble(c -> proved(c) ? own(c).mapToDouble(FindingType::leak).max().orElse(0.02) : 0.1)
                .max().orElse(0.1);
        return Math.min(0.2, Math.max(leak, 0.02)) + SLIP;
    }

    private boolean proved(Cause cause) {
        return own(cause).anyMatch(FindingType::certain);
    }

    private java.util.stream.Stream<FindingType> own(Cause cause) {
        return cause.evidence().stream().filter(Cause.Evidence::expected).flatMap(e -> catalog.finding(e.finding()).stream())
                .filter(type -> type.definedIn().equals(cause.id()));
    }

    /** What starts a pod or changes something disturbs; looking does not. */
    private static double risk(String command) {
        return command.startsWith("kubectl run") || command.startsWith("kubectl debug") || command.startsWith("kubectl apply") ? 1 : 0;
    }
}
