package io.netdx.model.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/** The rewrite plugin, as far as it changes names: {@code [continue|stop] name [exact|prefix|suffix|substring|regex] FROM TO}. */
final class Rewrites {

    private static final Set<String> KINDS = Set.of("exact", "prefix", "suffix", "substring", "regex");

    /** The name that goes on; {@code unclear} where a rule could not be evaluated. */
    record Outcome(String name, boolean unclear) {
    }

    private Rewrites() {
    }

    static Outcome apply(Corefile.Block block, String name) {
        String current = name;
        for (Corefile.Plugin rewrite : block.all("rewrite")) {
            Optional<List<String>> rule = rule(rewrite);
            if (rule.isPresent()) {
                Optional<String> changed = change(rule.get(), current);
                if (changed.isEmpty()) {
                    return new Outcome(current, true);
                }
                boolean goesOn = !rewrite.args().isEmpty() && rewrite.args().get(0).equals("continue");
                if (!changed.get().equals(current) && !goesOn) {
                    return new Outcome(changed.get(), false);
                }
                current = changed.get();
            }
        }
        return new Outcome(current, false);
    }

    /** {@code KIND FROM TO} of a rule about names, in one line or in a block. */
    private static Optional<List<String>> rule(Corefile.Plugin rewrite) {
        List<String> words = new ArrayList<>(rewrite.args());
        if (!words.isEmpty() && (words.get(0).equals("continue") || words.get(0).equals("stop"))) {
            words.remove(0);
        }
        if (words.isEmpty() && !rewrite.body().isEmpty()) {
            words.addAll(rewrite.body().get(0));
        }
        if (words.size() < 3 || !words.get(0).equals("name")) {
            return Optional.empty();
        }
        words.remove(0);
        if (!KINDS.contains(words.get(0))) {
            words.add(0, "exact");
        }
        return words.size() < 3 ? Optional.empty() : Optional.of(words);
    }

    /** The name after the rule, itself where the rule does not apply; empty where that cannot be told. */
    private static Optional<String> change(List<String> rule, String name) {
        String from = rule.get(1);
        String to = rule.get(2);
        return switch (rule.get(0)) {
            case "exact" -> Optional.of(Corefile.zone(from).equals(name) ? Corefile.zone(to) : name);
            case "prefix" -> Optional.of(name.startsWith(from) ? to + name.substring(from.length()) : name);
            case "suffix" -> Optional.of(name.endsWith(dotted(from)) ? name.substring(0, name.length() - dotted(from).length()) + dotted(to) : name);
            case "substring" -> Optional.of(name.replace(from, to));
            default -> regex(from, to, name);
        };
    }

    private static String dotted(String suffix) {
        return suffix.endsWith(".") ? suffix : suffix + ".";
    }

    private static Optional<String> regex(String from, String to, String name) {
        Optional<Optional<Matcher>> match = SafePattern.find(from, name);
        if (match.isEmpty() || match.get().isEmpty()) {
            return match.isEmpty() ? Optional.empty() : Optional.of(name);
        }
        String result = to;
        for (int i = 0; i <= match.get().get().groupCount(); i++) {
            String group = match.get().get().group(i);
            result = result.replace("{" + i + "}", group == null ? "" : group);
        }
        return Optional.of(dotted(result));
    }
}
