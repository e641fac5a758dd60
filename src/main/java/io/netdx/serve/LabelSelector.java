package io.netdx.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameter {@code labelSelector}: {@code app=cart,tier!=db,zone in (a,b),!legacy,replicas>1}. */
final class LabelSelector {

    private static final String KEY = "([A-Za-z0-9][-A-Za-z0-9_./]*)";
    private static final Pattern SET = Pattern.compile(KEY + "\\s+(in|notin)\\s*\\(([^()]*)\\)");
    private static final Pattern COMPARED = Pattern.compile(KEY + "\\s*(==|=|!=|>|<)\\s*([-A-Za-z0-9_.]*)");
    private static final Pattern EXISTS = Pattern.compile("(!?)\\s*" + KEY);
    /** Commas between parentheses belong to a set. */
    private static final Pattern COMMA = Pattern.compile(",(?![^(]*\\))");

    private LabelSelector() {
    }

    /** @throws ApiException where it is no selector */
    static Predicate<Map<String, String>> parse(String text) {
        List<Predicate<Map<String, String>>> all = new ArrayList<>();
        if (!text.isBlank()) {
            for (String part : COMMA.split(text, -1)) {
                all.add(requirement(part.strip(), text));
            }
        }
        return labels -> all.stream().allMatch(r -> r.test(labels));
    }

    private static Predicate<Map<String, String>> requirement(String part, String whole) {
        Matcher set = SET.matcher(part);
        if (set.matches()) {
            Set<String> values = Set.copyOf(Arrays.stream(set.group(3).split(",")).map(String::strip).toList());
            String key = set.group(1);
            return set.group(2).equals("in") ? labels -> labels.containsKey(key) && values.contains(labels.get(key))
                    : labels -> !labels.containsKey(key) || !values.contains(labels.get(key));
        }
        Matcher compared = COMPARED.matcher(part);
        if (compared.matches()) {
            return compared(compared.group(1), compared.group(2), compared.group(3), whole);
        }
        Matcher exists = EXISTS.matcher(part);
        if (exists.matches()) {
            boolean wanted = exists.group(1).isEmpty();
            return labels -> labels.containsKey(exists.group(2)) == wanted;
        }
        throw malformed(whole);
    }

    private static Predicate<Map<String, String>> compared(String key, String operator, String value, String whole) {
        return switch (operator) {
            case "=", "==" -> labels -> value.equals(labels.get(key));
            case "!=" -> labels -> !value.equals(labels.get(key));
            default -> {
                long bound = number(value, whole);
                yield labels -> labels.getOrDefault(key, "").matches("-?[0-9]{1,18}")
                        && (operator.equals(">") ? Long.parseLong(labels.get(key)) > bound : Long.parseLong(labels.get(key)) < bound);
            }
        };
    }

    private static long number(String value, String whole) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw malformed(whole);
        }
    }

    private static ApiException malformed(String whole) {
        return ApiException.badRequest("unable to parse requirement: " + whole);
    }
}
