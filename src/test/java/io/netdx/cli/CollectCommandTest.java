package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.source.live.StubApi;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class CollectCommandTest {

    private static final Path CASES = Path.of("facts/cases");

    @TempDir
    private Path folder;

    static Map<String, String> files(Path archive) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (InputStream in = Files.newInputStream(archive); TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private Path collected(StubApi api, String... more) {
        Path archive = folder.resolve("lab.tgz");
        String[] arguments = new String[more.length + 5];
        System.arraycopy(new String[] {"collect", "-o", archive.toString(), "--server", api.url()}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        Run run = Run.of(arguments);
        assertThat(run.out()).startsWith("wrote " + archive);
        assertThat(run.status()).isZero();
        return archive;
    }

    /** The diagnoses as they are printed, evidence with its places too. */
    private static Object diagnoses(Run run) {
        Map<?, ?> report = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(run.out());
        return report.get("diagnoses").toString() + report.get("notEvaluated") + report.get("next") + report.get("verdict");
    }

    @ParameterizedTest
    @ValueSource(strings = {"service/selector-mismatch/positive-typo.yaml", "policy/port-mismatch/positive.yaml", "dns/loop/positive.yaml",
        "proxy/ipvs-unavailable/positive.yaml", "node/network-partition/positive.yaml"})
    void whatWasCollectedHasTheDiagnosesOfTheRunningCluster(String name) throws IOException {
        try (StubApi api = new StubApi(CASES.resolve(name)).pagesOf(3)) {
            Run live = Run.of("diagnose", "-o", "json", "--server", api.url());
            Run later = Run.of("diagnose", "-o", "json", "-f", collected(api).toString());
            assertThat(diagnoses(later)).isEqualTo(diagnoses(live));
            assertThat(later.status()).isEqualTo(live.status());
            assertThat(live.out()).contains("\"id\"");
        }
    }

    @Test
    void theSameClusterGivesTheSameBytesForItsOwnerAlone() throws IOException {
        try (StubApi api = new StubApi(CASES.resolve("service/selector-mismatch/positive-typo.yaml")).pagesOf(3)) {
            byte[] first = Files.readAllBytes(collected(api));
            Path again = collected(api);
            assertThat(Files.readAllBytes(again)).isEqualTo(first);
            if (again.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(again))).isEqualTo("rw-------");
            }
            assertThat(folder).isDirectoryContaining(f -> f.equals(again)).isDirectoryNotContaining(f -> f.toString().endsWith(".part"));
        }
    }

    @Test
    void theArchiveHoldsListsLogsAndWhatWasRefused() throws IOException {
        try (StubApi api = new StubApi(CASES.resolve("service/selector-mismatch/positive-typo.yaml")).without("projectcalico.org", "crd.projectcalico.org")) {
            Map<String, String> files = files(collected(api, "--logs", "all"));
            assertThat(files).containsKeys("version.json", "resources/pods.json", "netdx-collection.json");
            assertThat(files.keySet()).anyMatch(f -> f.matches("logs/shop/frontend-[a-z0-9-]+/frontend.log"));
            assertThat(files.get("resources/pods.json").lines()).first().isEqualTo("{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[");
            // an item a line, between the line that opens the list and the one that closes it
            assertThat(files.get("resources/pods.json").lines()).hasSize(9);
            assertThat(files.get("netdx-collection.json")).contains("\"NetworkPolicy\"", "\"GlobalNetworkPolicy\"", "\"Secret: grant the verb list on secrets\"");
        }
    }

    @Test
    void noDataOfASecretIsInIt() throws IOException {
        try (StubApi api = new StubApi(CASES.resolve("ingress/tls-secret-type/positive.yaml"))) {
            assertThat(files(collected(api)).get("resources/secrets.json")).contains("\"type\"").doesNotContain("\"data\"", "annotations");
        }
    }

    @Test
    void aPlaceThatCannotBeWrittenIsOneLine() throws IOException {
        try (StubApi api = new StubApi(CASES.resolve("service/selector-mismatch/positive-typo.yaml"))) {
            Run run = Run.of("collect", "-o", folder.resolve("no/such/folder.tgz").toString(), "--server", api.url());
            assertThat(run.status()).isEqualTo(3);
            assertThat(run.err()).isEqualTo("netdx: cannot write " + folder.resolve("no/such/folder.tgz") + " (no such folder); choose another file\n");
        }
    }

    @Test
    void anArchiveIsNoDifferentBecauseNobodyAnswers() {
        Run run = Run.of("collect", "-o", folder.resolve("none.tgz").toString(), "--server", "http://127.0.0.1:1");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).startsWith("netdx: http://127.0.0.1:1 cannot be reached").hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whoMayReadNoNamespaceIsToldToNameOne() throws IOException {
        try (StubApi api = new StubApi(CASES.resolve("service/selector-mismatch/positive-typo.yaml"))) {
            api.with((exchange, stub) -> {
                String path = exchange.getRequestURI().getPath();
                boolean refused = !path.contains("/namespaces/shop/") && !path.equals("/version") && !path.equals("/apis");
                if (refused) {
                    stub.status(exchange, 403, "Forbidden");
                }
                return refused;
            });
            Run blind = Run.of("diagnose", "--server", api.url());
            assertThat(blind.err()).contains("netdx: reading all namespaces is refused, and so are the context's and kube-system; -n NAMESPACE reads one that you may read");
            assertThat(blind.out()).contains("UNDETERMINED");
            Run seeing = Run.of("diagnose", "--server", api.url(), "-n", "shop");
            assertThat(seeing.err()).doesNotContain("is refused");
            assertThat(seeing.out()).contains("service/selector-mismatch");
        }
    }
}
