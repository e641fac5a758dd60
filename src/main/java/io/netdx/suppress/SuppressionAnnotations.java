package io.netdx.suppress;

import io.netdx.cluster.Cluster;
import io.netdx.fact.KubeObject;
import io.netdx.fact.Namespace;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Plain;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads what objects say of themselves: {@code netdx.io/suppress: "<cause>[,<cause>]; reason=<why>[; until=2027-01-31]"}. It holds for
 * diagnoses on that object; on a Namespace, for those on all objects in it too.
 */
public final class SuppressionAnnotations {

    public static final String NAME = "netdx.io/suppress";

    private SuppressionAnnotations() {
    }

    /** All of a cluster, by object. What cannot be understood suppresses nothing and is named. */
    public static Suppressions of(Cluster cluster) {
        List<Suppression> entries = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (KubeObject object : cluster.annotated(NAME)) {
            String place = "annotation of " + Plain.line(object.ref().toString());
            try {
                entries.add(read(object, place));
            } catch (IllegalArgumentException e) {
                broken.add(place + ": " + e.getMessage() + ", so it suppresses nothing");
            }
        }
        return new Suppressions(entries, broken);
    }

    private static Suppression read(KubeObject object, String place) {
        // a reason may hold semicolons: what does not begin a field goes on with the one before
        String[] parts = object.meta().annotations().getOrDefault(NAME, "").split(";\\s*(?=(?:reason|until)\\s*=)");
        List<String> causes = SuppressionFile.causes(Plain.line(parts[0]));
        String reason = "";
        Optional<LocalDate> until = Optional.empty();
        for (int i = 1; i < parts.length; i++) {
            String value = Plain.line(parts[i].substring(parts[i].indexOf('=') + 1)).strip();
            if (parts[i].startsWith("reason")) {
                reason = value;
            } else {
                until = Optional.of(date(value));
            }
        }
        if (causes.isEmpty() || causes.stream().anyMatch(c -> c.contains("=") || c.contains(";"))) {
            throw new IllegalArgumentException("is not \"<cause>; reason=<why>; until=<date>\"");
        }
        if (reason.isEmpty()) {
            throw new IllegalArgumentException("gives no reason");
        }
        Predicate<ObjectRef> objects = object instanceof Namespace ? new ObjectPattern.Within(object.ref().name()) : ObjectPattern.exactly(object.ref());
        return new Suppression(place, causes, objects, Glob.ANY, reason, until, false);
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("has no date such as 2027-01-31 after until=", e);
        }
    }
}
