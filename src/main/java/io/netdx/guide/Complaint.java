package io.netdx.guide;

import java.util.List;
import java.util.Map;

/**
 * What the user complains of.
 *
 * @param words   as they were said; empty where nothing was
 * @param kinds   ids of what the table of complaints recognised in them
 * @param present ids of findings that are present, as the user says
 * @param weights families or causes that are more likely
 * @param names   {@code client}, {@code target} and their namespaces, as far as they were said
 * @param boosts  causes whose own words were used, above 1
 */
public record Complaint(String words, List<String> kinds, List<String> present, Map<String, Double> weights, Map<String, String> names,
                        Map<String, Double> boosts) {

    public static final Complaint NONE = new Complaint("", List.of(), List.of(), Map.of(), Map.of(), Map.of());
}
