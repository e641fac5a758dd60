package io.netdx.cli;

import io.netdx.serve.ApiServer;
import io.netdx.serve.Known;
import io.netdx.serve.ObjectStore;
import io.netdx.source.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Runs what an ordinary run runs, so that the JVM can archive the classes that it loaded on the way. For the launcher; prints
 * nothing. Arguments: the folder {@code facts}; {@code live} for what only a run on a running cluster loads.
 */
public final class WarmUp {

    private WarmUp() {
    }

    public static void main(String[] args) throws IOException {
        Main.prepare();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Path healthy = Path.of(args[0], "healthy", "two-nodes");
        if (args.length > 1 && args[1].equals("live")) {
            live(healthy, nowhere);
            return;
        }
        List<Path> cases;
        try (Stream<Path> files = Files.walk(Path.of(args[0]))) {
            cases = files.filter(f -> f.toString().contains("positive") && f.toString().endsWith(".yaml")).sorted().toList();
        }
        Set<Path> causes = new HashSet<>();
        for (Path file : cases) {
            if (!causes.add(file.getParent())) {
                continue;
            }
            Main.run(new String[] {"diagnose", "-o", "text", "-o", "json", "-f", file.toString()}, nowhere, nowhere);
        }
        Main.run(new String[] {"diagnose", "-o", "yaml", "-f", healthy.toString()}, nowhere, nowhere);
        Main.run(new String[] {"diagnose", "--help"}, nowhere, nowhere);
        Main.run(new String[] {"rules", "list"}, nowhere, nowhere);
        load();
        // as a run ends: newer JVMs load a logger for that
        System.exit(0);
    }

    /** Asks an API server for the snapshot that it serves. */
    private static void live(Path snapshot, PrintStream nowhere) throws IOException {
        List<String> paths = List.of(snapshot.toString());
        Path kubeconfig = Files.createTempFile("netdx", ".kubeconfig");
        Path archive = Files.createTempFile("netdx", ".tgz");
        try (ObjectStore store = ObjectStore.read(paths, InputStream.nullInputStream(), Limits.DEFAULT);
                ApiServer server = ApiServer.start(store, () -> Known.read(paths, InputStream.nullInputStream(), Limits.DEFAULT),
                        new ApiServer.Settings(0, true, Instant.EPOCH, List.of()))) {
            Files.writeString(kubeconfig, server.kubeconfig());
            Main.run(new String[] {"diagnose", "-o", "text", "-o", "json", "--kubeconfig", kubeconfig.toString()}, nowhere, nowhere);
            Main.run(new String[] {"collect", "--kubeconfig", kubeconfig.toString(), "-o", archive.toString()}, nowhere, nowhere);
        } finally {
            Files.deleteIfExists(kubeconfig);
            Files.deleteIfExists(archive);
        }
    }

    /** What those runs did not reach: other snapshots will. */
    private static void load() throws IOException {
        try (ZipFile jar = new ZipFile(WarmUp.class.getProtectionDomain().getCodeSource().getLocation().getPath())) {
            for (String name : jar.stream().map(ZipEntry::getName).filter(WarmUp::own).toList()) {
                try {
                    Class.forName(name.substring(0, name.length() - 6).replace('/', '.'), false, WarmUp.class.getClassLoader());
                } catch (ClassNotFoundException | LinkageError e) {
                    // a class that needs a library which is not on this path is not archived
                    continue;
                }
            }
        }
    }

    private static boolean own(String name) {
        return name.endsWith(".class") && (name.startsWith("io/netdx/") || name.startsWith("netdx/rules/"));
    }
}
