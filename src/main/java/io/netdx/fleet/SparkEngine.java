package io.netdx.fleet;

import io.netdx.audit.FleetEngine;
import io.netdx.report.AuditReport;
import io.netdx.source.SourceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;

/** Apache Spark, whichever is on the path. */
public final class SparkEngine implements FleetEngine {

    /**
     * What is not said otherwise. A task may fail for its executor's sake: it is tried elsewhere, and an executor that fails two of them, for
     * instance because its disk is full, gets no more in this stage. Its node is not blamed, for the next executor there may do.
     */
    private static final Map<String, String> DEFAULTS = Map.of("spark.app.name", "netdx audit", "spark.task.maxFailures", "8",
            "spark.excludeOnFailure.enabled", "true", "spark.excludeOnFailure.task.maxTaskAttemptsPerExecutor", "2",
            "spark.excludeOnFailure.task.maxTaskAttemptsPerNode", "7", "spark.excludeOnFailure.stage.maxFailedExecutorsPerNode", "1000",
            "spark.ui.showConsoleProgress", "false", "spark.sql.shuffle.partitions", "8", "spark.sql.session.timeZone", "UTC",
            "spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");

    @Override
    public void audit(Request request, Consumer<AuditReport.Row> each, PrintWriter err) {
        try (SparkSession spark = session(request)) {
            new FleetAudit(spark, request, Clock.systemUTC()).run(each);
        } catch (IOException e) {
            throw new SourceException(request.results() + ": cannot be read or written (" + Listing.reason(e) + ")");
        } catch (RuntimeException e) {
            throw told(e);
        }
    }

    @Override
    public void ask(List<String> queries, Request request, PrintWriter out) {
        try (SparkSession spark = session(request)) {
            new Query(spark, new Results(spark, request.results())).ask(queries, out);
        } catch (IOException e) {
            throw new SourceException(request.results() + ": cannot be read (" + Listing.reason(e) + ")");
        } catch (RuntimeException e) {
            throw told(e);
        }
    }

    private static SparkSession session(Request request) {
        SparkConf conf = new SparkConf();
        DEFAULTS.forEach(conf::setIfMissing);
        request.conf().forEach(conf::set);
        if (!request.master().isEmpty()) {
            conf.setMaster(request.master());
        }
        if (!conf.contains("spark.master")) {
            throw new SourceException("where Spark is to run is not said; give --master, such as 'local[*]' or spark://HOST:7077");
        }
        if (!conf.contains("spark.jars") && !conf.get("spark.master").matches("local(\\[[^\\]]*])?")) {
            // started without spark-submit: executors get the classes from here
            conf.set("spark.jars", archive());
        }
        return SparkSession.builder().config(conf).getOrCreate();
    }

    private static String archive() {
        try {
            return Path.of(SparkEngine.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of an archive is a URI", e);
        }
    }

    /** What Spark says went wrong, in one line. */
    private static RuntimeException told(RuntimeException e) {
        if (e instanceof SourceException) {
            return e;
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SparkException || cause instanceof IOException) {
                return new SourceException("Spark could not do it: " + String.valueOf(cause.getMessage()).lines().findFirst().orElse("") + "; its log says more");
            }
        }
        return e;
    }
}
