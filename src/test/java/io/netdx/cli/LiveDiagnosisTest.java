package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netdx.source.live.StubApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The same cluster, read from its API server and from a file, has the same diagnoses. */
class LiveDiagnosisTest {

    /** One in so many cases; with {@code -Dlive.cases=full} all. */
    private static final int ONE_IN = "full".equals(System.getProperty("live.cases")) ? 1 : 9;

    /** Of a workload three pods' logs are read, and a container that never started has none: where the case claims all, less is known. */
    private static final Set<String> FEWER_LOGS = Set.of("dns/loop/fp-old.yaml", "workload/config-error/positive.yaml", "workload/image-pull-failure/positive.yaml");

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> sameAsOffline() throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("facts/cases"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted(Comparator.naturalOrder()).toList()) {
                if (anApiServerHasIt(Files.readString(file)) && FEWER_LOGS.stream().noneMatch(file::endsWith)) {
                    all.add(file);
                }
            }
        }
        assertThat(all.size()).isGreaterThan(200);
        return Stream.iterate(0, i -> i < all.size(), i -> i + ONE_IN).map(all::get)
                .map(file -> DynamicTest.dynamicTest(Path.of("facts/cases").relativize(file).toString(), () -> compare(file)));
    }

    /** No files of nodes, figures of monitoring, parts of other cases, nor folders. */
    private static boolean anApiServerHasIt(String text) {
        return text.contains("\ncollected:") && !text.contains("\nkind: HostFile") && !text.contains("\nkind: Metrics") && !text.contains("\nbase:");
    }

    private void compare(Path file) throws IOException {
        try (StubApi api = new StubApi(file).pagesOf(2)) {
            assumeTrue(api.whole(), "only part of what an API server would show");
            Run offline = Run.of("diagnose", "-o", "json", "-f", file.toString());
            Run live = Run.of("diagnose", "-q", "-o", "json", "--logs", "all", "--kubeconfig", kubeconfig(api).toString());
            assertThat(live.err()).isEmpty();
            assertThat(judgement(live)).as(file.toString()).isEqualTo(judgement(offline));
            assertThat(live.status()).isEqualTo(offline.status());
        }
    }

    private Path kubeconfig(StubApi api) throws IOException {
        return Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: lab, cluster: {server: "%s"}}]
                users: [{name: ann, user: {token: abc}}]
                contexts: [{name: lab, context: {cluster: lab, user: ann, namespace: shop}}]
                current-context: lab
                """.formatted(api.url()));
    }

    /** All but where evidence stands, and why something could not be judged. */
    private static Object judgement(Run run) {
        Map<?, ?> report = (Map<?, ?>) new Load(LoadSettings.builder().setCodePointLimit(100_000_000).build()).loadFromString(run.out());
        return List.of(report.get("verdict"), without(report.get("diagnoses")), without(report.get("unexplained")), without(report.get("next")));
    }

    private static Object without(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> kept = new LinkedHashMap<>();
            map.forEach((k, v) -> {
                if (!k.equals("source")) {
                    kept.put(k, without(v));
                }
            });
            return kept;
        }
        return value instanceof List<?> list ? list.stream().map(LiveDiagnosisTest::without).toList() : String.valueOf(value);
    }
}
