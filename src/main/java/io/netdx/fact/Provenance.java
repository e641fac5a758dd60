package io.netdx.fact;

import java.util.Comparator;

/**
 * Where a fact was read.
 *
 * @param file entry of the snapshot (or API path), relative to what the user named; empty if computed
 * @param line 1-based line, 0 if unknown
 * @param path field inside the object ({@code spec.selector}); empty for the whole object
 */
public record Provenance(String file, int line, String path) implements Comparable<Provenance> {

    private static final Comparator<Provenance> ORDER = Comparator.comparing(Provenance::file)
            .thenComparingInt(Provenance::line).thenComparing(Provenance::path);

    public static final Provenance NONE = new Provenance("", 0, "");

    public Provenance at(String fieldPath, int fieldLine) {
        return new Provenance(file, fieldLine > 0 ? fieldLine : line, fieldPath);
    }

    @Override
    public int compareTo(Provenance other) {
        return ORDER.compare(this, other);
    }
}
