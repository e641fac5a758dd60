package io.netdx.source;

/**
 * Bounds on hostile input.
 *
 * @param entries      files in one snapshot
 * @param entryBytes   bytes of one file after decompression; the rest of a larger log is skipped, a larger object file is cut; 512 at least
 * @param totalBytes   bytes of the snapshot after decompression
 * @param ratio        decompressed to compressed bytes, checked once more than 16 MiB came out; read-ahead of 128 KiB is granted
 * @param archiveDepth archives inside archives
 * @param nesting      depth of objects and arrays in a document
 * @param nodes        values kept of one object
 * @param aliasNodes   YAML values produced by aliases in one document
 */
public record Limits(int entries, long entryBytes, long totalBytes, int ratio, int archiveDepth, int nesting,
                     int nodes, int aliasNodes) {

    public static final Limits DEFAULT = new Limits(2_000_000, 8L << 30, 64L << 30, 250, 3, 200, 2_000_000, 100_000);
}
