package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Done, left, how fast, and what takes longest. */
class AuditProgressTest {

    @Test
    void tellsWhatIsDoneAndWhatIsSlow() {
        StringWriter err = new StringWriter();
        try (AuditProgress progress = new AuditProgress(new PrintWriter(err), false)) {
            long start = System.nanoTime();
            progress.found(5, 2);
            progress.begins("slow.tgz");
            progress.begins("quick.tgz");
            assertThat(progress.text(start + TimeUnit.SECONDS.toNanos(1))).isEqualTo("0 of 3 done, 3 left, 0.0 a second");
            progress.ends("quick.tgz");
            assertThat(progress.text(start + TimeUnit.SECONDS.toNanos(10))).startsWith("1 of 3 done, 2 left, 0.1 a second; since ").endsWith(" s: slow.tgz");
        }
        assertThat(err.toString()).isEmpty();
    }
}
