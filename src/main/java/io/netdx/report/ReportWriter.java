package io.netdx.report;

import java.io.IOException;

/** Writes a report in one format. */
public interface ReportWriter {

    /**
     * Writes the whole report, ending in a line feed.
     *
     * @throws IOException if {@code out} throws it
     */
    void write(DiagnosisReport report, Appendable out) throws IOException;
}
