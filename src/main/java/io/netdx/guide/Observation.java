package io.netdx.guide;

import io.netdx.catalog.Cause;
import io.netdx.catalog.FindingType;
import io.netdx.catalog.Yaml;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What anybody can look at before a cause is suspected ({@code facts/knowledge/observations.yaml}).
 *
 * @param layer   step of the source document's layered procedure that it is; empty for others
 * @param quick   one of that document's quick wins
 * @param command template; empty for a question that no command answers
 * @param risk    what it may disturb, as minutes
 */
record Observation(String id, String layer, boolean quick, String ask, String command, Duration time, String expertise, double risk, List<Outcome> outcomes) {

    /**
     * One way in which it may come out.
     *
     * @param present ids of findings that are then present
     * @param absent  ids of findings that are then absent
     * @param base    how often it is seen beside the others, where the findings do not tell
     * @param weights families or causes of which it is seen more often, or less
     * @param none    kind of which there is then no object; empty for most
     * @param words   what its output has in it
     */
    record Outcome(String id, String says, List<String> present, List<String> absent, double base, Map<String, Double> weights, String none,
                   List<String> words) {

        double weight(Cause cause) {
            return weights.getOrDefault(cause.id(), weights.getOrDefault(cause.family(), 1.0));
        }

        /** Findings that decide, whatever the outcome: whoever knows them all knows the answer. */
        boolean told() {
            return !present.isEmpty() || !absent.isEmpty();
        }
    }

    Optional<Outcome> outcome(String outcome) {
        return outcomes.stream().filter(o -> o.id().equals(outcome)).findFirst();
    }

    /** @param findings types by id, to refuse names that nothing knows */
    static List<Observation> of(Yaml table, Map<String, FindingType> findings) {
        return table.rows("observations").stream().map(row -> of(row, findings, outcomes(row, findings))).toList();
    }

    private static Observation of(Yaml row, Map<String, FindingType> findings, List<Outcome> outcomes) {
        if (outcomes.size() < 2) {
            throw row.wrong("outcomes", "are fewer than two: " + row.text("id"));
        }
        try {
            return new Observation(row.text("id"), row.text("layer", ""), row.text("quick", "false").equals("true"), row.text("ask"), row.text("command"),
                    Duration.parse(row.text("time")), row.text("expertise"), Double.parseDouble(row.text("risk", "0")), outcomes);
        } catch (DateTimeException e) {
            throw row.wrong("time", "is no ISO-8601 duration");
        }
    }

    private static List<Outcome> outcomes(Yaml row, Map<String, FindingType> findings) {
        return row.rows("outcomes").stream().map(o -> new Outcome(o.text("id"), o.text("says"), known(o, "present", findings), known(o, "absent", findings),
                Double.parseDouble(o.text("base", "1")), weights(o), o.text("none", ""), o.texts("words"))).toList();
    }

    static List<String> known(Yaml row, String field, Map<String, FindingType> findings) {
        List<String> ids = row.texts(field);
        ids.stream().filter(id -> !findings.containsKey(id)).findFirst().ifPresent(id -> {
            throw row.wrong(field, "names a finding that is defined nowhere: " + id);
        });
        return ids;
    }

    static Map<String, Double> weights(Yaml row) {
        Map<String, Double> weights = new LinkedHashMap<>();
        Yaml map = row.child("weights");
        map.fields().forEach(name -> weights.put(name, map.number(name)));
        return Map.copyOf(weights);
    }
}
