package io.netdx.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * A case of the corpus with changed values: two bytes choose the case, then three each choose a place in its documents and what comes
 * there: an odd value, a value from elsewhere in the case, or nothing.
 */
final class Edits {

    private static final List<Object> ODD = Arrays.asList(null, "", 0, -1, 65_536, Long.MAX_VALUE, "99999999999999999999", 1e300, Double.NaN, true, List.of(), Map.of(),
            List.of(List.of()), Map.of("", ""), "*", "**", ".", "..", "*.", ".svc.cluster.local", "0.0.0.0/0", "::/0", "10.0.0.0/33", "10.244.1.20/8", "::ffff:10.0.0.1",
            "fe80::1%eth0", "256.1.1.1", "10.96.10.2", "10.244.1.20", "TCP", "icmp", "http", "8080", "80-90", "90-80", "80:90", "In", "NotIn", "Exists", "Always", "Never", "Ingress", "Egress",
            "None", "ExternalName", "NodePort", "kube-system", "default", "shop", "coredns", "kube-dns", "selector()", "has(a) && !all()", "a in {", "2026-13-45T99:99:99Z",
            "1970-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "-999999999-01-01T00:00:00Z", "1e9", "100m", "-5Gi", "50%", "v1.33.2", "v99", "\u001b[31mred\u202e",
            "\u0000", "\ud83d\ude00", "..\\..\\etc", "../../etc/passwd", "$(id)", "{}", "[", "%s%n", "a: b", "a\nb", "x".repeat(300), "9".repeat(5000));
    private static final List<Path> CASES = cases();

    private Edits() {
    }

    /** Turns inputs into what they make, which goes on meaning the same when cases come and go. @param args their folder */
    public static void main(String[] args) throws IOException {
        try (Stream<Path> inputs = Files.list(Path.of(args[0]))) {
            for (Path input : inputs.sorted().toList()) {
                Files.writeString(input, of(Files.readAllBytes(input)));
            }
        }
    }

    static int count() {
        return CASES.size();
    }

    static String of(byte[] data) throws IOException {
        int chosen = number(data, 0) % CASES.size();
        List<Object> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(CASES.get(chosen))).forEach(documents::add);
        List<Place> places = new ArrayList<>();
        for (Object document : documents) {
            places(document, places);
        }
        for (int i = 2; i + 2 < data.length; i += 3) {
            Place place = places.get(number(data, i) % places.size());
            int value = data[i + 2] & 0xff;
            if (value < ODD.size()) {
                place.put(ODD.get(value));
            } else if (value < 128) {
                place.remove();
            } else {
                // far moves would make cycles
                Object other = places.get(number(data, i) * 31 * value % places.size()).get();
                place.put(other instanceof Map || other instanceof List ? "moved" : other);
            }
        }
        return new Dump(DumpSettings.builder().setExplicitStart(true).setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(1000).build())
                .dumpAllToString(documents.iterator());
    }

    /** A value in a map or list. */
    private record Place(Object container, Object key) {

        @SuppressWarnings("unchecked")
        void put(Object value) {
            if (container instanceof Map<?, ?> map) {
                ((Map<Object, Object>) map).put(key, value);
            } else if (index() < ((List<?>) container).size()) {
                ((List<Object>) container).set(index(), value);
            }
        }

        void remove() {
            if (container instanceof Map<?, ?> map) {
                map.remove(key);
            } else if (index() < ((List<?>) container).size()) {
                ((List<?>) container).remove(index());
            }
        }

        Object get() {
            return container instanceof Map<?, ?> map ? map.get(key)
                    : index() < ((List<?>) container).size() ? ((List<?>) container).get(index()) : "gone";
        }

        private int index() {
            return (Integer) key;
        }
    }

    private static void places(Object value, List<Place> places) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                places.add(new Place(map, key));
                places(inner, places);
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                places.add(new Place(list, i));
                places(list.get(i), places);
            }
        }
    }

    private static int number(byte[] data, int at) {
        return at + 1 < data.length ? (data[at] & 0xff) << 8 | data[at + 1] & 0xff : 0;
    }

    /** Whole clusters: what builds on another file cannot be read from memory. */
    private static List<Path> cases() {
        try (Stream<Path> files = Files.walk(Path.of("facts"))) {
            List<Path> whole = new ArrayList<>();
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml") && !f.startsWith("facts/knowledge")).sorted().toList()) {
                String text = Files.readString(file);
                if (text.contains("\nkind: Case\n") && !text.contains("\nbase: ") && text.length() < 60_000) {
                    whole.add(file);
                }
            }
            return List.copyOf(whole);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
