package io.netdx.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A tar of which equal files make equal bytes: sorted, of root, of one time, with no other modes than 644 and 755. */
final class Tar {

    private record Entry(boolean executable, byte[] content) {
    }

    private final long seconds;
    private final Map<String, Entry> entries = new TreeMap<>();

    /** @param seconds time of every file, since 1970 */
    Tar(long seconds) {
        this.seconds = seconds;
    }

    Tar file(String name, boolean executable, byte[] content) {
        for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
            entries.putIfAbsent(name.substring(0, slash + 1), new Entry(true, new byte[0]));
        }
        entries.put(name, new Entry(executable, content));
        return this;
    }

    Tar file(String name, byte[] content) {
        return file(name, false, content);
    }

    Tar file(String name, Path file) throws IOException {
        return file(name, Files.isExecutable(file), Files.readAllBytes(file));
    }

    /** Every file below a folder; links become what they point to. */
    Tar folder(String name, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                file(name + "/" + folder.relativize(file).toString().replace('\\', '/'), file);
            }
        }
        return this;
    }

    void write(OutputStream out) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, Entry> named : entries.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(named.getKey());
                entry.setSize(named.getValue().content().length);
                entry.setMode(named.getValue().executable() ? 0755 : 0644);
                entry.setModTime(seconds * 1000);
                tar.putArchiveEntry(entry);
                tar.write(named.getValue().content());
                tar.closeArchiveEntry();
            }
        }
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
