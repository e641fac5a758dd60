package io.netdx.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.NotEvaluated;
import io.netdx.report.html.HtmlWriter;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

class ReportWriterTest {

    private static final Map<String, ReportWriter> FORMATS = new LinkedHashMap<>();

    /** Escape sequence, bell, C1, right-to-left override, line ends, broken surrogate, byte order mark, YAML and JSON syntax. */
    private static final String EVIL = "\033[2J\033]0;owned\007 \u009b31m \u202egnp.exe\u2066 a\nb\r\nc\u2028d\t \ud800 \ufeff # : - {\"'\\} ";

    private static final Locale BEFORE = Locale.getDefault();

    static {
        FORMATS.put("text", new TextWriter(new Palette(false)));
        FORMATS.put("wide", new WideWriter(new Palette(false)));
        FORMATS.put("name", new NameWriter());
        FORMATS.put("json", (report, out) -> Json.write(ReportTree.of(report), out));
        FORMATS.put("yaml", (report, out) -> Yaml.write(ReportTree.of(report), out));
        FORMATS.put("csv", new CsvWriter());
        FORMATS.put("markdown", new MarkdownWriter());
        FORMATS.put("html", new HtmlWriter());
        FORMATS.put("sarif", (report, out) -> Json.write(SarifTree.of(report), out));
        FORMATS.put("junit", new JunitWriter(List::of));
        FORMATS.put("prometheus", new PrometheusWriter());
    }

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(BEFORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "wide", "name", "json", "yaml"})
    void looksAsInTheFilesThatPeopleRead(String format) throws IOException {
        Golden.check("faulty-" + format, written(format, Reports.faulty()));
        Golden.check("healthy-" + format, written(format, Reports.healthy()));
        Golden.check("undetermined-" + format, written(format, Reports.undetermined()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva"})
    void isTheSameInEveryLocale(String tag) throws IOException {
        for (String format : FORMATS.keySet()) {
            String before = written(format, Reports.faulty());
            Locale.setDefault(Locale.forLanguageTag(tag));
            assertThat(written(format, Reports.faulty())).as(format).isEqualTo(before);
            Locale.setDefault(BEFORE);
        }
    }

    @Test
    void jsonFollowsThePublishedSchema() throws IOException {
        Schema schema = schema();
        for (DiagnosisReport report : List.of(Reports.faulty(), Reports.healthy(), Reports.undetermined(), Reports.hostile(EVIL), long200())) {
            assertThat(schema.validate(written("json", report), InputFormat.JSON)).extracting(Error::getMessage).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"verdict\": \"faulty\"|\"verdict\": \"broken\"", "\"rank\": 1|\"rank\": \"1\"",
        "\"timeToResolve\": \"PT2H\"|\"timeToResolve\": \"2h\"", "\"state\": \"latent\"|\"state\": \"dormant\"",
        "\"causedBy\": null,|", "\"namespace\": \"shop\"|\"namespace\": \"\"", "\"outcome\": \"present\"|\"outcome\": \"unknown\"",
        "\"confidence\": 0.943|\"confidence\": 94.3", "\"kind\": \"NetworkPolicy\",|\"kind\": \"NetworkPolicy\", \"uid\": \"1\","})
    void theSchemaRefusesWhatTheContractDoesNotAllow(String change) throws IOException {
        int bar = change.indexOf('|');
        String good = written("json", Reports.faulty());
        String bad = good.replace(change.substring(0, bar), change.substring(bar + 1));
        assertThat(bad).isNotEqualTo(good);
        assertThat(schema().validate(bad, InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void yamlAndJsonAreOneDocument() throws IOException {
        for (DiagnosisReport report : List.of(Reports.faulty(), Reports.healthy(), Reports.undetermined(), Reports.hostile(EVIL))) {
            Object json = JsonMapper.shared().readValue(written("json", report), Object.class);
            Object yaml = new Load(LoadSettings.builder().build()).loadFromString(written("yaml", report));
            assertThat(comparable(yaml)).isEqualTo(comparable(json));
        }
    }

    @Test
    void hostileTextNeitherSteersTheTerminalNorAddsLines() throws IOException {
        for (String format : FORMATS.keySet()) {
            String evil = written(format, Reports.hostile(EVIL));
            for (int i = 0; i < evil.length(); i += Character.charCount(evil.codePointAt(i))) {
                int c = evil.codePointAt(i);
                assertThat(c == '\n' || Character.getType(c) != Character.CONTROL && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.SURROGATE && c != 0x2028).as("U+%04X in %s", c, format).isTrue();
            }
        }
        assertThat(written("name", Reports.hostile(EVIL)).lines()).singleElement().asString().startsWith("pod/db?[2J").doesNotContain(" ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"many words ", "one-long-word-without-an-end", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "数据库 连接 超时 "})
    void textKeepsToEightyColumnsAndIsBounded(String piece) throws IOException {
        List<String> lines = written("text", Reports.hostile(piece.repeat(60))).lines().toList();
        assertThat(lines).allMatch(line -> line.codePointCount(0, line.length()) <= 80).hasSizeLessThan(100);
        assertThat(lines).noneMatch(line -> line.endsWith(" "));
    }

    @Test
    void oneRootFitsOneScreen() throws IOException {
        assertThat(written("text", Reports.faulty()).lines().count()).isBetween(24L, 45L);
    }

    @Test
    void colourAddsNothingButColour() throws IOException {
        StringBuilder coloured = new StringBuilder();
        new TextWriter(new Palette(true)).write(Reports.faulty(), coloured);
        assertThat(coloured.toString()).contains("\033[1;31mFAULTY\033[0m: 1 root cause", "1. \033[1;31mHIGH\033[0m  Ingress");
        assertThat(coloured.toString().replaceAll("\033\\[[0-9;]*m", "")).isEqualTo(written("text", Reports.faulty()));
    }

    @Test
    void longListsAreCutAndCounted() throws IOException {
        String json = written("json", long200());
        assertThat(json).contains("\"notEvaluatedCount\": 201").doesNotContain("problemsCount");
        assertThat(json.split("\"swing\"", -1)).hasSize(201);
    }

    private static DiagnosisReport long200() {
        DiagnosisReport report = Reports.healthy();
        Judgement j = report.judgement();
        List<NotEvaluated> many = new ArrayList<>();
        for (int i = 0; i < 201; i++) {
            many.add(j.notEvaluated().get(i % 3));
        }
        return new DiagnosisReport("0.1.0", report.cluster(), new Judgement(j.verdict(), j.diagnoses(), j.unexplained(), many, j.next(),
                j.blind(), j.checks(), j.notMade()), report.coverage(), report.problems());
    }

    private static Schema schema() throws IOException {
        try (InputStream in = ReportTree.class.getResourceAsStream("diagnosis-report.schema.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text, InputFormat.JSON);
        }
    }

    private static String written(String format, DiagnosisReport report) throws IOException {
        StringBuilder out = new StringBuilder();
        FORMATS.get(format).write(report, out);
        return out.toString();
    }

    /** Numbers of different classes compare unequal in Java, even where they are the same figure. */
    private static Object comparable(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(key, comparable(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ReportWriterTest::comparable).toList();
        }
        return value instanceof Number number ? new BigDecimal(number.toString()).stripTrailingZeros() : String.valueOf(value);
    }
}
