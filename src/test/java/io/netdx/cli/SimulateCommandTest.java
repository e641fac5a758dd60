package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {

    private static final Pattern TOP = Pattern.compile("(\\d+) faulty: top-1 (\\d+)");

    @Test
    void healthyClustersOfAllKindsStayQuiet(@TempDir Path folder) {
        simulate(folder, "--seed", "17", "--cases", "12", "--healthy", "100", "--herrings", "3");
        assertThat(evaluated(folder)).contains("12 healthy: false alarms 0");
    }

    @Test
    void mostInjectedFaultsAreNamedFirst(@TempDir Path folder) {
        simulate(folder, "--seed", "23", "--cases", "40");
        Matcher top = TOP.matcher(evaluated(folder));
        assertThat(top.find()).isTrue();
        assertThat(Integer.parseInt(top.group(2))).isGreaterThanOrEqualTo(Integer.parseInt(top.group(1)) * 8 / 10);
    }

    @Test
    void classesAreListedAndUnknownOnesRefused(@TempDir Path folder) {
        assertThat(Run.of("simulate", "--list").out().lines()).contains("service/selector-mismatch", "policy/default-deny-ingress").isSorted();
        Run run = Run.of("simulate", "-o", folder.toString(), "--faults", "service/typo");
        assertThat(run.status()).isEqualTo(Main.USAGE);
        assertThat(run.err()).contains("--list");
    }

    private static void simulate(Path folder, String... options) {
        List<String> words = new java.util.ArrayList<>(List.of("simulate", "-o", folder.toString()));
        words.addAll(List.of(options));
        assertThat(Run.of(words.toArray(String[]::new)).status()).isZero();
    }

    private static String evaluated(Path folder) {
        return Run.of("evaluate", folder.toString()).out();
    }
}
