package io.netdx.reason;

/**
 * The constants of the method; numbers of single causes and findings stand in the catalogue.
 *
 * @param capStrength strongest link of a finding that is not logical; with {@code capLeak} this is ±13 dB (expert.md §2.2)
 * @param capLeak     least leak of a finding that is not logical
 * @param attenuation what is left of a link for each step up a causal chain (band "nearly always")
 * @param chainDepth  steps of a chain over which links are inherited
 * @param maxFaults   faults at work at once, in one component
 * @param exactUpTo   hypotheses of a component up to which all sets are enumerated: 40 make 10 701 sets (expert.md §2.6)
 * @param unexplained a present symptom that is less probable than this is not accounted for (expert.md §2.6)
 * @param diagnosed   least probability of a diagnosis
 * @param undecided   least probability of a candidate that is listed for want of a diagnosis
 * @param unproven    most that behaviour alone makes of a cause whose own configuration or status nobody collected: it is a suspect,
 *                    and its next test is to look at just that
 * @param settled     probability from which a diagnosis only wants confirming
 */
public record Options(double capStrength, double capLeak, double attenuation, int chainDepth, int maxFaults, int exactUpTo,
                      double unexplained, double diagnosed, double undecided, double unproven, double settled) {

    public static Options standard() {
        return new Options(0.95, 0.05, 0.95, 8, 3, 40, 0.3, 0.5, 0.15, 0.45, 0.95);
    }
}
