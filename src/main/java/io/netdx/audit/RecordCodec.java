package io.netdx.audit;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.pack.Packed;
import io.netdx.pack.Packing;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes and reads any record of texts, numbers, times, lists and further records, component by component in the order of their
 * declaration, without loss. A cause of the catalogue is written as its id.
 */
public final class RecordCodec {

    private final Catalog catalog;

    public RecordCodec(Catalog catalog) {
        this.catalog = catalog;
    }

    public byte[] write(Record value) {
        Packing out = new Packing();
        write(value, value.getClass(), out);
        return out.bytes();
    }

    /** @throws RuntimeException where the bytes are those of something else */
    public <T extends Record> T read(byte[] bytes, Class<T> type) {
        return type.cast(read(type, Packed.of(bytes)));
    }

    private void write(Object value, Type type, Packing out) {
        if (value instanceof String text) {
            out.text(text);
        } else if (value instanceof Integer number) {
            out.number(number);
        } else if (value instanceof Long number) {
            out.number((int) (number >> 32));
            out.number(number.intValue());
        } else if (value instanceof Double number) {
            out.real(number);
        } else if (value instanceof Boolean flag) {
            out.flag(flag);
        } else if (value instanceof Enum<?> word) {
            out.text(word.name());
        } else if (value instanceof Duration time) {
            out.text(time.toString());
        } else if (value instanceof Instant moment) {
            out.text(moment.toString());
        } else if (value instanceof Cause cause) {
            out.text(cause.id());
        } else if (value instanceof List<?> list) {
            out.number(list.size());
            list.forEach(item -> write(item, argument(type, 0), out));
        } else if (value instanceof Map<?, ?> map) {
            out.number(map.size());
            map.forEach((key, item) -> {
                write(key, argument(type, 0), out);
                write(item, argument(type, 1), out);
            });
        } else if (value instanceof Optional<?> optional) {
            out.flag(optional.isPresent());
            optional.ifPresent(item -> write(item, argument(type, 0), out));
        } else if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                write(get(component, value), component.getGenericType(), out);
            }
        } else {
            throw new IllegalArgumentException("no way to write a " + type);
        }
    }

    private Object read(Type type, Packed in) {
        Class<?> raw = raw(type);
        if (raw == String.class) {
            return in.text();
        } else if (raw == int.class) {
            return in.number();
        } else if (raw == long.class) {
            long high = in.number();
            return high << 32 | in.number() & 0xffffffffL;
        } else if (raw == double.class) {
            return in.real();
        } else if (raw == boolean.class) {
            return in.flag();
        } else if (raw == Duration.class) {
            return Duration.parse(in.text());
        } else if (raw == Instant.class) {
            return Instant.parse(in.text());
        } else if (raw == Cause.class) {
            return catalog.cause(in.text()).orElseThrow();
        } else if (raw.isEnum()) {
            String name = in.text();
            return Arrays.stream(raw.getEnumConstants()).filter(c -> ((Enum<?>) c).name().equals(name)).findFirst().orElseThrow();
        } else if (raw == List.class) {
            int size = in.number();
            List<Object> list = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                list.add(read(argument(type, 0), in));
            }
            return List.copyOf(list);
        } else if (raw == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int left = in.number(); left > 0; left--) {
                map.put(read(argument(type, 0), in), read(argument(type, 1), in));
            }
            return map;
        } else if (raw == Optional.class) {
            return in.flag() ? Optional.of(read(argument(type, 0), in)) : Optional.empty();
        } else if (raw.isRecord()) {
            return record(raw, in);
        }
        throw new IllegalArgumentException("no way to read a " + type);
    }

    private Object record(Class<?> type, Packed in) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = read(components[i].getGenericType(), in);
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("no " + type.getSimpleName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is a public record", e);
        }
    }

    private static Object get(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component.getDeclaringRecord() + " is a public record", e);
        }
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type);
    }

    private static Type argument(Type type, int which) {
        return ((ParameterizedType) type).getActualTypeArguments()[which];
    }
}
