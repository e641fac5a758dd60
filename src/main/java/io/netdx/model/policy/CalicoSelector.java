package io.netdx.model.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A selector in Calico's language ({@code role == "db" && !has(legacy)}), read once. {@code !=} and {@code not in} also match where
 * the key is missing.
 */
final class CalicoSelector {

    /** Labels of an endpoint; a key that was not seen, as opposed to one that is absent, makes the answer unknown. */
    interface Labels {

        Optional<String> value(String key);

        boolean seen(String key);
    }

    /** A part of the expression. */
    interface Node {
        Match of(Labels labels);
    }

    record Test(String key, Set<String> values, String operator) implements Node {

        @Override
        public Match of(Labels labels) {
            if (!labels.seen(key)) {
                return Match.UNKNOWN;
            }
            Optional<String> value = labels.value(key);
            return Match.of(switch (operator) {
                case "in" -> value.filter(values::contains).isPresent();
                case "not in" -> value.filter(values::contains).isEmpty();
                case "has" -> value.isPresent();
                case "contains" -> value.filter(v -> values.stream().anyMatch(v::contains)).isPresent();
                case "starts with" -> value.filter(v -> values.stream().anyMatch(v::startsWith)).isPresent();
                default -> value.filter(v -> values.stream().anyMatch(v::endsWith)).isPresent();
            });
        }
    }

    record All() implements Node {
        @Override
        public Match of(Labels labels) {
            return Match.YES;
        }
    }

    /** What lives in no namespace. */
    record Global(boolean wanted) implements Node {
        @Override
        public Match of(Labels labels) {
            return Match.of(labels.value(CalicoLabels.NAMESPACE).isEmpty() == wanted);
        }
    }

    record Not(Node node) implements Node {
        @Override
        public Match of(Labels labels) {
            Match match = node.of(labels);
            return match == Match.UNKNOWN ? match : Match.of(match == Match.NO);
        }
    }

    record Both(List<Node> nodes) implements Node {
        @Override
        public Match of(Labels labels) {
            Match match = Match.YES;
            for (Node node : nodes) {
                match = match.and(node.of(labels));
            }
            return match;
        }
    }

    record Either(List<Node> nodes) implements Node {
        @Override
        public Match of(Labels labels) {
            Match match = Match.NO;
            for (Node node : nodes) {
                match = match.or(node.of(labels));
            }
            return match;
        }
    }

    private final Optional<Node> root;

    private CalicoSelector(Optional<Node> root) {
        this.root = root;
    }

    static CalicoSelector parse(String text) {
        return parse(text, "");
    }

    /** A selector of namespaces or service accounts: its keys are looked up with {@code prefix}, and {@code all()} is not everything. */
    static CalicoSelector parse(String text, String prefix) {
        try {
            return new CalicoSelector(Optional.of(new CalicoSelectorParser(text, prefix).whole()));
        } catch (IllegalArgumentException e) {
            return new CalicoSelector(Optional.empty());
        }
    }

    static CalicoSelector both(CalicoSelector a, CalicoSelector b) {
        return new CalicoSelector(a.root.flatMap(x -> b.root.map(y -> new Both(List.of(x, y)))));
    }

    /** Unknown where the text is no selector. */
    Match matches(Labels labels) {
        return root.map(node -> node.of(labels)).orElse(Match.UNKNOWN);
    }

    boolean valid() {
        return root.isPresent();
    }
}
