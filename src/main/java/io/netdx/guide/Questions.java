package io.netdx.guide;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.catalog.FindingType;
import io.netdx.fact.ObjectRef;
import io.netdx.reason.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.IntStream;
import java.util.TreeSet;
import java.util.Set;
import java.util.Comparator;
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
    /** Before the number of a further page of outcomes. */
    static final String PAGE = "#";
    /** Before the outcome that several causes share, and that is asked about further. */
    static final String SAME = "!";
    /** The question for lists of objects. */
    static final String COLLECT = "objects";
    /** The question which of the troubles that the facts show is the one complained of. */
    static final String ABOUT = "about";
    /** Kinds that every cluster has, and their names for kubectl. */
    static final Map<String, String> OBJECTS = objectKinds();

    private static Map<String, String> objectKinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        String[] names = {"Node", "nodes", "Namespace", "ns", "Pod", "pods", "Service", "svc", "EndpointSlice", "endpointslices", "Deployment", "deploy", "StatefulSet", "sts",
                "DaemonSet", "ds", "ReplicaSet", "rs", "NetworkPolicy", "netpol", "Ingress", "ingress", "IngressClass", "ingressclass", "ConfigMap", "cm", "Event", "events",
                "APIService", "apiservices"};
        for (int i = 0; i < names.length; i += 2) {
            kinds.put(names[i], names[i + 1]);
        }
        return Collections.unmodifiableMap(kinds);
    }

    /** Least probability of what is worth a line among the troubles that are shown. */
    private static final double LEAST_ASKED = 0.01;
    /** How often a cause that the facts do not show hits something for which they show another one. */
    private static final double UNRAISED_THERE = 0.3;
    private static final int OBJECTS_SHOWN = 6;
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
        objects().ifPresent(q -> all.put(q.id(), q));
        about().ifPresent(q -> all.put(q.id(), q));
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

    /** The lists that nobody has seen yet: one command, whose output the rules read better than anybody. No outcome of it can be chosen. */
    private Optional<Question> objects() {
        List<String> missing = OBJECTS.keySet().stream().filter(kind -> !known.complete(List.of(kind))).toList();
        return missing.isEmpty() ? Optional.empty() : Optional.of(new Question(COLLECT, "Save these lists to a file, and answer with @FILE: what they tell need not be asked.",
                "kubectl get " + String.join(",", missing.stream().map(OBJECTS::get).toList()) + " -A -o json > objects.json",
                Duration.ofMinutes(missing.size() > 1 ? 2 : 1), "basic-kubectl", 0, "", List.of()));
    }

    /** What suffers, by the facts: who complains knows what of it is meant, and no snapshot does. */
    private Optional<Question> about() {
        List<Set<ObjectRef>> groups = new ArrayList<>();
        int[] group = new int[suspects.size()];
        Arrays.fill(group, -1);
        for (int i : IntStream.range(0, suspects.size()).boxed().sorted(Comparator.comparingDouble(i -> -suspects.get(i).weight())).toList()) {
            Set<ObjectRef> suffering = suspects.get(i).suffering();
            for (int g = 0; g < groups.size() && group[i] < 0; g++) {
                group[i] = groups.get(g).stream().anyMatch(suffering::contains) ? g : -1;
            }
            if (group[i] < 0 && !suffering.isEmpty() && groups.size() < CHOICES - 1 && suspects.get(i).weight() >= LEAST_ASKED) {
                group[i] = groups.size();
                groups.add(new TreeSet<>(Comparator.comparing(ObjectRef::toString)));
            }
            if (group[i] >= 0) {
                groups.get(group[i]).addAll(suffering);
            }
        }
        List<Question.Option> options = new ArrayList<>();
        for (int g = 0; g <= groups.size(); g++) {
            double[] seen = new double[suspects.size() + 1];
            for (int i = 0; i < seen.length; i++) {
                int of = i < group.length ? group[i] : -1;
                seen[i] = g == groups.size() ? of < 0 ? 1 - UNRAISED_THERE : SLIP : of < 0 ? UNRAISED_THERE / groups.size() : of == g ? 1 - 2 * SLIP : SLIP / groups.size();
            }
            List<String> objects = g == groups.size() ? List.of() : groups.get(g).stream().map(ObjectRef::toString).toList();
            options.add(Question.Option.of(objects.isEmpty() ? NONE : objects.get(0), objects.isEmpty() ? "none of these" : String.join(", ", objects.stream().limit(OBJECTS_SHOWN).toList())
                    + (objects.size() > OBJECTS_SHOWN ? " and " + (objects.size() - OBJECTS_SHOWN) + " more" : ""), List.of(), seen));
        }
        return groups.isEmpty() ? Optional.empty() : Optional.of(new Question(ABOUT, "What of this does the complaint speak of?", "", Duration.ofSeconds(30), "basic-kubectl", 0, "", options));
    }

    /** Share of belief that lies in causes which those lists would prove or rule out. */
    double collectable(Belief belief) {
        double share = 0;
        for (int i = 0; i < suspects.size(); i++) {
            List<String> kinds = suspects.get(i).cause().coverage();
            boolean shown = !kinds.isEmpty() && kinds.stream().allMatch(k -> OBJECTS.containsKey(k) || known.complete(List.of(k)));
            share += shown && !suspects.get(i).raised() && !known.complete(kinds) ? belief.probability()[i] : 0;
        }
        return share;
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

    /**
     * Nobody chooses from thirty: the likeliest outcomes are the first question, the next ones another, for which the output is there already. Where
     * several causes show the same, a further question tells them apart for who has seen that: what is it, of these?
     */
    private List<Question> pages(List<Asked> asked) {
        List<Asked> sorted = asked.stream().sorted((a, b) -> Double.compare(suspects.get(b.suspect()).weight(), suspects.get(a.suspect()).weight())).toList();
        Map<String, List<Asked>> outcomes = new LinkedHashMap<>();
        sorted.forEach(a -> outcomes.computeIfAbsent(Template.fill(a.test().confirms(), suspects.get(a.suspect()).values()), k -> new ArrayList<>()).add(a));
        Asked first = asked.get(0);
        Suspect head = suspects.get(first.suspect());
        String id = head.cause().id() + ":" + first.test().id() + (head.raised() ? "@" + head.subject() : "");
        int minutes = asked.stream().mapToInt(a -> a.test().minutes()).max().orElse(1);
        List<Question> pages = new ArrayList<>(pages(id, first, Duration.ofMinutes(minutes), outcomes));
        for (Map.Entry<String, List<Asked>> outcome : outcomes.entrySet()) {
            if (outcome.getValue().size() > 1) {
                Map<String, List<Asked>> apart = new LinkedHashMap<>();
                outcome.getValue().forEach(a -> apart.computeIfAbsent(suspects.get(a.suspect()).cause().title(), k -> new ArrayList<>()).add(a));
                Asked likeliest = outcome.getValue().get(0);
                Suspect of = suspects.get(likeliest.suspect());
                for (Question page : pages) {
                    if (page.option(of.key()).isPresent() && apart.size() > 1) {
                        pages = new ArrayList<>(pages);
                        pages.addAll(pages(page.id() + SAME + of.key(), likeliest, of.cause().diagnose().typical(), apart));
                        break;
                    }
                }
            }
        }
        return pages;
    }

    private List<Question> pages(String id, Asked first, Duration time, Map<String, List<Asked>> outcomes) {
        List<Question> pages = new ArrayList<>();
        List<Map.Entry<String, List<Asked>>> left = new ArrayList<>(outcomes.entrySet());
        while (!left.isEmpty()) {
            List<Map.Entry<String, List<Asked>>> page = left.subList(0, Math.min(CHOICES, left.size()));
            pages.add(tested(id + (pages.isEmpty() ? "" : PAGE + (pages.size() + 1)), first, pages.isEmpty() ? time : Duration.ofMinutes(1), page));
            left = left.subList(page.size(), left.size());
        }
        return pages;
    }

    private Question tested(String id, Asked first, Duration time, List<Map.Entry<String, List<Asked>>> outcomes) {
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
        return new Question(id, options.size() == 2 && options.get(0).suspects().size() == 1 ? "Is it that " + decapitalised(head.cause().title()) + "?" : id.contains(SAME) ? "Which of these is it, then?"
                : "What does this show?", first.command(), time, first.test().expertise(), risk(first.command()), "", options);
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
