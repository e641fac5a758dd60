package io.netdx.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Walks what the user named. Interim: folders and plain files. */
final class Entries {

    private Entries() {
    }

    static void walk(String given, InputStream stdin, Limits limits, EntryVisitor visitor) {
        try {
            if (given.equals("-")) {
                visitor.entry("stdin", new BufferedInputStream(stdin));
                return;
            }
            Path root = Path.of(given);
            if (!Files.exists(root)) {
                throw new SourceException(given + ": no such file or folder; give a snapshot folder or archive");
            }
            if (Files.isRegularFile(root)) {
                try (InputStream in = Files.newInputStream(root)) {
                    visitor.entry(root.getFileName().toString(), new BufferedInputStream(in));
                }
                return;
            }
            List<Path> files;
            try (Stream<Path> all = Files.walk(root)) {
                files = all.filter(Files::isRegularFile).sorted().toList();
            }
            for (Path file : files) {
                try (InputStream in = Files.newInputStream(file)) {
                    visitor.entry(root.relativize(file).toString(), new BufferedInputStream(in, 1 << 16));
                }
            }
        } catch (IOException e) {
            throw new SourceException(given + ": " + e.getMessage());
        }
    }
}
