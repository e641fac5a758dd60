package io.netdx.source.transcript;

import io.netdx.fact.Fact;
import io.netdx.fact.Measurement;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Rows of {@code kubectl top}: what pods use at the moment. */
final class Usage {

    private Usage() {
    }

    /** {@code cpu} in cores and {@code memory} in MiB; of a row for each container, the container's. Nodes have no limits to compare with. */
    static void read(Table table, String namespace, String place, Consumer<Fact> facts) {
        for (Table.Row row : table.rows()) {
            String pod = row.get("POD").isEmpty() ? row.get("NAME") : row.get("POD");
            String ns = row.get("NAMESPACE").isEmpty() ? namespace : row.get("NAMESPACE");
            if (!pod.isEmpty() && !table.has("CPU%") && !table.has("CPU(%)")) {
                ObjectRef ref = ObjectRef.of("Pod", ns, pod);
                figure(ref, "cpu", row.get("CPU(cores)"), row, place, facts);
                figure(ref, "memory", row.get("MEMORY(bytes)"), row, place, facts);
            }
        }
    }

    private static void figure(ObjectRef ref, String what, String text, Table.Row row, String place, Consumer<Fact> facts) {
        double value = quantity(text);
        if (value >= 0) {
            facts.accept(new Measurement(ref, what, OptionalDouble.empty(), value, Instant.EPOCH, Instant.EPOCH, new Provenance(place, row.line(), "")));
        }
    }

    /** {@code 498m} are 0.498 cores, {@code 120Mi} are 120; -1 for anything else, such as {@code <unknown>}. */
    private static double quantity(String text) {
        int end = 0;
        while (end < text.length() && end < 12 && Character.isDigit(text.charAt(end))) {
            end++;
        }
        if (end == 0) {
            return -1;
        }
        double number = Double.parseDouble(text.substring(0, end));
        return switch (text.substring(end)) {
            case "m" -> number / 1000;
            case "Ki" -> number / 1024;
            case "Gi" -> number * 1024;
            case "Mi", "" -> number;
            default -> -1;
        };
    }
}
