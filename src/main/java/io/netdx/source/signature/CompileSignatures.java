package io.netdx.source.signature;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Build step: compiles the signature table. Arguments: YAML file, classes folder. */
public final class CompileSignatures {

    private CompileSignatures() {
    }

    public static void main(String[] args) throws IOException {
        Path out = Path.of(args[1] + SignatureTable.RESOURCE);
        Files.createDirectories(out.getParent());
        try (DataOutputStream data = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(out)))) {
            SignatureTable.write(rows(Path.of(args[0])), data);
        }
    }

    static List<SignatureRow> rows(Path yaml) throws IOException {
        List<SignatureRow> rows = new ArrayList<>();
        for (Map<?, ?> row : maps(yaml)) {
            rows.add(new SignatureRow(row.get("id").toString(), text(row, "mode"), texts(row, "where"), texts(row, "anchors"),
                    row.get("pattern").toString()));
        }
        return rows;
    }

    static List<Map<?, ?>> maps(Path yaml) throws IOException {
        try (InputStream in = Files.newInputStream(yaml)) {
            Map<?, ?> root = (Map<?, ?>) new Load(LoadSettings.builder().setLabel(yaml.toString()).build()).loadFromInputStream(in);
            List<Map<?, ?>> rows = new ArrayList<>();
            ((List<?>) root.get("signatures")).forEach(row -> rows.add((Map<?, ?>) row));
            return rows;
        }
    }

    private static String text(Map<?, ?> row, String field) {
        return row.get(field) == null ? "" : row.get(field).toString();
    }

    private static List<String> texts(Map<?, ?> row, String field) {
        return ((List<?>) row.get(field)).stream().map(Object::toString).toList();
    }
}
