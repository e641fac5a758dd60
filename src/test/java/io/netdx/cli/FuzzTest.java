package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.diagnosis.Diagnosis;
import io.netdx.report.DiagnosisReport;
import io.netdx.report.Json;
import io.netdx.report.Palette;
import io.netdx.report.ReportTree;
import io.netdx.report.TextWriter;
import io.netdx.report.WideWriter;
import io.netdx.report.Yaml;
import io.netdx.source.SourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Snapshots as nobody means them: fields of the wrong type, missing ones, files that were cut, overwritten or put together wrongly.
 * Whatever comes, it is judged or refused in one line; nothing throws, and no control character reaches a report. Every round has
 * its number as seed: a failing one can be run alone.
 */
@Timeout(120)
class FuzzTest {

    private static final int ROUNDS = 40 + Integer.getInteger("netdx.rounds", 0);
    private static final double[] RATES = {0.001, 0.005, 0.03};
    private static final List<Object> JUNK = new ArrayList<>(Arrays.asList(null, true, -1, 0, 2_147_483_648L, 1e300, "", "x",
            "\u001b[31mred\u202e\u0007", "99999999999999999999", List.of(), List.of(List.of()), Map.of(), Map.of("a", List.of(1, Map.of())),
            "10.0.0.0/33", "::ffff:1.2.3.4/200", "[", "(((((", "2026-99-99T99:99:99Z", "a".repeat(5000)));
    private static final Diagnosis DIAGNOSIS = new Diagnosis();

    /** Every eleventh case, so that most families are among them. */
    private static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("facts/cases"))) {
            List<Path> all = files.filter(f -> f.getFileName().toString().startsWith("positive") && f.toString().endsWith(".yaml")).sorted().toList();
            return all.stream().filter(f -> all.indexOf(f) % 11 == 0).toList();
        }
    }

    @Test
    void fieldsOfAnotherTypeAndMissingOnes() throws IOException {
        List<Path> cases = cases();
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            StringBuilder text = new StringBuilder();
            try (var in = Files.newInputStream(cases.get(round % cases.size()))) {
                for (Object document : new Load(LoadSettings.builder().build()).loadAllFromInputStream(in)) {
                    write(mutated(document, random, RATES[round % RATES.length]), text);
                    text.append('\n');
                }
            }
            survives("fields, round " + round, text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void bytesThatWereCutOverwrittenAndMoved() throws IOException {
        List<Path> cases = cases();
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            byte[] bytes = Files.readAllBytes(cases.get(round % cases.size()));
            switch (round % 4) {
                case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
                case 1 -> bytes = Arrays.copyOfRange(bytes, random.nextInt(bytes.length), bytes.length);
                case 2 -> {
                    for (int i = 0; i < 40; i++) {
                        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                    }
                }
                default -> {
                    int from = random.nextInt(bytes.length);
                    int length = random.nextInt(bytes.length - from);
                    System.arraycopy(bytes, from, bytes, random.nextInt(bytes.length - length), length);
                }
            }
            survives("bytes, round " + round, bytes);
        }
    }

    @Test
    void nestingOfAHundredThousandLevels() {
        int levels = 100_000;
        for (String open : List.of("[", "{\"a\":", "{\"kind\": \"List\", \"items\": [", "- ", "a: {b: ", "? ", "- - - ")) {
            survives("nesting of " + open, open.repeat(levels).getBytes(StandardCharsets.UTF_8));
        }
        String pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: n}\nspec: ";
        survives("nesting inside a pod", (pod + "{a: ".repeat(levels) + "}".repeat(levels)).getBytes(StandardCharsets.UTF_8));
        StringBuilder block = new StringBuilder(pod + "\n");
        for (int i = 1; i < 2_000; i++) {
            block.append(" ".repeat(i)).append("a:\n");
        }
        survives("nesting by indentation", block.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void survives(String what, byte[] input) {
        StringBuilder out = new StringBuilder();
        try {
            DiagnosisReport report = DIAGNOSIS.of(List.of("-"), new ByteArrayInputStream(input));
            new TextWriter(new Palette(false)).write(report, out);
            new WideWriter(new Palette(false)).write(report, out);
            Json.write(ReportTree.of(report), out);
            Yaml.write(ReportTree.of(report), out);
        } catch (SourceException refused) {
            assertThat(refused.getMessage()).as(what).doesNotContain("\n");
            out.append(refused.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(what, e);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(what + ": " + e, e);
        }
        assertThat(out.chars().noneMatch(c -> c < ' ' && c != '\n' || c == 0x7f || c == 0x202e)).as(what).isTrue();
    }

    private static Object mutated(Object value, Random random, double rate) {
        if (random.nextDouble() < rate) {
            return JUNK.get(random.nextInt(JUNK.size()));
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> fields = new LinkedHashMap<>();
            map.forEach((name, field) -> {
                if (random.nextDouble() >= rate) {
                    fields.put(name, mutated(field, random, rate));
                }
            });
            return fields;
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            for (Object item : list) {
                items.add(mutated(item, random, rate));
                if (random.nextDouble() < rate) {
                    items.add(item);
                }
            }
            return items;
        }
        return value;
    }

    private static void write(Object value, StringBuilder json) {
        if (value instanceof Map<?, ?> map) {
            json.append('{');
            map.forEach((name, field) -> {
                json.append(json.charAt(json.length() - 1) == '{' ? "" : ", ");
                write(String.valueOf(name), json);
                json.append(": ");
                write(field, json);
            });
            json.append('}');
        } else if (value instanceof List<?> list) {
            json.append('[');
            for (Object item : list) {
                json.append(json.charAt(json.length() - 1) == '[' ? "" : ", ");
                write(item, json);
            }
            json.append(']');
        } else if (value instanceof Number || value instanceof Boolean || value == null) {
            json.append(value);
        } else {
            json.append('"');
            String.valueOf(value).chars().forEach(c -> json.append(c == '"' || c == '\\' ? "\\" + (char) c
                    : c < ' ' ? String.format("\\u%04x", c) : String.valueOf((char) c)));
            json.append('"');
        }
    }
}
