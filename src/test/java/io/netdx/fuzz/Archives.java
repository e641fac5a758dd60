package io.netdx.fuzz;

import io.netdx.source.Limit;
import io.netdx.source.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * Archives: bytes as they are, compressed bytes, and archives made of names and contents that alternate between zero bytes, because
 * checksums keep a fuzzer from getting far by itself. A name that begins with {@code L}, {@code H}, {@code D} or {@code P} is a link, hard
 * link, folder or pipe of a tar.
 */
public final class Archives {

    static final int RAW = 0;
    static final int RAW_FILE = 1;
    static final int GZIP = 2;
    static final int TAR = 3;
    static final int ZIP_FILE = 4;
    static final int ZIP = 5;
    static final int TAR_XZ = 6;
    static final int NESTED = 7;

    private static final Limits LIMITS = Limits.DEFAULT.with(Limit.ENTRIES, 100).with(Limit.FILE_SIZE, 1 << 18).with(Limit.TOTAL_SIZE, 1 << 20).with(Limit.VALUES, 10_000).with(Limit.ALIAS_VALUES, 1000);
    private static final Path FILE = file();

    private Archives() {
    }

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        Choice choice = Choice.of(data, 8);
        byte[] archive;
        try {
            archive = made(choice);
        } catch (IllegalArgumentException | IOException e) {
            // no such archive can be made
            return;
        }
        boolean file = choice.way() == RAW_FILE || choice.way() == ZIP_FILE || choice.way() == NESTED;
        if (file) {
            Files.write(FILE, archive);
        }
        Told.same(told -> told.snapshot(file ? FILE.toString() : "-", new ByteArrayInputStream(archive), LIMITS));
    }

    private static byte[] made(Choice choice) throws IOException {
        return switch (choice.way()) {
            case GZIP -> gzip(choice.rest());
            case TAR -> tar(choice.rest());
            case ZIP, ZIP_FILE -> zip(choice.rest());
            case TAR_XZ -> xz(tar(choice.rest()));
            case NESTED -> zip(join("inner.tgz\0".getBytes(StandardCharsets.UTF_8), gzip(tar(choice.rest()))));
            default -> choice.rest();
        };
    }

    private static byte[] tar(byte[] script) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (int at = 0; at < script.length;) {
                int name = end(script, at);
                int content = end(script, Math.min(script.length, name + 1));
                member(tar, text(script, at, name), script, Math.min(script.length, name + 1), content);
                at = content + 1;
            }
        }
        return bytes.toByteArray();
    }

    private static void member(TarArchiveOutputStream tar, String name, byte[] script, int from, int to) throws IOException {
        byte type = switch (name.isEmpty() ? ' ' : name.charAt(0)) {
            case 'L' -> TarConstants.LF_SYMLINK;
            case 'H' -> TarConstants.LF_LINK;
            case 'D' -> TarConstants.LF_DIR;
            case 'P' -> TarConstants.LF_FIFO;
            default -> TarConstants.LF_NORMAL;
        };
        TarArchiveEntry entry = new TarArchiveEntry(type == TarConstants.LF_NORMAL ? name : name.substring(1), type, true);
        if (type == TarConstants.LF_NORMAL) {
            entry.setSize(to - from);
        } else if (type == TarConstants.LF_LINK || type == TarConstants.LF_SYMLINK) {
            entry.setLinkName(text(script, from, to));
        }
        tar.putArchiveEntry(entry);
        if (type == TarConstants.LF_NORMAL) {
            tar.write(script, from, to - from);
        }
        tar.closeArchiveEntry();
    }

    private static byte[] zip(byte[] script) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int at = 0; at < script.length;) {
                int name = end(script, at);
                int from = Math.min(script.length, name + 1);
                // the last one may hold zeros
                int content = script[at] == 'i' ? script.length : end(script, from);
                zip.putNextEntry(new ZipEntry(text(script, at, name)));
                zip.write(script, from, content - from);
                at = content + 1;
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] xz(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream xz = new XZOutputStream(bytes, new LZMA2Options(0))) {
            xz.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] join(byte[] a, byte[] b) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(a);
        bytes.writeBytes(b);
        return bytes.toByteArray();
    }

    private static int end(byte[] script, int from) {
        int at = from;
        while (at < script.length && script[at] != 0) {
            at++;
        }
        return at;
    }

    private static String text(byte[] script, int from, int to) {
        return new String(script, from, to - from, StandardCharsets.UTF_8);
    }

    private static Path file() {
        try {
            Path file = Files.createTempFile("fuzz", ".zip");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
