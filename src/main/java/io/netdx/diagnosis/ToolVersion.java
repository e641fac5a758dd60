package io.netdx.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The project's version, as the build filtered it into the jar. */
public final class ToolVersion {

    private ToolVersion() {
    }

    /** {@code 0.1.0}; {@code unknown} outside of a build. */
    public static String current() {
        try (InputStream in = ToolVersion.class.getResourceAsStream("/io/netdx/version.txt")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("reading the version", e);
        }
    }
}
