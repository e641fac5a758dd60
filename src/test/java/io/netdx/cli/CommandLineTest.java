package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The contract of the command line: formats, exit statuses, one clear line for every mistake. */
class CommandLineTest {

    private static final String FAULTY = "facts/cases/service/selector-mismatch/positive-typo.yaml";
    private static final String HEALTHY = "facts/healthy/quiet.yaml";

    @Test
    void faultAboveTheThresholdExitsOneInEveryFormat() {
        for (String format : DiagnosisFormats.NAMES) {
            assertThat(Run.of("diagnose", "-o", format, "-f", FAULTY).status()).as(format).isEqualTo(1);
        }
        assertThat(Run.of("diagnose", "--fail-on", "critical", "-f", FAULTY).status()).isZero();
        assertThat(Run.of("diagnose", "--fail-on", "never", "-f", FAULTY).status()).isZero();
    }

    @Test
    void healthyIsAVerdict() {
        Run run = Run.of("diagnose", "-f", HEALTHY);
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("HEALTHY: no active fault");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void coverageBelowTheMinimumExitsFour() {
        assertThat(Run.of("diagnose", "--min-coverage", "100", "-f", "facts/healthy/quiet.yaml").status()).isIn(0, 4);
        assertThat(Run.of("diagnose", "--min-coverage", "100", "-f", "facts/cases/service/selector-mismatch/unknown.yaml").status()).isEqualTo(4);
    }

    @Test
    void usageErrorsExitTwoWithOneLine() {
        for (String[] args : new String[][] {{"diagnose"}, {"diagnose", "-f"}, {"diagnose", "--nonsense"}, {"nonsense"},
                {"diagnose", "-f", FAULTY, "-o", "pdf"}, {"diagnose", "-f", FAULTY, "--fail-on", "grave"},
                {"diagnose", "-f", FAULTY, "--min-coverage", "101"}, {"explain", "no/such-cause"}, {"rules"},
                {"diagnos"}, {"rules", "lst"}, {"diagnose", FAULTY}, {"diagnose", "-f", FAULTY, "--exclude", "no/such-cause"},
                {"diagnose", "-f", FAULTY, "--timeout", "soon"}, {"diagnose", "-f", FAULTY, "-o", "json="}, {"completion", "fish"},
                {"trace", "a", "b", "-f", FAULTY, "-o", "json="}}) {
            Run run = Run.of(args);
            assertThat(run.status()).as(String.join(" ", args)).isEqualTo(2);
            assertThat(run.err().strip().lines()).hasSize(1);
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void unreadableInputExitsThreeWithOneLine(@TempDir Path folder) throws IOException {
        Path garbage = Files.write(folder.resolve("garbage.bin"), new byte[] {0, 1, 2, 3, 0, 0});
        Path empty = Files.createFile(folder.resolve("empty"));
        for (String path : new String[] {folder.resolve("missing").toString(), garbage.toString(), empty.toString()}) {
            Run run = Run.of("diagnose", "-f", path);
            assertThat(run.status()).as(path).isEqualTo(3);
            assertThat(run.err().strip().lines()).hasSize(1);
            assertThat(run.err()).doesNotContain("\tat ");
        }
    }

    @TestFactory
    Stream<DynamicTest> jsonFollowsThePublishedSchema() throws IOException {
        String schema;
        try (InputStream in = getClass().getResourceAsStream("/io/netdx/report/diagnosis-report.schema.json")) {
            schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        try (Stream<Path> files = Files.walk(Path.of("facts"))) {
            return files.filter(f -> f.toString().endsWith(".yaml") && !f.toString().contains("knowledge") && !f.startsWith("facts/scenarios")).sorted().toList().stream()
                    .filter(f -> Math.floorMod(f.toString().hashCode(), 4) == 0)
                    .map(f -> DynamicTest.dynamicTest(f.toString(), () -> assertThat(registry.getSchema(schema, InputFormat.JSON)
                            .validate(Run.of("diagnose", "-o", "json", "-f", f.toString()).out(), InputFormat.JSON)).isEmpty()));
        }
    }

    @Test
    void equalInputGivesIdenticalOutputInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            String first = Run.of("diagnose", "-o", "json", "-o", "wide", "-f", FAULTY).out();
            for (String tag : new String[] {"tr-TR", "ar-EG", "de-DE"}) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(Run.of("diagnose", "-o", "json", "-o", "wide", "-f", FAULTY).out()).isEqualTo(first);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void severalFormatsGoIntoSeveralFilesAtOneStroke(@TempDir Path folder) throws IOException {
        Path csv = Files.writeString(folder.resolve("report.csv"), "what was there before");
        Path sarif = folder.resolve("report.sarif");
        Run run = Run.of("diagnose", "-f", FAULTY, "-o", "csv=" + csv, "-o", "name", "-o", "sarif=" + sarif);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("service/cart\n");
        assertThat(csv).content().startsWith("cluster,verdict,").contains("\npositive-typo.yaml,faulty,1,service/selector-mismatch,");
        assertThat(sarif).content().contains("\"uri\": \"" + FAULTY + "\"");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(csv, sarif);
        }
        Run none = Run.of("diagnose", "-f", FAULTY, "-o", "csv=" + folder.resolve("none/report.csv"));
        assertThat(none.status()).isEqualTo(3);
        assertThat(none.err()).startsWith("netdx: cannot write ").contains("no such folder");
    }

    @Test
    void textFitsEightyColumnsAndAScreen() {
        String out = Run.of("diagnose", "-f", FAULTY).out();
        assertThat(out.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(out.lines().count()).isLessThanOrEqualTo(45);
    }

    @Test
    void terminalEscapesOfAClusterNeverReachTheTerminal(@TempDir Path folder) throws IOException {
        String hostile = Files.readString(Path.of(FAULTY)).replace("\"app\": \"crat\"", "\"app\": \"\\u001b[31mcrat\\u202e\\u0007\"");
        Path file = Files.writeString(folder.resolve("hostile.yaml"), hostile);
        for (String format : DiagnosisFormats.NAMES) {
            assertThat(Run.of("diagnose", "-o", format, "-f", file.toString()).out()).doesNotContain("\u001b", "\u0007", "\u202e");
        }
    }

    @Test
    void aListOfPodsAloneIsNotCalledHealthy(@TempDir Path folder) throws IOException {
        Path pods = Files.writeString(folder.resolve("pods.yaml"), """
                apiVersion: v1
                kind: PodList
                items:
                - metadata: {name: cart-0, namespace: shop, labels: {app: cart}}
                  spec: {nodeName: worker-1, containers: [{name: cart, image: cart}]}
                  status:
                    phase: Running
                    podIP: 10.244.1.9
                    conditions: [{type: Ready, status: "True"}]
                    containerStatuses: [{name: cart, ready: true, restartCount: 0, state: {running: {}}}]
                """);
        Run run = Run.of("diagnose", "-f", pods.toString());
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("UNDETERMINED: no fault was found, and health cannot be told").contains("nodes and calls (logs or");
        assertThat(Run.of("diagnose", "-o", "json", "-f", pods.toString()).out())
                .containsPattern("\"verdict\": \"undetermined\",\\s+\"blind\": \\[\\s+\"nodes\",\\s+\"calls ");
    }

    /** Declared state and mere logs show no fault and no health. */
    @Test
    void withoutAPodThatRunsNothingIsCalledHealthy(@TempDir Path folder) throws IOException {
        Path manifests = Files.writeString(folder.resolve("shop.yaml"), """
                apiVersion: v1
                kind: Service
                metadata: {name: cart, namespace: shop}
                spec: {selector: {app: cart}, ports: [{port: 80, targetPort: 8080}]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: cart-0, namespace: shop, labels: {app: cart}}
                spec: {containers: [{name: cart, image: cart}]}
                ---
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: shop, namespace: shop}
                spec: {ingressClassName: nginx, rules: [{http: {paths: [{path: /, backend: {service: {name: cart, port: {number: 80}}}}]}}]}
                """);
        Run run = Run.of("diagnose", "-f", manifests.toString());
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("declared state only", "UNDETERMINED: no fault was found, and health cannot be told: nothing was seen")
                .doesNotContain("Latent", "Unexplained", "ready endpoint");
    }

    @Test
    void otherJsonAndYamlIsNoSnapshot(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("package.json"), "{\"name\": \"shop\", \"version\": \"1.0.0\", \"items\": [{\"id\": 1}]}");
        Files.writeString(folder.resolve("compose.yaml"), "services:\n  web:\n    image: nginx\n");
        Run run = Run.of("diagnose", "-f", folder.toString());
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err().strip()).startsWith("netdx: nothing in ").hasLineCount(1);
    }

    @Test
    void mistakesAreSaidInTheWordsThatWereTyped() {
        assertThat(Run.of("diagnos").err()).isEqualTo("netdx: there is no command diagnos (did you mean diagnose?); see netdx --help\n");
        assertThat(Run.of("diagnose", "--filenam", "x").err())
                .isEqualTo("netdx: there is no option --filenam (did you mean --filename?); see netdx diagnose --help\n");
        assertThat(Run.of("diagnose", "shop.tgz").err())
                .isEqualTo("netdx: nothing is expected where shop.tgz stands; a snapshot is named with -f; see netdx diagnose --help\n");
        assertThat(Run.of("rules", "list", "-o", "wide").err()).endsWith("see netdx rules list --help\n");
    }

    @Test
    void helpVersionAndCompletionExitZero() {
        for (String[] args : new String[][] {{"--help"}, {"-h"}, {"--version"}, {"version"}, {"diagnose", "--help"}, {"help", "trace"},
                {"completion", "bash"}}) {
            Run run = Run.of(args);
            assertThat(run.status()).as(String.join(" ", args)).isZero();
            assertThat(run.out()).isNotEmpty();
            assertThat(run.err()).isEmpty();
        }
    }

    /** Everything is judged before: what is hidden makes no rival the suspect, and it does not fail the run. */
    @Test
    void hiddenDiagnosesDoNotCount() {
        Run excluded = Run.of("diagnose", "-o", "json", "-f", FAULTY, "--exclude", "dns,svc-no-endpoints-selector-mismatch");
        assertThat(excluded.status()).isZero();
        assertThat(excluded.out()).contains("\"verdict\": \"faulty\"", "\"diagnoses\": []");
        assertThat(excluded.err()).isEqualTo("netdx: 1 diagnosis is not shown because of --include or --exclude\n");
        assertThat(Run.of("diagnose", "-f", FAULTY, "--include", "policy").status()).isZero();
        assertThat(Run.of("diagnose", "-f", FAULTY, "--include", "service").status()).isEqualTo(1);
    }

    /** {@code TYPE/NAME}: what concerns one object, with its root and whatever else that brings about. */
    @Test
    void anObjectIsAFocus() {
        for (String object : new String[] {"svc/cart", "services/shop/cart", "Service/cart", "deploy/frontend", "pod/frontend-f4dcdc858-p4tzn"}) {
            Run run = Run.of("diagnose", "-o", "name", "-f", FAULTY, object);
            assertThat(run.status()).as(object).isEqualTo(1);
            assertThat(run.out()).as(object).isEqualTo("service/cart\n");
            assertThat(run.err()).as(object).isEmpty();
        }
        Run other = Run.of("diagnose", "no/worker-1", "-f", FAULTY);
        assertThat(other.status()).isZero();
        assertThat(other.out()).contains("FAULTY").doesNotContain("service/selector-mismatch on", "Next:");
        assertThat(other.err()).isEqualTo("netdx: 1 diagnosis is not shown because of the focus on Node worker-1\n");
        assertThat(Run.of("diagnose", "svc/crat", "-f", FAULTY).err())
                .isEqualTo("netdx: the snapshot holds no Service crat (did you mean cart?); see netdx diagnose --help\n");
        assertThat(Run.of("diagnose", "svc/cart", "--kubeconfig", "nowhere").err()).isEqualTo("netdx: --kubeconfig nowhere cannot be read\n");
    }

    @Test
    void whatIsOpenElsewhereIsNotCalledUnseen() {
        Run run = Run.of("diagnose", "-f", "facts/cases/workload/env-wrong-host/unknown-services.yaml", "node/worker-1");
        assertThat(run.out()).contains("UNDETERMINED: what is open is not shown here");
    }

    /** Half of a chain explains nothing. */
    @Test
    void aFocusKeepsRootAndConsequence() {
        String file = "facts/cases/dns/coredns-down/positive.yaml";
        Run whole = Run.of("diagnose", "-o", "name", "-f", file);
        Run focused = Run.of("diagnose", "-o", "name", "-f", file, "deploy/kube-system/coredns");
        assertThat(focused.out()).isEqualTo(whole.out());
    }

    @Test
    void aNameInTwoNamespacesNeedsOne(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("two.yaml"), """
                apiVersion: v1
                kind: Service
                metadata: {name: cart, namespace: shop}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: cart, namespace: test}
                """);
        Run run = Run.of("diagnose", "svc/cart", "-f", file.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("netdx: svc/cart may be shop/cart or test/cart; write TYPE/NAMESPACE/NAME; see netdx diagnose --help\n");
        assertThat(Run.of("diagnose", "svc/test/cart", "-f", file.toString()).status()).isZero();
    }

    @Test
    void endsAtTheTimeout() throws IOException {
        InputStream before = System.in;
        try (PipedOutputStream silent = new PipedOutputStream()) {
            // a snapshot that never comes: however slow the machine, nothing is done before the time is over
            System.setIn(new PipedInputStream(silent));
            Run run = Run.of("diagnose", "-f", "-", "--timeout", "1ms");
            assertThat(run.status()).isEqualTo(3);
            assertThat(run.err()).isEqualTo("netdx: not done within --timeout; give more time, or a part of the snapshot\n");
        } finally {
            System.setIn(before);
        }
        assertThat(Run.of("diagnose", "-f", FAULTY, "--timeout", "1m30s").status()).isEqualTo(1);
    }

    @Test
    void severalFormatsGoToTheirFiles(@TempDir Path folder) throws IOException {
        Run run = Run.of("diagnose", "-f", FAULTY, "-o", "name", "-o", "json=" + folder.resolve("report.json"), "-o", "yaml=" + folder.resolve("report.yaml"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("service/cart\n");
        assertThat(folder.resolve("report.json")).content().startsWith("{");
        assertThat(folder.resolve("report.yaml")).content().startsWith("apiVersion: netdx/v1");
        Run lost = Run.of("diagnose", "-f", FAULTY, "-o", "json=" + folder.resolve("none/report.json"));
        assertThat(lost.status()).isEqualTo(3);
        assertThat(lost.err()).isEqualTo("netdx: cannot write " + folder.resolve("none/report.json") + " (no such folder); choose another file\n");
    }

    @Test
    void explainKnowsCausesAliasesAndFindings() {
        assertThat(Run.of("explain", "policy/default-deny-ingress").out()).contains("REMEDIES", "FALSE POSITIVES");
        assertThat(Run.of("explain", "netpol-default-deny-ingress").out()).contains("policy/default-deny-ingress");
        assertThat(Run.of("explain", "flow-fails").out()).contains("service/selector-mismatch", "by itself");
    }

    /** The message of an internal error asks for -v 6: whatever ran must know it. */
    @Test
    void everyCommandTakesTheFlagsOfAll(@TempDir Path folder) {
        for (String command : new String[] {"explain dns/loop", "rules list", "rules list --claims", "simulate --list", "evaluate " + folder,
                "estimate " + folder, "reach -f " + FAULTY, "advise dns", "trace shop/frontend svc/shop/cart -f " + FAULTY}) {
            String[] args = (command + " -q -v 6").split(" ");
            assertThat(Run.of(args).err()).as(command).doesNotContain("there is no option");
        }
        Run run = Run.of("evaluate", folder.toString(), "-v", "6");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).startsWith("netdx: " + folder + ": holds no case with a truth.yaml").contains("\tat io.netdx.cli.Truth");
    }

    @Test
    void rulesListHasTheContractsKeys() {
        assertThat(Run.of("rules", "list", "-o", "json").out()).contains("\"id\"", "\"title\"", "\"family\"", "\"status\"",
                "\"severity\"", "\"expertise\"", "\"timeToDiagnose\"", "\"timeToResolve\"");
    }
}
