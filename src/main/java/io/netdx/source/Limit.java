package io.netdx.source;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A bound on hostile input, by the name that {@code --limit NAME=VALUE} knows it by. */
public enum Limit {
    /** Files in one snapshot. */
    ENTRIES("entries", false, 2_000_000, 1, Integer.MAX_VALUE),
    /** Bytes of one file after decompression; the rest of a larger log is skipped, a larger object file is cut. */
    FILE_SIZE("file-size", true, 8L << 30, 512, 1L << 50),
    /** Bytes of the snapshot after decompression. */
    TOTAL_SIZE("total-size", true, 64L << 30, 512, 1L << 50),
    /** Decompressed to compressed bytes, checked once more than 16 MiB came out; read-ahead of 128 KiB is granted. */
    RATIO("ratio", false, 250, 1, 1_000_000),
    /** Archives inside archives. */
    ARCHIVE_DEPTH("archive-depth", false, 3, 0, 20),
    /** Depth of objects and arrays in a document; reading is recursive, so more would break the stack. */
    NESTING("nesting", false, 200, 1, 1000),
    /** Values kept of one object. */
    VALUES("values", false, 2_000_000, 1, Integer.MAX_VALUE),
    /** YAML values that aliases produce in one document. */
    ALIAS_VALUES("alias-values", false, 100_000, 0, Integer.MAX_VALUE),
    /** Characters of one text in a document, and of what is kept of one command's output. */
    STRING_LENGTH("string-length", true, 64 << 20, 1, 1 << 30),
    /** Lines kept of one command's output. */
    LINES("lines", false, 400_000, 1, Integer.MAX_VALUE);

    private final String label;
    private final boolean size;
    private final long standard;
    private final long least;
    private final long most;

    Limit(String label, boolean size, long standard, long least, long most) {
        this.label = label;
        this.size = size;
        this.standard = standard;
        this.least = least;
        this.most = most;
    }

    public static Optional<Limit> named(String label) {
        return Arrays.stream(values()).filter(limit -> limit.label.equals(label)).findFirst();
    }

    public static String labels() {
        return Arrays.stream(values()).map(Limit::label).collect(Collectors.joining(", "));
    }

    public String label() {
        return label;
    }

    /** Whether it is written as a size: {@code 512Mi}, {@code 2Gi}. */
    public boolean size() {
        return size;
    }

    public long standard() {
        return standard;
    }

    public long least() {
        return least;
    }

    public long most() {
        return most;
    }
}
