package io.netdx.model.policy;

import io.netdx.fact.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A label selector, split into what can be evaluated and what the API would refuse. Equal selectors share one instance. */
final class Selector {

    /** Syntax of label names and values, as the API server holds them to it. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    final LabelSelector source;
    private final LabelSelector sound;
    private final boolean broken;
    private final boolean everything;

    Selector(LabelSelector source) {
        this.source = source;
        List<LabelSelector.Requirement> known = source.matchExpressions().stream().filter(r -> problem(r).isEmpty()).toList();
        Map<String, String> labels = new TreeMap<>(source.matchLabels());
        labels.entrySet().removeIf(l -> problem(l).isPresent());
        this.broken = known.size() < source.matchExpressions().size() || labels.size() < source.matchLabels().size();
        this.sound = broken ? new LabelSelector(labels, known) : source;
        this.everything = source.empty();
    }

    Match matches(Map<String, String> labels) {
        if (everything) {
            return Match.YES;
        }
        return !sound.matches(labels) ? Match.NO : broken ? Match.UNKNOWN : Match.YES;
    }

    /** As {@link #matches}, where only the labels of {@code known} keys were seen. */
    Match matchesPartly(Map<String, String> known) {
        if (everything) {
            return Match.YES;
        }
        LabelSelector decidable = new LabelSelector(keep(sound.matchLabels(), known), sound.matchExpressions().stream()
                .filter(r -> known.containsKey(r.key())).toList());
        boolean all = !broken && decidable.equals(sound);
        return !decidable.matches(known) ? Match.NO : all ? Match.YES : Match.UNKNOWN;
    }

    private static Map<String, String> keep(Map<String, String> labels, Map<String, String> known) {
        Map<String, String> kept = new TreeMap<>(labels);
        kept.keySet().retainAll(known.keySet());
        return kept;
    }

    boolean everything() {
        return everything;
    }

    /** Keys that decide; labels with other keys make no difference. */
    Set<String> keys() {
        Set<String> keys = new TreeSet<>(source.matchLabels().keySet());
        source.matchExpressions().forEach(r -> keys.add(r.key()));
        return keys;
    }

    /** A label that every match must have, as {@code key=value}; empty if there is none. */
    Optional<Map.Entry<String, String>> mandatory() {
        return sound.matchLabels().entrySet().stream().min(Map.Entry.comparingByKey()).map(e -> Map.entry(e.getKey(), e.getValue()));
    }

    /** Why the API refuses the selector, one text for each requirement. */
    static List<String> problems(LabelSelector selector) {
        List<String> problems = new ArrayList<>();
        new TreeMap<>(selector.matchLabels()).entrySet().forEach(l -> problem(l).ifPresent(problems::add));
        selector.matchExpressions().forEach(r -> problem(r).ifPresent(problems::add));
        return problems;
    }

    private static Optional<String> problem(Map.Entry<String, String> label) {
        return !key(label.getKey()) ? Optional.of("'" + label.getKey() + "' is no label key") : !value(label.getValue())
                ? Optional.of("'" + label.getValue() + "' of label " + label.getKey() + " is no label value") : Optional.empty();
    }

    /** {@code name} or {@code domain/name}. */
    private static boolean key(String key) {
        int slash = key.indexOf('/');
        String domain = slash < 0 ? "a" : key.substring(0, slash);
        return domain.length() <= 253 && DOMAIN.matcher(domain).matches() && NAME.matcher(key.substring(slash + 1)).matches();
    }

    private static boolean value(String value) {
        return value.isEmpty() || NAME.matcher(value).matches();
    }

    private static Optional<String> problem(LabelSelector.Requirement r) {
        if (r.key().isEmpty()) {
            return Optional.of("a selector has a requirement without a key");
        }
        if (!key(r.key())) {
            return Optional.of("'" + r.key() + "' is no label key");
        }
        Optional<String> odd = r.values().stream().filter(v -> !value(v)).findFirst();
        if (odd.isPresent()) {
            return Optional.of("'" + odd.get() + "' of label " + r.key() + " is no label value");
        }
        return operatorProblem(r);
    }

    /** Why the operator does not fit its values; keys may be of another syntax, as Cilium's are. */
    static Optional<String> operatorProblem(LabelSelector.Requirement r) {
        return switch (r.operator()) {
            case "In", "NotIn" -> r.values().isEmpty() ? Optional.of("operator " + r.operator() + " of key " + r.key() + " needs values")
                    : Optional.empty();
            case "Exists", "DoesNotExist" -> r.values().isEmpty() ? Optional.empty()
                    : Optional.of("operator " + r.operator() + " of key " + r.key() + " takes no values");
            default -> Optional.of("key " + r.key() + " has the operator " + r.operator()
                    + "; the API knows In, NotIn, Exists and DoesNotExist");
        };
    }
}
