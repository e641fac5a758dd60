package io.netdx.diff;

import io.netdx.fact.Condition;
import io.netdx.fact.KubeObject;
import io.netdx.fact.Meta;
import io.netdx.fact.Plain;
import io.netdx.fact.Provenance;
import io.netdx.report.DiffReport.Field;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What differs between two states of an object. Facts hold only what a network engineer looks at, so their components are the fields that
 * matter; places, times and counters are none.
 */
final class Fields {

    private static final int LONGEST = 120;
    private static final Set<String> PASSING = Set.of("lines", "source", "created", "restarts", "lastState", "ready", "current");
    /** Written by controllers at every turn. */
    private static final Pattern NOISE = Pattern.compile(".*(last-applied-configuration|revision|generation|leader|heartbeat|restartedAt|resourceVersion"
            + "|renewTime|acquireTime|[tT]imestamp|[tT]ime$|lastSeen).*");

    private final List<Field> found = new ArrayList<>();

    private Fields() {
    }

    static List<Field> between(KubeObject before, KubeObject after) {
        Fields fields = new Fields();
        if (before.getClass() == after.getClass()) {
            fields.components("", before, after);
        }
        return fields.found;
    }

    private void compare(String path, Object before, Object after) {
        if (before.equals(after) || before instanceof Provenance || before instanceof Instant || NOISE.matcher(path).matches()) {
            return;
        }
        if (before instanceof Optional<?> b && after instanceof Optional<?> a) {
            if (b.isPresent() && a.isPresent()) {
                compare(path, b.get(), a.get());
            } else {
                add(path, b.map(Fields::text).orElse(""), a.map(Fields::text).orElse(""));
            }
        } else if (before instanceof Map<?, ?> b && after instanceof Map<?, ?> a) {
            maps(path, b, a);
        } else if (before instanceof List<?> b && after instanceof List<?> a) {
            lists(path, b, a);
        } else if (before instanceof Record && before.getClass() == after.getClass()) {
            components(path, before, after);
        } else {
            add(path, text(before), text(after));
        }
    }

    private void components(String path, Object before, Object after) {
        for (RecordComponent component : before.getClass().getRecordComponents()) {
            String name = component.getName();
            boolean meta = component.getType() == Meta.class;
            if (!PASSING.contains(name)) {
                compare(meta || before instanceof Meta && path.isEmpty() ? path + (meta ? "" : name) : dotted(path, name), value(component, before), value(component, after));
            }
        }
    }

    private static Object value(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " is public", e);
        }
    }

    private void maps(String path, Map<?, ?> before, Map<?, ?> after) {
        Set<String> keys = new TreeSet<>();
        before.keySet().forEach(key -> keys.add(String.valueOf(key)));
        after.keySet().forEach(key -> keys.add(String.valueOf(key)));
        for (String key : keys) {
            Object b = before.get(key);
            Object a = after.get(key);
            if (b != null && a != null) {
                compare(dotted(path, key), b, a);
            } else {
                add(dotted(path, key), b == null ? "" : text(b), a == null ? "" : text(a));
            }
        }
    }

    private void lists(String path, List<?> before, List<?> after) {
        List<?> gone = new ArrayList<>(before);
        List<?> come = new ArrayList<>(after);
        after.forEach(gone::remove);
        before.forEach(come::remove);
        if (conditions(before) && conditions(after)) {
            maps(path, byType(before), byType(after));
        } else if (before.size() == after.size() && gone.size() == 1 && come.size() == 1 && gone.get(0) instanceof Record) {
            compare(path + "[" + before.indexOf(gone.get(0)) + "]", gone.get(0), come.get(0));
        } else if (!gone.isEmpty() || !come.isEmpty()) {
            for (int i = 0; i < Math.max(gone.size(), come.size()); i++) {
                add(path, i < gone.size() ? text(gone.get(i)) : "", i < come.size() ? text(come.get(i)) : "");
            }
        } else {
            add(path, "in another order", "in another order");
        }
    }

    private static boolean conditions(List<?> list) {
        return list.stream().allMatch(Condition.class::isInstance);
    }

    /** Messages and times of conditions change all the time. */
    private static Map<String, String> byType(List<?> conditions) {
        Map<String, String> states = new LinkedHashMap<>();
        conditions.forEach(c -> states.put(((Condition) c).type(), ((Condition) c).status()));
        return states;
    }

    private void add(String path, String before, String after) {
        if (!NOISE.matcher(path).matches() && (!before.equals(after) || before.equals("in another order"))) {
            found.add(new Field(Plain.line(path), before, after));
        }
    }

    private static String dotted(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Short: what is empty or a place is left out, long texts are cut. */
    static String text(Object value) {
        String text = Plain.line(whole(value));
        return text.codePointCount(0, text.length()) <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    private static String whole(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Fields::whole).orElse("");
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? "" : "[" + String.join(", ", list.stream().map(Fields::whole).toList()) + "]";
        }
        if (value instanceof Record && !(value instanceof io.netdx.fact.ObjectRef)) {
            List<String> parts = new ArrayList<>();
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                Object part = value(component, value);
                String text = part instanceof Provenance || part instanceof Instant || PASSING.contains(component.getName()) ? "" : whole(part);
                if (!text.isEmpty() && !text.equals("0") && !text.equals("-1") && !text.equals("false")) {
                    parts.add(component.getName() + ": " + text);
                }
            }
            return parts.isEmpty() ? "" : "{" + String.join(", ", parts) + "}";
        }
        return value instanceof Map<?, ?> map ? map.isEmpty() ? "" : map.toString() : String.valueOf(value);
    }
}
