package io.netdx.fleet;

import io.netdx.audit.FleetEngine.Request;
import io.netdx.audit.FleetView;
import io.netdx.audit.RecordCodec;
import io.netdx.catalog.CatalogCodec;
import io.netdx.diagnosis.Diagnosis;
import io.netdx.diagnosis.ToolVersion;
import io.netdx.report.AuditReport;
import io.netdx.report.AuditTree;
import io.netdx.report.Json;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;

/**
 * One run. Snapshots are judged once, and what comes of it is written before anything is made of it: Spark counts the output of one attempt
 * of each task, whatever became of the others, so nothing is lost or doubled when an executor is.
 */
final class FleetAudit {

    /** More tasks than that are more work for the driver than for the executors. */
    private static final int TASKS = 20_000;
    private static final int ROWS_A_FILE = 10_000;
    /** Of a task that fails, however often Spark would try. */
    private static final int ATTEMPTS = 4;

    /** Places of evidence are named after it, so the content alone does not make the row. */
    private static final Column FILE = functions.substring_index(functions.col("source"), "/", -1);

    private final SparkSession spark;
    private final JavaSparkContext context;
    private final Request request;
    private final Results results;
    private final Clock clock;
    private final String judging;

    FleetAudit(SparkSession spark, Request request, Clock clock) {
        this.spark = spark;
        this.context = new JavaSparkContext(spark.sparkContext());
        this.request = request;
        this.results = new Results(spark, request.results());
        this.clock = clock;
        this.judging = ToolVersion.build() + "-" + checksum(request.judging().toString());
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    /** @param each is given all rows, sorted by name */
    void run(Consumer<AuditReport.Row> each) throws IOException {
        String run = request.run();
        Timestamp started = Timestamp.from(clock.instant());
        List<Item> items = Listing.of(request, spark.sparkContext().hadoopConfiguration());
        Dataset<Row> before = before(run);
        results.begin(run);
        try {
            Path staged = new Path(results.work(run), "staged");
            spark.createDataFrame(judged(items, before), Staged.SCHEMA).write().mode(SaveMode.Overwrite).option("compression", "zstd").parquet(staged.toString());
            results.write(Tables.RECORDS, run, records(spark.read().schema(Staged.SCHEMA).parquet(staged.toString()), before, items.size()));
            for (Tables table : List.of(Tables.INVENTORY, Tables.DIAGNOSES, Tables.COVERAGE)) {
                results.write(table, run, derived(table, results.read(Tables.RECORDS, run)));
            }
            summarise(run, each);
            results.write(Tables.RUNS, run, spark.createDataFrame(List.of(row(run, started)), Tables.RUNS.schema()).coalesce(1));
        } finally {
            results.end(run);
        }
    }

    /** One record for each content that was judged as it would be now; of the same run only what its replacement may build on. */
    private Dataset<Row> before(String run) throws IOException {
        return results.read(Tables.RECORDS).where(functions.col("judging").equalTo(judging).and(functions.col("state").notEqual(Staged.FAILED))
                .and(functions.col("run").notEqual(run))).withColumn("file", FILE).dropDuplicates("content", "file").select("content", "file", "record");
    }

    private JavaRDD<Row> judged(List<Item> items, Dataset<Row> before) {
        Set<String> known = new HashSet<>();
        before.select("content", "file").toLocalIterator().forEachRemaining(row -> known.add(row.getString(0) + row.getString(1)));
        int attempts = Math.min(ATTEMPTS, context.master().matches("local(\\[[^,]*])?") ? 1 : context.getConf().getInt("spark.task.maxFailures", ATTEMPTS));
        Judge judge = new Judge(request.judging(), context.broadcast(new SerializableConfiguration(spark.sparkContext().hadoopConfiguration())),
                context.broadcast(known), context.getConf().get("spark.netdx.spool", ""), new Path(results.work(request.run()), "suspects").toString(), attempts);
        return context.parallelize(items, Math.max(1, Math.min(items.size(), TASKS))).mapPartitions(judge);
    }

    /** In the order of their names; those that are reused get the record of before, under the name that they have today. */
    private Dataset<Row> records(Dataset<Row> staged, Dataset<Row> before, int snapshots) {
        Dataset<Row> fresh = staged.where(functions.col("state").notEqual(Staged.REUSED));
        Dataset<Row> reused = staged.where(functions.col("state").equalTo(Staged.REUSED)).drop("record").withColumn("file", FILE)
                .join(before, new String[] {"content", "file"}, "inner").drop("file");
        return fresh.unionByName(reused).withColumn("judging", functions.lit(judging)).select("cluster", "source", "content", "bytes", "state", "judging", "record")
                .repartitionByRange(1 + snapshots / ROWS_A_FILE, functions.col("cluster"), functions.col("source")).sortWithinPartitions("cluster", "source");
    }

    private Dataset<Row> derived(Tables table, Dataset<Row> records) {
        FlatMapFunction<Iterator<Row>, Row> derive = new Derive(table);
        return spark.createDataFrame(records.select("cluster", "source", "content", "bytes", "state", "record").toJavaRDD().mapPartitions(derive), table.schema());
    }

    private void summarise(String run, Consumer<AuditReport.Row> each) throws IOException {
        RecordCodec codec = new RecordCodec(CatalogCodec.load());
        FleetView view = new FleetView();
        List<AuditReport.Row> tight = new ArrayList<>();
        Iterator<Row> rows = results.read(Tables.RECORDS, run).orderBy("cluster", "source").toLocalIterator();
        while (rows.hasNext()) {
            AuditReport.Row row = named(rows.next(), codec);
            view.add(row);
            if (!row.rooms().isEmpty()) {
                tight.add(new AuditReport.Row(row.name(), row.source(), Optional.empty(), List.of(), row.rooms(), ""));
            }
            each.accept(row);
        }
        StringBuilder text = new StringBuilder();
        Json.write(AuditTree.summary(ToolVersion.current(), run, view.fleet(), tight), text);
        results.summary(run, text.toString());
    }

    /** A record under the name that its snapshot has in this run. */
    static AuditReport.Row named(Row record, RecordCodec codec) {
        AuditReport.Row row = codec.read(record.getAs("record"), AuditReport.Row.class);
        String name = record.getAs("cluster");
        String source = record.getAs("source");
        return new AuditReport.Row(name, source, row.report().map(r -> r.named(Diagnosis.name(source)).from(source)), row.attributes(), row.rooms(), row.error());
    }

    private Row row(String run, Timestamp started) {
        Dataset<Row> inventory = results.read(Tables.INVENTORY, run);
        Row sums = inventory.agg(functions.count(functions.lit(1)), count(Staged.AUDITED), count(Staged.REUSED), count(Staged.FAILED),
                functions.coalesce(functions.sum("bytes"), functions.lit(0L))).head();
        return RowFactory.create(Tables.VERSION, ToolVersion.current(), judging, started, Timestamp.from(clock.instant()), sums.getLong(0), sums.getLong(1), sums.getLong(2),
                sums.getLong(3), results.read(Tables.DIAGNOSES, run).count(), sums.getLong(4), spark.version(), context.master(), context.sc().applicationId(),
                request.paths().toArray(new String[0]));
    }

    private static Column count(String state) {
        return functions.count_if(functions.col("state").equalTo(state));
    }

    /** Rows of a table, of records. */
    private record Derive(Tables table) implements FlatMapFunction<Iterator<Row>, Row> {

        @Override
        public Iterator<Row> call(Iterator<Row> records) {
            RecordCodec codec = new RecordCodec(CatalogCodec.load());
            Iterable<Row> all = () -> records;
            return java.util.stream.StreamSupport.stream(all.spliterator(), false).flatMap(record -> table.rows(record, named(record, codec)).stream()).iterator();
        }
    }
}
