package io.netdx.model.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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

    private interface Node {
        Match of(Labels labels);
    }

    private record Test(String key, Set<String> values, String operator) implements Node {

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

    private record All() implements Node {
        @Override
        public Match of(Labels labels) {
            return Match.YES;
        }
    }

    /** What lives in no namespace. */
    private record Global(boolean wanted) implements Node {
        @Override
        public Match of(Labels labels) {
            return Match.of(labels.value(CalicoLabels.NAMESPACE).isEmpty() == wanted);
        }
    }

    private record Not(Node node) implements Node {
        @Override
        public Match of(Labels labels) {
            Match match = node.of(labels);
            return match == Match.UNKNOWN ? match : Match.of(match == Match.NO);
        }
    }

    private record Both(List<Node> nodes) implements Node {
        @Override
        public Match of(Labels labels) {
            Match match = Match.YES;
            for (Node node : nodes) {
                match = match.and(node.of(labels));
            }
            return match;
        }
    }

    private record Either(List<Node> nodes) implements Node {
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
            return new CalicoSelector(Optional.of(new Parser(text, prefix).whole()));
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

    private static final class Parser {

        private final String text;
        private final String prefix;
        private int at;

        Parser(String text, String prefix) {
            this.text = text;
            this.prefix = prefix;
        }

        Node whole() {
            space();
            if (at == text.length()) {
                return new All();
            }
            Node node = either(0);
            space();
            if (at < text.length()) {
                throw new IllegalArgumentException("unexpected text at " + at);
            }
            return node;
        }

        private Node either(int depth) {
            List<Node> nodes = new ArrayList<>(List.of(both(depth)));
            while (take("||")) {
                nodes.add(both(depth));
            }
            return nodes.size() == 1 ? nodes.get(0) : new Either(List.copyOf(nodes));
        }

        private Node both(int depth) {
            List<Node> nodes = new ArrayList<>(List.of(operation(depth)));
            while (take("&&")) {
                nodes.add(operation(depth));
            }
            return nodes.size() == 1 ? nodes.get(0) : new Both(List.copyOf(nodes));
        }

        private Node operation(int depth) {
            if (depth > 50) {
                throw new IllegalArgumentException("nested too deeply");
            }
            if (take("!")) {
                return new Not(operation(depth + 1));
            }
            if (take("(")) {
                Node node = either(depth + 1);
                expect(")");
                return node;
            }
            String key = key();
            if (key.equals("all") && take("(")) {
                expect(")");
                return prefix.isEmpty() ? new All() : new Global(false);
            }
            if (key.equals("global") && take("(")) {
                expect(")");
                return new Global(true);
            }
            if (key.equals("has") && take("(")) {
                String name = key();
                expect(")");
                return new Test(prefix + name, Set.of(), "has");
            }
            return comparison(prefix + key);
        }

        private Node comparison(String key) {
            if (take("==")) {
                return new Test(key, Set.of(string()), "in");
            }
            if (take("!=")) {
                return new Test(key, Set.of(string()), "not in");
            }
            String word = key();
            switch (word) {
                case "in":
                    return new Test(key, strings(), "in");
                case "not":
                    word("in");
                    return new Test(key, strings(), "not in");
                case "contains":
                    return new Test(key, Set.of(string()), "contains");
                case "starts", "ends":
                    word("with");
                    return new Test(key, Set.of(string()), word + " with");
                default:
                    throw new IllegalArgumentException("no operator: " + word);
            }
        }

        private void word(String expected) {
            if (!key().equals(expected)) {
                throw new IllegalArgumentException(expected + " expected");
            }
        }

        private Set<String> strings() {
            expect("{");
            Set<String> values = new TreeSet<>();
            if (take("}")) {
                return values;
            }
            do {
                values.add(string());
            } while (take(","));
            expect("}");
            return values;
        }

        private String string() {
            space();
            char quote = at < text.length() ? text.charAt(at) : ' ';
            int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
            if (end < 0) {
                throw new IllegalArgumentException("a quoted text expected at " + at);
            }
            String value = text.substring(at + 1, end);
            at = end + 1;
            return value;
        }

        private String key() {
            space();
            int start = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || "_./-".indexOf(text.charAt(at)) >= 0)) {
                at++;
            }
            if (at == start) {
                throw new IllegalArgumentException("a label key expected at " + at);
            }
            return text.substring(start, at);
        }

        private boolean take(String token) {
            space();
            boolean there = text.startsWith(token, at) && !(token.equals("!") && text.startsWith("!=", at));
            at += there ? token.length() : 0;
            return there;
        }

        private void expect(String token) {
            if (!take(token)) {
                throw new IllegalArgumentException(token + " expected at " + at);
            }
        }

        private void space() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
    }
}
