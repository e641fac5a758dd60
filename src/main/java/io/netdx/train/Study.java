package io.netdx.train;

import io.netdx.simulate.inject.Injector;
import io.netdx.simulate.inject.Injectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Three sets of incidents that are as hard as each other, for comparing people before and after training and some weeks later. The incidents
 * of one row have the same class of fault on clusters of the same make, of which each is another. Equal seeds give equal sets.
 */
public record Study(long seed) {

    public static final List<String> SETS = List.of("a", "b", "c");
    /** Stage of each row. */
    private static final List<Integer> STAGES = List.of(1, 1, 1, 2, 2, 2, 3, 3);
    private static final String PREFIX = "study-";
    private static final Pattern ID = Pattern.compile("study-([0-9]{1,9})-([abc])-([1-8])");
    private static final int PROFILES = 6;

    /**
     * Incidents that match.
     *
     * @param fault class of the fault, which no participant is told
     */
    public record Row(int number, int stage, String fault, List<Scenario> scenarios) {
    }

    /** How a participant goes through the sets: {@code [b, a, c]}. */
    public record Participant(int number, List<String> order) {
    }

    public static int rows() {
        return STAGES.size();
    }

    public List<Row> all() {
        List<Row> rows = new ArrayList<>();
        for (int number = 1; number <= STAGES.size(); number++) {
            rows.add(row(number));
        }
        return rows;
    }

    /** @return empty where the id is none of a study's */
    static Optional<Scenario> find(String id) {
        Matcher parts = ID.matcher(id);
        return parts.matches() ? Optional.of(new Study(Long.parseLong(parts.group(1))).row(Integer.parseInt(parts.group(3))).scenarios().get(SETS.indexOf(parts.group(2)))) : Optional.empty();
    }

    /** The row of an incident's id, and its set: {@code [study-7, a]}; empty where it is none of a study's. */
    static Optional<List<String>> setOf(String id) {
        Matcher parts = ID.matcher(id);
        return parts.matches() ? Optional.of(List.of(PREFIX + parts.group(1), parts.group(2))) : Optional.empty();
    }

    /** Rows of the same stage draw from different classes, so that none comes twice. */
    private Row row(int number) {
        int stage = STAGES.get(number - 1);
        int first = STAGES.indexOf(stage);
        int step = Collections.frequency(STAGES, stage);
        List<String> classes = new ArrayList<>(Injectors.all().stream().map(Injector::name).filter(name -> Scenarios.teaches(stage, name)).toList());
        Collections.shuffle(classes, new Random(seed * 10 + stage));
        Random random = new Random(seed * 100 + number);
        for (int i = number - 1 - first; i < classes.size(); i += step) {
            for (int attempt = 0; attempt < PROFILES; attempt++) {
                Optional<List<Scenario>> matched = Scenarios.matched(SETS.stream().map(set -> PREFIX + seed + "-" + set + "-" + number).toList(), stage, classes.get(i), random);
                if (matched.isPresent()) {
                    return new Row(number, stage, classes.get(i), matched.get());
                }
            }
        }
        throw new IllegalStateException("no incidents for row " + number + " of seed " + seed);
    }

    /** Every order of the sets as often as every other, within one; who gets which is drawn. */
    public List<Participant> participants(int count) {
        List<List<String>> orders = List.of(List.of("a", "b", "c"), List.of("b", "a", "c"), List.of("a", "c", "b"), List.of("c", "a", "b"), List.of("b", "c", "a"), List.of("c", "b", "a"));
        Random random = new Random(seed);
        List<Participant> all = new ArrayList<>();
        List<List<String>> block = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            if (block.isEmpty()) {
                block.addAll(orders);
                Collections.shuffle(block, random);
            }
            all.add(new Participant(number, block.remove(0)));
        }
        return all;
    }
}
