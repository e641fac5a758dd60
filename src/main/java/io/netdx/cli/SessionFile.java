package io.netdx.cli;

import io.netdx.guide.Journal;
import io.netdx.guide.Position;
import io.netdx.guide.Session;
import io.netdx.guide.Transcript;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a session is kept, whole after each answer: a file is written beside it, then put in its place. Outputs of a cluster are in it, so that
 * nobody else may read it.
 */
record SessionFile(Path journal, Optional<Path> transcript) {

    /** One for each session, where programs keep their state. */
    static Path usual() {
        return StateFolder.path().resolve("guide-" + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).format(LocalDateTime.now()) + ".txt");
    }

    /** What was typed in all of them. */
    static Path history() {
        return StateFolder.path().resolve("guide-history");
    }

    void save(Session session) throws IOException {
        write(journal, Journal.write(session));
    }

    void transcribe(Position at) throws IOException {
        if (transcript.isPresent()) {
            write(transcript.get(), Transcript.of(at));
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path whole = file.toAbsolutePath();
        Files.createDirectories(whole.getParent());
        Path beside = whole.resolveSibling(whole.getFileName() + ".new");
        try (OutputStream out = OwnFile.create(beside)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        try {
            Files.move(beside, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(beside, whole, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
