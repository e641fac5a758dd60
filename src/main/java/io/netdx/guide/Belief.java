package io.netdx.guide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What is believed after the answers: one cause is looked for, then perhaps a second one.
 *
 * @param suspects    in a fixed order
 * @param probability of each, and last of "something else"; adds up to one
 * @param actions     number of what mends each suspect, from 0; the last is that of "something else"
 */
public record Belief(List<Suspect> suspects, double[] probability, int[] actions) {

    static Belief of(List<Suspect> suspects) {
        double[] p = new double[suspects.size() + 1];
        int[] actions = new int[p.length];
        Map<String, Integer> numbers = new HashMap<>();
        double sum = 0;
        for (int i = 0; i < suspects.size(); i++) {
            p[i] = suspects.get(i).weight();
            sum += p[i];
            int next = numbers.size();
            actions[i] = numbers.computeIfAbsent(suspects.get(i).action(), a -> next);
        }
        p[suspects.size()] = Math.max(1 - sum, 1e-4);
        actions[suspects.size()] = numbers.size();
        return new Belief(suspects, normal(p), actions);
    }

    Belief given(Question.Option option) {
        double[] p = probability.clone();
        for (int i = 0; i < p.length; i++) {
            p[i] *= option.likelihood()[i];
        }
        return new Belief(suspects, normal(p), actions);
    }

    /** Without what is not the cause, or not the only one: as if the trouble had another. */
    Belief without(String key) {
        double[] p = probability.clone();
        for (int i = 0; i < suspects.size(); i++) {
            p[i] *= suspects.get(i).key().equals(key) ? 1e-4 : 1;
        }
        return new Belief(suspects, normal(p), actions);
    }

    private static double[] normal(double[] p) {
        double sum = 0;
        for (double x : p) {
            sum += x;
        }
        for (int i = 0; i < p.length; i++) {
            p[i] /= sum;
        }
        return p;
    }

    double chance(Question.Option option) {
        double chance = 0;
        for (int i = 0; i < probability.length; i++) {
            chance += probability[i] * option.likelihood()[i];
        }
        return chance;
    }

    /** Suspects by probability, then in their order. */
    public List<Integer> ranked() {
        return IntStream.range(0, suspects.size()).boxed().sorted(Comparator.<Integer>comparingDouble(i -> -probability[i]).thenComparing(i -> i)).toList();
    }

    /** Probability that what mends a suspect is the thing to do. */
    public double action(int suspect) {
        double sum = 0;
        for (int i = 0; i < suspects.size(); i++) {
            sum += actions[i] == actions[suspect] ? probability[i] : 0;
        }
        return sum;
    }

    /** Families by name. */
    public Map<String, Double> families() {
        Map<String, Double> families = new LinkedHashMap<>();
        List<Integer> order = new ArrayList<>(IntStream.range(0, suspects.size()).boxed().toList());
        order.sort(Comparator.comparing(i -> suspects.get(i).cause().family()));
        order.forEach(i -> families.merge(suspects.get(i).cause().family(), probability[i], Double::sum));
        return families;
    }

    public double of(String key) {
        return IntStream.range(0, suspects.size()).filter(i -> suspects.get(i).key().equals(key)).mapToDouble(i -> probability[i]).sum();
    }

    /** Probability that each action is the thing to do. */
    double[] byAction() {
        double[] sums = new double[actions[actions.length - 1] + 1];
        for (int i = 0; i < probability.length; i++) {
            sums[actions[i]] += probability[i];
        }
        return sums;
    }
}
