package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {

    private static final String SHOP = "src/test/resources/serve/shop.yaml";

    @TempDir
    private Path folder;

    @Test
    void printsThePathAndServesUntilItIsStopped() throws Exception {
        Path kubeconfig = folder.resolve("kubeconfig");
        LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Thread serving = new Thread(() -> status.complete(Main.run(new String[] {"serve", "-f", SHOP, "--kubeconfig-out", kubeconfig.toString()},
                new PrintStream(new ByteArrayOutputStream() {
                    @Override
                    public synchronized void flush() {
                        lines.add(toString(StandardCharsets.UTF_8));
                    }
                }, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8))));
        serving.start();
        assertThat(lines.poll(60, TimeUnit.SECONDS)).isEqualTo(kubeconfig.toAbsolutePath() + System.lineSeparator());
        assertThat(Files.readString(kubeconfig)).contains("server: https://127.0.0.1:", "token: ");
        if (Files.getFileStore(kubeconfig).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kubeconfig))).isEqualTo("rw-------");
        }
        serving.interrupt();
        assertThat(status.get(60, TimeUnit.SECONDS)).isEqualTo(130);
    }

    @Test
    void leavesAnotherKubeconfigAlone() throws Exception {
        Path mine = Files.writeString(folder.resolve("config"), "apiVersion: v1\nkind: Config\nclusters: [{name: production}]\n");
        Run run = Run.of("serve", "-f", SHOP, "--kubeconfig-out", mine.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("stays as it is");
        assertThat(Files.readString(mine)).contains("production");
    }

    @Test
    void saysWhyItCannotServe() throws Exception {
        Path transcript = Files.writeString(folder.resolve("session.txt"), """
                $ kubectl get pods -A
                NAMESPACE   NAME     READY   STATUS    RESTARTS   AGE
                shop        cart-0   1/1     Running   0          5d
                """);
        Run typed = Run.of("serve", "-f", transcript.toString());
        assertThat(typed.status()).isEqualTo(3);
        assertThat(typed.err()).contains("a transcript holds what kubectl printed, not the objects").contains("kubectl get -o json");
        assertThat(Run.of("serve", "-f", folder.resolve("nowhere").toString()).err()).contains("no such file or folder").hasLineCount(1);
        assertThat(Run.of("serve", "-f", SHOP, "--kubeconfig-out", folder.resolve("no/such/folder").toString()).err())
                .contains("the kubeconfig cannot be written").hasLineCount(1);
        assertThat(Run.of("serve").status()).isEqualTo(2);
        assertThat(Run.of("serve", "-f", SHOP, "--port", "70000").status()).isEqualTo(2);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run busy = Run.of("serve", "-f", SHOP, "--port", Integer.toString(taken.getLocalPort()));
            assertThat(busy.status()).isEqualTo(3);
            assertThat(busy.err()).contains("cannot listen on 127.0.0.1:" + taken.getLocalPort()).hasLineCount(1);
        }
    }
}
