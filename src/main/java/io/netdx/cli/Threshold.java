package io.netdx.cli;

import io.netdx.catalog.Severity;
import io.netdx.reason.Judgement;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * From where on a run fails, and how much of it must have been seen.
 *
 * @param severity    of an active diagnosis; empty for never
 * @param minCoverage per cent of the checks
 */
record Threshold(Optional<Severity> severity, int minCoverage) {

    private static final double DIAGNOSED = 0.5;

    /** @param failOn a severity or {@code never} */
    static Threshold of(String failOn, int minCoverage) {
        if (minCoverage < 0 || minCoverage > 100) {
            throw new UsageException("--min-coverage is a percentage between 0 and 100");
        }
        if (failOn.equalsIgnoreCase("never")) {
            return new Threshold(Optional.empty(), minCoverage);
        }
        try {
            return new Threshold(Optional.of(Severity.valueOf(failOn.toUpperCase(Locale.ROOT))), minCoverage);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--fail-on knows no severity " + failOn);
        }
    }

    /** @param counted diagnoses that may fail a run at all */
    boolean fails(Judgement judgement, Predicate<Judgement.Diagnosis> counted) {
        return severity.isPresent() && judgement.diagnoses().stream().anyMatch(d -> d.state() == Judgement.State.ACTIVE
                && d.confidence() >= DIAGNOSED && d.cause().severity().compareTo(severity.get()) >= 0 && counted.test(d));
    }

    boolean covered(Judgement judgement) {
        return judgement.checks() == 0 || 100 * (judgement.checks() - judgement.notMade()) >= minCoverage * judgement.checks();
    }
}
