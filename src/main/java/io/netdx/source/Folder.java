package io.netdx.source;

import io.netdx.fact.Plain;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/** Walks a folder in the order of its paths, so that two runs and two file systems give the same. */
final class Folder {

    private static final int MAX_DEPTH = 128;
    private static final Comparator<Child> ORDER = Comparator.comparing(Child::key, Folder::compareCodePoints).thenComparing(Child::path);

    private final Path root;
    private final Path real;
    private final Walk walk;
    private final Tally tally = new Tally();

    /** A folder sorts with the slash that follows it, as in the full path; first comes what says how the others are meant. */
    private record Child(Path path, String name, BasicFileAttributes attributes) {
        String key() {
            return attributes.isDirectory() ? name + "/" : Kustomizations.named(name) ? "" : name;
        }
    }

    Folder(Path root, Walk walk) throws IOException {
        this.root = root;
        this.real = root.toRealPath();
        this.walk = walk;
    }

    /** @throws IOException where the folder itself cannot be listed */
    void read() throws IOException {
        each(list(root, ""), "", 1);
        tally.report(walk.visitor());
    }

    private void each(Iterable<Child> children, String prefix, int depth) {
        for (Child child : children) {
            String path = prefix + child.name();
            if (walk.stopped()) {
                return;
            }
            if (child.attributes().isDirectory()) {
                folder(child.path(), path, depth);
            } else if (child.attributes().isSymbolicLink()) {
                link(child.path(), path);
            } else if (!child.attributes().isRegularFile()) {
                // opening a pipe would wait for ever
                tally.add(path, "neither a file nor a folder, left out");
            } else if (walk.admit(path)) {
                file(child, path);
            }
        }
    }

    private void folder(Path folder, String path, int depth) {
        if (depth >= MAX_DEPTH) {
            tally.add(path, "more than " + MAX_DEPTH + " folders deep, left out");
            return;
        }
        try {
            each(list(folder, path + "/"), path + "/", depth + 1);
        } catch (IOException e) {
            tally.add(path, "a folder that cannot be listed (" + kind(e) + "), left out");
        }
    }

    /** What a link inside the folder points to is walked at its own place: once, and without loops. */
    private void link(Path link, String path) {
        try {
            if (!link.toRealPath().startsWith(real)) {
                tally.add(path, "a link that leads out of the folder, not followed");
            }
        } catch (IOException e) {
            tally.add(path, "a link that leads nowhere, left out");
        }
    }

    private void file(Child child, String path) {
        try (FileInputStream in = new FileInputStream(child.path().toFile())) {
            walk.file(path, Bounded.raw(in), child.path(), child.attributes().size());
        } catch (IOException e) {
            tally.add(path, Files.isReadable(child.path()) ? "cannot be read (" + kind(e) + ")"
                    : "cannot be read (permission denied)");
        }
    }

    private SortedSet<Child> list(Path folder, String prefix) throws IOException {
        TreeSet<Child> children = new TreeSet<>(ORDER);
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path path : stream) {
                String name = Plain.line(String.valueOf(path.getFileName()));
                try {
                    children.add(new Child(path, name,
                            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
                } catch (IOException e) {
                    tally.add(prefix + name, "cannot be read (" + kind(e) + ")");
                }
                if (children.size() - 1 > walk.limits().entries()) {
                    // one too many stays, so that the cut is told
                    children.pollLast();
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return children;
    }

    /** Not the message: it holds the path, and equal problems are to be counted together. */
    private static String kind(IOException e) {
        return switch (e.getClass().getSimpleName()) {
            case "AccessDeniedException" -> "permission denied";
            case "NoSuchFileException", "FileNotFoundException" -> "it is gone";
            default -> "input or output error";
        };
    }

    /** {@link String#compareTo} orders UTF-16 units, which puts U+10000 before U+FFFD. */
    static int compareCodePoints(String a, String b) {
        int i = 0;
        int n = Math.min(a.length(), b.length());
        while (i < n && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        if (i == n) {
            return a.length() - b.length();
        }
        char x = a.charAt(i);
        char y = b.charAt(i);
        boolean beyond = Character.isSurrogate(x) != Character.isSurrogate(y);
        return beyond ? Boolean.compare(Character.isSurrogate(x), Character.isSurrogate(y)) : x - y;
    }
}
