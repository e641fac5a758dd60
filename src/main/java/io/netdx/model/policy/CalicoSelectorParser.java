package io.netdx.model.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads Calico's selector language by recursive descent: {@code ||} binds weaker than {@code &&}, that weaker than {@code !}.
 * Anything that is no selector is an {@link IllegalArgumentException}.
 */
final class CalicoSelectorParser {

    private final String text;
    private final String prefix;
    private int at;

    CalicoSelectorParser(String text, String prefix) {
        this.text = text;
        this.prefix = prefix;
    }

    CalicoSelector.Node whole() {
        space();
        if (at == text.length()) {
            return new CalicoSelector.All();
        }
        CalicoSelector.Node node = either(0);
        space();
        if (at < text.length()) {
            throw new IllegalArgumentException("unexpected text at " + at);
        }
        return node;
    }

    private CalicoSelector.Node either(int depth) {
        List<CalicoSelector.Node> nodes = new ArrayList<>(List.of(both(depth)));
        while (take("||")) {
            nodes.add(both(depth));
        }
        return nodes.size() == 1 ? nodes.get(0) : new CalicoSelector.Either(List.copyOf(nodes));
    }

    private CalicoSelector.Node both(int depth) {
        List<CalicoSelector.Node> nodes = new ArrayList<>(List.of(operation(depth)));
        while (take("&&")) {
            nodes.add(operation(depth));
        }
        return nodes.size() == 1 ? nodes.get(0) : new CalicoSelector.Both(List.copyOf(nodes));
    }

    private CalicoSelector.Node operation(int depth) {
        if (depth > 50) {
            throw new IllegalArgumentException("nested too deeply");
        }
        if (take("!")) {
            return new CalicoSelector.Not(operation(depth + 1));
        }
        if (take("(")) {
            CalicoSelector.Node node = either(depth + 1);
            expect(")");
            return node;
        }
        String key = key();
        if (key.equals("all") && take("(")) {
            expect(")");
            return prefix.isEmpty() ? new CalicoSelector.All() : new CalicoSelector.Global(false);
        }
        if (key.equals("global") && take("(")) {
            expect(")");
            return new CalicoSelector.Global(true);
        }
        if (key.equals("has") && take("(")) {
            String name = key();
            expect(")");
            return new CalicoSelector.Test(prefix + name, Set.of(), "has");
        }
        return comparison(prefix + key);
    }

    private CalicoSelector.Node comparison(String key) {
        if (take("==")) {
            return new CalicoSelector.Test(key, Set.of(string()), "in");
        }
        if (take("!=")) {
            return new CalicoSelector.Test(key, Set.of(string()), "not in");
        }
        String word = key();
        switch (word) {
            case "in":
                return new CalicoSelector.Test(key, strings(), "in");
            case "not":
                word("in");
                return new CalicoSelector.Test(key, strings(), "not in");
            case "contains":
                return new CalicoSelector.Test(key, Set.of(string()), "contains");
            case "starts", "ends":
                word("with");
                return new CalicoSelector.Test(key, Set.of(string()), word + " with");
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
