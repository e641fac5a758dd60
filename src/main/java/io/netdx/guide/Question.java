package io.netdx.guide;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A test that may be asked for.
 *
 * @param ask       what is to be found out
 * @param command   what to run, names filled in; empty where no command answers it
 * @param expertise who can do it
 * @param risk      what it may disturb, as minutes
 * @param layer     step of the layered procedure; {@code quick} for quick wins; empty for tests of single causes
 * @param options   outcomes, the last one of a cause's test is "none of these"
 */
public record Question(String id, String ask, String command, Duration time, String expertise, double risk, String layer, List<Option> options) {

    /**
     * An outcome.
     *
     * @param suspects   keys of those of which it is the sign; empty where it is none's alone
     * @param likelihood of the outcome, for each suspect in the order of {@link Belief#suspects()}, and last for "something else"
     * @param special    those of which it differs from {@code common}
     */
    public record Option(String id, String says, List<String> suspects, double[] likelihood, double common, int[] special) {

        static Option of(String id, String says, List<String> suspects, double[] likelihood) {
            double common = likelihood[likelihood.length - 1];
            int[] special = IntStream.range(0, likelihood.length).filter(i -> likelihood[i] != common).toArray();
            return new Option(id, says, suspects, likelihood, common, special);
        }
    }

    public Optional<Option> option(String option) {
        return options.stream().filter(o -> o.id().equals(option)).findFirst();
    }

    double minutes() {
        return time.toSeconds() / 60.0;
    }
}
