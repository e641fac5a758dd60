package io.netdx.train;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Two causes of which a trainee took one for the other. The pair is asked again, on another cluster and by turns with either of the two
 * as what is wrong: on the next day, and after 3, 7 and 14 days while it goes well.
 *
 * @param one    the first of the two by id
 * @param missed how often one was named where it was the other
 * @param inARow how often in a row it was told right since
 * @param due    when it comes again
 */
public record Confusion(String one, String other, int missed, int inARow, Instant due) {

    private static final double NAMED = 0.5;

    private Confusion met(boolean right, Instant at) {
        int row = right ? inARow + 1 : 0;
        return new Confusion(one, other, missed + (right ? 0 : 1), row, at.plus(Duration.ofDays(Record.days(Math.max(1, row)))));
    }

    private boolean has(String cause) {
        return one.equals(cause) || other.equals(cause);
    }

    /** Of the incidents of a record, those pairs first that are due first. */
    public static List<Confusion> of(List<Record.Entry> entries) {
        Map<String, Confusion> pairs = new TreeMap<>();
        for (Record.Entry entry : entries) {
            entry.detail().ifPresent(detail -> add(pairs, entry.at(), detail));
        }
        return pairs.values().stream().sorted(Comparator.comparing(Confusion::due).thenComparing(Confusion::one).thenComparing(Confusion::other)).toList();
    }

    private static void add(Map<String, Confusion> pairs, Instant at, Record.Detail detail) {
        List<String> named = detail.claims().stream().filter(c -> c.confidence() >= NAMED).map(Session.Claim::cause).toList();
        List<String> wrong = named.stream().filter(n -> !detail.causes().contains(n)).toList();
        for (String truth : detail.causes()) {
            boolean right = named.contains(truth);
            if (right && wrong.isEmpty()) {
                pairs.replaceAll((key, pair) -> pair.has(truth) ? pair.met(true, at) : pair);
            }
            // with the right one found, the other was named of something else
            for (String taken : right ? List.<String>of() : wrong) {
                String one = truth.compareTo(taken) < 0 ? truth : taken;
                String other = truth.compareTo(taken) < 0 ? taken : truth;
                Confusion before = pairs.getOrDefault(one + " " + other, new Confusion(one, other, 0, 0, at));
                pairs.put(one + " " + other, before.met(false, at));
            }
        }
    }

    /** The incident that asks a pair again; empty where neither can be simulated. */
    public Optional<Scenario> again() {
        int turn = missed + inARow;
        List<String> order = new ArrayList<>(turn % 2 == 0 ? List.of(one, other) : List.of(other, one));
        return order.stream().flatMap(cause -> Scenarios.again(cause, turn).stream()).findFirst();
    }
}
