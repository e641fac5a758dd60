package io.netdx.fact;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@code metav1.LabelSelector}; the empty one matches everything. */
public record LabelSelector(Map<String, String> matchLabels, List<Requirement> matchExpressions) {

    public static final LabelSelector EVERYTHING = new LabelSelector(Map.of(), List.of());

    /** {@code operator} is {@code In}, {@code NotIn}, {@code Exists} or {@code DoesNotExist}. */
    public record Requirement(String key, String operator, List<String> values) {

        /** As the API server evaluates it; {@code NotIn} also matches a missing key. */
        boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case "In" -> value != null && values.contains(value);
                case "NotIn" -> value == null || !values.contains(value);
                case "Exists" -> value != null;
                case "DoesNotExist" -> value == null;
                default -> false;
            };
        }

        @Override
        public String toString() {
            return switch (operator) {
                case "In", "NotIn" -> key + " " + operator.toLowerCase(java.util.Locale.ROOT) + " (" + String.join(",", values) + ")";
                case "Exists" -> key;
                default -> "!" + key;
            };
        }
    }

    public boolean empty() {
        return matchLabels.isEmpty() && matchExpressions.isEmpty();
    }

    public boolean matches(Map<String, String> labels) {
        for (Map.Entry<String, String> wanted : matchLabels.entrySet()) {
            if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
                return false;
            }
        }
        for (Requirement requirement : matchExpressions) {
            if (!requirement.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** kubectl's notation, usable after {@code -l}. */
    @Override
    public String toString() {
        return empty() ? "<all>" : Stream.concat(
                new TreeMap<>(matchLabels).entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()),
                matchExpressions.stream().map(Requirement::toString)).collect(Collectors.joining(","));
    }
}
