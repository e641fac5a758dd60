package io.netdx.cli;

import io.netdx.fact.Plain;
import io.netdx.source.Limits;
import io.netdx.source.Recorder;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.SourceException;
import io.netdx.source.live.LiveCluster;
import io.netdx.source.live.Stop;
import io.netdx.source.pseudonym.Anonymizer;
import io.netdx.source.signature.SignatureTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Reads with pseudonyms in place of names. What is read once only waits in a file meanwhile: it is looked through for names first. */
final class Anonymous {

    private Anonymous() {
    }

    /** What {@code -f} names. */
    static Snapshot read(DiagnoseOptions options, byte[] secret, SignatureTable table) {
        List<String> names = options.filenames().stream().map(Anonymous::name).toList();
        if (!options.filenames().contains("-")) {
            return read(options.filenames(), names, options.limits(), secret, table);
        }
        return waiting(file -> {
            Files.copy(System.in, file, StandardCopyOption.REPLACE_EXISTING);
            List<String> paths = new ArrayList<>(options.filenames());
            paths.set(paths.indexOf("-"), file.toString());
            return read(paths, names, options.limits(), secret, table);
        });
    }

    private static String name(String path) {
        Path name = path.equals("-") ? Path.of("stdin") : Path.of(path).getFileName();
        return name == null ? path : name.toString();
    }

    /** The running cluster of the kubeconfig. */
    static Snapshot live(DiagnoseOptions options, byte[] secret, Stop stop, SignatureTable table, PrintWriter err) {
        return waiting(file -> {
            Snapshot plain;
            try (Progress progress = new Progress(err, !options.quiet() && Progress.terminal());
                    LiveCluster cluster = new LiveCluster(options.kube(), System.getenv(), options.logs(), stop, progress);
                    Recorder recorder = new Recorder(cluster, OwnFile.create(file))) {
                plain = SnapshotReader.read(recorder, options.limits(), table);
            }
            Snapshot read = read(List.of(file.toString()), List.of(plain.name()), options.limits(), secret, table);
            return new Snapshot(read.name(), plain.format(), read.cluster(), read.problems(), read.files());
        });
    }

    private interface Reading {
        Snapshot of(Path file) throws IOException;
    }

    /** With a file that is gone afterwards. */
    private static Snapshot waiting(Reading reading) {
        try {
            Path file = Files.createTempFile("netdx", ".tmp");
            try {
                return reading.of(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new SourceException("no room for the snapshot in " + Plain.line(System.getProperty("java.io.tmpdir"))
                    + " (" + Plain.line(String.valueOf(e.getMessage())) + "); name another folder with NETDX_OPTS=-Djava.io.tmpdir=FOLDER");
        }
    }

    /** @param called what reports call it */
    private static Snapshot read(List<String> paths, List<String> called, Limits limits, byte[] secret, SignatureTable table) {
        Anonymizer anonymizer = Anonymizer.of(paths, called, limits, table, secret);
        Snapshot read = SnapshotReader.read(paths, InputStream.nullInputStream(), limits, table, anonymizer::over);
        return new Snapshot(anonymizer.of(String.join(", ", called)), read.format(), read.cluster(), read.problems(), read.files());
    }

    /** Puts pseudonyms into an archive. */
    static void rewrite(Path archive, String cluster, byte[] secret) throws IOException {
        Anonymizer anonymizer = Anonymizer.of(List.of(archive.toString()), List.of(cluster), Limits.DEFAULT, SignatureTable.load(), secret);
        Path rewritten = archive.resolveSibling(archive.getFileName() + ".new");
        try {
            Recorder.rewrite(archive, Limits.DEFAULT, anonymizer::over, OwnFile.create(rewritten));
            Files.move(rewritten, archive, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(rewritten);
        }
    }
}
