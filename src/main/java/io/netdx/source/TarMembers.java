package io.netdx.source;

import io.netdx.fact.Plain;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The members of a tar, as they stream by. */
final class TarMembers {

    /** The library keeps long names and extended headers in memory, of whatever size the archive claims. */
    private static final long HEADER_BYTES = 1 << 20;

    private TarMembers() {
    }

    static void read(Walk walk, Walk.Item archive, Bounded source, InputStream in) {
        Tally tally = new Tally();
        members(walk, archive, source, new Tar(in), tally);
        tally.report(walk.visitor());
    }

    private static void members(Walk walk, Walk.Item archive, Bounded source, Tar tar, Tally tally) {
        String last = archive.path();
        while (true) {
            Optional<TarArchiveEntry> next;
            try {
                tar.skipRest();
                source.allow(HEADER_BYTES, "an archive header of more than " + HEADER_BYTES + " bytes");
                next = tar.next();
                source.allowAll();
            } catch (IOException | RuntimeException e) {
                if (source.brokenBelow()) {
                    walk.settle(last, source);
                } else {
                    walk.problem(last, "the archive is damaged after this (" + Walk.reason(e) + "); what came before was used");
                }
                return;
            }
            if (next.isEmpty()) {
                end(walk, last, source, tar);
                return;
            }
            TarArchiveEntry entry = next.get();
            String name = entry.getName();
            if (!walk.admit(archive.inside() + Plain.line(name))) {
                return;
            }
            Optional<String> path = MemberPath.of(name, false);
            Optional<String> obstacle = obstacle(entry, path);
            obstacle.ifPresent(o -> tally.add(archive.inside() + name, o));
            if (obstacle.isPresent() || entry.isDirectory() || link(entry)) {
                continue;
            }
            Walk.Item item = archive.member(path.orElseThrow());
            last = item.path();
            Bounded member = Bounded.member(tar, source);
            walk.member(item, member);
            walk.settle(last, member);
            if (walk.stopped() || member.broken()) {
                return;
            }
        }
    }

    private static Optional<String> obstacle(TarArchiveEntry entry, Optional<String> path) {
        if (link(entry)) {
            int slash = entry.isLink() ? -1 : entry.getName().lastIndexOf('/');
            boolean inside = MemberPath.inside(entry.getName().substring(0, slash + 1), entry.getLinkName());
            // support bundles link each log twice; the target is read at its own place
            return inside ? Optional.empty() : Optional.of("a link that leads out of the archive, not followed");
        }
        if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
            return Optional.of("a device or pipe in the archive, left out");
        }
        if (entry.isSparse()) {
            // a header of 512 bytes can claim terabytes of zeros
            return Optional.of("a sparse file in the archive, left out");
        }
        if (entry.isDirectory()) {
            return Optional.empty();
        }
        return path.isPresent() ? Optional.empty() : Optional.of("a path that leads out of the archive, left out");
    }

    private static boolean link(TarArchiveEntry entry) {
        return entry.isSymbolicLink() || entry.isLink();
    }

    private static void end(Walk walk, String last, Bounded source, Tar tar) {
        if (source.brokenBelow()) {
            walk.settle(last, source);
        } else if (!tar.marked) {
            walk.problem(last, "the archive ends after this without an end mark: it was cut off, later files may be missing");
        }
    }

    /** Knows whether the archive ended as it should, with a block of zeros, or just ended. */
    private static final class Tar extends TarArchiveInputStream {

        private boolean marked;

        Tar(InputStream in) {
            // lenient: a strange owner or date is no reason to lose a file
            super(in, 10_240, 512, "UTF-8", true);
        }

        /** What the visitor left; the zeros of a sparse file are skipped without being made. */
        void skipRest() throws IOException {
            if (getCurrentEntry() != null) {
                long skipped;
                do {
                    skipped = skip(Long.MAX_VALUE);
                } while (skipped > 0);
            }
        }

        Optional<TarArchiveEntry> next() throws IOException {
            return Optional.ofNullable(getNextEntry());
        }

        @Override
        protected boolean isEOFRecord(byte[] block) {
            boolean end = super.isEOFRecord(block);
            marked |= end && block != null;
            return end;
        }
    }
}
