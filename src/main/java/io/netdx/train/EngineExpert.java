package io.netdx.train;

import io.netdx.diagnosis.Diagnosis;
import io.netdx.reason.Judgement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The engine as an expert: it reads what was seen as any other snapshot. */
public final class EngineExpert implements Expert {

    private final Diagnosis diagnosis;

    public EngineExpert(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    @Override
    public Judgement judge(Evidence seen) {
        try {
            Path folder = Files.createTempDirectory("netdx-train");
            try {
                seen.write(folder);
                return diagnosis.of(List.of(folder.toString()), InputStream.nullInputStream()).judgement();
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
