package io.netdx.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.netdx.Rounds;
import io.netdx.catalog.Cause;
import io.netdx.finding.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the plain formula of expert.md §2.2: every set of up to three faults, multiplied out, no logarithms, no partition. */
class OracleTest {

    static Stream<Long> seeds() {
        return Rounds.seeds(300).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithTheFormula(long seed) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(8);
        int m = 1 + random.nextInt(8);
        double[] leak = new double[m];
        Outcome[] outcome = new Outcome[m];
        double[][] p = new double[n][m];
        double[][] against = new double[n][m];
        double[] prior = new double[n];
        Scene scene = new Scene();
        for (int f = 0; f < m; f++) {
            leak[f] = List.of(0.001, 0.01, 0.05, 0.2).get(random.nextInt(4));
            outcome[f] = Outcome.values()[random.nextInt(3)];
            scene.logical("finding-" + f, leak[f]).outcome("finding-" + f, "Service web", outcome[f]);
        }
        for (int h = 0; h < n; h++) {
            prior[h] = List.of(0.001, 0.01, 0.05, 0.2).get(random.nextInt(4));
            List<Cause.Evidence> explains = new ArrayList<>();
            List<Cause.Evidence> opposes = new ArrayList<>();
            for (int f = 0; f < m; f++) {
                double strength = List.of(0.05, 0.2, 0.5, 0.8, 0.95, 0.999).get(random.nextInt(6));
                if (random.nextInt(3) == 0) {
                    p[h][f] = strength;
                    explains.add(Scene.evidence("finding-" + f, strength));
                } else if (random.nextInt(6) == 0) {
                    against[h][f] = strength;
                    opposes.add(Scene.evidence("finding-" + f, strength));
                }
            }
            scene.cause("dns/cause-" + h, "root", prior[h], explains, opposes, List.of(), List.of())
                    .suspect("dns/cause-" + h, "Service web");
        }

        Graph graph = GraphBuilder.build(scene.inference(), scene.catalog(), Options.standard());
        List<int[]> components = Component.partition(graph);
        for (int[] members : components) {
            Worlds worlds = Component.exact(graph, members);
            double[] expected = marginals(members, prior, leak, outcome, p, against);
            for (int i = 0; i < members.length; i++) {
                assertThat(worlds.marginal()[i]).isCloseTo(expected[i], within(1e-9));
            }
        }
        if (components.size() == 1 || n <= 3) {
            int[] all = java.util.stream.IntStream.range(0, n).toArray();
            double[] expected = marginals(all, prior, leak, outcome, p, against);
            Belief belief = Belief.of(graph);
            if (Stream.of(belief.worlds()).noneMatch(Worlds::base)) {
                assertThat(belief.marginal()).containsExactly(expected, within(1e-9));
            }
        }
    }

    /** Marginals by brute force over the sets of the given hypotheses; the other hypotheses are taken to be absent. */
    private static double[] marginals(int[] members, double[] prior, double[] leak, Outcome[] outcome, double[][] p,
                                      double[][] against) {
        double[] sum = new double[members.length];
        double total = 0;
        for (int set = 0; set < 1 << members.length; set++) {
            if (Integer.bitCount(set) > 3) {
                continue;
            }
            double weight = 1;
            for (int i = 0; i < members.length; i++) {
                int h = members[i];
                if ((set >> i & 1) == 1) {
                    weight *= prior[h] / (1 - prior[h]);
                    for (int f = 0; f < leak.length; f++) {
                        weight *= outcome[f] == Outcome.PRESENT ? 1 - against[h][f] : 1;
                    }
                }
            }
            for (int f = 0; f < leak.length; f++) {
                double none = 1 - leak[f];
                for (int i = 0; i < members.length; i++) {
                    none *= (set >> i & 1) == 1 ? 1 - p[members[i]][f] : 1;
                }
                weight *= outcome[f] == Outcome.PRESENT ? 1 - none : outcome[f] == Outcome.ABSENT ? none : 1;
            }
            total += weight;
            for (int i = 0; i < members.length; i++) {
                sum[i] += (set >> i & 1) == 1 ? weight : 0;
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= total;
        }
        return sum;
    }
}
