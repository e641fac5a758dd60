package io.netdx.source.signature;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Meets lines with a table: only one that holds an anchor becomes a string and meets regular expressions. For one thread. */
final class LineMatcher {

    private static final int MAX_LINE = 4096;
    private static final String STATUS = "rpc error: code = ";

    private final SignatureTable table;
    private final BitSet found = new BitSet();

    /** What to do with a row that matched. */
    interface Matched {

        /** @param groups in the order of their names */
        void row(SignatureRow row, Map<String, String> groups);
    }

    LineMatcher(SignatureTable table) {
        this.table = table;
    }

    /** @param where {@code log}, {@code event}, {@code condition} or {@code status} */
    void match(String where, byte[] bytes, int from, int to, Matched matched) {
        found.clear();
        int hit = table.anchors().find(bytes, from, to, found);
        if (hit >= 0 && mayMatch(bytes, from, to)) {
            rows(where, text(bytes, from, to, hit), matched);
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

    /** A line tells of one call: of the client rows the first that matches counts. Other rows stand side by side. */
    private void rows(String where, String text, Matched matched) {
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
                matched.row(row, row.mode().isEmpty() ? groups.get() : relayed(text, groups.get()));
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
}
