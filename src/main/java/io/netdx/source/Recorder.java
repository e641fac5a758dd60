package io.netdx.source;

import io.netdx.fact.Node;
import io.netdx.fact.Pod;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes what is read of a cluster into a {@code tar.gz}, file by file, so that reading that gives the same facts again. The same files
 * give the same bytes.
 */
public final class Recorder implements Feed, AutoCloseable {

    private final Feed feed;
    private final TarArchiveOutputStream archive;
    /** An archive says of each file how long it is, before its content: it waits here. Readable for its owner only. */
    private final Path spool;
    private int files;

    /** @param out is closed with this */
    public Recorder(Feed feed, OutputStream out) throws IOException {
        this.feed = feed;
        this.spool = Files.createTempFile("netdx", ".json");
        this.archive = new TarArchiveOutputStream(new GZIPOutputStream(out, 1 << 16));
        archive.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        archive.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    /** Files written so far. */
    public int files() {
        return files;
    }

    @Override
    public String name() {
        return feed.name();
    }

    @Override
    public void objects(EntryVisitor to) throws IOException {
        feed.objects(recording(to));
    }

    @Override
    public void rest(List<Pod> pods, List<Node> nodes, EntryVisitor to) throws IOException {
        feed.rest(pods, nodes, recording(to));
    }

    /**
     * Writes an archive of this class once more, with other texts in it.
     *
     * @param way of the files into the new archive
     * @param out is closed
     */
    public static void rewrite(Path archive, Limits limits, UnaryOperator<EntryVisitor> way, OutputStream out) throws IOException {
        rewrite(List.of(archive.toString()), limits, way, problem -> {
            throw new SourceException(problem.toString());
        }, out);
    }

    /**
     * Writes the files of any snapshot into one archive.
     *
     * @param paths    folders, archives and files, which together are one cluster
     * @param way      of the files into the archive
     * @param problems are told what of them cannot be used, and is left out
     * @param out      is closed
     * @throws SourceException where nothing could be read
     */
    public static void rewrite(List<String> paths, Limits limits, UnaryOperator<EntryVisitor> way, Consumer<Problem> problems, OutputStream out) throws IOException {
        Feed none = new Feed() {
            @Override
            public String name() {
                return "";
            }

            @Override
            public void objects(EntryVisitor to) throws IOException {
                for (String path : paths) {
                    Entries.walk(path, InputStream.nullInputStream(), limits, way.apply(to));
                }
            }

            @Override
            public void rest(List<Pod> pods, List<Node> nodes, EntryVisitor to) {
                // everything was among the files
            }
        };
        try (Recorder recorder = new Recorder(none, out)) {
            recorder.objects(new EntryVisitor() {
                @Override
                public void entry(String path, InputStream bytes) {
                    // the recorder reads it to its end
                }

                @Override
                public void problem(Problem problem) {
                    problems.accept(problem);
                }
            });
        }
    }

    private EntryVisitor recording(EntryVisitor to) {
        return new EntryVisitor() {
            @Override
            public void entry(String path, InputStream bytes) throws IOException {
                try (OutputStream copy = Files.newOutputStream(spool); InputStream both = new Copied(bytes, copy)) {
                    to.entry(path, both);
                    // a reader may have had enough of a broken document
                    both.transferTo(OutputStream.nullOutputStream());
                }
                TarArchiveEntry entry = new TarArchiveEntry(path);
                entry.setSize(Files.size(spool));
                entry.setModTime(0);
                archive.putArchiveEntry(entry);
                Files.copy(spool, archive);
                archive.closeArchiveEntry();
                files++;
            }

            @Override
            public void problem(Problem problem) {
                to.problem(problem);
            }

            @Override
            public void lost() {
                to.lost();
            }
        };
    }

    @Override
    public void close() throws IOException {
        try (archive) {
            Files.deleteIfExists(spool);
        }
    }

    private static final class Copied extends FilterInputStream {
        private final OutputStream copy;

        Copied(InputStream in, OutputStream copy) {
            super(in);
            this.copy = copy;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            if (b >= 0) {
                copy.write(b);
            }
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = in.read(buffer, offset, length);
            if (n > 0) {
                copy.write(buffer, offset, n);
            }
            return n;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
