package io.netdx.suppress;

import io.netdx.catalog.Yaml;
import io.netdx.fact.Plain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads suppressions that people write into a file. */
public final class SuppressionFile {

    private static final Set<String> FIELDS = Set.of("cause", "object", "cluster", "reason", "until");

    private SuppressionFile() {
    }

    /**
     * The suppressions of a file, in its order.
     *
     * @throws IllegalArgumentException with one line that names the place and what is wrong there
     */
    public static Suppressions read(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return of(Yaml.load(in, Plain.line(file)));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(Plain.line(file) + ": there is no such file", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(Plain.line(file) + ": cannot be read", e);
        }
    }

    private static Suppressions of(Yaml yaml) {
        for (String field : yaml.fields()) {
            if (!field.equals("suppressions")) {
                throw yaml.wrong(field, "is no field here; a list called suppressions is expected");
            }
        }
        if (yaml.fields().isEmpty()) {
            throw yaml.wrong("suppressions", "is missing");
        }
        List<Suppression> entries = new ArrayList<>();
        yaml.rows("suppressions").forEach(row -> entries.add(suppression(row)));
        return new Suppressions(entries, List.of());
    }

    private static Suppression suppression(Yaml row) {
        for (String field : row.fields()) {
            if (!FIELDS.contains(field)) {
                throw row.wrong(field, "is no field of a suppression; there are cause, object, cluster, reason and until");
            }
        }
        List<String> listed = row.texts("cause");
        List<String> causes = listed.isEmpty() ? causes(row.text("cause")) : listed;
        if (causes.isEmpty()) {
            throw row.wrong("cause", "names no cause");
        }
        if (row.text("reason").isEmpty()) {
            throw row.wrong("reason", "is empty; say why, for whoever reads the report");
        }
        return new Suppression(row.place(""), causes, objects(row), Glob.of(row.text("cluster", "*")), row.text("reason"), until(row), true);
    }

    static List<String> causes(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(id -> !id.isEmpty()).toList();
    }

    private static ObjectPattern objects(Yaml row) {
        String text = row.text("object", "");
        return text.isEmpty() ? ObjectPattern.ANY
                : ObjectPattern.of(text).orElseThrow(() -> row.wrong("object", "is not KIND/NAMESPACE/NAME or KIND/NAME: " + text));
    }

    private static Optional<LocalDate> until(Yaml row) {
        String text = row.text("until", "");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            throw row.wrong("until", "is no date such as 2027-01-31: " + text);
        }
    }
}
