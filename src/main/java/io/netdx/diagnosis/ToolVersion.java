package io.netdx.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** The project's version, as the build filtered it into the jar. */
public final class ToolVersion {

    private static final List<String> TABLES = List.of("catalog.bin", "rules.bin", "signatures.bin", "metrics.bin");

    private ToolVersion() {
    }

    /** {@link #current()} with a checksum of what the build compiled from rules and tables: equal only where equal input is judged alike. */
    public static String build() {
        CRC32 crc = new CRC32();
        for (String table : TABLES) {
            try (InputStream in = ToolVersion.class.getResourceAsStream("/META-INF/netdx/" + table)) {
                crc.update(in == null ? new byte[0] : in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException("reading " + table, e);
            }
        }
        return current() + "-" + Long.toHexString(crc.getValue());
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
