package io.netdx.source.signature;

import io.netdx.source.LineFeeds;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/** One log, or a part of one, while it is read. */
final class LogScan {

    /** Of a longer line only so much is read. */
    static final int MAX_LINE = 1 << 16;
    private static final int FIRST_BUFFER = 1 << 13;

    private final LineMatcher matcher;
    private final LogTime time;
    private final LineMatcher.Matched matched;
    private boolean inLongLine;
    private int lines;
    private int timedLines;
    private Instant at;
    private Instant newest = Instant.EPOCH;

    /** Takes what is found, in the order of the lines. */
    interface Hits {

        /** @param line counted from 1 */
        void hit(int line, Instant at, SignatureRow row, Map<String, String> groups);
    }

    /** @param before time of the entry before; {@link Instant#EPOCH} if unknown */
    LogScan(SignatureTable table, LogTime time, boolean inLongLine, Instant before, Hits hits) {
        this.matcher = new LineMatcher(table);
        this.time = time;
        this.inLongLine = inLongLine;
        this.at = before;
        this.matched = (row, groups) -> hits.hit(lines, at, row, groups);
    }

    /** Reads to the end; a stream that breaks off ends there. Does not close it. */
    void read(InputStream utf8) {
        byte[] buffer = new byte[FIRST_BUFFER];
        int length = 0;
        try {
            for (int n = utf8.read(buffer); n >= 0; n = utf8.read(buffer, length, buffer.length - length)) {
                int end = length + n;
                int start = 0;
                for (int feed = LineFeeds.next(buffer, length, end); feed < end; feed = LineFeeds.next(buffer, start, end)) {
                    line(buffer, start, feed);
                    start = feed + 1;
                }
                length = end - start;
                System.arraycopy(buffer, start, buffer, 0, length);
                if (length == MAX_LINE) {
                    beginning(buffer);
                    length = 0;
                } else if (length > buffer.length / 2) {
                    buffer = Arrays.copyOf(buffer, MAX_LINE);
                }
            }
        } catch (IOException cutOff) {
            end(buffer, length);
            // the reader of the archive reports the cut; what was read counts
            return;
        }
        end(buffer, length);
    }

    /** A line that does not fit the buffer: what fits is scanned, the rest skipped. */
    private void beginning(byte[] bytes) {
        if (!inLongLine) {
            line(bytes, 0, MAX_LINE);
            inLongLine = true;
        }
    }

    /** What stands after the last line feed. */
    private void end(byte[] bytes, int to) {
        if (to > 0) {
            line(bytes, 0, to);
        }
    }

    private void line(byte[] bytes, int from, int to) {
        if (inLongLine) {
            inLongLine = false;
            return;
        }
        lines++;
        Instant own = time.at(bytes, from, to, at);
        if (!own.equals(Instant.EPOCH)) {
            timedLines++;
            newest = own.isAfter(newest) ? own : newest;
            // lines without a time, as of stack traces, belong to the entry before them
            at = own;
        }
        matcher.match("log", bytes, from, to, matched);
    }

    int lines() {
        return lines;
    }

    int timedLines() {
        return timedLines;
    }

    /** Newest time of any line, {@link Instant#EPOCH} if none carries one. */
    Instant newest() {
        return newest;
    }
}
