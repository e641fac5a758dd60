package io.netdx.fact;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/**
 * Labels, annotations, variables: texts by their names, sorted, immutable. A cluster has hundreds of thousands of such maps; as two
 * arrays one takes a quarter of the memory of a tree.
 */
public final class TextMap extends AbstractMap<String, String> {

    private final String[] names;
    private final String[] texts;

    private TextMap(String[] names, String[] texts) {
        this.names = names;
        this.texts = texts;
    }

    public static Map<String, String> of(SortedMap<String, String> sorted) {
        return sorted.isEmpty() ? Map.of() : new TextMap(sorted.keySet().toArray(new String[0]), sorted.values().toArray(new String[0]));
    }

    @Override
    public String getOrDefault(Object name, String other) {
        int at = name instanceof String text ? Arrays.binarySearch(names, text) : -1;
        return at < 0 ? other : texts[at];
    }

    @Override
    public String get(Object name) {
        return getOrDefault(name, null);
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> action) {
        for (int i = 0; i < names.length; i++) {
            action.accept(names[i], texts[i]);
        }
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Entry<String, String>> {
        @Override
        public int size() {
            return names.length;
        }

        @Override
        public Iterator<Entry<String, String>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < names.length;
                }

                @Override
                public Entry<String, String> next() {
                    if (next >= names.length) {
                        throw new NoSuchElementException();
                    }
                    return Map.entry(names[next], texts[next++]);
                }
            };
        }
    }
}
