package io.netdx.reason;

import io.netdx.fact.ObjectRef;
import java.util.Comparator;

/** Names a hypothesis or a finding: catalogue id and subject. */
record Key(String id, ObjectRef subject) implements Comparable<Key> {

    private static final Comparator<Key> ORDER = Comparator.comparing(Key::id).thenComparing(Key::subject);

    @Override
    public int compareTo(Key other) {
        return ORDER.compare(this, other);
    }
}
