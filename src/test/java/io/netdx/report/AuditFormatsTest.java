package io.netdx.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import io.netdx.catalog.Cause;
import io.netdx.catalog.Severity;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The formats of an audit, read as those of one diagnosis are. */
class AuditFormatsTest {

    @Test
    void csvHasEveryClusterAndThoseThatCouldNotBeRead() throws IOException {
        StringBuilder out = new StringBuilder();
        new CsvWriter().write(Fleets.three("=evil\n\"x\","), out);
        assertThat(FormatsReadBackTest.csv(out.toString())).extracting(line -> line.get("cluster") + " " + line.get("verdict"))
                .containsExactly("prod-eu faulty", "prod-eu faulty", "prod-eu faulty", "quiet healthy", "'=evil \"x\", unread");
    }

    @Test
    void sarifHasARunForEachClusterAndOneForManyMore() throws IOException {
        for (AuditReport report : List.of(Fleets.three("x"), Fleets.many(25))) {
            StringBuilder out = new StringBuilder();
            Json.write(SarifTree.of(report), out);
            assertThat(FormatsReadBackTest.sarifSchema().validate(out.toString(), InputFormat.JSON)).extracting(Error::toString).isEmpty();
            JsonNode runs = JsonMapper.shared().readTree(out.toString()).path("runs");
            Set<String> categories = new HashSet<>();
            List<String> prints = new ArrayList<>();
            for (JsonNode run : runs) {
                categories.add(run.path("automationDetails").path("id").asString());
                run.path("results").forEach(r -> prints.add(run.path("automationDetails").path("id").asString() + r.path("partialFingerprints").path("primaryLocationLineHash").asString()));
            }
            assertThat(runs.size()).isLessThanOrEqualTo(20).isEqualTo(categories.size());
            assertThat(prints).doesNotHaveDuplicates().hasSize(report.read().stream().mapToInt(r -> r.judgement().diagnoses().size()).sum());
        }
    }

    @Test
    void junitHasSuitesForEachCluster() throws Exception {
        StringBuilder out = new StringBuilder();
        new JunitWriter(() -> List.of(Reports.DENY, Reports.PROBE)).write(Fleets.three("<&\">"), out);
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(new StreamSource(getClass().getResourceAsStream("jenkins-junit.xsd")))
                .newValidator().validate(new StreamSource(new StringReader(out.toString())));
        assertThat(out).contains("<testcase name=\"policy\" classname=\"netdx.prod-eu\"", "<testcase name=\"policy\" classname=\"netdx.quiet\"",
                "message=\"policy/default-deny-ingress: Ingress policy denies", "<error type=\"unread\" message=\"cannot be read: &lt;&amp;&quot;&gt;\"/>");
    }

    /** A test for each family keeps a fleet readable, and what is open is still skipped and never passed. */
    @Test
    void junitOfAFleetSkipsWhatCouldNotBeRuledOut() throws IOException {
        StringBuilder out = new StringBuilder();
        Cause kubelet = Reports.cause("node/kubelet-stopped", "The kubelet is stopped", Severity.HIGH, "No heartbeat", "node", Duration.ofMinutes(1), Duration.ofMinutes(1));
        new JunitWriter(() -> List.of(Reports.DENY, Reports.PROBE, kubelet)).write(Fleets.three("x"), out);
        assertThat(out).contains("<testsuite name=\"netdx.quiet\" tests=\"4\" failures=\"0\" errors=\"0\" skipped=\"1\"",
                "<skipped>1 of 1 cause could not be ruled out (not evaluated: Node was not collected)</skipped>");
        assertThat(out.toString().split("<testcase ")).hasSizeLessThan(14);
    }

    @Test
    void policyReportsOfAFleetAreOneForEachClusterAndNeedNoNamespace() throws IOException {
        StringBuilder out = new StringBuilder();
        new PolicyReportWriter(() -> List.of(Reports.DENY, Reports.PROBE), FormatsReadBackTest.VERSIONS).write(Fleets.three("x\n--- evil"), out);
        List<JsonNode> documents = FormatsReadBackTest.policyReports(out.toString());
        assertThat(documents).hasSize(3).allMatch(d -> d.path("kind").asString().equals("ClusterPolicyReport"));
        assertThat(documents).extracting(d -> d.at("/metadata/name").asString()).doesNotHaveDuplicates();
        assertThat(documents).extracting(d -> d.at("/scope/name").asString() + " " + d.at("/metadata/annotations/netdx.io~1verdict").asString() + " " + d.at("/summary/fail") + d.at("/summary/error"))
                .containsExactly("prod-eu faulty 20", "quiet healthy 00", "x --- evil unread 01");
    }

    @Test
    void prometheusSaysWhichClustersCouldNotBeRead() throws IOException {
        StringBuilder out = new StringBuilder();
        new PrometheusWriter().write(Fleets.three("x"), out);
        assertThat(out).contains("netdx_read{cluster=\"prod-eu\"} 1", "netdx_read{cluster=\"x\"} 0", "netdx_verdict{cluster=\"quiet\",verdict=\"healthy\"} 1");
        assertThat(out.toString().lines().filter(l -> l.startsWith("# TYPE"))).doesNotHaveDuplicates();
    }

    @Test
    void markdownBeginsWithTheFleet() throws IOException {
        StringBuilder out = new StringBuilder();
        new MarkdownWriter().write(Fleets.three("a|b"), out);
        assertThat(out.toString()).startsWith("# Audit of 3 clusters\n").contains("| Faulty | Undetermined | Healthy | Not read |\n| --- | --- | --- | --- |\n| 1 | 0 | 1 | 1 |",
                "| high | Ingress policy denies a flow nobody allowed | 1 | 1 | `prod-eu` |", "| `a\\|b` | cannot be read: a\\|b |", "## prod-eu: faulty").doesNotContain("## quiet");
    }
}
