package io.netdx.suppress;

import io.netdx.report.DiagnosisReport;
import java.util.List;
import java.util.Set;

/**
 * A report with its suppressed diagnoses marked.
 *
 * @param warnings what somebody should look at, one line each: expired, of no known cause, broken, matching nothing in its own cluster
 * @param matched  suppressions that are about a diagnosis of this report, in force or not
 */
public record Applied(DiagnosisReport report, List<String> warnings, Set<Suppression> matched) {
}
