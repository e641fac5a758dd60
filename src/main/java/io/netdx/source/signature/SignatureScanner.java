package io.netdx.source.signature;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.fact.Signature;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Recognises known texts in logs and messages, in one pass over the bytes. For one thread; scanners may share a table.
 */
public final class SignatureScanner {

    private final SignatureTable table;
    private final LogTime time;
    private final LineMatcher matcher;
    private final Tallies tallies = new Tallies();
    private Instant newest = Instant.EPOCH;
    private long lines;
    private long timedLines;

    public SignatureScanner(SignatureTable table) {
        this(table, Instant.EPOCH);
    }

    /** @param reference a time near which the logs were taken, for formats without a year; {@link Instant#EPOCH} if unknown */
    public SignatureScanner(SignatureTable table, Instant reference) {
        this.table = table;
        this.time = new LogTime(reference);
        this.matcher = new LineMatcher(table);
    }

    /** Scans a log to its end; a stream that breaks off ends the log there. Does not close it. */
    public void scan(ObjectRef subject, String place, InputStream utf8) {
        scan(subject, place, 0, utf8);
    }

    /** As {@link #scan(ObjectRef, String, InputStream)}, for a log that stands in its file behind some lines of something else. */
    public void scan(ObjectRef subject, String place, int linesBefore, InputStream utf8) {
        LogScan scan = new LogScan(table, time, false, Instant.EPOCH, (line, at, row, groups) -> tallies.add(row, subject, groups, 1, at, at,
                new Provenance(place, linesBefore + line, "")));
        scan.read(utf8);
        count(scan);
    }

    /** The same for a long log, on several threads; a few parts of it are in memory. */
    public void scan(ObjectRef subject, String place, int linesBefore, InputStream utf8, Crew crew) {
        LogParts parts = new LogParts(table, time, utf8);
        ArrayDeque<Supplier<LogParts.Read>> asked = new ArrayDeque<>();
        long before = lines - linesBefore;
        for (Optional<LogParts.Part> part = parts.next(); part.isPresent(); part = parts.next()) {
            asked.add(crew.ask(LogParts.PART, part.get()::read));
            if (asked.size() > crew.room()) {
                take(asked.remove().get(), subject, place, (int) (lines - before));
            }
        }
        while (!asked.isEmpty()) {
            take(asked.remove().get(), subject, place, (int) (lines - before));
        }
    }

    private void take(LogParts.Read part, ObjectRef subject, String place, int linesBefore) {
        for (LogParts.Hit hit : part.hits()) {
            tallies.add(hit.row(), subject, hit.groups(), 1, hit.at(), hit.at(), new Provenance(place, linesBefore + hit.line(), ""));
        }
        count(part.scan());
    }

    private void count(LogScan scan) {
        lines += scan.lines();
        timedLines += scan.timedLines();
        newest = scan.newest().isAfter(newest) ? scan.newest() : newest;
    }

    /**
     * Recognises a text that stands alone.
     *
     * @param where {@code event}, {@code condition} or {@code status}
     * @param count how often it occurred, at least 1
     */
    public void match(ObjectRef subject, String where, String text, int count, Instant first, Instant last, Provenance source) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        matcher.match(where, bytes, 0, bytes.length, (row, groups) -> tallies.add(row, subject, groups, count, first, last, source));
    }

    /** What was recognised, in a fixed order. */
    public Collection<Signature> signatures() {
        return tallies.signatures();
    }

    /** Newest time stamp of any line, {@link Instant#EPOCH} if none carries one. */
    public Instant newest() {
        return newest;
    }

    /** Lines read. */
    public long lines() {
        return lines;
    }

    /** Lines that carry a time of their own. */
    public long timedLines() {
        return timedLines;
    }
}
