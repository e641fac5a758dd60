package io.netdx.source;

import io.netdx.fact.Plain;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Walks what the user named: a folder, an archive, a file, or standard input. What something is, its first bytes say, never its
 * name. Nothing in it is trusted: see {@link Limits}.
 */
final class Entries {

    private static final String NEXT =
            "; give a folder, archive or file made by kubectl, must-gather or a support bundle";

    private Entries() {
    }

    /**
     * Hands every file to the visitor: those of a folder in the order of their paths by code point, those of an archive as they
     * come, also twice. Members of an archive inside another one are called {@code outer.tar.gz!/member}. Files may be empty or
     * binary. What cannot be used is a {@link Problem}; a run of the same problems in one archive is one.
     *
     * @param given a path, or {@code -} for standard input, which is never closed
     * @throws SourceException where nothing at all can be read
     */
    static void walk(String given, InputStream stdin, Limits limits, EntryVisitor visitor) {
        Walk walk = new Walk(limits, visitor);
        if (given.equals("-")) {
            walk.top("stdin", Bounded.raw(stdin));
        } else {
            try {
                path(given, Path.of(given), walk);
            } catch (InvalidPathException e) {
                throw new SourceException(Plain.line(given) + ": not a path on this system" + NEXT);
            } catch (IOException e) {
                throw new SourceException(Plain.line(given) + ": cannot be read (" + Walk.reason(e) + "); check its permissions");
            }
        }
        walk.verdict().ifPresent(nothing -> {
            throw new SourceException((given.equals("-") ? "standard input" : Plain.line(given)) + ": " + nothing + NEXT);
        });
    }

    private static void path(String given, Path root, Walk walk) throws IOException {
        if (!Files.exists(root)) {
            throw new SourceException(Plain.line(given) + ": no such file or folder" + NEXT);
        }
        if (Files.isDirectory(root)) {
            new Folder(root, walk).read();
            return;
        }
        String name = Plain.line(String.valueOf(root.getFileName()));
        // not only regular files: a shell's <(…) is a pipe
        try (FileInputStream in = new FileInputStream(root.toFile())) {
            if (Files.isRegularFile(root)) {
                walk.top(name, Bounded.raw(in), root);
            } else {
                walk.top(name, Bounded.raw(in));
            }
        }
    }
}
