package io.netdx.report;

/**
 * Somebody has decided to live with a diagnosis: it counts for no exit status, and text shows it only on demand.
 *
 * @param reason in the words of whoever decided
 * @param until  last day on which it holds, {@code 2027-01-31}; empty for ever
 * @param by     where that was written
 */
public record Suppressed(String reason, String until, String by) {
}
