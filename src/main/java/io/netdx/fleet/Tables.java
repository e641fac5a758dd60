package io.netdx.fleet;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.apache.spark.sql.types.DataTypes.createMapType;

import io.netdx.fact.ObjectRef;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.Evidence;
import io.netdx.reason.Judgement.Remedy;
import io.netdx.report.AuditReport;
import io.netdx.report.AuditReport.Attribute;
import io.netdx.report.AuditReport.Room;
import io.netdx.report.ClusterInfo;
import io.netdx.report.CoverageLine;
import io.netdx.report.DiagnosisReport;
import io.netdx.report.Suppressed;
import io.netdx.report.Unseen;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The tables of the results, their columns and how rows become theirs. {@code src/main/fleet/tables.md} documents them; columns are only ever
 * added, at the end. Beside these columns each has {@code run}, from the name of its folder.
 */
enum Tables {

    RECORDS(new StructType()
            .add("cluster", StringType).add("source", StringType).add("content", StringType).add("bytes", LongType).add("state", StringType)
            .add("judging", StringType).add("record", BinaryType)),

    INVENTORY(new StructType()
            .add("cluster", StringType).add("source", StringType).add("content", StringType).add("bytes", LongType).add("state", StringType)
            .add("error", StringType).add("verdict", StringType).add("checks", IntegerType).add("not_made", IntegerType)
            .add("kubernetes_version", StringType).add("cni", StringType).add("nodes", IntegerType).add("pods", IntegerType)
            .add("format", StringType).add("captured_at", TimestampType)
            .add("attributes", createMapType(StringType, createArrayType(StringType)))
            .add("headroom", createArrayType(new StructType().add("kind", StringType).add("object_kind", StringType).add("object_namespace", StringType)
                    .add("object_name", StringType).add("range", StringType).add("used", LongType).add("capacity", LongType).add("wanted", LongType)
                    .add("alike", IntegerType)))
            .add("problems", createArrayType(StringType)).add("warnings", createArrayType(StringType))) {
        @Override
        List<Row> rows(Row staged, AuditReport.Row row) {
            return List.of(inventory(staged, row));
        }
    },

    DIAGNOSES(new StructType()
            .add("cluster", StringType).add("source", StringType).add("content", StringType).add("rank", IntegerType).add("cause", StringType)
            .add("title", StringType).add("family", StringType).add("role", StringType).add("state", StringType).add("severity", StringType)
            .add("confidence", DoubleType).add("kind", StringType).add("namespace", StringType).add("name", StringType).add("affected", IntegerType)
            .add("message", StringType).add("caused_by", StringType).add("expertise", StringType).add("minutes_to_diagnose", LongType)
            .add("minutes_to_resolve", LongType).add("remedy", StringType).add("command", StringType).add("risk", StringType)
            .add("evidence", createArrayType(new StructType().add("finding", StringType).add("outcome", StringType).add("decibans", DoubleType)
                    .add("text", StringType).add("file", StringType).add("line", IntegerType)))
            .add("suppressed", StringType)) {
        @Override
        List<Row> rows(Row staged, AuditReport.Row row) {
            return row.report().map(report -> report.judgement().diagnoses().stream().map(d -> diagnosis(staged, report, d)).toList()).orElse(List.of());
        }
    },

    COVERAGE(new StructType()
            .add("cluster", StringType).add("source", StringType).add("content", StringType).add("kind", StringType).add("state", StringType)
            .add("detail", StringType).add("checks", IntegerType).add("swing", DoubleType)) {
        @Override
        List<Row> rows(Row staged, AuditReport.Row row) {
            return row.report().map(report -> coverage(staged, report)).orElse(List.of());
        }
    },

    RUNS(new StructType()
            .add("schema_version", IntegerType).add("tool_version", StringType).add("judging", StringType).add("started", TimestampType)
            .add("ended", TimestampType).add("snapshots", LongType).add("audited", LongType).add("reused", LongType).add("failed", LongType)
            .add("diagnoses", LongType).add("bytes", LongType).add("spark_version", StringType).add("master", StringType).add("application", StringType)
            .add("paths", createArrayType(StringType)));

    /** Grows with every column. */
    static final int VERSION = 1;

    private static final long MINUTE = 60;

    private final StructType schema;

    Tables(StructType schema) {
        this.schema = schema;
    }

    StructType schema() {
        return schema;
    }

    /** Name of its folder, and in SQL. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param staged as {@link Staged#SCHEMA}; {@code row} is its record */
    List<Row> rows(Row staged, AuditReport.Row row) {
        throw new IllegalStateException(this + " is not derived from records");
    }

    private static Row inventory(Row staged, AuditReport.Row row) {
        List<Object> cells = head(staged);
        cells.addAll(List.of(staged.getLong(3), staged.getString(4), row.error()));
        if (row.report().isEmpty()) {
            cells.add("unread");
            while (cells.size() < INVENTORY.schema().size()) {
                cells.add(null);
            }
            return RowFactory.create(cells.toArray());
        }
        DiagnosisReport report = row.report().get();
        Judgement judgement = report.judgement();
        ClusterInfo info = report.cluster();
        cells.addAll(List.of(lower(judgement.verdict()), judgement.checks(), judgement.notMade(), info.kubernetesVersion(), info.cni(), info.nodes(), info.pods(), info.format()));
        cells.add(info.capturedAt().isEmpty() ? null : Timestamp.from(Instant.parse(info.capturedAt())));
        Map<String, String[]> attributes = row.attributes().stream().collect(Collectors.groupingBy(Attribute::name, LinkedHashMap::new,
                Collectors.collectingAndThen(Collectors.mapping(Attribute::value, Collectors.toList()), Tables::texts)));
        cells.add(CollectionConverters.asScala(attributes));
        cells.add(row.rooms().stream().map(Tables::room).toArray(Row[]::new));
        cells.add(texts(report.problems()));
        cells.add(texts(report.warnings()));
        return RowFactory.create(cells.toArray());
    }

    private static Row room(Room r) {
        return RowFactory.create(r.kind(), r.subject().kind(), r.subject().namespace(), r.subject().name(), r.range(), r.used(), r.capacity(), r.wanted(), r.alike());
    }

    private static Row diagnosis(Row staged, DiagnosisReport report, Diagnosis d) {
        List<Object> cells = head(staged);
        ObjectRef on = d.subject();
        cells.addAll(List.of(d.rank(), d.cause().id(), d.cause().title(), d.cause().family(), lower(d.role()), lower(d.state()), d.cause().severity().label(),
                d.confidence(), on.kind(), on.namespace(), on.name(), d.affected().size(), d.message()));
        cells.add(d.causedBy().map(c -> c.cause() + " on " + c.subject()).orElse(null));
        cells.addAll(List.of(d.cause().expertise(), minutes(d.cause().diagnose().typical()), minutes(d.cause().resolve().typical())));
        Remedy first = d.remedies().isEmpty() ? new Remedy("", "", true, "", "", "", "", "", "") : d.remedies().get(0);
        cells.addAll(List.of(first.text(), first.command(), first.risk()));
        cells.add(d.evidence().stream().map(Tables::evidence).toArray(Row[]::new));
        cells.add(report.suppressed(d).map(Suppressed::reason).orElse(null));
        return RowFactory.create(cells.toArray());
    }

    private static Row evidence(Evidence e) {
        return RowFactory.create(e.finding(), lower(e.outcome()), e.decibans(), e.text(), e.source().file(), e.source().line());
    }

    private static List<Row> coverage(Row staged, DiagnosisReport report) {
        Map<List<String>, Unseen> unseen = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        Unseen.of(report.judgement().notEvaluated()).forEach(u -> unseen.put(List.of(u.needs(), u.reason()), u));
        List<Row> rows = new ArrayList<>();
        for (CoverageLine line : report.coverage()) {
            Unseen u = unseen.remove(List.of(line.kind(), line.state()));
            rows.add(coverage(staged, line.kind(), line.state(), line.detail(), u == null ? 0 : u.checks(), u == null ? 0 : u.swing()));
        }
        unseen.forEach((key, u) -> rows.add(coverage(staged, u.needs(), u.reason(), "", u.checks(), u.swing())));
        return rows;
    }

    private static Row coverage(Row staged, String kind, String state, String detail, int checks, double swing) {
        List<Object> cells = head(staged);
        cells.addAll(List.of(kind, state.toLowerCase(Locale.ROOT), detail, checks, swing));
        return RowFactory.create(cells.toArray());
    }

    private static List<Object> head(Row staged) {
        return new ArrayList<>(List.of(staged.getString(0), staged.getString(1), staged.getString(2)));
    }

    private static String[] texts(List<String> list) {
        return list.toArray(String[]::new);
    }

    private static long minutes(Duration time) {
        return (time.toSeconds() + MINUTE - 1) / MINUTE;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
