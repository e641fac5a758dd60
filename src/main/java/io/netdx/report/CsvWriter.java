package io.netdx.report;

import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.Remedy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Format {@code csv}: one line a diagnosis; a cluster without any has one line with its verdict. Times are whole minutes. */
public final class CsvWriter implements ReportWriter {

    static final List<String> COLUMNS = List.of("cluster", "verdict", "rank", "id", "title", "family", "role", "state", "severity", "confidence",
            "kind", "namespace", "name", "affected", "message", "causedBy", "expertise", "minutesToDiagnose", "minutesToResolve", "remedy", "command",
            "risk", "evidence", "place", "suppressed");

    @Override
    public void write(DiagnosisReport report, Appendable out) throws IOException {
        Csv.line(COLUMNS, out);
        lines(report, out);
    }

    /** A line for each diagnosis of each cluster; what could not be read has a line that says why. */
    public void write(AuditReport report, Appendable out) throws IOException {
        Csv.line(COLUMNS, out);
        for (AuditReport.Row row : report.clusters()) {
            if (row.report().isPresent()) {
                lines(row.report().get().named(row.name()), out);
            } else {
                List<String> cells = new ArrayList<>(Collections.nCopies(COLUMNS.size(), ""));
                cells.set(0, row.name());
                cells.set(1, "unread");
                cells.set(COLUMNS.indexOf("message"), row.error());
                Csv.line(cells, out);
            }
        }
    }

    /** The lines of one cluster, without the header. */
    private static void lines(DiagnosisReport report, Appendable out) throws IOException {
        String verdict = lower(report.judgement().verdict());
        for (Diagnosis d : report.judgement().diagnoses()) {
            Csv.line(cells(report, verdict, d), out);
        }
        if (report.judgement().diagnoses().isEmpty()) {
            List<String> cells = new ArrayList<>(Collections.nCopies(COLUMNS.size(), ""));
            cells.set(0, report.cluster().name());
            cells.set(1, verdict);
            Csv.line(cells, out);
        }
    }

    private static List<String> cells(DiagnosisReport report, String verdict, Diagnosis d) {
        List<String> cells = new ArrayList<>(List.of(report.cluster().name(), verdict, d.rank() + "", d.cause().id(), d.cause().title(), d.cause().family(),
                lower(d.role()), lower(d.state()), d.cause().severity().label(), Tree.rounded(d.confidence(), 3).value().toPlainString(),
                d.subject().kind(), d.subject().namespace(), d.subject().name(), d.affected().size() + "", d.message(),
                d.causedBy().map(c -> c.cause() + " on " + c.subject()).orElse(""), d.cause().expertise(),
                d.cause().diagnose().typical().plusSeconds(59).toMinutes() + "", d.cause().resolve().typical().plusSeconds(59).toMinutes() + ""));
        Remedy none = new Remedy("", "", true, "", "", "", "", "", "");
        Remedy remedy = d.remedies().isEmpty() ? none : d.remedies().get(0);
        cells.addAll(List.of(remedy.text(), remedy.command(), remedy.risk()));
        cells.add(d.evidence().isEmpty() ? "" : d.evidence().get(0).text());
        cells.add(d.evidence().isEmpty() ? "" : Words.place(d.evidence().get(0).source()));
        cells.add(report.suppressed(d).map(Suppressed::reason).orElse(""));
        return cells;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
