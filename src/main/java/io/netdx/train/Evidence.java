package io.netdx.train;

import java.io.IOException;
import java.nio.file.Path;

/** Something to judge: it can be written as a snapshot. */
public interface Evidence {

    /** @param folder empty, and there */
    void write(Path folder) throws IOException;
}
