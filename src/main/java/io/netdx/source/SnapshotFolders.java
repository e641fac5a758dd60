package io.netdx.source;

import io.netdx.source.decode.ObjectKinds;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Tells a folder that is one snapshot from a folder of snapshots. A folder is a snapshot where one of the known layouts begins in it, or
 * where it holds at least as many pieces (lists of one kind, manifests, metrics) as things that are a snapshot each: archives, files with a
 * whole cluster's objects, transcripts, case files, folders that are snapshots.
 */
public final class SnapshotFolders<P> {

    /**
     * Files and folders, wherever they are kept.
     *
     * @param <P> their paths; the children of a folder are found in any order
     */
    public interface Store<P> {

        boolean isFolder(P path);

        List<P> children(P folder) throws IOException;

        /** The last name of a path. */
        String name(P path);

        InputStream open(P file) throws IOException;
    }

    private static final int MAX_DEPTH = 8;
    /** Of a file, to find out what it is. */
    private static final int LOOKED_AT = 64 << 20;

    /** What known layouts have at their root. */
    private static final Set<String> ROOTS = Set.of("cluster-resources", "cluster-scoped-resources", "resources", "nodes", "namespaces", "podlogs",
            "kind-version.txt", "cilium-sysdump.log", "servergroups.json", "netdx-collection.json", "version.json", "insights-operator");
    /** What lies beside snapshots and is none. */
    private static final Pattern BESIDE = Pattern.compile("(?i)(readme|license|notice|changelog|index|truth|makefile)(\\..*)?|metadata\\.(json|yaml)"
            + "|.*\\.(md|html?|sha\\d+|sig|asc|csv|drl)");
    /** Kinds that nobody declares: a file that holds one of them among others comes from a running cluster. */
    private static final Set<String> OBSERVED = Set.of("Node", "Pod", "EndpointSlice", "Endpoints", "Event", "ReplicaSet");

    /** Documents of netdx that are no snapshot. */
    private static final Set<String> OWN = Set.of("AuditReport", "DiagnosisReport", "Config", "Suppressions");

    private enum Sort { SNAPSHOT, PIECE, NEITHER, BESIDE }

    /** @param snapshots more than one for a folder of snapshots; else the thing itself */
    private record Seen<P>(P path, Sort sort, List<P> snapshots) {
    }

    private static final Store<Path> DISK = new Store<>() {
        @Override
        public boolean isFolder(Path path) {
            return Files.isDirectory(path);
        }

        @Override
        public List<Path> children(Path folder) throws IOException {
            List<Path> children = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                stream.forEach(children::add);
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
            return children;
        }

        @Override
        public String name(Path path) {
            return String.valueOf(path.getFileName());
        }

        @Override
        public InputStream open(Path file) throws IOException {
            return new FileInputStream(file.toFile());
        }
    };

    private final Store<P> store;

    public SnapshotFolders(Store<P> store) {
        this.store = store;
    }

    /**
     * The snapshots in a folder, sorted by path: the folder alone where it is one. In a folder of snapshots, what cannot be read as one is
     * told as well.
     *
     * @throws IOException where the folder cannot be listed
     */
    public static List<Path> in(Path folder) throws IOException {
        return new SnapshotFolders<>(DISK).snapshots(folder);
    }

    /** Whatever lies in the folder, each taken for a snapshot; hidden files apart. */
    public static List<Path> each(Path folder) throws IOException {
        return new SnapshotFolders<>(DISK).things(folder);
    }

    /** As {@link #in}, in this store. */
    public List<P> snapshots(P folder) throws IOException {
        return folder(folder, 0).snapshots();
    }

    /** As {@link #each}, in this store. */
    public List<P> things(P folder) throws IOException {
        return children(folder).stream().filter(child -> !BESIDE.matcher(store.name(child)).matches()).toList();
    }

    private Seen<P> folder(P folder, int depth) throws IOException {
        List<P> children = children(folder);
        if (depth > MAX_DEPTH || children.stream().anyMatch(this::root)) {
            return new Seen<>(folder, Sort.SNAPSHOT, List.of(folder));
        }
        List<Seen<P>> seen = new ArrayList<>();
        for (P child : children) {
            seen.add(store.isFolder(child) ? folder(child, depth + 1) : new Seen<>(child, sort(child), List.of(child)));
        }
        long snapshots = seen.stream().filter(s -> s.sort() == Sort.SNAPSHOT).mapToLong(s -> s.snapshots().size()).sum();
        long pieces = seen.stream().filter(s -> s.sort() == Sort.PIECE).count();
        if (snapshots <= pieces || wrapper(seen)) {
            return new Seen<>(folder, snapshots > 0 ? Sort.SNAPSHOT : pieces > 0 ? Sort.PIECE : Sort.NEITHER, List.of(folder));
        }
        return new Seen<>(folder, Sort.SNAPSHOT, seen.stream().filter(s -> s.sort() != Sort.BESIDE).flatMap(s -> s.snapshots().stream()).toList());
    }

    /** Nothing but one folder that is a snapshot, and texts about it. */
    private boolean wrapper(List<Seen<P>> seen) {
        List<Seen<P>> folders = seen.stream().filter(s -> store.isFolder(s.path())).toList();
        return folders.size() == 1 && folders.get(0).snapshots().equals(List.of(folders.get(0).path()))
                && seen.stream().noneMatch(s -> s.sort() == Sort.SNAPSHOT && s != folders.get(0));
    }

    private boolean root(P child) {
        String name = store.name(child);
        if (ROOTS.contains(name)) {
            return true;
        }
        return Layout.of(MemberPath.withoutEnding(name)) instanceof Layout.Other other && other.kind().equals(Optional.of("Node"));
    }

    private Sort sort(P file) {
        String name = store.name(file);
        if (BESIDE.matcher(name).matches()) {
            return Sort.BESIDE;
        }
        try (InputStream in = new BufferedInputStream(store.open(file), 1 << 16)) {
            Magic magic = Magic.of(in);
            if (!magic.compressed()) {
                return magic == Magic.NONE ? content(name, in) : Sort.SNAPSHOT;
            }
            InputStream inner = new BufferedInputStream(magic == Magic.GZIP ? new GZIPInputStream(in) : Decompressors.open(magic, in), 1 << 16);
            return Magic.of(inner) == Magic.NONE ? content(MemberPath.withoutEnding(name), inner) : Sort.SNAPSHOT;
        } catch (IOException | RuntimeException e) {
            // unreadable or damaged: whoever reads it will say so
            return Sort.NEITHER;
        }
    }

    private static Sort content(String name, InputStream in) throws IOException {
        if (Layout.of(name) instanceof Layout.Other other && other.kind().isPresent()) {
            return Sort.PIECE;
        }
        Content content = Content.of(TextEncoding.utf8(in));
        return switch (content.type()) {
            case DUMP, TRANSCRIPT, COMMANDS -> Sort.SNAPSHOT;
            case METRICS -> Sort.PIECE;
            case JSON, YAML -> objects(content);
            default -> Sort.NEITHER;
        };
    }

    private static Sort objects(Content content) throws IOException {
        Set<String> kinds = new HashSet<>();
        Bounded some = Bounded.raw(content.stream());
        some.peek(LOOKED_AT);
        if (content.type() == Content.Type.JSON) {
            ObjectKinds.json(some, kind -> more(kinds, kind));
        } else {
            ObjectKinds.yaml(some, kind -> more(kinds, kind));
        }
        return kinds.contains("Case") || whole(kinds) ? Sort.SNAPSHOT
                : kinds.stream().anyMatch(OWN::contains) ? Sort.BESIDE : kinds.isEmpty() ? Sort.NEITHER : Sort.PIECE;
    }

    private static boolean more(Set<String> kinds, String kind) {
        kinds.add(kind);
        return !kind.equals("Case") && !whole(kinds);
    }

    private static boolean whole(Set<String> kinds) {
        return kinds.size() > 1 && kinds.stream().anyMatch(OBSERVED::contains);
    }

    private List<P> children(P folder) throws IOException {
        return store.children(folder).stream().filter(child -> !store.name(child).startsWith("."))
                .sorted((a, b) -> Folder.compareCodePoints(store.name(a), store.name(b))).toList();
    }
}
