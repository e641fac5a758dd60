package io.netdx.source;

import io.netdx.fact.Plain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/** The members of a zip: by its directory where it is a file, else as they stream by. */
final class ZipMembers {

    private static final String ENCRYPTED = "protected by a password, left out; unpack it first";

    private final Walk walk;
    private final Walk.Item archive;
    private final Tally tally = new Tally();

    private ZipMembers(Walk walk, Walk.Item archive) {
        this.walk = walk;
        this.archive = archive;
    }

    static void read(Walk walk, Walk.Item archive, Bounded source, InputStream in) {
        ZipMembers members = new ZipMembers(walk, archive);
        if (archive.file().isEmpty()) {
            members.stream(source, in);
        } else {
            members.file(archive.file().get(), source, in);
        }
        members.tally.report(walk.visitor());
    }

    private void file(Path file, Bounded source, InputStream in) {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (IOException | RuntimeException e) {
            // cut off, without a directory, or with members that the JDK refuses: what can be had comes from the stream
            if (stream(source, in)) {
                walk.problem(archive.path(), "the directory of the zip is damaged (" + Walk.reason(e)
                        + "); its members were read one after the other");
            }
            return;
        }
        try (zip) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            boolean on = true;
            while (on && entries.hasMoreElements() && !walk.stopped()) {
                on = listed(zip, entries);
            }
        } catch (IOException e) {
            walk.problem(archive.path(), "the zip cannot be closed (" + Walk.reason(e) + ")");
        }
    }

    /** Whether it is wise to go on. */
    private boolean listed(ZipFile zip, Enumeration<? extends ZipEntry> entries) throws IOException {
        ZipEntry entry;
        InputStream in;
        try {
            entry = entries.nextElement();
            // right after nextElement: of two entries with one name, the JDK then opens this one
            in = entry.isDirectory() ? InputStream.nullInputStream() : zip.getInputStream(entry);
        } catch (IOException | RuntimeException e) {
            tally.add(archive.path(), "a damaged member (" + Walk.reason(e) + "), left out");
            return true;
        }
        try (in) {
            Optional<Walk.Item> item = item(entry);
            if (item.isEmpty()) {
                return true;
            }
            Bounded bytes = Bounded.listed(in, entry.getCompressedSize(), walk.limits().ratio());
            walk.member(item.get(), bytes);
            walk.settle(item.get().path(), bytes);
            return !bytes.bomb();
        }
    }

    /** Whether all went well. */
    private boolean stream(Bounded source, InputStream in) {
        ZipArchiveInputStream zip = new ZipArchiveInputStream(in, "UTF-8", true, false, true);
        String last = archive.path();
        boolean well = true;
        while (!walk.stopped()) {
            Optional<ZipArchiveEntry> next;
            try {
                next = Optional.ofNullable(zip.getNextEntry());
            } catch (IOException | RuntimeException e) {
                if (source.brokenBelow()) {
                    walk.settle(last, source);
                } else if (well) {
                    walk.problem(last, "the zip is cut off or damaged after this (" + Walk.reason(e)
                            + "); what came before was used");
                }
                return false;
            }
            if (next.isEmpty()) {
                return well;
            }
            Optional<String> obstacle = obstacle(zip, next.get());
            Optional<Walk.Item> item = item(next.get());
            if (obstacle.isPresent()) {
                // its length may be unknown, then nothing behind it can be found: one problem says both
                item.ifPresent(i -> tally.add(i.path(), obstacle.get()));
                well = false;
                continue;
            }
            if (item.isEmpty()) {
                continue;
            }
            last = item.get().path();
            Bounded bytes = Bounded.decompressed(zip, source, walk.limits().ratio());
            walk.member(item.get(), bytes);
            if (!walk.stopped()) {
                bytes.drain();
            }
            walk.settle(last, bytes);
            if (bytes.broken()) {
                return false;
            }
        }
        return false;
    }

    private static Optional<String> obstacle(ZipArchiveInputStream zip, ZipArchiveEntry entry) {
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            return Optional.of(ENCRYPTED);
        }
        return zip.canReadEntryData(entry) ? Optional.empty()
                : Optional.of("stored in a way that only a zip file shows, left out; unpack the zip first");
    }

    /** A file that may be read, counted. */
    private Optional<Walk.Item> item(ZipEntry entry) {
        String name = entry.getName();
        if (!walk.admit(archive.inside() + Plain.line(name)) || entry.isDirectory()) {
            return Optional.empty();
        }
        Optional<String> path = MemberPath.of(name, true);
        if (path.isEmpty()) {
            tally.add(archive.inside() + name, "a path that leads out of the archive, left out");
        }
        return path.map(archive::member);
    }
}
