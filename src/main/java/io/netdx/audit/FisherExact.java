package io.netdx.audit;

/**
 * Fisher's exact test, one-sided: how often chance alone deals at least as many of the marked to one side.
 *
 * @see <a href="https://doi.org/10.2307/2340521">R. A. Fisher, On the Interpretation of χ2 from Contingency Tables, and the Calculation of P</a>
 */
final class FisherExact {

    private final double[] logFactorial;

    /** @param most of all four cells together */
    FisherExact(int most) {
        logFactorial = new double[most + 1];
        for (int i = 1; i <= most; i++) {
            logFactorial[i] = logFactorial[i - 1] + Math.log(i);
        }
    }

    /**
     * The probability, 0..1, that of {@code with + othersWith} marked clusters dealt at random {@code with} or more fall to the {@code all} and
     * the rest to the {@code others}.
     */
    double chance(int with, int all, int othersWith, int others) {
        int marked = with + othersWith;
        double sum = 0;
        for (int k = with; k <= Math.min(all, marked); k++) {
            if (marked - k <= others) {
                sum += Math.exp(choose(all, k) + choose(others, marked - k) - choose(all + others, marked));
            }
        }
        return Math.min(1, sum);
    }

    private double choose(int n, int k) {
        return logFactorial[n] - logFactorial[k] - logFactorial[n - k];
    }
}
