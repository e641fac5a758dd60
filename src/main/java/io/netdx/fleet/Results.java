package io.netdx.fleet;

import io.netdx.source.SourceException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * The folder of the results: a folder for each table, in it one for each run. A run counts once it has its row in {@code runs}, which is
 * written last; what an interrupted run left counts for nothing, and is written over by the next of its name.
 */
final class Results {

    private static final String RUN = "run";

    private final SparkSession spark;
    private final FileSystem files;
    private final Path folder;

    /** @throws SourceException where there is no such file system */
    Results(SparkSession spark, String folder) {
        this.spark = spark;
        try {
            Path given = new Path(folder);
            this.files = given.getFileSystem(conf());
            this.folder = files.makeQualified(given);
        } catch (IOException | IllegalArgumentException e) {
            throw new SourceException(folder + ": no folder for results (" + Listing.reason(e) + ")");
        }
    }

    private Configuration conf() {
        return spark.sparkContext().hadoopConfiguration();
    }

    Path of(Tables table, String run) {
        return new Path(new Path(folder, table.label()), RUN + "=" + run);
    }

    /** A folder of this run that is gone when it is over. */
    Path work(String run) {
        return new Path(folder, "_work/" + run);
    }

    /** Names of the runs that count, sorted. */
    List<String> runs() throws IOException {
        FileStatus[] found = files.globStatus(new Path(folder, Tables.RUNS.label() + "/" + RUN + "=*/_SUCCESS"));
        List<String> runs = new ArrayList<>();
        for (FileStatus one : found == null ? new FileStatus[0] : found) {
            runs.add(one.getPath().getParent().getName().substring(RUN.length() + 1));
        }
        runs.sort(null);
        return runs;
    }

    /** All rows of a table, of the runs that count, with the column {@code run}; columns that an older run lacks are null. */
    Dataset<Row> read(Tables table) throws IOException {
        Dataset<Row> all = spark.createDataFrame(List.of(), table.schema().add(RUN, DataTypes.StringType));
        for (String run : runs()) {
            if (files.exists(of(table, run))) {
                all = all.unionByName(read(table, run).withColumn(RUN, functions.lit(run)));
            }
        }
        return all;
    }

    Dataset<Row> read(Tables table, String run) {
        return spark.read().schema(table.schema()).parquet(of(table, run).toString());
    }

    void write(Tables table, String run, Dataset<Row> rows) {
        rows.write().mode(SaveMode.Overwrite).option("compression", "zstd").parquet(of(table, run).toString());
    }

    /** From now on the run does not count, and nothing of an earlier attempt is left. */
    void begin(String run) throws IOException {
        files.delete(of(Tables.RUNS, run), true);
        files.delete(work(run), true);
        files.mkdirs(new Path(work(run), "suspects"));
    }

    /** Of a run that ended, well or not; tables that were written without its row in runs do not count. */
    void end(String run) throws IOException {
        files.delete(work(run), true);
        Path above = work(run).getParent();
        if (files.exists(above) && files.listStatus(above).length == 0) {
            files.delete(above, false);
        }
    }

    void summary(String run, String text) throws IOException {
        try (OutputStream out = files.create(new Path(folder, "summary/" + RUN + "=" + run + "/summary.json"), true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
