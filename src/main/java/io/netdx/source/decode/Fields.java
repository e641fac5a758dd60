package io.netdx.source.decode;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The fields of an object in the order of the document: two arrays while there are few, which is nearly always, and most names are one
 * object each, so that looking for one compares addresses.
 */
final class Fields extends AbstractMap<String, Tree> {

    private static final int FEW = 24;

    private String[] names = new String[4];
    private Tree[] values = new Tree[4];
    private int size;
    /** Where there are many: then the arrays are empty. */
    private Map<String, Tree> many = Map.of();

    @Override
    public Tree getOrDefault(Object name, Tree other) {
        if (!many.isEmpty()) {
            return many.getOrDefault(name, other);
        }
        int at = indexOf(name);
        return at < 0 ? other : values[at];
    }

    @Override
    public Tree get(Object name) {
        return getOrDefault(name, null);
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public Tree put(String name, Tree value) {
        if (!many.isEmpty()) {
            return many.put(name, value);
        }
        int at = indexOf(name);
        if (at >= 0) {
            Tree before = values[at];
            values[at] = value;
            return before;
        }
        if (size == FEW) {
            Map<String, Tree> all = new LinkedHashMap<>(this);
            all.put(name, value);
            many = all;
            size = 0;
            names = new String[0];
            values = new Tree[0];
            return null;
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        names[size] = name;
        values[size++] = value;
        return null;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Tree> action) {
        if (!many.isEmpty()) {
            many.forEach(action);
        }
        for (int i = 0; i < size; i++) {
            action.accept(names[i], values[i]);
        }
    }

    @Override
    public int size() {
        return many.isEmpty() ? size : many.size();
    }

    @Override
    public Set<Entry<String, Tree>> entrySet() {
        return many.isEmpty() ? new Entries() : many.entrySet();
    }

    private int indexOf(Object name) {
        for (int i = 0; i < size; i++) {
            if (names[i] == name) {
                return i;
            }
        }
        int hash = name.hashCode();
        for (int i = 0; i < size; i++) {
            if (names[i].hashCode() == hash && names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private final class Entries extends AbstractSet<Entry<String, Tree>> {
        @Override
        public int size() {
            return size;
        }

        @Override
        public Iterator<Entry<String, Tree>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < size;
                }

                @Override
                public Entry<String, Tree> next() {
                    if (next >= size) {
                        throw new NoSuchElementException();
                    }
                    return Map.entry(names[next], values[next++]);
                }

                @Override
                public void remove() {
                    next--;
                    System.arraycopy(names, next + 1, names, next, size - next - 1);
                    System.arraycopy(values, next + 1, values, next, size - next - 1);
                    size--;
                }
            };
        }
    }
}
