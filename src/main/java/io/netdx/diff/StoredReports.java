package io.netdx.diff;

import io.netdx.catalog.Yaml;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Plain;
import io.netdx.report.DiffReport.Look;
import io.netdx.report.DiffReport.Standing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads what {@code diagnose} and {@code audit} wrote with {@code -o json} or {@code -o yaml}. */
public final class StoredReports {

    private static final int HEAD = 400;
    private static final Pattern REPORT = Pattern.compile("\\bapiVersion\"?:\\s*\"?netdx/v1\"?,?\\s+\"?kind\"?:\\s*\"?(DiagnosisReport|AuditReport)\\b");

    private StoredReports() {
    }

    /** Whether a file begins as a report does. */
    public static boolean is(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return REPORT.matcher(new String(in.readNBytes(HEAD), StandardCharsets.UTF_8)).find();
        }
    }

    /**
     * The clusters of a report; of an audit, those that could be read.
     *
     * @throws IllegalArgumentException with one line that names the place
     */
    public static List<Side> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Yaml report = Yaml.load(in, Plain.line(file.toString()));
            if (report.text("kind").equals("DiagnosisReport")) {
                return List.of(side(report, report.child("cluster").text("name"), report.child("source").text("path", ""), report.child("source").text("capturedAt", "")));
            }
            List<Side> sides = new ArrayList<>();
            for (Yaml row : report.rows("clusters")) {
                if (row.text("error", "").isEmpty()) {
                    sides.add(side(row, row.text("name"), row.text("source", ""), row.child("input").text("capturedAt", "")));
                }
            }
            return sides;
        }
    }

    private static Side side(Yaml report, String name, String source, String capturedAt) {
        List<Found> found = new ArrayList<>();
        report.rows("diagnoses").forEach(row -> found.add(found(row)));
        Map<String, String> coverage = new TreeMap<>();
        report.rows("coverage").forEach(line -> coverage.put(line.text("kind"), line.text("state")));
        return new Side(new Look(name, source, capturedAt, report.text("verdict")), found, coverage, Optional.empty());
    }

    private static Found found(Yaml row) {
        List<ObjectRef> evidence = new ArrayList<>();
        row.rows("evidence").stream().filter(e -> e.text("outcome").equals("present")).forEach(e -> evidence.add(object(e.child("subject"))));
        Standing standing = new Standing(row.text("state"), row.number("confidence"), row.text("severity"), (int) row.child("affected").number("count"),
                !row.text("suppressed", "").isEmpty());
        return new Found(row.text("id"), row.text("title"), object(row.child("subject")), row.text("role"), standing, evidence,
                row.child("affected").rows("objects").stream().map(StoredReports::object).toList());
    }

    private static ObjectRef object(Yaml y) {
        return ObjectRef.of(y.text("kind"), y.text("namespace", ""), y.text("name"));
    }
}
