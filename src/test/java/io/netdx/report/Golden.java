package io.netdx.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares with a file that a person has read. {@code -Dgolden=write} writes it anew; read the diff before you commit it. */
final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/io/netdx/report");

    private Golden() {
    }

    static void check(String name, String actual) throws IOException {
        Path file = FOLDER.resolve(name + ".txt");
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }
}
