package io.netdx.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real kubectl, with a kubeconfig. */
final class Kubectl {

    private final Path folder;

    record Result(int status, String out, String err) {
    }

    /** A command that goes on. */
    record Running(Process process, Path out) implements AutoCloseable {

        /** Waits until it has said something. */
        void says(String text) throws IOException, InterruptedException {
            for (int i = 0; i < 300 && !Files.readString(out).contains(text); i++) {
                Thread.sleep(50);
            }
            assertThat(Files.readString(out)).contains(text);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private Kubectl(Path folder) {
        this.folder = folder;
    }

    /** Skips the tests where it is not installed. */
    static void assumeInstalled() {
        assumeTrue(Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(p -> Files.isExecutable(Path.of(p, "kubectl"))), "kubectl is not installed");
    }

    static Kubectl with(String kubeconfig, Path folder) throws IOException {
        Files.writeString(folder.resolve("kubeconfig"), kubeconfig);
        return new Kubectl(folder);
    }

    Path folder() {
        return folder;
    }

    private ProcessBuilder command(String... args) {
        List<String> command = new ArrayList<>(List.of("kubectl", "--kubeconfig", folder.resolve("kubeconfig").toString(),
                "--cache-dir", folder.resolve("cache").toString()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command);
    }

    Result run(String... args) throws IOException, InterruptedException {
        return fed("", args);
    }

    /** With standard input. */
    Result fed(String input, String... args) throws IOException, InterruptedException {
        Path in = Files.writeString(Files.createTempFile(folder, "in", ""), input);
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process process = command(args).redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).as(String.join(" ", args)).isTrue();
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    Running start(String... args) throws IOException {
        Path out = Files.createTempFile(folder, "out", "");
        return new Running(command(args).redirectErrorStream(true).redirectOutput(out.toFile()).start(), out);
    }
}
