package io.netdx.source.transcript;

import io.netdx.source.decode.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A NetworkPolicy as {@code kubectl describe} prints it: {@code Allowing ingress traffic:} with {@code To Port}, {@code From} and
 * dashes between rules.
 */
final class DescribedPolicies {

    private DescribedPolicies() {
    }

    static void policy(Draft draft, Described d) {
        Described spec = d.at("Spec");
        Tree selector = Draft.object(draft.tree(), "spec", "podSelector");
        selector(selector, spec.text("PodSelector"));
        List<String> types = DescribedObjects.commas(spec.text("Policy Types"));
        draft.texts(types, "spec", "policyTypes");
        for (Described section : spec.children()) {
            if (section.key().startsWith("Allowing ingress traffic")) {
                rules(draft, section, "ingress", "from");
            } else if (section.key().startsWith("Allowing egress traffic")) {
                rules(draft, section, "egress", "to");
            }
        }
    }

    private static void rules(Draft draft, Described section, String field, String peers) {
        List<List<Described>> rules = new ArrayList<>(List.of(new ArrayList<>()));
        for (Described line : section.children()) {
            if (line.text().strip().startsWith("----")) {
                rules.add(new ArrayList<>());
            } else if (!line.text().strip().startsWith("<none>")) {
                rules.get(rules.size() - 1).add(line);
            }
        }
        for (List<Described> lines : rules) {
            if (!lines.isEmpty()) {
                rule(draft.add(lines.get(0).line(), "spec", field), lines, peers);
            }
        }
    }

    private static void rule(Tree rule, List<Described> lines, String peers) {
        for (Described line : lines) {
            if (line.key().equals("To Port") && !line.value().startsWith("<any>")) {
                String[] port = line.value().split("/");
                Tree p = Draft.add(rule, line.line(), "ports");
                Draft.put(p, port[0].equals("<any>") ? "" : port[0], "port");
                Draft.put(p, port.length > 1 ? port[1] : "TCP", "protocol");
            } else if ((line.key().equals("From") || line.key().equals("To")) && !line.children().isEmpty()) {
                peer(Draft.add(rule, line.line(), peers), line);
            }
        }
    }

    private static void peer(Tree peer, Described line) {
        for (Described c : line.children()) {
            switch (c.key()) {
                case "PodSelector" -> selector(Draft.object(peer, "podSelector"), c.value());
                case "NamespaceSelector" -> selector(Draft.object(peer, "namespaceSelector"), c.value());
                case "IPBlock" -> {
                    Draft.put(peer, c.text("CIDR"), "ipBlock", "cidr");
                    Draft.texts(peer, DescribedObjects.commas(c.text("Except")), "ipBlock", "except");
                }
                default -> { }
            }
        }
    }

    /** {@code app=cart,tier in (a,b),!legacy}; {@code <none> (…)} is everything. */
    private static void selector(Tree into, String text) {
        if (text.startsWith("<none>") || text.isEmpty()) {
            return;
        }
        for (String part : text.split(",(?![^(]*\\))")) {
            String requirement = part.strip();
            int equals = requirement.indexOf('=');
            String[] words = requirement.split(" ", 3);
            if (equals > 0 && words.length == 1) {
                Map.Entry<String, String> label = Map.entry(requirement.substring(0, equals), requirement.substring(equals + 1));
                Draft.put(into, label.getValue(), "matchLabels", label.getKey());
            } else {
                Tree e = Draft.add(into, into.line(), "matchExpressions");
                boolean set = words.length == 3 && words[2].startsWith("(");
                Draft.put(e, requirement.startsWith("!") ? requirement.substring(1) : words[0], "key");
                Draft.put(e, set ? words[1].equals("notin") ? "NotIn" : "In" : requirement.startsWith("!") ? "DoesNotExist" : "Exists", "operator");
                if (set) {
                    Draft.texts(e, DescribedObjects.commas(words[2].replaceAll("[()]", "")), "values");
                }
            }
        }
    }
}
