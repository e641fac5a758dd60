package io.netdx.serve;

import io.netdx.serve.Resources.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An API server shows every event twice, as {@code v1} and as {@code events.k8s.io/v1}, with other names for the same fields; a snapshot mostly
 * holds it once.
 *
 * @see <a href="https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/events/v1/conversion.go">how the API server converts</a>
 */
final class EventGroups {

    private static final String EVENT = "Event";
    private static final Kind CORE = new Kind("", "v1", EVENT);
    private static final Kind NEW = new Kind("events.k8s.io", "v1", EVENT);
    /** The name in {@code v1}, then that in the other group. */
    private static final List<String> NAMES = List.of("involvedObject regarding", "message note", "source deprecatedSource", "firstTimestamp deprecatedFirstTimestamp",
            "lastTimestamp deprecatedLastTimestamp", "count deprecatedCount", "reportingComponent reportingController");
    private static final Map<String, String> TO_NEW = new HashMap<>();
    private static final Map<String, String> TO_CORE = new HashMap<>();

    static {
        for (String pair : NAMES) {
            String[] names = pair.split(" ");
            TO_NEW.put(names[0], names[1]);
            TO_CORE.put(names[1], names[0]);
        }
    }

    private EventGroups() {
    }

    /** The kind that shows the same objects in the other group; empty for all but events. */
    static Optional<Kind> other(Kind kind) {
        return !kind.kind().equals(EVENT) ? Optional.empty() : kind.equals(CORE) ? Optional.of(NEW) : kind.group().equals(NEW.group()) ? Optional.of(CORE) : Optional.empty();
    }

    /** An event as the other group shows it, which is worked out where somebody asks for it. */
    static StoredObject as(Kind kind, StoredObject event) {
        byte[] head = ("{\"kind\":\"" + kind.kind() + "\",\"apiVersion\":\"" + kind.apiVersion() + "\",\"metadata\":").getBytes(StandardCharsets.US_ASCII);
        return new StoredObject(event.namespace(), event.name(), event.labels(), new Converted(event, head, kind.equals(NEW) ? TO_NEW : TO_CORE), head.length,
                head.length + event.metadataTo() - event.metadataFrom());
    }

    /** @param head up to the metadata, which stay as they are */
    private record Converted(StoredObject event, byte[] head, Map<String, String> names) implements Content {

        @Override
        public long length() {
            return json().length;
        }

        @Override
        public byte[] json() {
            byte[] from = event.json();
            Map<String, Object> rest = new LinkedHashMap<>();
            ((Map<?, ?>) Json.values(from)).forEach((name, value) -> rest.put(names.getOrDefault(String.valueOf(name), String.valueOf(name)), value));
            rest.keySet().removeAll(List.of("kind", "apiVersion", "metadata"));
            byte[] tail = Json.bytes(rest);
            int metadata = event.metadataTo() - event.metadataFrom();
            byte[] json = new byte[head.length + metadata + tail.length];
            System.arraycopy(head, 0, json, 0, head.length);
            System.arraycopy(from, event.metadataFrom(), json, head.length, metadata);
            System.arraycopy(tail, 0, json, head.length + metadata, tail.length);
            // the tail's own brace becomes the comma between, or what ends an event of nothing else
            json[head.length + metadata] = (byte) (rest.isEmpty() ? ' ' : ',');
            return json;
        }
    }
}
