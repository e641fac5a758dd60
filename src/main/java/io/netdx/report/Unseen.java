package io.netdx.report;

import io.netdx.reason.Judgement.NotEvaluated;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was not looked at, and what hangs on it.
 *
 * @param needs  kind that is missing
 * @param checks finding types that could not be evaluated for want of it
 * @param swing  how far one of them could move the verdict at most, 0..1
 */
public record Unseen(String needs, String reason, int checks, double swing) {

    /** Kinds that most snapshots lack and few engineers can add. */
    private static final Set<String> OPTIONAL = Set.of("Metric", "Alert");
    /** Less moves nothing but a standing risk. */
    private static final double MOVES = 0.05;

    /**
     * In the order in which the judgement names the kinds: what could move it furthest first. Figures of monitoring are named only
     * where they could move the verdict.
     */
    public static List<Unseen> of(List<NotEvaluated> checks) {
        Map<List<String>, Set<String>> findings = new LinkedHashMap<>();
        Map<List<String>, Double> swings = new LinkedHashMap<>();
        for (NotEvaluated n : checks) {
            List<String> key = List.of(n.needs(), n.reason());
            findings.computeIfAbsent(key, k -> new HashSet<>()).add(n.finding());
            swings.merge(key, n.swing(), Math::max);
        }
        List<Unseen> list = new ArrayList<>();
        findings.forEach((key, ids) -> {
            if (!OPTIONAL.contains(key.get(0)) || swings.get(key) > MOVES) {
                list.add(new Unseen(key.get(0), key.get(1), ids.size(), swings.get(key)));
            }
        });
        return list;
    }

    /** {@code NetworkPolicy was not collected}. */
    public String sentence() {
        return switch (reason) {
            case "NOT_COLLECTED" -> needs + " was not collected";
            case "FORBIDDEN" -> needs + " was forbidden to read";
            case "PARTIAL" -> needs + " was seen in part";
            case "UNSUPPORTED" -> needs + " is not supported";
            case "STALE" -> needs + " is stale";
            case "CUT" -> needs + " was cut off by a limit";
            default -> needs + " is " + Words.lower(reason);
        };
    }
}
