package io.netdx.knowledge;

import io.netdx.catalog.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads knowledge as people write it. Every fault names the file and what is wrong. */
final class KnowledgeYaml {

    private static final String CLAIMS = "claims.yaml";
    private static final String TABLES = "tables.yaml";
    private static final String PROCEDURES = "procedures.yaml";
    private static final Set<String> ROW_FIELDS = Set.of("id", "claims", "source");

    private KnowledgeYaml() {
    }

    static Knowledge packed() {
        return of(name -> {
            InputStream in = KnowledgeYaml.class.getResourceAsStream(name);
            if (in == null) {
                throw new IllegalStateException("the build left out " + name);
            }
            return in;
        });
    }

    /** The files of a folder. */
    static Knowledge read(Path folder) {
        return of(name -> Files.newInputStream(folder.resolve(name)));
    }

    private interface Opener {
        InputStream open(String name) throws IOException;
    }

    private static Knowledge of(Opener files) {
        SortedMap<String, Claim> claims = new TreeMap<>();
        for (Yaml row : load(files, CLAIMS).rows("claims")) {
            Claim claim = claim(row);
            put(claims, claim.id(), claim, row);
        }
        Map<String, Table> tables = new LinkedHashMap<>();
        for (Yaml row : load(files, TABLES).rows("tables")) {
            Table table = table(row);
            put(tables, table.id(), table, row);
        }
        Map<String, Procedure> seen = new TreeMap<>();
        List<Procedure> procedures = new ArrayList<>();
        for (Yaml row : load(files, PROCEDURES).rows("procedures")) {
            Procedure procedure = procedure(row);
            put(seen, procedure.id(), procedure, row);
            procedures.add(procedure);
        }
        return new Knowledge(claims, Collections.unmodifiableMap(tables), List.copyOf(procedures));
    }

    private static Yaml load(Opener files, String name) {
        try (InputStream in = files.open(name)) {
            return Yaml.load(in, name);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name, e);
        }
    }

    private static <T> void put(Map<String, T> all, String id, T item, Yaml row) {
        if (all.put(id, item) != null) {
            throw row.wrong("id", id + " is there twice");
        }
    }

    private static Claim claim(Yaml y) {
        return new Claim(y.text("id"), y.text("lines"), y.text("kind"), verdict(y), y.text("says"), y.text("upstream"), y.texts("sources"),
                y.texts("carriedBy"));
    }

    private static Verdict verdict(Yaml y) {
        try {
            return Verdict.valueOf(y.text("verdict").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw y.wrong("verdict", "is none of confirmed, partly, contradicted, unverifiable");
        }
    }

    private static Table table(Yaml y) {
        List<String> columns = y.texts("columns");
        Map<String, Table.Row> rows = new LinkedHashMap<>();
        for (Yaml r : y.rows("rows")) {
            Map<String, String> values = new LinkedHashMap<>();
            r.fields().stream().filter(f -> !ROW_FIELDS.contains(f)).forEach(f -> values.put(f, r.text(f)));
            columns.forEach(r::text);
            put(rows, r.text("id"), new Table.Row(r.text("id"), r.texts("claims"), r.text("source", ""), Map.copyOf(values)), r);
        }
        return new Table(y.text("id"), topic(y), y.text("title"), columns, List.copyOf(rows.values()));
    }

    private static Procedure procedure(Yaml y) {
        List<Procedure.Step> steps = y.rows("steps").stream().map(s -> new Procedure.Step(s.text("id"), s.texts("claims"),
                (int) s.number("minutes"), s.text("title"), s.text("document"), s.block("command"), s.text("danger", ""), s.text("backup", ""),
                s.text("narrower", ""), s.text("undo", ""))).toList();
        return new Procedure(y.text("id"), topic(y), y.text("title"), y.texts("claims"), steps);
    }

    private static Optional<Topic> topic(Yaml y) {
        String topic = y.text("topic");
        try {
            return topic.isEmpty() ? Optional.empty() : Optional.of(Topic.valueOf(topic.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw y.wrong("topic", "is no topic of advice: " + topic);
        }
    }
}
