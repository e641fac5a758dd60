package io.netdx.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.netdx.catalog.Cause;
import io.netdx.catalog.Severity;
import io.netdx.reason.Judgement.CauseOn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;
import org.hawkular.agent.prometheus.text.TextPrometheusMetricDataParser;
import org.hawkular.agent.prometheus.types.Gauge;
import org.hawkular.agent.prometheus.types.MetricFamily;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every format is read by a parser that somebody else wrote, or held to its published schema. */
class FormatsReadBackTest {

    private static final String EVIL = "=cmd|' /C calc'!A0, \"quoted\"; <script>alert(1)</script> & ]]> `tick` ``` | **bold** _it_ [a](http://x.example) "
            + "![i](//y.example/i.png) @octocat #12 www.evil.example <!-- --> \\| \\` ~~s~~ $x$ :+1: {{v}} \033[2J \u202e a\nb\r\n# c\r- d\u2028e \ufffe \ud800";
    private static final List<DiagnosisReport> ALL = List.of(Reports.faulty(), Reports.healthy(), Reports.undetermined(), Reports.hostile(EVIL),
            Reports.hostile("+1"), Reports.hostile("\\"), Reports.hostile("`"), Reports.hostile("|"), Reports.hostile(""));

    private static final Supplier<Collection<Cause>> CAUSES = () -> List.of(Reports.DENY, Reports.PROBE, Reports.THROTTLED,
            Reports.cause("node/kubelet-stopped", "The kubelet is stopped", Severity.HIGH, "No heartbeat", "node", Duration.ofMinutes(1), Duration.ofMinutes(1)));

    @ParameterizedTest
    @ValueSource(strings = {"csv", "markdown", "sarif", "junit", "prometheus", "policyreport"})
    void looksAsInTheFilesThatPeopleRead(String format) throws IOException {
        Golden.check("faulty-" + format, written(format, Reports.faulty()));
        Golden.check("healthy-" + format, written(format, Reports.healthy()));
        Golden.check("undetermined-" + format, written(format, Reports.undetermined()));
    }

    @Test
    void csvHasOneLineADiagnosisAndRunsNothingInASpreadsheet() throws IOException {
        for (DiagnosisReport report : ALL) {
            List<CSVRecord> lines = csv(written("csv", report));
            assertThat(lines).hasSize(Math.max(1, report.judgement().diagnoses().size()));
            for (CSVRecord line : lines) {
                assertThat(line.toList()).hasSize(CsvWriter.COLUMNS.size()).noneMatch(cell -> cell.matches("\\s*[=+@\\-\t\r].*"));
                assertThat(line.get("verdict")).isEqualTo(report.judgement().verdict().name().toLowerCase(java.util.Locale.ROOT));
            }
        }
        assertThat(csv(written("csv", Reports.hostile("=1+1"))).get(0).get("message")).isEqualTo("'=1+1");
        assertThat(csv(written("csv", Reports.healthy())).get(0).get("id")).isEmpty();
    }

    @Test
    void markdownKeepsItsTablesAndNothingOfTheClusterBecomesMarkup() throws IOException {
        for (DiagnosisReport report : ALL) {
            Node page = markdown(written("markdown", report));
            page.accept(new AbstractVisitor() {
                @Override
                public void visit(HtmlBlock node) {
                    throw new AssertionError(node.getLiteral());
                }

                @Override
                public void visit(HtmlInline node) {
                    throw new AssertionError(node.getLiteral());
                }

                @Override
                public void visit(Link node) {
                    throw new AssertionError(node.getDestination());
                }

                @Override
                public void visit(Image node) {
                    throw new AssertionError(node.getDestination());
                }

                @Override
                public void visit(Emphasis node) {
                    assertThat(TextContentRenderer.builder().build().render(node)).matches("(Why it follows|Who|Affected|Rival):");
                }

                @Override
                public void visit(Heading node) {
                    assertThat(node.getLevel()).isLessThan(3);
                    visitChildren(node);
                }

                @Override
                public void visit(FencedCodeBlock node) {
                    assertThat(node.getInfo()).isEqualTo("sh");
                    assertThat(node.getLiteral()).startsWith("kubectl ");
                }

                @Override
                public void visit(CustomNode node) {
                    if (node instanceof TableRow) {
                        assertThat(children(node)).isEqualTo(children(node.getParent().getParent().getFirstChild().getFirstChild()));
                    }
                    visitChildren(node);
                }
            });
        }
    }

    @Test
    void markdownSaysWhatTheTextSays() throws IOException {
        String text = "Policy db-lock (v1.2) selects 'db-0' for ingress: nobody_else *and* <no> rule | admits 12. it";
        String read = TextContentRenderer.builder().build().render(markdown(Markdown.text(text) + "\n"));
        assertThat(read).isEqualTo(text);
        assertThat(Markdown.text("ask @octocat about #12 at www.evil.example, https://evil.example or 1234567abc"))
                .isEqualTo("ask `@octocat` about `#12` at `www.evil.example,` `https://evil.example` or `1234567abc`");
    }

    @Test
    void sarifFollowsItsSchema() throws IOException {
        Schema schema = sarifSchema();
        for (DiagnosisReport report : ALL) {
            assertThat(schema.validate(written("sarif", report), InputFormat.JSON)).extracting(Error::toString).isEmpty();
        }
        assertThat(schema.validate(written("sarif", Reports.faulty()).replace("\"level\": \"error\"", "\"level\": \"fatal\""), InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void sarifFollowsTheRulesOfCodeScanning() throws IOException {
        for (DiagnosisReport report : ALL) {
            JsonNode run = JsonMapper.shared().readTree(written("sarif", report)).path("runs").path(0);
            Set<String> fingerprints = new HashSet<>();
            for (JsonNode result : run.path("results")) {
                JsonNode rule = run.path("tool").path("driver").path("rules").path(result.path("ruleIndex").asInt());
                assertThat(rule.path("id").asString()).isEqualTo(result.path("ruleId").asString()).matches("[a-z]+/[a-z0-9-]+");
                assertThat(rule.path("help").path("text").asString()).isNotBlank();
                assertThat(rule.path("shortDescription").path("text").asString()).hasSizeBetween(1, 1024);
                assertThat(rule.path("properties").has("security-severity")).isFalse();
                assertThat(rule.path("properties").path("tags")).hasSizeBetween(1, 10);
                assertThat(result.path("message").path("text").asString()).isNotBlank();
                assertThat(result.path("partialFingerprints").path("primaryLocationLineHash").asString()).matches("[0-9a-f]{32}:1");
                fingerprints.add(result.path("partialFingerprints").path("primaryLocationLineHash").asString());
                assertThat(result.path("locations")).hasSize(1);
                List<JsonNode> places = new ArrayList<>(result.path("relatedLocations").valueStream().toList());
                places.add(result.path("locations").path(0));
                for (JsonNode place : places) {
                    String uri = place.path("physicalLocation").path("artifactLocation").path("uri").asString();
                    assertThat(java.net.URI.create(uri).isAbsolute()).as(uri).isFalse();
                    assertThat(uri).isNotEmpty().doesNotStartWith("/").doesNotContain("..", "//", "\\");
                    assertThat(place.path("physicalLocation").path("region").path("startLine").asInt()).isPositive();
                }
            }
        }
    }

    @Test
    void anAlertStaysTheSameWhenLinesMove() throws IOException {
        String before = written("sarif", Reports.faulty());
        Pattern hash = Pattern.compile("\"primaryLocationLineHash\": \"([^\"]+)\"");
        List<String> hashes = hash.matcher(before).results().map(r -> r.group(1)).toList();
        assertThat(hashes).hasSize(3).doesNotHaveDuplicates().first().isEqualTo("e97691dce09e7b67b1d8e17272000934:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy/shop|web.yaml|deploy/shop/web.yaml", "./deploy|a/b.yaml|deploy/a/b.yaml", "k8s/app.yaml|app.yaml|k8s/app.yaml",
        "/srv/snap|pods.yaml|pods.yaml", "../up|x.yaml|up/x.yaml", "a, b|x.yaml|x.yaml", "s.tgz|dir with blank/ä.json|s.tgz/dir%20with%20blank/%C3%A4.json",
        "-|x:y.yaml|x%3Ay.yaml", "|/etc/passwd|etc/passwd"})
    void placesAreRelativeToTheRepository(String example) {
        String[] parts = example.split("\\|");
        assertThat(new SarifPlace(parts[0]).uri(new io.netdx.fact.Provenance(parts[1], 1, ""))).isEqualTo(parts[2]);
    }

    @Test
    void junitFollowsTheSchemaOfJenkinsAndSkipsWhatIsUnknown() throws Exception {
        javax.xml.validation.Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new StreamSource(FormatsReadBackTest.class.getResourceAsStream("jenkins-junit.xsd")));
        for (DiagnosisReport report : ALL) {
            schema.newValidator().validate(new StreamSource(new StringReader(written("junit", report))));
        }
        Document faulty = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(written("junit", Reports.faulty()).getBytes(StandardCharsets.UTF_8)));
        assertThat(outcome(faulty, "policy/default-deny-ingress")).isEqualTo("failure");
        assertThat(outcome(faulty, "workload/readiness-probe-fails")).isEqualTo("failure");
        assertThat(outcome(faulty, "service/external-policy-local")).isEqualTo("system-out");
        assertThat(outcome(faulty, "node/kubelet-stopped")).isEqualTo("skipped");
        assertThat(outcome(faulty, "dns/cpu-throttled")).isEmpty();
        assertThat(faulty.getElementsByTagName("testsuite").item(0).getAttributes().getNamedItem("tests").getNodeValue()).isEqualTo("1");
        Document open = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(written("junit", Reports.undetermined()).getBytes(StandardCharsets.UTF_8)));
        assertThat(outcome(open, "dns/cpu-throttled")).isEqualTo("skipped");
        assertThat(outcome(open, "verdict")).isEqualTo("skipped");
    }

    @Test
    void prometheusReadsEveryGaugeOnceAndWithoutTimeStamps() throws IOException {
        for (DiagnosisReport report : ALL) {
            String text = written("prometheus", report);
            assertThat(text.lines()).doesNotHaveDuplicates()
                    .allMatch(line -> line.matches("# (HELP|TYPE) netdx_[a-z_]+ .+|netdx_[a-z_]+\\{([a-z_]+=\"([^\"\\\\]|\\\\[\\\\\"n])*\",?)*} [0-9.]+"));
            assertThat(text.lines().filter(l -> !l.startsWith("#")).map(l -> l.substring(0, l.lastIndexOf(' ')))).doesNotHaveDuplicates();
            TextPrometheusMetricDataParser parser = new TextPrometheusMetricDataParser(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            int gauges = 0;
            double verdicts = 0;
            for (MetricFamily family = parser.parse(); family != null; family = parser.parse()) {
                assertThat(family.getHelp()).isNotBlank();
                for (org.hawkular.agent.prometheus.types.Metric metric : family.getMetrics()) {
                    gauges++;
                    verdicts += family.getName().equals("netdx_verdict") ? ((Gauge) metric).getValue() : 0;
                }
            }
            assertThat(gauges).isEqualTo((int) text.lines().filter(l -> !l.startsWith("#")).count());
            assertThat(verdicts).isEqualTo(1);
        }
    }

    @Test
    void policyReportsAreWhatAnApiServerTakes() throws IOException {
        for (DiagnosisReport report : ALL) {
            List<JsonNode> documents = policyReports(written("policyreport", report));
            assertThat(documents).filteredOn(d -> d.path("kind").asString().equals("ClusterPolicyReport")).hasSize(1);
            assertThat(documents.stream().map(d -> d.at("/metadata/namespace").asString("") + "/" + d.at("/metadata/name").asString())).doesNotHaveDuplicates();
            long told = documents.stream().flatMap(d -> d.path("results").valueStream()).filter(r -> r.path("properties").has("role")).count();
            assertThat(told).isEqualTo(report.judgement().diagnoses().size());
        }
        assertThat(policyReportSchema().validate("{\"apiVersion\": \"wgpolicyk8s.io/v1alpha2\", \"kind\": \"PolicyReport\", \"metadata\": {\"name\": \"a\"}}", InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void policyReportsSayWhatIsWrongWhereItIs() throws IOException {
        List<JsonNode> documents = policyReports(written("policyreport", Reports.faulty()));
        assertThat(documents).extracting(d -> d.path("kind").asString() + " " + d.at("/metadata/namespace").asString("") + " " + d.path("summary"))
                .containsExactly("ClusterPolicyReport  {\"pass\":1,\"fail\":0,\"warn\":0,\"error\":0,\"skip\":1}",
                        "PolicyReport edge {\"pass\":0,\"fail\":0,\"warn\":1,\"error\":0,\"skip\":0}", "PolicyReport shop {\"pass\":0,\"fail\":2,\"warn\":0,\"error\":0,\"skip\":0}");
        assertThat(documents.get(0).path("results").valueStream().filter(r -> r.path("result").asString().equals("skip")).map(r -> r.path("message").asString()))
                .contains("not evaluated: Node was not collected");
        JsonNode first = documents.get(2).path("results").path(0);
        assertThat(first.at("/resources/0").toString()).isEqualTo("{\"apiVersion\":\"networking.k8s.io/v1\",\"kind\":\"NetworkPolicy\",\"namespace\":\"shop\",\"name\":\"db-lock\"}");
        assertThat(first.at("/timestamp/seconds").asLong()).isEqualTo(java.time.Instant.parse("2026-11-20T03:12:00Z").getEpochSecond());
        String open = written("policyreport", Reports.undetermined());
        assertThat(policyReports(open)).flatExtracting(d -> d.path("results").valueStream().map(r -> r.path("policy").asString() + " " + r.path("result").asString()).toList())
                .contains("verdict skip", "dns/cpu-throttled warn", "policy/default-deny-ingress pass");
    }

    @Test
    void machinesAreToldWhatWasSuppressed() throws Exception {
        DiagnosisReport all = Reports.faulty();
        Map<CauseOn, Suppressed> marks = new LinkedHashMap<>();
        all.judgement().diagnoses().stream().limit(1).forEach(d -> marks.put(new CauseOn(d.cause().id(), d.subject()), new Suppressed("=moved on Friday", "2027-01-31", "a.yaml:1")));
        DiagnosisReport report = all.suppressing(marks, List.of());
        assertThat(csv(written("csv", report)).get(0).get("suppressed")).isEqualTo("'=moved on Friday");
        assertThat(sarifSchema().validate(written("sarif", report), InputFormat.JSON)).isEmpty();
        assertThat(JsonMapper.shared().readTree(written("sarif", report)).at("/runs/0/results/0/suppressions/0/justification").asString()).isEqualTo("=moved on Friday");
        assertThat(outcome(DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(written("junit", report).getBytes(StandardCharsets.UTF_8))), "policy/default-deny-ingress")).isEqualTo("skipped");
        assertThat(written("prometheus", report)).contains("netdx_suppressed_diagnoses{cluster=\"prod-eu\"} 1",
                "netdx_diagnoses{cluster=\"prod-eu\",severity=\"high\",state=\"active\"} 0").doesNotContain("default-deny-ingress");
        assertThat(policyReports(written("policyreport", report)).get(2).at("/results/0").toString()).contains("\"result\":\"skip\"", "until 2027-01-31: =moved on Friday");
    }

    private static String outcome(Document junit, String name) {
        for (int i = 0; i < junit.getElementsByTagName("testcase").getLength(); i++) {
            Element test = (Element) junit.getElementsByTagName("testcase").item(i);
            if (test.getAttribute("name").equals(name)) {
                return test.getElementsByTagName("*").getLength() == 0 ? "" : test.getElementsByTagName("*").item(0).getNodeName();
            }
        }
        return "no such test";
    }

    private static int children(Node node) {
        int n = 0;
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            n++;
        }
        return n;
    }

    private static Node markdown(String text) {
        return Parser.builder().extensions(List.of(TablesExtension.create())).build().parse(text);
    }

    static List<CSVRecord> csv(String text) throws IOException {
        try (CSVParser parser = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(new StringReader(text))) {
            return parser.getRecords();
        }
    }

    static Schema sarifSchema() throws IOException {
        try (InputStream in = FormatsReadBackTest.class.getResourceAsStream("sarif-2.1.0-rtm.5.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4).getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        }
    }

    /** As callers give it; the tests of the command line use the real one. */
    static final UnaryOperator<String> VERSIONS = kind -> Map.of("NetworkPolicy", "networking.k8s.io/v1", "Deployment", "apps/v1").getOrDefault(kind, "");

    static Schema policyReportSchema() throws IOException {
        try (InputStream in = FormatsReadBackTest.class.getResourceAsStream("policyreport-v1alpha2.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        }
    }

    /** The documents, each held to the schema. */
    static List<JsonNode> policyReports(String yaml) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
            JsonNode node = JsonMapper.shared().valueToTree(document);
            assertThat(policyReportSchema().validate(node)).extracting(Error::toString).isEmpty();
            documents.add(node);
        }
        return documents;
    }

    private static String written(String format, DiagnosisReport report) throws IOException {
        StringBuilder out = new StringBuilder();
        switch (format) {
            case "csv" -> new CsvWriter().write(report, out);
            case "markdown" -> new MarkdownWriter().write(report, out);
            case "sarif" -> Json.write(SarifTree.of(report), out);
            case "junit" -> new JunitWriter(CAUSES).write(report, out);
            case "policyreport" -> new PolicyReportWriter(CAUSES, VERSIONS).write(report, out);
            default -> new PrometheusWriter().write(report, out);
        }
        return out.toString();
    }
}
