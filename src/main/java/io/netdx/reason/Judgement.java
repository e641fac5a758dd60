package io.netdx.reason;

import io.netdx.catalog.Cause;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.finding.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The differential's answer. All lists are in their final order.
 *
 * @param diagnoses    active ones by rank, each consequence after its root; then latent ones
 * @param unexplained  symptoms that no diagnosis accounts for
 * @param notEvaluated checks that could not be made, the one that could move the verdict furthest first
 * @param next         tests worth their minutes, best first
 * @param blind        where a complaint would show and nobody looked, in words
 * @param checks       checks of the catalogue that apply here
 * @param notMade      how many of them could not be evaluated
 */
public record Judgement(Verdict verdict, List<Diagnosis> diagnoses, List<Unexplained> unexplained,
                        List<NotEvaluated> notEvaluated, List<NextTest> next, List<String> blind, int checks, int notMade) {

    /** The same answer with less of it shown; the verdict is what it was. */
    public Judgement showing(List<Diagnosis> kept, List<Unexplained> left, List<NextTest> tests) {
        return new Judgement(verdict, kept, left, notEvaluated, tests, blind, checks, notMade);
    }

    public enum Verdict { FAULTY, HEALTHY, UNDETERMINED }

    public enum Role { ROOT, CONSEQUENCE, CONTRIBUTING }

    /** Latent: a standing anomaly that no symptom names. */
    public enum State { ACTIVE, LATENT }

    /**
     * A cause on an object.
     *
     * @param rank       1-based, in list order
     * @param message    the catalogue's sentence with names filled in
     * @param affected   objects that suffer, sorted, without doubles; the report may sample them
     * @param confidence probability, 0..1
     * @param causedBy   the root, for a consequence
     * @param opposing   findings that it should explain and that are absent, or that speak against it, are in
     *                   {@code evidence} too, with negative decibans
     */
    public record Diagnosis(int rank, Cause cause, ObjectRef subject, Role role, State state, double confidence,
                            String message, List<ObjectRef> affected, List<Evidence> evidence, List<Rival> rivals,
                            Optional<CauseOn> causedBy, List<Remedy> remedies, List<NextTest> tests) {

        /** The same with other words or another severity of its cause. */
        public Diagnosis with(Cause other) {
            return new Diagnosis(rank, other, subject, role, state, confidence, message, affected, evidence, rivals, causedBy, remedies, tests);
        }
    }

    /** A cause id with its object. */
    public record CauseOn(String cause, ObjectRef subject) {
    }

    /** One line of the ledger. {@code decibans}: 10·log10 of the likelihood ratio with and without the diagnosis. */
    public record Evidence(String finding, ObjectRef subject, Outcome outcome, double decibans, String text,
                           Provenance source) {
    }

    public record Rival(String cause, ObjectRef subject, double confidence, String discriminatedBy) {
    }

    /** A remedy with names filled in; empty strings where the catalogue has none. */
    public record Remedy(String text, String command, boolean reversible, String risk, String verify, String rollback, String danger, String backup,
                         String narrower) {
    }

    public record Unexplained(String finding, ObjectRef subject, String text, boolean grave, Provenance source) {
    }

    /** {@code swing}: how far the probability of the leading hypothesis, or of a new one, could move, 0..1. */
    public record NotEvaluated(String finding, String cause, ObjectRef subject, String reason, String needs, double swing) {
    }

    /** A test with names filled in; {@code discriminates} lists cause ids. */
    public record NextTest(String test, String command, Duration time, String expertise, String confirms, String refutes,
                           List<String> discriminates) {
    }
}
