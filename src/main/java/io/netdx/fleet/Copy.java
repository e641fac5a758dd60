package io.netdx.fleet;

import io.netdx.source.Limits;
import io.netdx.source.SourceException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * A snapshot on the disk of the executor, with the hash of its content; a file of this machine stays where it is. Nothing of it is held in
 * memory. The hash of a file is its SHA-256; that of a folder is the SHA-256 of what {@code sha256sum} prints of its files, sorted by path.
 */
final class Copy implements AutoCloseable {

    private static final int BLOCK = 1 << 16;

    private final Path place;
    private final Path scratch;
    private final String content;

    private Copy(Path place, Path scratch, String content) {
        this.place = place;
        this.scratch = scratch;
        this.content = content;
    }

    /** The disk of the executor did not take it; another one's may. */
    static final class DiskException extends IOException {

        private static final long serialVersionUID = 1;

        DiskException(Path folder, IOException cause) {
            super("the executor's disk at " + folder + " does not take it (" + Listing.reason(cause) + ")", cause);
        }
    }

    /**
     * Fetches it.
     *
     * @param spool folder for what comes from elsewhere
     * @throws SourceException where it is not there, or beyond the limits
     * @throws DiskException   where the spool is full
     * @throws IOException     where it cannot be read
     */
    static Copy of(Item item, Configuration conf, Path spool, Limits limits) throws IOException {
        org.apache.hadoop.fs.Path from = new org.apache.hadoop.fs.Path(item.uri());
        if ("file".equals(from.toUri().getScheme())) {
            Path place = Path.of(from.toUri().getPath());
            return new Copy(place, place, Files.exists(place) ? local(place) : "");
        }
        FileSystem files = from.getFileSystem(conf);
        FileStatus status;
        try {
            status = files.getFileStatus(from);
        } catch (FileNotFoundException e) {
            throw new SourceException(item.source() + ": no such file or folder; give a folder, archive or file made by kubectl, must-gather or a support bundle");
        }
        Path scratch = scratch(spool);
        try {
            Path place = scratch.resolve(from.getName());
            if (status.isFile()) {
                admit(item, status.getLen(), 1, limits);
                return new Copy(place, scratch, fetch(files, status, place));
            }
            return new Copy(place, scratch, folder(item, files, status, place, limits));
        } catch (IOException | RuntimeException e) {
            delete(scratch);
            throw e;
        }
    }

    /** To read it from. */
    String place() {
        return place.toString();
    }

    /** Hexadecimal; empty where there is nothing. */
    String content() {
        return content;
    }

    private static void admit(Item item, long bytes, int files, Limits limits) {
        if (bytes > limits.totalBytes() || files > limits.entries()) {
            throw new SourceException(item.source() + ": larger than --limit total-size or entries allows; give a part of it, or another limit");
        }
    }

    private static Path scratch(Path spool) throws IOException {
        try {
            Files.createDirectories(spool);
            return Files.createTempDirectory(spool, "netdx-fleet-");
        } catch (IOException e) {
            throw new DiskException(spool, e);
        }
    }

    private static String folder(Item item, FileSystem files, FileStatus folder, Path place, Limits limits) throws IOException {
        List<FileStatus> inside = new ArrayList<>();
        long bytes = 0;
        RemoteIterator<LocatedFileStatus> all = files.listFiles(folder.getPath(), true);
        while (all.hasNext()) {
            FileStatus file = all.next();
            inside.add(file);
            bytes += file.getLen();
            admit(item, bytes, inside.size(), limits);
        }
        String root = folder.getPath().toUri().getPath() + "/";
        inside.sort(Comparator.comparing(f -> f.getPath().toUri().getPath()));
        MessageDigest digest = sha256();
        for (FileStatus file : inside) {
            String relative = file.getPath().toUri().getPath().substring(root.length());
            Path to = place.resolve(relative).normalize();
            if (!to.startsWith(place)) {
                throw new SourceException(item.source() + ": holds a file with the path " + relative);
            }
            line(digest, fetch(files, file, to), relative);
        }
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            throw new DiskException(place, e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String fetch(FileSystem files, FileStatus from, Path to) throws IOException {
        MessageDigest digest = sha256();
        byte[] block = new byte[BLOCK];
        try (InputStream in = files.open(from.getPath()); OutputStream out = open(to)) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                digest.update(block, 0, n);
                write(out, block, n, to);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static OutputStream open(Path to) throws DiskException {
        try {
            Files.createDirectories(to.getParent());
            return Files.newOutputStream(to);
        } catch (IOException e) {
            throw new DiskException(to.getParent(), e);
        }
    }

    private static void write(OutputStream out, byte[] block, int n, Path to) throws DiskException {
        try {
            out.write(block, 0, n);
        } catch (IOException e) {
            throw new DiskException(to.getParent(), e);
        }
    }

    private static String local(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return digest(place);
        }
        MessageDigest digest = sha256();
        try (Stream<Path> walk = Files.walk(place)) {
            for (Path file : walk.filter(Files::isRegularFile).sorted(Comparator.comparing(Path::toString)).toList()) {
                line(digest, digest(file), place.relativize(file).toString().replace(File.separatorChar, '/'));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] block = new byte[BLOCK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                digest.update(block, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void line(MessageDigest digest, String file, String path) {
        digest.update((file + "  " + path + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!scratch.equals(place)) {
            delete(scratch);
        }
    }

    private static void delete(Path scratch) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(scratch)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.deleteIfExists(one);
        }
    }
}
