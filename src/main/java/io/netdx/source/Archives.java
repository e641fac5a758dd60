package io.netdx.source;

import io.netdx.fact.Plain;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Opens archives and compressed streams, streaming. Loaded only when there is one. */
final class Archives {

    private static final int BUFFER = 1 << 16;
    private static final long RATIO_CHECKED_FROM = 16L << 20;
    private static final int XZ_MEMORY_KIB = 128 << 10;

    /** Receives the entries of an archive. */
    interface Inner {
        void stream(String path, InputStream bytes);
    }

    private Archives() {
    }

    static void open(Magic magic, String path, InputStream in, Budget budget, Inner inner, EntryVisitor visitor)
            throws IOException {
        switch (magic) {
            case GZIP -> {
                Counting compressed = new Counting(in);
                inner.stream(without(path, ".gz", ".tgz"), new BufferedInputStream(
                        new Ratio(new GZIPInputStream(compressed, BUFFER), compressed, budget.limits().ratio()), BUFFER));
            }
            case XZ -> {
                Counting compressed = new Counting(in);
                inner.stream(without(path, ".xz", ".txz"), new BufferedInputStream(
                        new Ratio(new XZInputStream(compressed, XZ_MEMORY_KIB), compressed, budget.limits().ratio()), BUFFER));
            }
            case TAR -> tar(path, in, budget, inner, visitor);
            case ZIP -> zip(path, in, budget, inner, visitor);
            default -> throw new IOException("no archive");
        }
    }

    private static void tar(String archive, InputStream in, Budget budget, Inner inner, EntryVisitor visitor) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
            String name = entry.getName();
            if (entry.isDirectory()) {
                continue;
            }
            if (!entry.isFile() || entry.isSymbolicLink() || entry.isLink()) {
                visitor.problem(new Problem(Plain.line(name), "a link or special file in the archive, left out"));
            } else if (!safe(name)) {
                visitor.problem(new Problem(Plain.line(name), "a path that leads out of the archive, left out"));
            } else if (!budget.entry()) {
                visitor.problem(new Problem(archive, "more than " + budget.limits().entries() + " entries; the rest was left out"));
                return;
            } else {
                inner.stream(relative(name), new BufferedInputStream(new Open(tar), BUFFER));
            }
        }
    }

    private static TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
        try {
            return tar.getNextEntry();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("a broken tar header", e);
        }
    }

    private static void zip(String archive, InputStream in, Budget budget, Inner inner, EntryVisitor visitor) throws IOException {
        ZipArchiveInputStream zip = new ZipArchiveInputStream(in, "UTF-8", true, true);
        for (ZipArchiveEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName();
            if (entry.isDirectory()) {
                continue;
            }
            if (entry.isUnixSymlink()) {
                visitor.problem(new Problem(Plain.line(name), "a link or special file in the archive, left out"));
            } else if (!safe(name)) {
                visitor.problem(new Problem(Plain.line(name), "a path that leads out of the archive, left out"));
            } else if (entry.getGeneralPurposeBit().usesEncryption() || !zip.canReadEntryData(entry)) {
                visitor.problem(new Problem(Plain.line(name), "encrypted or compressed in an unknown way, left out"));
            } else if (!budget.entry()) {
                visitor.problem(new Problem(archive, "more than " + budget.limits().entries() + " entries; the rest was left out"));
                return;
            } else {
                inner.stream(relative(name), new BufferedInputStream(new Expanding(new Open(zip), zip, budget.limits().ratio()), BUFFER));
            }
        }
    }

    private static boolean safe(String name) {
        String path = name.replace('\\', '/');
        return !path.startsWith("/") && !path.contains("\0") && !(path.length() > 1 && path.charAt(1) == ':')
                && !("/" + path + "/").contains("/../");
    }

    private static String relative(String name) {
        String path = name.replace('\\', '/');
        return path.startsWith("./") ? path.substring(2) : path;
    }

    private static String without(String path, String ending, String tarEnding) {
        if (path.endsWith(ending)) {
            return path.substring(0, path.length() - ending.length());
        }
        return path.endsWith(tarEnding) ? path.substring(0, path.length() - tarEnding.length()) + ".tar" : path;
    }

    /** Leaves the archive open when an entry is closed. */
    private static final class Open extends FilterInputStream {
        Open(InputStream in) {
            super(in);
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        @Override
        public void close() {
            // the archive goes on
        }
    }

    private static class Counting extends FilterInputStream {
        long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            count += Math.max(0, n);
            return n;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }

    /** Stops a stream that expands beyond all reason. */
    private static final class Ratio extends Counting {
        private final Counting compressed;
        private final int limit;

        Ratio(InputStream in, Counting compressed, int limit) {
            super(in);
            this.compressed = compressed;
            this.limit = limit;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            if (count > RATIO_CHECKED_FROM && count / Math.max(1, compressed.count) > limit) {
                throw new IOException("expands more than " + limit + " times, like a decompression bomb");
            }
            return n;
        }
    }

    /** The same for an entry of a zip, whose reader knows both counts. */
    private static final class Expanding extends Counting {
        private final ZipArchiveInputStream zip;
        private final int limit;

        Expanding(InputStream in, ZipArchiveInputStream zip, int limit) {
            super(in);
            this.zip = zip;
            this.limit = limit;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            long compressed = Math.max(1, zip.getCompressedCount());
            if (count > RATIO_CHECKED_FROM && count / compressed > limit) {
                throw new IOException("expands more than " + limit + " times, like a decompression bomb");
            }
            return n;
        }
    }
}
