package io.netdx.catalog;

import java.time.Duration;
import java.util.List;

/**
 * Words and numbers of one cause; its rules stand in the file of the same stem.
 *
 * @param id         {@code family/slug}
 * @param aliases    ids of the same cause elsewhere (fault catalogue, earlier names)
 * @param role       {@code root} or {@code contributing}; consequences follow from chains
 * @param mechanism  one sentence: why the symptom follows from the cause
 * @param message    template over the hypothesis' args and {@code {subject}}, {@code {namespace}}, {@code {name}}
 * @param severity   harm if true, never belief
 * @param prior      base rate before any evidence, 0..1
 * @param evidence   findings that it explains
 * @param against    findings whose presence speaks against it
 * @param coverage   kinds that must be completely seen before absence of its findings is concluded
 * @param explains   ids of symptom findings that it could explain, for saying what an unknown could change
 */
public record Cause(String id, String title, String status, List<String> aliases, List<String> claims, String role,
                    String mechanism, String message, Severity severity, double prior, String priorOrigin,
                    String expertise, Time diagnose, Time resolve,
                    List<Evidence> evidence, List<Evidence> against, List<String> facts, List<String> coverage,
                    List<Rival> rivals, List<FalsePositive> falsePositives, List<TestSpec> tests,
                    List<Remedy> remedies, List<String> references, String trainingHint) {

    /** {@code strength} is the probability of the finding, given the cause (for {@code against}: of its opposite). */
    public record Evidence(String finding, double strength, boolean expected) {
    }

    /** A documented time. */
    public record Time(Duration typical, Duration worst, String origin) {
    }

    public record Rival(String id, String discriminatedBy) {
    }

    public record FalsePositive(String when, String caseName) {
    }

    /** A test that a person runs; templates as in {@code message}. */
    public record TestSpec(String id, String command, int minutes, String expertise, String confirms, String refutes) {
    }

    /**
     * A remedy that a person runs; templates as in {@code message}.
     *
     * @param danger   what it takes away or interrupts; empty where it does no harm
     * @param backup   command that keeps what there is before a dangerous one; empty where there is nothing to keep
     * @param narrower what to try first in place of a dangerous one
     */
    public record Remedy(String text, String command, boolean reversible, String risk, String verify, String rollback, String danger, String backup,
                         String narrower) {
    }

    public String family() {
        return id.substring(0, id.indexOf('/'));
    }

    /** The same cause with another harm. */
    public Cause with(Severity other) {
        return new Cause(id, title, status, aliases, claims, role, mechanism, message, other, prior, priorOrigin, expertise, diagnose, resolve, evidence, against,
                facts, coverage, rivals, falsePositives, tests, remedies, references, trainingHint);
    }

    /** Only these run without being asked for. */
    public boolean enabled() {
        return status.equals("test") || status.equals("stable");
    }
}
