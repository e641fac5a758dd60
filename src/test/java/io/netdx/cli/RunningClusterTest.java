package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netdx.serve.Served;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What must hold of any cluster. The build asks a snapshot that {@code serve} shows; a real API server where {@code NETDX_TEST_KUBECONFIG} names a
 * kubeconfig, of which nothing is changed.
 */
class RunningClusterTest {

    private static final String REAL = "NETDX_TEST_KUBECONFIG";
    private static final Pattern CAUSE = Pattern.compile("\"rank\": \\d+,\\s*\"id\": \"([^\"]+)\"");
    /** A real cluster does not stand still. */
    private static final int TRIES = 3;

    @Nested
    class OfServe extends Suite {
        @Override
        String kubeconfig(Path folder) throws IOException {
            Served served = Served.secure(Path.of("facts/cases/service/selector-mismatch/positive-typo.yaml"));
            closeAfterwards(served);
            return Files.writeString(folder.resolve("kubeconfig"), served.kubeconfig()).toString();
        }
    }

    @Nested
    class OfARealApiServer extends Suite {
        @Override
        String kubeconfig(Path folder) {
            assumeTrue(System.getenv(REAL) != null, REAL + " names no kubeconfig");
            return System.getenv(REAL);
        }
    }

    abstract static class Suite {

        @TempDir
        private Path folder;
        private Optional<Served> served = Optional.empty();

        abstract String kubeconfig(Path folder) throws IOException;

        void closeAfterwards(Served server) {
            served = Optional.of(server);
        }

        @AfterEach
        void close() throws IOException {
            if (served.isPresent()) {
                served.get().close();
            }
        }

        private Run run(String command, String... more) throws IOException {
            List<String> line = new ArrayList<>(List.of(command, "--kubeconfig", folder.resolve("the").toString()));
            line.addAll(List.of(more));
            return Run.of(line.toArray(String[]::new));
        }

        private void ready() throws IOException {
            Files.writeString(folder.resolve("the"), Files.readString(Path.of(kubeconfig(folder))));
        }

        private static List<String> causes(Run run) {
            return CAUSE.matcher(run.out()).results().map((MatchResult m) -> m.group(1)).toList();
        }

        @Test
        void liveAndCollectedAndAnonymizedSayTheSame() throws IOException {
            ready();
            boolean same = false;
            for (int i = 0; i < TRIES && !same; i++) {
                Path archive = folder.resolve("cluster.tgz");
                assertThat(run("collect", "-o", archive.toString()).status()).isZero();
                Run live = run("diagnose", "-o", "json");
                Run later = Run.of("diagnose", "-o", "json", "-f", archive.toString());
                Run anonymous = Run.of("diagnose", "-o", "json", "--anonymize", "-f", archive.toString());
                assertThat(live.status()).as(live.err()).isIn(0, 1);
                assertThat(served.isEmpty() || causes(live).contains("service/selector-mismatch")).isTrue();
                same = causes(live).equals(causes(later)) && causes(live).equals(causes(anonymous)) && live.status() == later.status();
            }
            assertThat(same).isTrue();
        }

        @Test
        void eachKindWasSeenOrHasAReason() throws IOException {
            ready();
            Run run = run("diagnose", "-o", "wide");
            assertThat(run.out()).contains("Kubernetes v").doesNotContain("Pod not collected", "Node not collected");
            assertThat(run.out()).doesNotContain("places of the snapshot could not be used");
        }

        @Test
        void oneNamespaceIsEnough() throws IOException {
            ready();
            Run run = run("diagnose", "-n", "kube-system", "-o", "json");
            assertThat(run.status()).as(run.err()).isIn(0, 1);
            assertThat(run.out()).contains("only asked for in kube-system");
        }
    }
}
