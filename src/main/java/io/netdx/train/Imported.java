package io.netdx.train;

import io.netdx.catalog.Yaml;
import io.netdx.simulate.inject.Truth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.TreeSet;

/**
 * A real incident: a snapshot that somebody took while it lasted, and what turned out to be wrong.
 *
 * @param archive the snapshot
 * @param truths  what was wrong, one or more
 */
public record Imported(Path archive, List<Truth> truths) implements Scenario.Origin {

    private static final String NOBODY = "unknown";

    public Imported {
        truths = List.copyOf(truths);
    }

    /** @throws IllegalArgumentException naming file and field */
    static Imported of(Yaml yaml, Path folder) {
        List<Truth> truths = yaml.rows("causes").stream().map(row -> new Truth(List.of(row.text("cause")),
                new Truth.Subject(row.text("kind", NOBODY), row.text("namespace", ""), row.text("name", "")), "", false)).toList();
        if (truths.isEmpty()) {
            throw yaml.wrong("causes", "are missing");
        }
        Path archive = folder.resolve(yaml.text("archive")).normalize();
        if (!folder.normalize().equals(archive.getParent())) {
            throw yaml.wrong("archive", "lies beside this file");
        }
        return new Imported(archive, truths);
    }

    /** The part of a scenario's file that {@link #of} reads. */
    Map<String, Object> fields() {
        return new LinkedHashMap<>(Map.of("archive", archive.getFileName().toString(), "causes", truths.stream().map(t -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("cause", t.causes().get(0));
            row.put("kind", t.subject().kind());
            row.put("namespace", t.subject().namespace());
            row.put("name", t.subject().name());
            return row;
        }).toList()));
    }

    /** The object that is to blame is not known. */
    public static Truth.Subject nobody() {
        return new Truth.Subject(NOBODY, "", "");
    }

    @Override
    public Site open() {
        try {
            return Frozen.read(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Imported at(Instant now) {
        // its time was when it was collected
        return this;
    }

    @Override
    public long seed() {
        return 0;
    }

    @Override
    public SortedSet<String> families() {
        return truths.stream().map(t -> t.causes().get(0)).map(c -> c.substring(0, c.indexOf('/'))).collect(Collectors.toCollection(TreeSet::new));
    }
}
