package io.netdx.source.signature;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.fact.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts equal texts together. Of one row and subject only so many different variable parts are kept; further ones keep the
 * target of the call only, and when there are too many targets as well, nothing: memory is bounded whatever a log holds.
 */
final class Tallies {

    static final int MAX_VARIANTS = 256;
    private static final int MAX_WHOLE = MAX_VARIANTS * 3 / 4;
    private static final List<String> TARGET = List.of("host", "ip", "port");

    private final Map<Key, Tally> tallies = new HashMap<>();
    private final Map<Origin, Integer> variants = new HashMap<>();

    private record Origin(String id, ObjectRef subject) {
    }

    private record Key(Origin origin, Map<String, String> groups) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byId = origin.id().compareTo(other.origin.id());
            int bySubject = byId != 0 ? byId : origin.subject().compareTo(other.origin.subject());
            return bySubject != 0 ? bySubject : groups.toString().compareTo(other.groups.toString());
        }
    }

    private static final class Tally {
        private Provenance source;
        private int count;
        private Instant first = Instant.EPOCH;
        private Instant last = Instant.EPOCH;

        Tally(Provenance source) {
            this.source = source;
        }

        void add(int more, Instant from, Instant to, Provenance place) {
            // the same event may stand in two files, read in any order
            source = place.compareTo(source) < 0 ? place : source;
            count = (int) Math.min(Integer.MAX_VALUE, (long) count + more);
            // the epoch means "no time": it must not become the beginning
            if (!from.equals(Instant.EPOCH) && (first.equals(Instant.EPOCH) || from.isBefore(first))) {
                first = from;
            }
            last = to.isAfter(last) ? to : last;
        }
    }

    /** @param groups in the order of their names */
    void add(SignatureRow row, ObjectRef subject, Map<String, String> groups, int count, Instant first, Instant last,
             Provenance source) {
        Origin origin = new Origin(row.id(), subject);
        Key key = new Key(origin, groups);
        if (!tallies.containsKey(key)) {
            int seen = variants.getOrDefault(origin, 0);
            if (seen >= MAX_WHOLE) {
                Key target = new Key(origin, reduced(row, groups, TARGET));
                boolean room = seen < MAX_VARIANTS || tallies.containsKey(target);
                key = room ? target : new Key(origin, reduced(row, groups, List.of()));
            }
            if (!tallies.containsKey(key)) {
                variants.put(origin, seen + 1);
            }
        }
        tallies.computeIfAbsent(key, k -> new Tally(source)).add(Math.max(1, count), first, last, source);
    }

    private static Map<String, String> reduced(SignatureRow row, Map<String, String> groups, List<String> kept) {
        Map<String, String> fewer = new TreeMap<>(row.constants());
        kept.forEach(name -> {
            if (!row.mode().isEmpty() && groups.containsKey(name)) {
                fewer.put(name, groups.get(name));
            }
        });
        return fewer;
    }

    /** In the order of id, subject and groups. */
    List<Signature> signatures() {
        List<Signature> all = new ArrayList<>(tallies.size());
        tallies.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            Key key = entry.getKey();
            Tally tally = entry.getValue();
            all.add(new Signature(key.origin().id(), key.origin().subject(), Collections.unmodifiableMap(key.groups()), tally.count,
                    tally.first, tally.last, tally.source));
        });
        return all;
    }
}
