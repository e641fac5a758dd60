package io.netdx.cli;

import java.nio.file.Path;

/** Where programs keep what they know of a user from run to run, as the XDG base directory specification has it. */
final class StateFolder {

    private StateFolder() {
    }

    /** Our own; it may not exist yet. */
    static Path path() {
        String state = System.getenv("XDG_STATE_HOME");
        Path folder = state == null || state.isEmpty() ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(state);
        return folder.resolve("netdx");
    }
}
