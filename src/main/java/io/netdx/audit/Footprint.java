package io.netdx.audit;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * How much memory a snapshot may take while it is judged, guessed from its size on disk; wrong by a factor of two or three, which the share
 * of the heap that is given away allows for.
 *
 * @param disk  bytes on disk; of a cluster that runs more than any, for it begins first
 * @param bytes of memory
 */
record Footprint(long disk, long bytes) {

    /** A small one needs the rules' network as well. */
    private static final long LEAST = 12L << 20;
    /** Bytes of memory for a byte of JSON; measured from 0.5 (logs) to 2.5 (many small objects). */
    private static final long PLAIN = 2;
    /** JSON of Kubernetes shrinks to a tenth or less. */
    private static final long COMPRESSED = 10 * PLAIN;

    /** Of a cluster that runs nobody knows before how large it is; those of a few thousand pods take that, a larger one is tried again alone. */
    static final Footprint RUNNING = new Footprint(Long.MAX_VALUE, 96L << 20);

    /** As much as there is: whoever takes that is alone. */
    static final Footprint EVERYTHING = new Footprint(0, Long.MAX_VALUE);

    static Footprint of(Input input) {
        return input.running().isPresent() ? RUNNING : of(input.source());
    }

    static Footprint of(String source) {
        long[] sum = new long[2];
        try {
            Files.walkFileTree(Path.of(source), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sum[0] += attributes.size();
                    sum[1] += attributes.size() * (compressed(file) ? COMPRESSED : PLAIN);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException | RuntimeException e) {
            // whoever reads it will say what is wrong with it
            return new Footprint(0, LEAST);
        }
        return new Footprint(sum[0], LEAST + sum[1]);
    }

    private static boolean compressed(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return switch (dot < 0 ? "" : name.substring(dot)) {
            case ".json", ".yaml", ".yml", ".log", ".txt", ".prom", ".tar" -> false;
            default -> packed(file);
        };
    }

    private static boolean packed(Path file) {
        try (InputStream in = new FileInputStream(file.toFile())) {
            int first = in.read();
            return first == 0x1f || first == 'P' || first == 0xfd || first == 'B';
        } catch (IOException e) {
            return false;
        }
    }
}
