package io.netdx.source.signature;

import io.netdx.source.LineFeeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cuts a long log at line ends. Each part knows of what stands before it all that reading it needs: together they say what the whole
 * would.
 */
final class LogParts {

    static final int PART = 1 << 18;

    private final SignatureTable table;
    private final LogTime time;
    private final LogTime alone = new LogTime(Instant.EPOCH);
    private final InputStream in;
    private byte[] rest = new byte[0];
    private boolean inLongLine;
    private Instant at = Instant.EPOCH;

    LogParts(SignatureTable table, LogTime time, InputStream in) {
        this.table = table;
        this.time = time;
        this.in = in;
    }

    /** What is found in a line, counted from the beginning of the part. */
    record Hit(int line, Instant at, SignatureRow row, Map<String, String> groups) {
    }

    /** A part that has been read. */
    record Read(LogScan scan, List<Hit> hits) {
    }

    /** Lines, the last one perhaps without its end. */
    final class Part {

        private final byte[] bytes;
        private final int length;
        private final boolean startsInside;
        private final Instant before;

        private Part(byte[] bytes, int length, boolean startsInside, Instant before) {
            this.bytes = bytes;
            this.length = length;
            this.startsInside = startsInside;
            this.before = before;
        }

        Read read() {
            List<Hit> hits = new ArrayList<>();
            LogScan scan = new LogScan(table, time, startsInside, before, (line, when, row, groups) -> hits.add(new Hit(line, when, row, groups)));
            scan.read(new ByteArrayInputStream(bytes, 0, length));
            return new Read(scan, hits);
        }
    }

    /** The next part; empty at the end. */
    Optional<Part> next() {
        byte[] bytes = new byte[PART];
        System.arraycopy(rest, 0, bytes, 0, rest.length);
        int length = fill(bytes, rest.length);
        if (length == 0) {
            return Optional.empty();
        }
        int end = length < PART ? length : lineStart(bytes, length, 0);
        boolean cutInside = length - end >= LogScan.MAX_LINE;
        end = cutInside ? length : end;
        rest = Arrays.copyOfRange(bytes, end, length);
        Part part = new Part(bytes, end, inLongLine, at);
        if (length == PART) {
            at = after(bytes, end);
            inLongLine = cutInside;
        }
        return Optional.of(part);
    }

    private int fill(byte[] bytes, int from) {
        int length = from;
        try {
            for (int n = 0; n >= 0 && length < bytes.length; n = in.read(bytes, length, bytes.length - length)) {
                length += n;
            }
        } catch (IOException cutOff) {
            // as at the end: what was read counts
            return length;
        }
        return length;
    }

    /** Where the line begins that {@code to} stands in or ends, no further back than {@code from}. */
    private static int lineStart(byte[] bytes, int to, int from) {
        int start = to;
        while (start > from && bytes[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    /**
     * The time that lines behind these stand in: from the last line backwards to one that tells its time by itself, then forwards over those
     * that lack the year.
     */
    private Instant after(byte[] bytes, int end) {
        int first = inLongLine ? LineFeeds.next(bytes, 0, end) + 1 : 0;
        Instant known = at;
        int start = end;
        while (start > first) {
            int to = bytes[start - 1] == '\n' ? start - 1 : start;
            int from = lineStart(bytes, to, first);
            Instant own = alone.at(bytes, from, Math.min(to, from + LogScan.MAX_LINE), Instant.EPOCH);
            if (!own.equals(Instant.EPOCH)) {
                known = own;
                break;
            }
            start = from;
        }
        for (int from = Math.max(start, first); from < end; from = LineFeeds.next(bytes, from, end) + 1) {
            Instant own = time.at(bytes, from, Math.min(LineFeeds.next(bytes, from, end), from + LogScan.MAX_LINE), known);
            known = own.equals(Instant.EPOCH) ? known : own;
        }
        return known;
    }
}
