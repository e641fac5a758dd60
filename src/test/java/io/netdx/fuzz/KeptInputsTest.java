package io.netdx.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * What fuzzing found once, one file each and named after what it did, and the corpus that it reached, one archive a target: none of it may
 * break, hang or fill the memory.
 */
@Timeout(600)
class KeptInputsTest {

    private static final Path KEPT = Path.of("src/test/resources/io/netdx/fuzz");

    private enum Target {
        Archives(io.netdx.fuzz.Archives::fuzzerTestOneInput),
        Documents(io.netdx.fuzz.Documents::fuzzerTestOneInput),
        HostFiles(io.netdx.fuzz.HostFiles::fuzzerTestOneInput),
        Logs(io.netdx.fuzz.Logs::fuzzerTestOneInput),
        Metrics(io.netdx.fuzz.Metrics::fuzzerTestOneInput),
        Pages(io.netdx.fuzz.Pages::fuzzerTestOneInput),
        Pipeline(data -> io.netdx.fuzz.Pipeline.diagnose(new String(data, StandardCharsets.UTF_8))),
        Transcripts(io.netdx.fuzz.Transcripts::fuzzerTestOneInput);

        private final Input input;

        Target(Input input) {
            this.input = input;
        }
    }

    private interface Input {
        void read(byte[] data) throws IOException;
    }

    @TestFactory
    Stream<DynamicTest> findings() {
        return Arrays.stream(Target.values()).flatMap(target -> files(target).stream()
                .map(file -> DynamicTest.dynamicTest(target + " " + file.getFileName(), () -> target.input.read(Files.readAllBytes(file)))));
    }

    @TestFactory
    Stream<DynamicTest> corpora() {
        return Arrays.stream(Target.values()).map(target -> DynamicTest.dynamicTest(target.name(), () -> corpus(target)));
    }

    private static void corpus(Target target) throws IOException {
        int read = 0;
        try (InputStream in = Files.newInputStream(KEPT.resolve(target + ".zip")); ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] data = zip.readAllBytes();
                try {
                    target.input.read(data);
                } catch (RuntimeException | Error e) {
                    throw new AssertionError(target + ".zip: " + entry.getName(), e);
                }
                read++;
            }
        }
        assertThat(read).isPositive();
    }

    @Test
    void everyKeptInputBelongsToATarget() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (Target target : Target.values()) {
            names.add(target.name());
        }
        try (Stream<Path> kept = Files.list(KEPT)) {
            assertThat(kept.map(path -> path.getFileName().toString().replace(".zip", ""))).allMatch(names::contains);
        }
    }

    private static List<Path> files(Target target) {
        try (Stream<Path> files = Files.list(KEPT.resolve(target.name()))) {
            return files.sorted().toList();
        } catch (IOException none) {
            return List.of();
        }
    }
}
