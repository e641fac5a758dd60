package io.netdx.source.signature;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.fact.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Recognises known texts in logs and messages. Equal texts of one subject are counted together; texts with very many different
 * variable parts lose them, so that memory stays bounded.
 */
public final class SignatureScanner {

    private static final int MAX_LINE = 4096;
    private static final int MAX_VARIANTS = 256;

    private final SignatureTable table;
    private final Map<String, Tally> tallies = new TreeMap<>();
    private final Map<String, Integer> variants = new TreeMap<>();
    private Instant newest = Instant.EPOCH;

    private static final class Tally {
        final String id;
        final ObjectRef subject;
        final Map<String, String> groups;
        final Provenance source;
        int count;
        Instant first;
        Instant last;

        Tally(String id, ObjectRef subject, Map<String, String> groups, Provenance source, Instant at) {
            this.id = id;
            this.subject = subject;
            this.groups = Collections.unmodifiableMap(groups);
            this.source = source;
            this.first = at;
            this.last = at;
        }
    }

    public SignatureScanner(SignatureTable table) {
        this.table = table;
    }

    /** Scans a log to its end; a stream that breaks off ends the log there. */
    public void scan(ObjectRef subject, String place, InputStream utf8) {
        scan(subject, place, 0, utf8);
    }

    /** As {@link #scan(ObjectRef, String, InputStream)}, for a log that stands in its file behind some lines of something else. */
    public void scan(ObjectRef subject, String place, int linesBefore, InputStream utf8) {
        byte[] buffer = new byte[1 << 16];
        int length = 0;
        int line = linesBefore + 1;
        BitSet found = new BitSet();
        boolean skipping = false;
        try {
            while (true) {
                int n = utf8.read(buffer, length, buffer.length - length);
                int end = length + Math.max(0, n);
                int start = 0;
                for (int i = length; i < end; i++) {
                    if (buffer[i] == '\n') {
                        if (!skipping) {
                            line(subject, place, line, buffer, start, i, found);
                        }
                        skipping = false;
                        line++;
                        start = i + 1;
                    }
                }
                if (n < 0) {
                    if (end > start && !skipping) {
                        line(subject, place, line, buffer, start, end, found);
                    }
                    return;
                }
                length = end - start;
                System.arraycopy(buffer, start, buffer, 0, length);
                if (length == buffer.length) {
                    // a line longer than the buffer: its beginning is enough
                    line(subject, place, line, buffer, 0, length, found);
                    skipping = true;
                    length = 0;
                }
            }
        } catch (IOException cutOff) {
            // the reader of the archive reports the cut; what was read counts
            return;
        }
    }

    private void line(ObjectRef subject, String place, int number, byte[] bytes, int from, int to, BitSet found) {
        Instant at = LogTime.at(bytes, from, to);
        newest = at.isAfter(newest) ? at : newest;
        found.clear();
        if (table.anchors().find(bytes, from, to, found)) {
            String text = new String(bytes, from, Math.min(to - from, MAX_LINE), StandardCharsets.UTF_8);
            rows(subject, "log", text, 1, at, at, new Provenance(place, number, ""), found);
        }
    }

    /**
     * Recognises a text that stands alone.
     *
     * @param where {@code event}, {@code condition} or {@code status}
     */
    public void match(ObjectRef subject, String where, String text, int count, Instant first, Instant last, Provenance source) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        BitSet found = new BitSet();
        if (table.anchors().find(bytes, 0, Math.min(bytes.length, MAX_LINE), found)) {
            rows(subject, where, text.length() > MAX_LINE ? text.substring(0, MAX_LINE) : text, count, first, last, source, found);
        }
    }

    private void rows(ObjectRef subject, String where, String text, int count, Instant first, Instant last,
                      Provenance source, BitSet found) {
        boolean client = false;
        for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
            SignatureRow row = table.rows().get(i);
            if (!row.where().contains(where) || client && !row.mode().isEmpty()) {
                continue;
            }
            Map<String, String> groups = row.match(text);
            if (groups != null) {
                client |= !row.mode().isEmpty();
                tally(row, subject, groups, count, first, last, source);
            }
        }
    }

    private void tally(SignatureRow row, ObjectRef subject, Map<String, String> groups, int count, Instant first, Instant last,
                       Provenance source) {
        String prefix = row.id() + " " + subject;
        String key = prefix + " " + groups;
        if (!tallies.containsKey(key) && variants.merge(prefix, 1, Integer::sum) > MAX_VARIANTS) {
            key = prefix;
            groups = row.mode().isEmpty() ? Map.of() : Map.of("mode", row.mode());
        }
        Map<String, String> kept = groups;
        Tally tally = tallies.computeIfAbsent(key, k -> new Tally(row.id(), subject, kept, source, first));
        tally.count += count;
        tally.first = first.isBefore(tally.first) ? first : tally.first;
        tally.last = last.isAfter(tally.last) ? last : tally.last;
    }

    /** What was recognised, in a fixed order. */
    public Collection<Signature> signatures() {
        List<Signature> all = new ArrayList<>(tallies.size());
        for (Tally t : tallies.values()) {
            all.add(new Signature(t.id, t.subject, t.groups, t.count, t.first, t.last, t.source));
        }
        return all;
    }

    /** Newest time stamp of any line, {@link Instant#EPOCH} if none carries one. */
    public Instant newest() {
        return newest;
    }
}
