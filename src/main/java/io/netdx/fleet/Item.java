package io.netdx.fleet;

import io.netdx.audit.Input;
import java.io.Serializable;

/**
 * A snapshot that a task is to look at.
 *
 * @param name   as in {@link Input}
 * @param source as in {@link Input}
 * @param uri    where Hadoop finds it
 * @param bytes  of all its files, as they are stored
 */
record Item(String name, String source, String uri, long bytes) implements Serializable {

    Input input() {
        return new Input(name, source);
    }
}
