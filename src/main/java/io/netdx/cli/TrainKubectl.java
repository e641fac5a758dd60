package io.netdx.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The trainee's own kubectl, on the cluster of the incident and no other. */
final class TrainKubectl {

    private final Path kubeconfig;
    private final PrintWriter out;
    private final boolean terminal;

    /** @param terminal whether it may write to the terminal itself, and read from it */
    TrainKubectl(Path kubeconfig, PrintWriter out, boolean terminal) {
        this.kubeconfig = kubeconfig;
        this.out = out;
        this.terminal = terminal;
    }

    static boolean installed() {
        String path = System.getenv("PATH");
        return path != null && Pattern.compile(java.io.File.pathSeparator, Pattern.LITERAL).splitAsStream(path).anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    /** Runs a line as the trainee's shell would, so that pipes work. */
    void run(String line) throws IOException {
        if (!installed()) {
            out.println("kubectl is not installed here");
            return;
        }
        String command = line.startsWith("k ") ? "kubectl" + line.substring(1) : line;
        out.flush();
        ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", command));
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.redirectErrorStream(!terminal);
        if (terminal) {
            builder.inheritIO();
        } else {
            builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        }
        Process process = builder.start();
        try {
            if (!terminal) {
                out.print(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
