package io.netdx.serve.patch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** RFC 6902: a list of operations on JSON pointers. */
public final class JsonPatch {

    /** As the API server. */
    private static final int MOST = 10_000;

    private JsonPatch() {
    }

    /**
     * The patched object; neither argument is changed.
     *
     * @throws PatchException where an operation is malformed, leads nowhere, or tests in vain
     */
    public static Map<String, Object> apply(Map<String, Object> object, List<Object> operations) throws PatchException {
        if (operations.size() > MOST) {
            throw PatchException.malformed("The allowed maximum operations in a JSON patch is " + MOST + ", got " + operations.size());
        }
        Object root = object;
        for (Object operation : operations) {
            if (!(operation instanceof Map<?, ?> map) || !(map.get("op") instanceof String op) || !(map.get("path") instanceof String path)) {
                throw PatchException.malformed("an operation of a JSON patch needs op and path");
            }
            root = apply(root, op, pointer(path), map);
        }
        if (!(root instanceof Map<?, ?>)) {
            throw PatchException.unfit("a JSON patch may not make an object something else");
        }
        return Trees.object(root);
    }

    private static Object apply(Object root, String op, List<String> path, Map<?, ?> operation) throws PatchException {
        switch (op) {
            case "add":
                return put(root, path, 0, operation.get("value"), true);
            case "replace":
                get(root, path);
                return put(root, path, 0, operation.get("value"), false);
            case "remove":
                get(root, path);
                return remove(root, path, 0);
            case "test":
                if (!Objects.equals(at(root, path), operation.get("value"))) {
                    throw PatchException.unfit("testing value " + operation.get("path") + " failed");
                }
                return root;
            case "copy", "move":
                if (!(operation.get("from") instanceof String from)) {
                    throw PatchException.malformed(op + " needs from");
                }
                Object value = get(root, pointer(from));
                return put(op.equals("move") ? remove(root, pointer(from), 0) : root, path, 0, value, true);
            default:
                throw PatchException.malformed("Unexpected kind: " + op);
        }
    }

    private static List<String> pointer(String path) throws PatchException {
        if (path.isEmpty()) {
            return List.of();
        }
        if (!path.startsWith("/")) {
            throw PatchException.malformed("a path of a JSON patch begins with /");
        }
        List<String> steps = new ArrayList<>();
        for (String step : path.substring(1).split("/", -1)) {
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return steps;
    }

    /** Null where there is nothing. */
    private static Object at(Object root, List<String> path) throws PatchException {
        Object value = root;
        for (String step : path) {
            value = value instanceof Map<?, ?> map ? map.get(step)
                    : value instanceof List<?> list && index(step, list.size()) < list.size() ? list.get(index(step, list.size())) : null;
        }
        return value;
    }

    private static Object get(Object root, List<String> path) throws PatchException {
        Object value = at(root, path);
        if (value == null) {
            throw PatchException.unfit("the path /" + String.join("/", path) + " is missing");
        }
        return value;
    }

    private static Object put(Object root, List<String> path, int from, Object value, boolean insert) throws PatchException {
        if (from == path.size()) {
            return value;
        }
        String step = path.get(from);
        if (root instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>(Trees.object(map));
            copy.put(step, put(copy.get(step), path, from + 1, value, insert));
            return copy;
        }
        if (root instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list);
            int index = step.equals("-") ? list.size() : index(step, list.size());
            boolean last = from == path.size() - 1;
            if (last && insert && index <= list.size()) {
                copy.add(index, value);
                return copy;
            }
            if (index < list.size()) {
                copy.set(index, put(list.get(index), path, from + 1, value, insert));
                return copy;
            }
        }
        throw PatchException.unfit("the path /" + String.join("/", path) + " leads nowhere");
    }

    private static Object remove(Object root, List<String> path, int from) throws PatchException {
        if (from == path.size()) {
            throw PatchException.unfit("a JSON patch may not remove the object");
        }
        String step = path.get(from);
        boolean last = from == path.size() - 1;
        if (root instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>(Trees.object(map));
            if (last) {
                copy.remove(step);
            } else {
                copy.put(step, remove(copy.get(step), path, from + 1));
            }
            return copy;
        }
        List<Object> copy = new ArrayList<>(Trees.list(root));
        int index = index(step, copy.size());
        if (last) {
            copy.remove(index);
        } else {
            copy.set(index, remove(copy.get(index), path, from + 1));
        }
        return copy;
    }

    private static int index(String step, int size) throws PatchException {
        if (!step.matches("0|[1-9][0-9]{0,5}")) {
            throw PatchException.unfit("Unable to access invalid index: " + step);
        }
        return Math.min(Integer.parseInt(step), size + 1);
    }
}
