package io.netdx.source.signature;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.fact.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Recognises known texts in logs and messages, in one pass over the bytes: only a line that holds an anchor becomes a string and
 * meets regular expressions. For one thread; scanners may share a table.
 */
public final class SignatureScanner {

    private static final int MAX_LINE = 4096;
    private static final int BUFFER = 1 << 16;
    private static final int FIRST_BUFFER = 1 << 13;
    private static final String STATUS = "rpc error: code = ";

    private final SignatureTable table;
    private final LogTime time;
    private final Tallies tallies = new Tallies();
    private final BitSet found = new BitSet();
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
    }

    /** Scans a log to its end; a stream that breaks off ends the log there. Does not close it. */
    public void scan(ObjectRef subject, String place, InputStream utf8) {
        scan(subject, place, 0, utf8);
    }

    /** As {@link #scan(ObjectRef, String, InputStream)}, for a log that stands in its file behind some lines of something else. */
    public void scan(ObjectRef subject, String place, int linesBefore, InputStream utf8) {
        Log log = new Log(subject, place, linesBefore);
        byte[] buffer = new byte[FIRST_BUFFER];
        int length = 0;
        try {
            for (int n = utf8.read(buffer); n >= 0; n = utf8.read(buffer, length, buffer.length - length)) {
                int end = length + n;
                int start = 0;
                for (int i = length; i < end; i++) {
                    if (buffer[i] == '\n') {
                        log.line(buffer, start, i);
                        start = i + 1;
                    }
                }
                length = end - start;
                System.arraycopy(buffer, start, buffer, 0, length);
                if (length == BUFFER) {
                    log.beginning(buffer, length);
                    length = 0;
                } else if (length > buffer.length / 2) {
                    buffer = Arrays.copyOf(buffer, BUFFER);
                }
            }
        } catch (IOException cutOff) {
            log.end(buffer, length);
            // the reader of the archive reports the cut; what was read counts
            return;
        }
        log.end(buffer, length);
    }

    /** One log while it is read. */
    private final class Log {
        private final ObjectRef subject;
        private final String place;
        private int number;
        private boolean inLongLine;
        private Instant at = Instant.EPOCH;

        Log(ObjectRef subject, String place, int linesBefore) {
            this.subject = subject;
            this.place = place;
            this.number = linesBefore;
        }

        /** A line that does not fit the buffer: what fits is scanned, the rest skipped. */
        void beginning(byte[] bytes, int to) {
            if (!inLongLine) {
                line(bytes, 0, to);
                inLongLine = true;
            }
        }

        /** What stands after the last line feed. */
        void end(byte[] bytes, int to) {
            if (to > 0) {
                line(bytes, 0, to);
            }
        }

        void line(byte[] bytes, int from, int to) {
            if (inLongLine) {
                inLongLine = false;
                return;
            }
            number++;
            lines++;
            Instant own = time.at(bytes, from, to, at);
            if (!own.equals(Instant.EPOCH)) {
                timedLines++;
                newest = own.isAfter(newest) ? own : newest;
                // lines without a time, as of stack traces, belong to the entry before them
                at = own;
            }
            found.clear();
            int hit = table.anchors().find(bytes, from, to, found);
            if (hit >= 0 && mayMatch(bytes, from, to)) {
                rows(subject, "log", text(bytes, from, to, hit), 1, at, at, new Provenance(place, number, ""));
            }
        }
    }

    /** Leaves in {@code found} the rows whose pattern can begin somewhere in the line. */
    private boolean mayMatch(byte[] bytes, int from, int to) {
        for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
            if (!table.rows().get(i).mayMatch(bytes, from, to)) {
                found.clear(i);
            }
        }
        return !found.isEmpty();
    }

    /** The line, or of a long one the part around the first anchor. */
    private static String text(byte[] bytes, int from, int to, int hit) {
        int start = to - from <= MAX_LINE || hit - from <= MAX_LINE / 2 ? from : Math.min(hit - MAX_LINE / 2, to - MAX_LINE);
        int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        return new String(bytes, start, Math.max(0, Math.min(end - start, MAX_LINE)), StandardCharsets.UTF_8);
    }

    /**
     * Recognises a text that stands alone.
     *
     * @param where {@code event}, {@code condition} or {@code status}
     * @param count how often it occurred, at least 1
     */
    public void match(ObjectRef subject, String where, String text, int count, Instant first, Instant last, Provenance source) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        found.clear();
        int hit = table.anchors().find(bytes, 0, bytes.length, found);
        if (hit >= 0) {
            rows(subject, where, text(bytes, 0, bytes.length, hit), count, first, last, source);
        }
    }

    /** A line tells of one call: of the client rows the first that matches counts. Other rows stand side by side. */
    private void rows(ObjectRef subject, String where, String text, int count, Instant first, Instant last, Provenance source) {
        boolean client = false;
        BoundedText bounded = new BoundedText(text);
        for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
            SignatureRow row = table.rows().get(i);
            if (!row.where().contains(where) || client && !row.mode().isEmpty()) {
                continue;
            }
            Optional<Map<String, String>> groups = row.match(bounded.anew());
            if (groups.isPresent()) {
                client |= !row.mode().isEmpty();
                tallies.add(row, subject, row.mode().isEmpty() ? groups.get() : relayed(text, groups.get()), count, first, last, source);
            }
        }
    }

    /** gRPC wraps the error of a server's own call into its answer: two statuses in one line, and it was not the writer that dialled. */
    private static Map<String, String> relayed(String text, Map<String, String> groups) {
        int first = text.indexOf(STATUS);
        if (first < 0 || text.indexOf(STATUS, first + 1) < 0) {
            return groups;
        }
        Map<String, String> with = new TreeMap<>(groups);
        with.put("relayed", "grpc");
        return with;
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
