package io.netdx.fleet;

import io.netdx.audit.Examiner;
import io.netdx.audit.FleetEngine.Judging;
import io.netdx.source.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Looks at the snapshots of a task, one after the other. Whatever is wrong with one becomes its row. A task fails only where its executor is
 * to blame, and then is run again elsewhere; what did so again and again is given up, with a row that says so.
 */
final class Judge implements FlatMapFunction<Iterator<Item>, Row> {

    private static final long serialVersionUID = 1;

    private final Judging judging;
    private final Broadcast<SerializableConfiguration> hadoop;
    private final Broadcast<Set<String>> known;
    private final String spool;
    private final String suspects;
    private final int attempts;

    /**
     * @param known    contents that need not be judged again
     * @param spool    folder on the executor for what comes from elsewhere; empty for that of its JVM
     * @param suspects folder, seen by all, to note in what is being judged where a task has failed before
     * @param attempts as many are made of a task by Spark
     */
    Judge(Judging judging, Broadcast<SerializableConfiguration> hadoop, Broadcast<Set<String>> known, String spool, String suspects, int attempts) {
        this.judging = judging;
        this.hadoop = hadoop;
        this.known = known;
        this.spool = spool;
        this.suspects = suspects;
        this.attempts = attempts;
    }

    @Override
    public Iterator<Row> call(Iterator<Item> items) {
        Bench bench = Bench.of(judging);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return items.hasNext();
            }

            @Override
            public Row next() {
                try {
                    return suspected(items.next(), bench);
                } catch (IOException e) {
                    throw new TaskException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new TaskException(e);
                }
            }
        };
    }

    /** The executor could not do its work; the snapshot may be as good as any. */
    static final class TaskException extends RuntimeException {

        private static final long serialVersionUID = 1;

        TaskException(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Where an attempt has failed, whoever was being judged then may have ended the executor. */
    private Row suspected(Item item, Bench bench) throws IOException, InterruptedException {
        int attempt = TaskContext.get().attemptNumber();
        if (attempt == 0) {
            return row(item, bench, attempt);
        }
        Suspects noted = new Suspects(suspects, item, conf());
        if (noted.count() > 1) {
            return failed(item, "", "its executor ended each of " + (noted.count() + 1) + " times that it was judged; see Spark's log, give executors more memory", bench);
        }
        noted.begin(attempt);
        Row row = row(item, bench, attempt);
        noted.end(attempt);
        return row;
    }

    private Configuration conf() {
        return hadoop.value().value();
    }

    private Row row(Item item, Bench bench, int attempt) throws IOException, InterruptedException {
        Path folder = Path.of(spool.isEmpty() ? System.getProperty("java.io.tmpdir") : spool);
        try (Copy copy = Copy.of(item, conf(), folder, judging.limits())) {
            if (!copy.content().isEmpty() && known.value().contains(copy.content() + file(item.source()))) {
                return RowFactory.create(item.name(), item.source(), copy.content(), item.bytes(), Staged.REUSED, new byte[0]);
            }
            var row = bench.examiner().row(item.input(), copy.place());
            return RowFactory.create(item.name(), item.source(), copy.content(), item.bytes(),
                    row.report().isPresent() ? Staged.AUDITED : Staged.FAILED, bench.codec().write(row));
        } catch (SourceException e) {
            return failed(item, "", e.getMessage(), bench);
        } catch (Copy.DiskException e) {
            if (attempt + 1 < attempts) {
                throw e;
            }
            return failed(item, "", e.getMessage() + ", in " + (attempt + 1) + " attempts; free some, or name another folder with --conf spark.netdx.spool", bench);
        } catch (IOException e) {
            return failed(item, "", item.source() + ": cannot be read (" + Listing.reason(e) + ")", bench);
        }
    }

    private static String file(String source) {
        return source.substring(source.lastIndexOf('/') + 1);
    }

    private static Row failed(Item item, String content, String why, Bench bench) {
        return RowFactory.create(item.name(), item.source(), content, item.bytes(), Staged.FAILED, bench.codec().write(Examiner.failed(item.input(), why)));
    }
}
