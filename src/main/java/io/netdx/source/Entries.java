package io.netdx.source;

import io.netdx.fact.Plain;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.TreeMap;

/**
 * Walks what the user named: a folder, an archive, a file, or standard input. What something is, its first bytes say, never its
 * name. Nothing in it is trusted: see {@link Limits}.
 */
final class Entries {

    private static final int BUFFER = 1 << 16;

    private final Limits limits;
    private final EntryVisitor visitor;
    private final Budget budget;

    private Entries(Limits limits, EntryVisitor visitor) {
        this.limits = limits;
        this.visitor = visitor;
        this.budget = new Budget(limits);
    }

    /**
     * Hands every file to the visitor: those of a folder in the order of their paths, those of an archive as they come.
     *
     * @param given a path, or {@code -} for standard input
     * @throws SourceException where nothing at all can be read
     */
    static void walk(String given, InputStream stdin, Limits limits, EntryVisitor visitor) {
        new Entries(limits, visitor).start(given, stdin);
    }

    private void start(String given, InputStream stdin) {
        try {
            if (given.equals("-")) {
                stream("stdin", new BufferedInputStream(stdin, BUFFER), 0);
                return;
            }
            Path root = Path.of(given);
            if (!Files.exists(root)) {
                throw new SourceException(Plain.line(given) + ": no such file or folder; name a snapshot folder, archive or file");
            }
            if (!Files.isReadable(root)) {
                throw new SourceException(Plain.line(given) + ": not readable; check its permissions");
            }
            if (Files.isDirectory(root)) {
                folder(root);
            } else {
                file(root, String.valueOf(root.getFileName()));
            }
        } catch (java.nio.file.InvalidPathException e) {
            throw new SourceException(Plain.line(given) + ": not a path on this system");
        } catch (IOException e) {
            throw new SourceException(Plain.line(given) + ": cannot be read (" + reason(e) + ")");
        }
    }

    private void folder(Path root) throws IOException {
        TreeMap<String, Path> files = new TreeMap<>();
        Path real = root.toRealPath();
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), 64, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                return inside(dir) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && inside(file)) {
                    files.put(root.relativize(file).toString().replace('\\', '/'), file);
                } else if (!attributes.isRegularFile()) {
                    problem(root.relativize(file).toString(), "neither a file nor a folder, left out");
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                problem(root.relativize(file).toString(), "cannot be read (" + reason(e) + ")");
                return FileVisitResult.CONTINUE;
            }

            private boolean inside(Path path) throws IOException {
                if (path.toRealPath().startsWith(real)) {
                    return true;
                }
                problem(root.relativize(path).toString(), "a link that leads out of the folder, not followed");
                return false;
            }
        });
        for (var entry : files.entrySet()) {
            if (!budget.entry()) {
                problem(entry.getKey(), "more than " + limits.entries() + " files; this and later ones were left out");
                return;
            }
            file(entry.getValue(), entry.getKey());
        }
    }

    private void file(Path path, String name) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            stream(name, new BufferedInputStream(in, BUFFER), 0);
        } catch (java.nio.file.AccessDeniedException e) {
            problem(name, "cannot be read (permission denied)");
        }
    }

    /** One stream of bytes: an archive, a compressed stream, or a file. The stream supports mark. */
    private void stream(String name, InputStream in, int depth) {
        String path = Plain.line(name);
        try {
            Magic magic = Magic.of(in);
            if (magic == Magic.NONE) {
                Bounded bounded = budget.bound(in);
                visitor.entry(path, bounded);
                if (bounded.cut()) {
                    problem(path, "longer than the limit of " + (limits.entryBytes() >> 20) + " MiB; its end was left out");
                }
            } else if (depth >= limits.archiveDepth()) {
                problem(path, "an archive inside " + depth + " archives, not opened");
            } else if (magic == Magic.ENCRYPTED) {
                problem(path, "encrypted, left out");
            } else {
                Archives.open(magic, path, in, budget, (inner, bytes) -> stream(inner, bytes, depth + 1), visitor);
            }
        } catch (IOException e) {
            problem(path, "breaks off (" + reason(e) + "); what came before was used");
        }
    }

    private void problem(String path, String what) {
        visitor.problem(new Problem(Plain.line(path), what));
    }

    static String reason(Exception e) {
        String message = e.getMessage();
        return Plain.line(message == null || message.isEmpty() ? e.getClass().getSimpleName()
                : message.length() > 120 ? message.substring(0, 120) : message);
    }
}
