package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.diagnosis.Diagnosis;
import io.netdx.own.Expectation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case file: what must, and what must not be diagnosed, as {@link Expectation} reads it. */
class CaseTest {

    private static final String FOLDER = "case.yaml";
    private static final Diagnosis DIAGNOSIS = new Diagnosis();

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        return tests(Path.of("facts/cases"));
    }

    @TestFactory
    Stream<DynamicTest> healthy() throws IOException {
        return tests(Path.of("facts/healthy"));
    }

    private static Stream<DynamicTest> tests(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".yaml") && !insideFolderCase(f)).sorted().toList().stream()
                    .map(f -> DynamicTest.dynamicTest(folder.relativize(f).toString(), () -> check(f)));
        }
    }

    /** A folder with an expectation is one case; its other files are the snapshot. */
    private static boolean insideFolderCase(Path file) {
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(FOLDER))) {
                return !file.endsWith(FOLDER);
            }
        }
        return false;
    }

    private static void check(Path file) throws IOException {
        Path snapshot = file.endsWith(FOLDER) ? file.getParent() : file;
        assertThat(Expectation.read(file).unmet(DIAGNOSIS.of(List.of(snapshot.toString()), InputStream.nullInputStream()))).isEmpty();
    }
}
