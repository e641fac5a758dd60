package io.netdx.source;

import java.io.IOException;
import java.io.InputStream;

/** Receives the files of a snapshot, one after the other. */
public interface EntryVisitor {

    /**
     * One regular file.
     *
     * @param path  relative path with forward slashes, safe to print, never absolute, never with {@code ..}
     * @param bytes content; decompressed, bounded; valid only during the call and not to be closed by the receiver
     */
    void entry(String path, InputStream bytes) throws IOException;

    /** Something that was skipped or cut, with its place. */
    void problem(Problem problem);

    /** What was skipped or cut, by no limit, may have held anything: absence from the rest says nothing any more. */
    default void lost() {
    }
}
