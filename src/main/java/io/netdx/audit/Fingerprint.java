package io.netdx.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells whether a snapshot is the one that was judged before: its path as given, and name, size and time of change of each of its files. */
final class Fingerprint {

    private Fingerprint() {
    }

    /** Hexadecimal; empty for what has none, such as standard input. */
    static Optional<String> of(String source) {
        if (source.equals("-")) {
            return Optional.empty();
        }
        try (Stream<Path> walk = Files.walk(Path.of(source))) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((source + "\n").getBytes(StandardCharsets.UTF_8));
            List<Path> files = walk.sorted().toList();
            for (Path file : files) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                if (!attributes.isRegularFile() && !attributes.isDirectory()) {
                    return Optional.empty();
                }
                digest.update((file + "\n").getBytes(StandardCharsets.UTF_8));
                long size = attributes.isDirectory() ? 0 : attributes.size();
                digest.update(ByteBuffer.allocate(20).putLong(size).putLong(attributes.lastModifiedTime().toInstant().getEpochSecond())
                        .putInt(attributes.lastModifiedTime().toInstant().getNano()).array());
            }
            return Optional.of(HexFormat.of().formatHex(digest.digest(), 0, 16));
        } catch (IOException | RuntimeException e) {
            // whoever reads it will say what is wrong with it
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
