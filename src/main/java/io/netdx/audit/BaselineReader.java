package io.netdx.audit;

import io.netdx.audit.Baseline.Known;
import io.netdx.catalog.Severity;
import io.netdx.fact.ObjectRef;
import io.netdx.source.SourceException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads what an earlier {@code audit -o json} or {@code diagnose -o json} found; streaming, for a report of many clusters is long. */
public final class BaselineReader {

    private static final double DIAGNOSED = 0.5;

    private final JsonParser json;
    private final Map<String, List<Known>> clusters = new HashMap<>();
    private final Set<String> unread = new HashSet<>();
    private String kind = "";

    private BaselineReader(JsonParser json) {
        this.json = json;
    }

    /** @throws SourceException where it is no such report */
    public static Baseline read(String file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(file)), 1 << 16);
                JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            BaselineReader reader = new BaselineReader(parser);
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                reader.report();
            }
            if (!Set.of("AuditReport", "DiagnosisReport").contains(reader.kind)) {
                throw new SourceException(file + ": is no report of netdx; give what audit -o json or diagnose -o json wrote");
            }
            return new Baseline(file, Map.copyOf(reader.clusters), Set.copyOf(reader.unread));
        } catch (JacksonException e) {
            throw new SourceException(file + ": is no report of netdx, or a damaged one; give what audit -o json or diagnose -o json wrote");
        } catch (IOException | InvalidPathException e) {
            throw new SourceException(file + ": the baseline cannot be read; give what audit -o json or diagnose -o json wrote");
        }
    }

    private void report() {
        String name = "";
        List<Known> alone = new ArrayList<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "kind" -> kind = json.getString();
                case "cluster" -> name = texts().getOrDefault("name", "");
                case "diagnoses" -> alone = diagnoses(value);
                case "clusters" -> rows(value);
                default -> json.skipChildren();
            }
        }
        if (kind.equals("DiagnosisReport")) {
            clusters.put(name, alone);
        }
    }

    private void rows(JsonToken value) {
        while (value == JsonToken.START_ARRAY && json.nextToken() == JsonToken.START_OBJECT) {
            String name = "";
            boolean failed = false;
            List<Known> of = new ArrayList<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = json.currentName();
                JsonToken token = json.nextToken();
                switch (field) {
                    case "name" -> name = json.getString();
                    case "error" -> failed = token != JsonToken.VALUE_NULL;
                    case "diagnoses" -> of = diagnoses(token);
                    default -> json.skipChildren();
                }
            }
            if (failed) {
                unread.add(name);
            } else {
                clusters.put(name, of);
            }
        }
    }

    private List<Known> diagnoses(JsonToken value) {
        List<Known> all = new ArrayList<>();
        while (value == JsonToken.START_ARRAY && json.nextToken() == JsonToken.START_OBJECT) {
            Map<String, String> fields = new HashMap<>();
            Map<String, String> subject = Map.of();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = json.currentName();
                JsonToken token = json.nextToken();
                if (field.equals("subject") && token == JsonToken.START_OBJECT) {
                    subject = texts();
                } else if (field.equals("suppressed") && token == JsonToken.START_OBJECT) {
                    fields.put("suppressed", "true");
                    json.skipChildren();
                } else if (token.isScalarValue()) {
                    fields.put(field, text(token));
                } else {
                    json.skipChildren();
                }
            }
            known(fields, subject, all);
        }
        return all;
    }

    private String text(JsonToken token) {
        return token == JsonToken.VALUE_NULL ? "" : json.getString();
    }

    private static void known(Map<String, String> fields, Map<String, String> subject, List<Known> all) {
        boolean active = "active".equals(fields.get("state")) && !"true".equals(fields.get("suppressed")) && !"consequence".equals(fields.get("role"))
                && number(fields.getOrDefault("confidence", "0")) >= DIAGNOSED;
        if (active) {
            all.add(new Known(fields.getOrDefault("id", ""), fields.getOrDefault("title", ""),
                    ObjectRef.of(subject.getOrDefault("kind", ""), subject.getOrDefault("namespace", ""), subject.getOrDefault("name", "")),
                    severity(fields.getOrDefault("severity", ""))));
        }
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Severity severity(String word) {
        for (Severity s : Severity.values()) {
            if (s.name().equals(word.toUpperCase(Locale.ROOT))) {
                return s;
            }
        }
        return Severity.INFO;
    }

    /** Fields of the object that begins here. */
    private Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            if (json.nextToken().isScalarValue()) {
                texts.put(field, text(json.currentToken()));
            } else {
                json.skipChildren();
            }
        }
        return texts;
    }
}
