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

    // written out, as what the compiler makes of a record is linked anew at every start, 3 ms for each
    @Override
    public boolean equals(Object o) {
        return this == o || o instanceof Key other && id.equals(other.id) && subject.equals(other.subject);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + subject.hashCode();
    }
}
