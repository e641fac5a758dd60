package io.netdx.source.signature;

import io.netdx.pack.Packing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Build step: compiles the signature table and puts its fragments into the patterns. Arguments: YAML file, classes folder. */
public final class CompileSignatures {

    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");
    private static final Pattern FRAGMENT = Pattern.compile("%\\{([a-z0-9]+)\\}");

    private CompileSignatures() {
    }

    public static void main(String[] args) throws IOException {
        Packing out = new Packing();
        SignatureTable.write(rows(Path.of(args[0])), out);
        out.write(Path.of(args[1]), SignatureTable.RESOURCE);
    }

    static List<SignatureRow> rows(Path yaml) throws IOException {
        Map<?, ?> root = root(yaml);
        Map<?, ?> fragments = root.get("fragments") instanceof Map<?, ?> map ? map : Map.of();
        List<SignatureRow> rows = new ArrayList<>();
        for (Map<?, ?> row : maps(yaml)) {
            String regex = expand(text(row, "pattern"), fragments);
            rows.add(new SignatureRow(text(row, "id"), text(row, "mode"), text(row, "port"), texts(row, "where"), texts(row, "anchors"), regex,
                    GROUP.matcher(regex).results().map(group -> group.group(1)).toList()));
        }
        return rows;
    }

    static List<Map<?, ?>> maps(Path yaml) throws IOException {
        List<Map<?, ?>> rows = new ArrayList<>();
        ((List<?>) root(yaml).get("signatures")).forEach(row -> rows.add((Map<?, ?>) row));
        return rows;
    }

    private static Map<?, ?> root(Path yaml) throws IOException {
        LoadSettings settings = LoadSettings.builder().setLabel(yaml.toString()).setSchema(new CoreSchema()).build();
        try (InputStream in = Files.newInputStream(yaml)) {
            return (Map<?, ?>) new Load(settings).loadFromInputStream(in);
        }
    }

    /** A fragment may use another. */
    private static String expand(String pattern, Map<?, ?> fragments) {
        Matcher use = FRAGMENT.matcher(pattern);
        StringBuilder whole = new StringBuilder();
        while (use.find()) {
            Object fragment = fragments.get(use.group(1));
            if (fragment == null) {
                throw new IllegalArgumentException("no fragment " + use.group() + " for " + pattern);
            }
            use.appendReplacement(whole, Matcher.quoteReplacement(expand(fragment.toString(), fragments)));
        }
        return use.appendTail(whole).toString();
    }

    private static String text(Map<?, ?> row, String field) {
        return row.get(field) == null ? "" : row.get(field).toString();
    }

    private static List<String> texts(Map<?, ?> row, String field) {
        if (!(row.get(field) instanceof List<?> list)) {
            throw new IllegalArgumentException(row.get("id") + ": " + field + " is missing");
        }
        return list.stream().map(Object::toString).toList();
    }
}
