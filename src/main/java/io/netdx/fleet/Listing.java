package io.netdx.fleet;

import io.netdx.audit.FleetEngine.Request;
import io.netdx.audit.Input;
import io.netdx.audit.SnapshotPaths;
import io.netdx.audit.SnapshotPaths.Folders;
import io.netdx.source.SnapshotFolders;
import io.netdx.source.SourceException;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Finds snapshots in any file system that Hadoop knows. Files of this machine are found as {@code audit} finds them, and called the same; a
 * path without a scheme is one of the default file system.
 */
final class Listing {

    private final Configuration conf;
    private final Folders folders;
    /** What was found, by where it is: each once. */
    private final Map<String, String> found = new LinkedHashMap<>();

    private Listing(Configuration conf, Folders folders) {
        this.conf = conf;
        this.folders = folders;
    }

    /**
     * Those that a request names, the largest first: no core waits for one that began last. What is named and is not there is among them, so
     * that its row can say so.
     *
     * @throws SourceException where a list or folder cannot be read
     */
    static List<Item> of(Request request, Configuration conf) {
        Listing listing = new Listing(conf, request.folders());
        for (String path : request.paths()) {
            listing.add(path);
        }
        for (String list : request.lists()) {
            listing.list(list);
        }
        List<String> uris = List.copyOf(listing.found.keySet());
        List<Input> named = SnapshotPaths.named(List.copyOf(listing.found.values()));
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < uris.size(); i++) {
            items.add(new Item(named.get(i).name(), named.get(i).source(), uris.get(i), listing.bytes(uris.get(i))));
        }
        items.sort(Comparator.comparingLong((Item i) -> -i.bytes()).thenComparing(Item::name).thenComparing(Item::source));
        return items;
    }

    private void list(String list) {
        Path path = new Path(list);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(path.getFileSystem(conf).open(path), StandardCharsets.UTF_8))) {
            in.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(this::add);
        } catch (IOException | IllegalArgumentException e) {
            throw new SourceException(list + ": the list of snapshots cannot be read; give a text file with one path a line");
        }
    }

    private void add(String given) {
        try {
            if (local(new Path(given).toUri().getScheme())) {
                String plain = given.startsWith("file:") ? new Path(given).toUri().getPath() : given;
                SnapshotPaths.of(List.of(plain), List.of(), folders).forEach(input ->
                        found.putIfAbsent(java.nio.file.Path.of(input.source()).toAbsolutePath().normalize().toUri().toString(), input.source()));
                return;
            }
            Path path = new Path(given);
            FileSystem files = path.getFileSystem(conf);
            FileStatus[] matches = files.globStatus(path);
            if (matches == null || matches.length == 0) {
                found.putIfAbsent(files.makeQualified(path).toString(), given);
                return;
            }
            Arrays.sort(matches);
            for (FileStatus match : matches) {
                named(files, match, matches.length == 1 && files.makeQualified(path).equals(match.getPath()) ? given : match.getPath().toString());
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new SourceException(given + ": cannot be listed (" + reason(e) + "); is its file system on the path of Spark, and allowed?");
        }
    }

    /** Whether files of a scheme are this machine's. */
    private boolean local(String scheme) throws IOException {
        return "file".equals(scheme) || scheme == null && FileSystem.getDefaultUri(conf).getScheme().equals("file");
    }

    private void named(FileSystem files, FileStatus what, String given) throws IOException {
        if (folders == Folders.ONE || !what.isDirectory()) {
            found.putIfAbsent(what.getPath().toString(), given);
            return;
        }
        SnapshotFolders<FileStatus> inside = new SnapshotFolders<>(new Store(files));
        for (FileStatus one : folders == Folders.EACH ? inside.things(what) : inside.snapshots(what)) {
            found.putIfAbsent(one.getPath().toString(), one.equals(what) ? given : one.getPath().toString());
        }
    }

    /** 0 for what is not there: whoever reads it will say so. */
    private long bytes(String uri) {
        try {
            Path path = new Path(uri);
            return path.getFileSystem(conf).getContentSummary(path).getLength();
        } catch (IOException e) {
            return 0;
        }
    }

    /** One line; a missing class of Hadoop says no more than its name. */
    static String reason(Exception e) {
        return e instanceof FileNotFoundException ? "no such file or folder" : String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
    }

    /** @param files that all paths are of */
    private record Store(FileSystem files) implements SnapshotFolders.Store<FileStatus> {

        @Override
        public boolean isFolder(FileStatus path) {
            return path.isDirectory();
        }

        @Override
        public List<FileStatus> children(FileStatus folder) throws IOException {
            return List.of(files.listStatus(folder.getPath()));
        }

        @Override
        public String name(FileStatus path) {
            return path.getPath().getName();
        }

        @Override
        public InputStream open(FileStatus file) throws IOException {
            return files.open(file.getPath());
        }
    }
}
