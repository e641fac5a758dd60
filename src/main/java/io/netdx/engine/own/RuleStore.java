package io.netdx.engine.own;

import io.netdx.catalog.CatalogCodec;
import io.netdx.engine.OwnRules;
import io.netdx.engine.RuleIndex;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Compiled rules by the hash of their texts, of what netdx itself knows and of the Java version, in a folder that nobody else can write
 * to: what is found there is run.
 */
public final class RuleStore {

    private static final int NAME = 32;

    private final Path cache;

    /** @param cache folder for all of netdx that may be deleted at any time; it need not exist */
    public RuleStore(Path cache) {
        this.cache = cache;
    }

    /**
     * Rules of a folder, compiled if they were not yet.
     *
     * @throws RulesException where they cannot be used
     * @throws IOException    if files cannot be read or written
     */
    public OwnRules of(Path rules) throws IOException {
        RuleFolder folder = folder(rules);
        Path kept = cache.resolve("rules").resolve(hash(folder));
        if (Files.isDirectory(kept)) {
            try {
                return OwnRules.load(kept);
            } catch (IOException | RuntimeException e) {
                delete(kept);
            }
        }
        Path parent = kept.getParent();
        try {
            Files.createDirectories(parent.getParent());
            makePrivate(parent);
        } catch (FileSystemException e) {
            // a home that nobody can write to, as in a container: compiled anew by each run
            parent = Files.createTempDirectory("netdx-rules");
            parent.toFile().deleteOnExit();
        }
        Path draft = Files.createTempDirectory(parent, ".new");
        try {
            compile(rules, draft);
            if (!parent.equals(kept.getParent())) {
                OwnRules compiled = OwnRules.load(draft);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(draft)));
                return compiled;
            }
            Files.move(draft, kept);
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
            // another run was faster
            delete(draft);
        } catch (IOException | RuntimeException e) {
            delete(draft);
            throw e;
        }
        return OwnRules.load(kept);
    }

    private static void compile(Path rules, Path draft) throws IOException {
        List<String> faults = CompilerAccess.compile(rules, draft);
        if (!faults.isEmpty()) {
            throw new RulesException(faults);
        }
    }

    private static RuleFolder folder(Path rules) throws IOException {
        try {
            if (!Files.isDirectory(rules)) {
                throw new NotDirectoryException(rules.toString());
            }
            return RuleFolder.of(rules);
        } catch (NotDirectoryException | NoSuchFileException e) {
            throw new RulesException(List.of(new Fault(rules.toString(), 0, "there is no such folder of rules; netdx rules new FAMILY/SLUG makes one").toString()));
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(folder);
        }
    }

    private static String hash(RuleFolder folder) throws IOException {
        MessageDigest digest = sha256();
        digest.update((byte) Runtime.version().feature());
        for (String resource : List.of(CatalogCodec.RESOURCE, RuleIndex.RESOURCE)) {
            try (InputStream in = RuleStore.class.getResourceAsStream(resource)) {
                digest.update(in == null ? new byte[0] : in.readAllBytes());
            }
        }
        for (SortedMap<String, Path> files : List.of(folder.rules(), folder.words())) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                byte[] content = Files.readAllBytes(file.getValue());
                digest.update((file.getKey() + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, NAME);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // left behind in a folder that may be deleted at any time
            return;
        }
    }
}
