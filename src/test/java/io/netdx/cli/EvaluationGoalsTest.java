package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.XZInputStream;

/** A rule that mends one case and spoils another does not get in: the whole evaluation is the gate. Skipped without the data. */
class EvaluationGoalsTest {

    private static final Path DATA = Path.of(System.getProperty("netdx.data", "../shared/data"));
    private static final Path REAL = DATA.resolve("real");
    private static final Path TRANSCRIPTS = DATA.resolve("transcripts");
    private static final Pattern FAULTY = Pattern.compile("(\\d+) faulty: top-1 (\\d+) \\([0-9.]+\\), top-3 (\\d+) ");
    private static final Pattern HEALTHY = Pattern.compile("(\\d+) healthy: false alarms (\\d+)");
    private static final int SEEDS = 10;

    private record Score(int cases, int top1, int top3, int healthy, int alarms) {

        static Score of(String out) {
            Matcher faulty = FAULTY.matcher(out);
            Matcher healthy = HEALTHY.matcher(out);
            assertThat(faulty.find() && healthy.find()).as(out).isTrue();
            return new Score(number(faulty, 1), number(faulty, 2), number(faulty, 3), number(healthy, 1), number(healthy, 2));
        }

        private static int number(Matcher matcher, int group) {
            return Integer.parseInt(matcher.group(group));
        }
    }

    @BeforeAll
    static void dataIsThere() {
        assumeTrue(Files.isDirectory(REAL) && Files.isDirectory(TRANSCRIPTS), "no labelled snapshots at " + DATA);
    }

    @Test
    void realSnapshots() {
        Score score = Score.of(Run.of("evaluate", REAL.toString()).out());
        assertThat(score.cases()).isGreaterThan(20);
        assertThat(score.top1()).isGreaterThanOrEqualTo(percent(90, score.cases()));
        assertThat(score.healthy()).isPositive();
        assertThat(score.alarms()).isZero();
    }

    /** Three kinds of ten forgotten at random: less is found, nothing is made up. */
    @Test
    void realSnapshotsWithHoles() {
        int cases = 0;
        int found = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            String out = Run.of("evaluate", REAL.toString(), "--drop", "0.3", "--seed", String.valueOf(seed)).out();
            Score score = Score.of(out);
            cases += score.cases();
            found += score.top1();
            assertThat(score.alarms()).as("seed " + seed).isZero();
            assertThat(out).contains("\n0 absences claimed about kinds that were not collected");
        }
        assertThat(found).isGreaterThanOrEqualTo(percent(75, cases));
    }

    @Test
    void transcriptsOfAPublicBenchmark(@TempDir Path folder) throws IOException {
        try (Stream<Path> archives = Files.list(TRANSCRIPTS)) {
            for (Path archive : archives.filter(a -> a.toString().endsWith(".tar.xz")).toList()) {
                unpack(archive, folder);
            }
        }
        Score score = Score.of(Run.of("evaluate", folder.resolve("boutique").toString(), "--labels", "src/test/resources/io/netdx/evaluation/labels.yaml").out());
        assertThat(score.cases()).isGreaterThan(400);
        assertThat(score.top1()).isGreaterThanOrEqualTo(percent(95, score.cases()));
        assertThat(score.top3()).isGreaterThanOrEqualTo(percent(98, score.cases()));
    }

    private static void unpack(Path archive, Path folder) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive)); TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                assertThat(file.startsWith(folder)).as(entry.getName()).isTrue();
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.getParent());
                    Files.copy(tar, file);
                }
            }
        }
    }

    private static int percent(int share, int of) {
        return (share * of + 99) / 100;
    }
}
