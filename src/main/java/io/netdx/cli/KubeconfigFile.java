package io.netdx.cli;

import io.netdx.fact.Plain;
import io.netdx.serve.Kubeconfig;
import io.netdx.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option {@code --kubeconfig-out}: where the kubeconfig of a served cluster goes. */
final class KubeconfigFile {

    @Option(names = "--kubeconfig-out", paramLabel = "FILE", defaultValue = "",
            description = "Where to write the kubeconfig (default: a temporary file, removed at the end)")
    private String kubeconfigOut;

    /** A temporary one goes when the program ends, in whatever way. */
    Path write(String text, CommandSpec spec) {
        try {
            return kubeconfigOut.isEmpty() ? temporary(text) : named(text, spec);
        } catch (IOException e) {
            throw new SourceException("the kubeconfig cannot be written (" + Plain.line(String.valueOf(e)) + "); name another file with --kubeconfig-out");
        }
    }

    private static Path temporary(String text) throws IOException {
        Path file = Kubeconfig.write(text);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // of no use to anybody, but nothing depends on it
            }
        }));
        return file;
    }

    private Path named(String text, CommandSpec spec) throws IOException {
        try {
            Path file = Path.of(kubeconfigOut).toAbsolutePath();
            if (!Kubeconfig.write(text, file)) {
                throw new ParameterException(spec.commandLine(), Plain.line(kubeconfigOut) + " is not a kubeconfig of netdx serve and stays as it is");
            }
            return file;
        } catch (InvalidPathException e) {
            throw new ParameterException(spec.commandLine(), Plain.line(kubeconfigOut) + " is not a path on this system");
        }
    }
}
