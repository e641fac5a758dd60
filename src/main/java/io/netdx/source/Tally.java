package io.netdx.source;

import io.netdx.fact.Plain;
import java.util.LinkedHashMap;
import java.util.Map;

/** Members left out of one folder or archive, by reason: an archive with a million links makes one problem, not a million. */
final class Tally {

    private record Seen(String first, int count) {
    }

    private final Map<String, Seen> byReason = new LinkedHashMap<>();

    void add(String path, String reason) {
        byReason.merge(reason, new Seen(Plain.line(path), 1), (a, b) -> new Seen(a.first(), a.count() + 1));
    }

    void report(EntryVisitor visitor) {
        byReason.forEach((reason, seen) -> visitor.problem(new Problem(seen.first(),
                seen.count() == 1 ? reason : reason + " (so are " + (seen.count() - 1) + " more)")));
        byReason.clear();
    }
}
