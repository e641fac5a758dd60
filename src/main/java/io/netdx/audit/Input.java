package io.netdx.audit;

import java.util.Optional;

/**
 * One cluster that is to be looked at.
 *
 * @param name    tells it from the others: the file's name, with as many folders before it as that takes; of one that runs its context's
 * @param source  its path, as given; of one that runs its context
 * @param running how it is read, where it runs; empty for what lies at its path
 */
public record Input(String name, String source, Optional<RunningCluster> running) {

    /** A snapshot. */
    public Input(String name, String source) {
        this(name, source, Optional.empty());
    }
}
