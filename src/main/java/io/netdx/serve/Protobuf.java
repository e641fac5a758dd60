package io.netdx.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Objects in the protobuf that kubectl's typed commands send from 1.32 on: {@code k8s\0} and a runtime.Unknown, which names the kind and
 * wraps the object. Only what {@code protobuf.txt} lists is read, the rest is skipped.
 */
final class Protobuf {

    static final String MEDIA = "application/vnd.kubernetes.protobuf";
    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private static final int DEEPEST = 60;
    /** Fields that are part of the object they are in when it is written as JSON. */
    private static final Set<String> INLINE = Set.of("localObjectReference", "ephemeralContainerCommon", "handler", "ingressRuleValue", "volumeSource");
    /** Pointers in Go: where they are there, zero and false were meant; anywhere else these are what nobody has set. */
    private static final Set<String> POINTERS = Set.of("replicas", "runAsUser", "runAsGroup", "fsGroup", "terminationGracePeriodSeconds", "gracePeriodSeconds",
            "parallelism", "completions", "backoffLimit", "ttlSecondsAfterFinished", "tolerationSeconds", "activeDeadlineSeconds", "revisionHistoryLimit",
            "progressDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit", "minReplicas", "partition", "value", "automountServiceAccountToken",
            "privileged", "allowPrivilegeEscalation", "readOnlyRootFilesystem", "runAsNonRoot", "optional", "enableServiceLinks", "shareProcessNamespace",
            "controller", "blockOwnerDeletion", "suspend", "immutable", "allocateLoadBalancerNodePorts", "hostUsers", "orphanDependents");

    private static final Map<String, Map<Integer, Field>> MESSAGES = read();

    /** @param type as {@code protobuf.txt} says it, of an item or value where it is a list or map */
    record Field(String name, String type, boolean list, boolean map) {
    }

    private Protobuf() {
    }

    private static Map<String, Map<Integer, Field>> read() {
        Map<String, Map<Integer, Field>> messages = new HashMap<>();
        try (InputStream in = Protobuf.class.getResourceAsStream("protobuf.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).map(line -> line.split(" ")).forEach(part -> {
                Map<Integer, Field> fields = new HashMap<>();
                for (String field : Arrays.asList(part).subList(1, part.length)) {
                    String[] of = field.split(":");
                    fields.put(Integer.parseInt(of[1]), new Field(of[0], of[2].replaceFirst("^[*%]", ""), of[2].startsWith("*"), of[2].startsWith("%")));
                }
                messages.put(part[0], Map.copyOf(fields));
            });
            return Map.copyOf(messages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a kind of object is one of the messages. */
    static boolean known(String kind) {
        return MESSAGES.containsKey(kind);
    }

    /** The fields of a message as they are in JSON. */
    static List<Field> fields(String message) {
        return MESSAGES.getOrDefault(message, Map.of()).values().stream()
                .flatMap(field -> INLINE.contains(field.name()) ? fields(field.type()).stream() : Stream.of(field)).toList();
    }

    static boolean is(byte[] body) {
        return body.length >= MAGIC.length && Arrays.equals(body, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * As the same object would be in JSON.
     *
     * @throws ApiException where it is cut off, or of a kind that is not known
     */
    static Map<String, Object> object(byte[] body) {
        Reader unknown = new Reader(body, MAGIC.length, body.length);
        String version = "";
        String kind = "";
        Reader raw = new Reader(body, body.length, body.length);
        while (unknown.next()) {
            if (unknown.number == 1) {
                Reader type = unknown.part();
                while (type.next()) {
                    version = type.number == 1 ? type.text() : version;
                    kind = type.number == 2 ? type.text() : kind;
                }
            } else if (unknown.number == 2) {
                raw = unknown.part();
            }
        }
        if (!MESSAGES.containsKey(kind)) {
            throw ApiException.unsupportedBody();
        }
        Map<String, Object> object = Json.object("apiVersion", version, "kind", kind);
        message(kind, raw, object, 0);
        return object;
    }

    private static Map<String, Object> message(String type, Reader in, Map<String, Object> into, int depth) {
        if (depth > DEEPEST) {
            throw ApiException.badRequest("a body that is nested too deeply");
        }
        Map<Integer, Field> fields = MESSAGES.getOrDefault(type, Map.of());
        while (in.next()) {
            Field field = fields.get(in.number);
            if (field != null) {
                put(field, in, into, depth);
            }
        }
        return into;
    }

    @SuppressWarnings("unchecked")
    private static void put(Field field, Reader in, Map<String, Object> into, int depth) {
        if (field.map()) {
            Reader entry = in.part();
            String key = "";
            Object value = "";
            while (entry.next()) {
                key = entry.number == 1 ? entry.text() : key;
                value = entry.number == 2 ? value(field.type(), entry, depth) : value;
            }
            ((Map<String, Object>) into.computeIfAbsent(field.name(), n -> new LinkedHashMap<String, Object>())).put(key, value);
        } else if (field.list()) {
            ((List<Object>) into.computeIfAbsent(field.name(), n -> new ArrayList<Object>())).add(value(field.type(), in, depth));
        } else if (INLINE.contains(field.name())) {
            message(field.type(), in.part(), into, depth + 1);
        } else {
            Object value = value(field.type(), in, depth);
            boolean unset = value.equals("") || (value.equals(0L) || value.equals(false)) && !POINTERS.contains(field.name());
            if (!unset) {
                into.put(field.name(), value);
            }
        }
    }

    private static Object value(String type, Reader in, int depth) {
        return switch (type) {
            case "s" -> in.text();
            case "i" -> in.varint;
            case "b" -> in.varint != 0;
            case "d" -> in.real();
            case "y" -> Base64.getEncoder().encodeToString(in.bytes());
            case "Time", "MicroTime" -> time(in.part());
            case "Quantity" -> texts(in.part(), 1);
            case "IntOrString" -> port(in.part());
            case "FieldsV1", "RawExtension" -> "";
            default -> message(type, in.part(), new LinkedHashMap<>(), depth + 1);
        };
    }

    private static String texts(Reader in, int number) {
        String text = "";
        while (in.next()) {
            text = in.number == number ? in.text() : text;
        }
        return text;
    }

    /** Empty for the zero time. */
    private static String time(Reader in) {
        long seconds = 0;
        long nanos = 0;
        while (in.next()) {
            seconds = in.number == 1 ? in.varint : seconds;
            nanos = in.number == 2 ? in.varint : nanos;
        }
        try {
            return seconds == 0 && nanos == 0 ? "" : Instant.ofEpochSecond(seconds, nanos).toString();
        } catch (DateTimeException | ArithmeticException e) {
            throw ApiException.badRequest("a time that is none");
        }
    }

    private static Object port(Reader in) {
        boolean named = false;
        long number = 0;
        String name = "";
        while (in.next()) {
            named = in.number == 1 ? in.varint == 1 : named;
            number = in.number == 2 ? in.varint : number;
            name = in.number == 3 ? in.text() : name;
        }
        return named ? (Object) name : number;
    }

    /** The fields of a message, one after the other. */
    private static final class Reader {

        private final byte[] bytes;
        private final int to;
        private int at;
        private int number;
        private long varint;
        private int from;
        private int length;

        Reader(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.at = from;
            this.to = to;
        }

        boolean next() {
            if (at >= to) {
                return false;
            }
            long tag = varint();
            number = (int) (tag >>> 3);
            varint = 0;
            length = 0;
            switch ((int) (tag & 7)) {
                case 0 -> varint = varint();
                case 1 -> skip(8);
                case 2 -> skip(varint());
                case 5 -> skip(4);
                default -> throw cut();
            }
            return true;
        }

        private void skip(long many) {
            if (many < 0 || many > to - at) {
                throw cut();
            }
            from = at;
            length = (int) many;
            at += length;
        }

        private long varint() {
            long value = 0;
            for (int shift = 0; shift < 70; shift += 7) {
                if (at >= to) {
                    throw cut();
                }
                byte b = bytes[at++];
                value |= shift < 64 ? (long) (b & 0x7f) << shift : 0;
                if (b >= 0) {
                    return value;
                }
            }
            throw cut();
        }

        private static ApiException cut() {
            return ApiException.badRequest("a body that is cut off or no protobuf");
        }

        Reader part() {
            return new Reader(bytes, from, from + length);
        }

        byte[] bytes() {
            return Arrays.copyOfRange(bytes, from, from + length);
        }

        String text() {
            return new String(bytes, from, length, StandardCharsets.UTF_8);
        }

        double real() {
            return length == 8 ? ByteBuffer.wrap(bytes, from, 8).order(ByteOrder.LITTLE_ENDIAN).getDouble() : 0;
        }
    }
}
