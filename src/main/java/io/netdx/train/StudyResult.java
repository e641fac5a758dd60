package io.netdx.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What a study found: how much better people did at the set that they took second than at the one they took first.
 *
 * @param people    who finished both sets
 * @param left      who did not, and are left out
 * @param before    mean score of the first set, 0 to 100
 * @param after     of the second
 * @param effect    mean difference over the mean of both standard deviations, with Hedges' correction for small samples; 0 where nobody differs
 * @param low       of a 95 % interval of the effect, from 2000 resamples of people
 * @param harmful   incidents with a harmful change before and after, per person
 * @param verified  share of the marks for verification before and after
 */
public record StudyResult(int people, int left, double before, double after, double effect, double low, double high, List<Double> harmful, List<Double> verified) {

    private static final int RESAMPLES = 2000;
    private static final double TAIL = 0.025;

    /** Means of one person, first set and second. */
    private record Person(double[] score, double[] harmful, double[] verified) {
    }

    /**
     * Compares.
     *
     * @param records of one person each
     */
    public static StudyResult of(List<List<Record.Entry>> records, long seed) {
        List<Person> people = records.stream().flatMap(r -> person(r).stream()).toList();
        double[] effects = new double[RESAMPLES];
        Random random = new Random(seed);
        for (int i = 0; i < RESAMPLES && !people.isEmpty(); i++) {
            List<Person> drawn = new ArrayList<>();
            for (int j = 0; j < people.size(); j++) {
                drawn.add(people.get(random.nextInt(people.size())));
            }
            effects[i] = effect(drawn);
        }
        Arrays.sort(effects);
        return new StudyResult(people.size(), records.size() - people.size(), mean(people, p -> p.score()[0]), mean(people, p -> p.score()[1]), effect(people), effects[(int) (TAIL * RESAMPLES)],
                effects[(int) ((1 - TAIL) * RESAMPLES) - 1], List.of(mean(people, p -> p.harmful()[0]), mean(people, p -> p.harmful()[1])),
                List.of(mean(people, p -> p.verified()[0]), mean(people, p -> p.verified()[1])));
    }

    /** The first try at each incident counts; of the sets of one study, that of the earliest incident comes first. */
    private static List<Person> person(List<Record.Entry> entries) {
        Map<String, Map<String, Record.Entry>> sets = new TreeMap<>();
        List<String> order = new ArrayList<>();
        for (Record.Entry entry : entries) {
            Study.setOf(entry.scenario()).ifPresent(set -> {
                String key = String.join(" ", set);
                sets.computeIfAbsent(key, k -> new TreeMap<>()).putIfAbsent(entry.scenario(), entry);
                if (!order.contains(key)) {
                    order.add(key);
                }
            });
        }
        boolean done = order.size() >= 2 && order.subList(0, 2).stream().allMatch(set -> sets.getOrDefault(set, Map.of()).size() == Study.rows());
        if (!done) {
            return List.of();
        }
        double[] score = new double[2];
        double[] harmful = new double[2];
        double[] verified = new double[2];
        for (int i = 0; i < 2; i++) {
            List<Record.Entry> set = List.copyOf(sets.getOrDefault(order.get(i), Map.of()).values());
            score[i] = set.stream().mapToInt(Record.Entry::score).average().orElse(0);
            harmful[i] = set.stream().filter(e -> e.safe() < Score.SAFE).count();
            verified[i] = set.stream().flatMap(e -> e.detail().stream()).mapToDouble(d -> d.parts().verified()).average().orElse(0);
        }
        return List.of(new Person(score, harmful, verified));
    }

    private static double mean(List<Person> people, ToDoubleFunction<Person> of) {
        return people.stream().mapToDouble(of).average().orElse(0);
    }

    private static double effect(List<Person> people) {
        double spread = (deviation(people, 0) + deviation(people, 1)) / 2;
        double difference = mean(people, p -> p.score()[1]) - mean(people, p -> p.score()[0]);
        double small = people.size() < 2 ? 0 : 1 - 3.0 / (4 * (people.size() - 1) - 1);
        return spread == 0 ? 0 : small * difference / spread;
    }

    private static double deviation(List<Person> people, int set) {
        double mean = mean(people, p -> p.score()[set]);
        return people.size() < 2 ? 0 : Math.sqrt(people.stream().mapToDouble(p -> Math.pow(p.score()[set] - mean, 2)).sum() / (people.size() - 1));
    }
}
