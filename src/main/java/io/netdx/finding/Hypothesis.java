package io.netdx.finding;

import io.netdx.fact.ObjectRef;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A cause that may be at work on one object. Inserted by rules; judged by the differential.
 *
 * @param cause   catalogue id, {@code family/slug}
 * @param subject the object to blame
 * @param args    values for message, test and remedy templates
 */
public record Hypothesis(String cause, ObjectRef subject, SortedMap<String, String> args) {

    public Hypothesis {
        args = Collections.unmodifiableSortedMap(new TreeMap<>(args));
    }

    /** {@code args} alternates names and values. */
    public static Hypothesis of(String cause, ObjectRef subject, Object... args) {
        return new Hypothesis(cause, subject, Finding.args(args));
    }

    public String family() {
        return cause.substring(0, cause.indexOf('/'));
    }
}
