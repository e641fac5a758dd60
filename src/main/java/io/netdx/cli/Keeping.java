package io.netdx.cli;

import io.netdx.source.Feed;
import io.netdx.source.Limits;
import io.netdx.source.Recorder;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Reads a running cluster and keeps what it read as an archive that {@code -f} reads, for its owner alone; the whole of it, or nothing. */
final class Keeping {

    /** Changes an archive before anybody finds it. */
    interface Change {

        /** As it was read. */
        Change NONE = draft -> { };

        void of(Path draft) throws IOException;
    }

    /** @param files in the archive */
    record Kept(Snapshot snapshot, int files) {
    }

    private Keeping() {
    }

    /** @throws java.nio.file.FileSystemException where the archive cannot be written */
    static Kept read(Feed cluster, Path archive, Change change, Limits limits, SignatureTable table) throws IOException {
        Path draft = archive.resolveSibling(archive.getFileName() + ".part");
        try {
            Kept kept;
            try (Recorder recorder = new Recorder(cluster, OwnFile.create(draft))) {
                Snapshot snapshot = SnapshotReader.read(recorder, limits, table);
                kept = new Kept(snapshot, recorder.files());
            }
            change.of(draft);
            Files.move(draft, archive, StandardCopyOption.REPLACE_EXISTING);
            return kept;
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
