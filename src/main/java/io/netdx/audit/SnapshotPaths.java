package io.netdx.audit;

import io.netdx.fact.Plain;
import io.netdx.source.SnapshotFolders;
import io.netdx.source.SourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the snapshots that a command line names: paths, patterns, folders of snapshots, files with a path a line. */
public final class SnapshotPaths {

    /** What a folder that is named stands for. */
    public enum Folders { AUTO, ONE, EACH }

    private static final int MAX_DEPTH = 12;

    private final Folders folders;
    /** What was given, by the file that it is: each is looked at once. */
    private final Map<Path, String> found = new LinkedHashMap<>();

    private SnapshotPaths(Folders folders) {
        this.folders = folders;
    }

    /**
     * Finds them; what is named and is not there is kept, so that its row can say so.
     *
     * @param given paths, or patterns with {@code * ? [ {} where no such file is
     * @param lists files with such a path or pattern on each line; empty lines and those that begin with {@code #} do not count
     * @throws SourceException where a list cannot be read
     */
    public static List<Input> of(Collection<String> given, Collection<String> lists, Folders folders) {
        SnapshotPaths paths = new SnapshotPaths(folders);
        given.forEach(paths::add);
        lists.forEach(paths::list);
        return named(List.copyOf(paths.found.values()));
    }

    private void list(String file) {
        try {
            Files.readAllLines(Path.of(file), StandardCharsets.UTF_8).stream().map(String::strip).filter(l -> !l.isEmpty() && !l.startsWith("#")).forEach(this::add);
        } catch (IOException | InvalidPathException e) {
            throw new SourceException(file + ": the list of snapshots cannot be read; give a text file with one path a line");
        }
    }

    private void add(String given) {
        Path path;
        try {
            path = Path.of(given);
        } catch (InvalidPathException e) {
            found.putIfAbsent(Path.of("not a path " + found.size()), given);
            return;
        }
        if (given.equals("-") || Files.exists(path) || given.chars().noneMatch(c -> "*?[{".indexOf(c) >= 0)) {
            named(path, given);
            return;
        }
        List<Path> matches = new ArrayList<>();
        Path start = path.isAbsolute() ? path.getRoot() : Path.of("");
        match(start, path, 0, matches);
        if (matches.isEmpty()) {
            keep(path, given);
        }
        matches.stream().sorted().distinct().forEach(match -> named(match, match.toString()));
    }

    /** {@code **} stands for any number of folders. */
    private static void match(Path folder, Path pattern, int at, List<Path> matches) {
        if (at == pattern.getNameCount()) {
            matches.add(folder);
            return;
        }
        String part = pattern.getName(at).toString();
        Path here = folder.toString().isEmpty() ? Path.of(".") : folder;
        if (part.equals("..") || part.equals(".") || Files.exists(folder.resolve(part)) && part.chars().noneMatch(c -> "*?[{".indexOf(c) >= 0)) {
            match(folder.resolve(part), pattern, at + 1, matches);
            return;
        }
        boolean deep = part.equals("**");
        if (deep) {
            match(folder, pattern, at + 1, matches);
        }
        if (!Files.isDirectory(here) || here.getNameCount() > pattern.getNameCount() + MAX_DEPTH) {
            return;
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + part);
        try (DirectoryStream<Path> children = Files.newDirectoryStream(here)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                boolean hidden = name.startsWith(".") && !part.startsWith(".");
                if (!hidden && deep && Files.isDirectory(child)) {
                    match(folder.resolve(name), pattern, at, matches);
                } else if (!hidden && !deep && matcher.matches(child.getFileName())) {
                    match(folder.resolve(name), pattern, at + 1, matches);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // a folder that cannot be listed holds no match
            return;
        }
    }

    private void named(Path path, String given) {
        if (folders == Folders.ONE || !Files.isDirectory(path)) {
            keep(path, given);
            return;
        }
        try {
            for (Path one : folders == Folders.EACH ? SnapshotFolders.each(path) : SnapshotFolders.in(path)) {
                keep(one, one.equals(path) ? given : one.toString());
            }
        } catch (IOException e) {
            keep(path, given);
        }
    }

    private void keep(Path path, String given) {
        Path key = path.toAbsolutePath().normalize();
        try {
            key = path.toRealPath();
        } catch (IOException e) {
            // what is not there is told apart by its name
            key = path.toAbsolutePath().normalize();
        }
        found.putIfAbsent(key, given);
    }

    /** Folders are put before names until no two are alike. */
    public static List<Input> named(List<String> sources) {
        Map<String, Integer> lengths = new HashMap<>();
        sources.forEach(s -> lengths.put(s, 1));
        boolean grown = true;
        while (grown) {
            grown = false;
            Map<String, List<String>> byName = new HashMap<>();
            sources.forEach(s -> byName.computeIfAbsent(name(s, lengths.get(s)), n -> new ArrayList<>()).add(s));
            for (List<String> alike : byName.values()) {
                for (String s : alike.size() > 1 ? alike : List.<String>of()) {
                    int longer = lengths.get(s) + 1;
                    boolean more = longer <= names(s).size();
                    lengths.put(s, more ? longer : lengths.get(s));
                    grown |= more;
                }
            }
        }
        return sources.stream().map(s -> new Input(Plain.line(name(s, lengths.get(s))), s)).toList();
    }

    private static String name(String source, int length) {
        List<String> names = names(source);
        return String.join("/", names.subList(Math.max(0, names.size() - length), names.size()));
    }

    private static List<String> names(String source) {
        if (source.equals("-")) {
            return List.of("stdin");
        }
        List<String> names = Stream.of(source.split("[/\\\\]")).filter(n -> !n.isEmpty() && !n.equals(".")).toList();
        return names.isEmpty() ? List.of(source) : names;
    }
}
