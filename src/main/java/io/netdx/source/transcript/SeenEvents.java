package io.netdx.source.transcript;

import io.netdx.fact.Event;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.source.Kinds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Events of {@code kubectl describe} and {@code kubectl get events}. Both print ages; the newest time of the transcript stands
 * for the moment of printing.
 */
final class SeenEvents {

    private static final Pattern AGE = Pattern.compile("(\\S+)(?: \\(x(\\d+) over (\\S+)\\))?");

    private record Seen(ObjectRef ref, String type, String reason, String message, int count, Duration first, Duration last,
                        String component, Provenance source) {
        String key() {
            return ref + "\n" + type + "\n" + reason + "\n" + message;
        }
    }

    private final TreeMap<String, Seen> events = new TreeMap<>();

    /** The section {@code Events:} of one described object. */
    void section(ObjectRef ref, Described section, String place) {
        int[] starts = {};
        Seen open = null;
        for (Described row : section.children()) {
            String text = row.text();
            if (text.strip().startsWith("Type") && text.contains("Reason") && text.contains("Message")) {
                starts = new int[] {text.indexOf("Type"), text.indexOf("Reason"), text.indexOf("Age"), text.indexOf("From"),
                        text.indexOf("Message")};
            } else if (starts.length > 0 && !text.strip().startsWith("----")) {
                if (starts[4] < text.length() && (text.startsWith("Normal", starts[0]) || text.startsWith("Warning", starts[0]))) {
                    Matcher age = AGE.matcher(text.substring(starts[2], starts[3]).strip());
                    boolean aged = age.matches();
                    Duration last = aged ? Ages.of(age.group(1)) : Duration.ZERO;
                    open = new Seen(ref, text.substring(starts[0], starts[1]).strip(), text.substring(starts[1], starts[2]).strip(),
                            text.substring(starts[4]).strip(), aged && age.group(2) != null ? number(age.group(2)) : 1,
                            aged && age.group(3) != null ? Ages.of(age.group(3)) : last, last,
                            text.substring(starts[3], starts[4]).strip(), new Provenance(place, row.line(), ""));
                    add(open);
                }
            }
        }
    }

    /** Rows of {@code kubectl get events}. */
    List<ObjectRef> table(Table table, String namespace, String place) {
        List<ObjectRef> refs = new ArrayList<>();
        for (Table.Row row : table.rows()) {
            String object = row.get("OBJECT");
            int slash = object.indexOf('/');
            if (slash < 0) {
                continue;
            }
            String kind = Kinds.ofResource(object.substring(0, slash)).orElse(object.substring(0, slash));
            String ns = row.get("NAMESPACE").isEmpty() ? namespace : row.get("NAMESPACE");
            ObjectRef ref = ObjectRef.of(kind, io.netdx.source.decode.Metas.clusterScoped(kind) ? "" : ns, object.substring(slash + 1));
            Matcher age = AGE.matcher(row.get("LAST SEEN"));
            boolean aged = age.matches();
            Duration last = aged ? Ages.of(age.group(1)) : Duration.ZERO;
            int count = aged && age.group(2) != null ? number(age.group(2)) : Math.max(1, number(row.get("COUNT")));
            add(new Seen(ref, row.get("TYPE"), row.get("REASON"), row.get("MESSAGE"), count,
                    row.get("FIRST SEEN").isEmpty() ? last : Ages.of(row.get("FIRST SEEN")), last, row.get("SOURCE"),
                    new Provenance(place, row.line(), "")));
            refs.add(ref);
        }
        return refs;
    }

    private void add(Seen seen) {
        events.merge(seen.key(), seen, (a, b) -> b.count() > a.count() ? b : a);
    }

    private static int number(String text) {
        return text.isEmpty() || text.length() > 9 || !text.chars().allMatch(Character::isDigit) ? 0 : Integer.parseInt(text);
    }

    /** @param now moment of printing, {@link Instant#EPOCH} if unknown: the events then carry no time */
    List<Event> events(Instant now) {
        List<Event> all = new ArrayList<>();
        for (Seen e : events.values()) {
            boolean timeless = now.equals(Instant.EPOCH);
            all.add(new Event(e.ref(), e.type(), e.reason(), e.message(), e.count(), timeless ? now : now.minus(e.first()),
                    timeless ? now : now.minus(e.last()), e.component(), "", e.source()));
        }
        return all;
    }
}
