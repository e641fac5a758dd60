package io.netdx.serve;

import io.netdx.source.Limits;
import io.netdx.source.decode.JsonTree;
import io.netdx.source.decode.Tree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** JSON of maps, lists, texts, numbers and truth values, and of bytes that are JSON already. */
final class Json {

    private static final JsonFactory FACTORY = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    /** JSON that is passed on as it is. */
    record Raw(byte[] bytes, int from, int length) {
        Raw(byte[] bytes) {
            this(bytes, 0, bytes.length);
        }
    }

    private Json() {
    }

    /** An object of names and values in turn. */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    static byte[] bytes(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toByteArray();
    }

    static void write(Object value, OutputStream out) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            value(value, json, out);
        }
    }

    private static void value(Object value, JsonGenerator json, OutputStream out) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : map.entrySet()) {
                json.writeName((String) field.getKey());
                value(field.getValue(), json, out);
            }
            json.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                value(item, json, out);
            }
            json.writeEndArray();
        } else if (value instanceof Raw raw) {
            // writes what separates it from what is before it
            json.writeRawValue("");
            json.flush();
            out.write(raw.bytes(), raw.from(), raw.length());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Long || value instanceof Integer) {
            json.writeNumber(((Number) value).longValue());
        } else {
            json.writeString((String) value);
        }
    }

    /** A document that was written by this program: it does not break. */
    static Tree tree(byte[] json) {
        return JsonTree.whole(new ByteArrayInputStream(json), Limits.DEFAULT);
    }

    static List<Object> list(Object... values) {
        return List.of(values);
    }
}
