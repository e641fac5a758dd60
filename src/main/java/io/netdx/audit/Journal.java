package io.netdx.audit;

import io.netdx.catalog.Catalog;
import io.netdx.report.AuditReport.Row;
import io.netdx.source.SourceException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Remembers finished snapshots in a file, so that an interrupted audit goes on where it was, and one of the next day looks at what is new
 * only. A line each: fingerprint, checksum, row. A line that was cut off counts for nothing. Results of another version, or of other
 * settings, are forgotten.
 */
public final class Journal implements AutoCloseable {

    private static final String MAGIC = "netdx audit journal, ";

    private final Path path;
    private final RandomAccessFile file;
    private final RecordCodec codec;
    private final String head;
    private final Map<String, Place> places = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private int stale;
    private String problem = "";

    /** Of a line without its end. */
    private record Place(long offset, int length) {
    }

    /**
     * Opens it, or begins one.
     *
     * @param settings everything but the snapshot that a row depends on: version, limits, which causes
     * @throws SourceException where the file cannot be used, or is something else
     */
    public Journal(Path path, String settings, Catalog catalog) {
        this.path = path;
        this.codec = new RecordCodec(catalog);
        this.head = MAGIC + settings;
        try {
            this.file = new RandomAccessFile(path.toFile(), "rw");
            open();
        } catch (IOException e) {
            throw new SourceException(path + ": the journal cannot be written; choose another file");
        }
    }

    private void open() throws IOException {
        byte[] begin = new byte[(int) Math.min(MAGIC.length(), file.length())];
        file.readFully(begin);
        if (!MAGIC.startsWith(new String(begin, StandardCharsets.ISO_8859_1))) {
            file.close();
            throw new SourceException(path + ": is no journal of an audit, and is left as it is; choose another file");
        }
        if (!line(0).equals(head)) {
            file.setLength(0);
            append(head);
            return;
        }
        long at = head.getBytes(StandardCharsets.UTF_8).length + 1;
        for (String line = line(at); !line.isEmpty(); line = line(at)) {
            int space = line.indexOf(' ');
            stale += space > 0 && places.put(line.substring(0, space), new Place(at, line.length())) != null ? 1 : 0;
            at += line.length() + 1;
        }
        // what was cut off is written over
        file.setLength(Math.min(file.length(), at));
    }

    /** The whole line that begins there; empty where it has no end. */
    private String line(long at) throws IOException {
        file.seek(at);
        StringBuilder line = new StringBuilder();
        byte[] block = new byte[1 << 16];
        for (int n = file.read(block); n > 0; n = file.read(block)) {
            for (int i = 0; i < n; i++) {
                if (block[i] == '\n') {
                    return line.append(new String(block, 0, i, StandardCharsets.UTF_8)).toString();
                }
            }
            line.append(new String(block, 0, n, StandardCharsets.UTF_8));
        }
        return "";
    }

    private void append(String line) throws IOException {
        file.seek(file.length());
        file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The row of this fingerprint, under the name that it has today. */
    synchronized Optional<Row> remembered(String fingerprint, Input input) {
        Place place = places.get(fingerprint);
        if (place == null) {
            return Optional.empty();
        }
        try {
            byte[] line = new byte[place.length()];
            file.seek(place.offset());
            file.readFully(line);
            String[] parts = new String(line, StandardCharsets.US_ASCII).split(" ");
            byte[] bytes = Base64.getDecoder().decode(parts[2]);
            if (!parts[1].equals(checksum(bytes))) {
                return Optional.empty();
            }
            Row row = codec.read(bytes, Row.class);
            used.add(fingerprint);
            return Optional.of(new Row(input.name(), input.source(), row.report(), row.attributes(), row.rooms(), row.error()));
        } catch (IOException | RuntimeException e) {
            // a damaged line is as good as none: the snapshot is judged again
            return Optional.empty();
        }
    }

    /** What cannot be written is judged again another time; the audit goes on. */
    synchronized void remember(String fingerprint, Row row) {
        try {
            byte[] bytes = codec.write(row);
            long at = file.length();
            String line = fingerprint + " " + checksum(bytes) + " " + Base64.getEncoder().encodeToString(bytes);
            append(line);
            stale += places.put(fingerprint, new Place(at, line.length())) == null ? 0 : 1;
            used.add(fingerprint);
        } catch (IOException | IllegalArgumentException e) {
            problem = path + ": the journal cannot be written; the next run begins anew";
        }
    }

    /** What keeps it from remembering; empty if nothing does. */
    public synchronized String problem() {
        return problem;
    }

    private static String checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return Long.toHexString(crc.getValue());
    }

    /** Ends an audit that looked at everything: what is no longer among its snapshots is dropped. */
    public synchronized void complete() {
        if (stale == 0 && used.containsAll(places.keySet())) {
            return;
        }
        List<String> kept = new ArrayList<>(used);
        kept.sort(null);
        Path next = path.resolveSibling(path.getFileName() + ".new");
        try (var out = Files.newOutputStream(next)) {
            out.write((head + "\n").getBytes(StandardCharsets.UTF_8));
            for (String fingerprint : kept) {
                Place place = places.get(fingerprint);
                byte[] line = new byte[place.length() + 1];
                file.seek(place.offset());
                file.readFully(line);
                out.write(line);
            }
        } catch (IOException e) {
            // the long journal is as good
            next.toFile().delete();
            return;
        }
        if (!next.toFile().renameTo(path.toFile())) {
            next.toFile().delete();
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new SourceException(path + ": the journal cannot be written; choose another file");
        }
    }
}
