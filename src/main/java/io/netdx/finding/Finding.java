package io.netdx.finding;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The outcome of one check on one object. Rules insert present ones; the engine concludes absent and unknown ones.
 *
 * @param id       finding type, as in the catalogue
 * @param subject  object it is about
 * @param args     values for the message template, by name
 * @param affected objects that suffer, for symptoms; may be empty
 * @param source   where the deciding field stands
 */
public record Finding(String id, ObjectRef subject, Outcome outcome, SortedMap<String, String> args,
                      List<ObjectRef> affected, Provenance source) {

    public Finding {
        args = Collections.unmodifiableSortedMap(new TreeMap<>(args));
        affected = List.copyOf(affected);
    }

    /** A present finding; {@code args} alternates names and values. */
    public static Finding of(String id, ObjectRef subject, Provenance source, Object... args) {
        return new Finding(id, subject, Outcome.PRESENT, args(args), List.of(), source);
    }

    public Finding affecting(List<ObjectRef> objects) {
        return new Finding(id, subject, outcome, args, objects, source);
    }

    static SortedMap<String, String> args(Object... pairs) {
        if (pairs.length % 2 != 0) {
            throw new IllegalArgumentException("names and values must alternate: " + List.of(pairs));
        }
        SortedMap<String, String> map = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), String.valueOf(pairs[i + 1]));
        }
        return map;
    }

    /** Not of what it affects, which may be hundreds. */
    @Override
    public int hashCode() {
        return 31 * (31 * id.hashCode() + subject.hashCode()) + args.hashCode();
    }
}
