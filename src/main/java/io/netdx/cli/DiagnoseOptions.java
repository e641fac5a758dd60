package io.netdx.cli;

import io.netdx.source.Limits;
import io.netdx.source.live.KubeOptions;
import io.netdx.source.live.LogChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code netdx diagnose} was asked.
 *
 * @param filenames    snapshots; none for a running cluster
 * @param outputs      {@code FORMAT} or {@code FORMAT=FILE}
 * @param failOn       severity or {@code never}
 * @param minCoverage  percentage
 * @param experimental look for causes too whose cases are not complete
 * @param include      causes to show, by id, alias or family; all if empty
 * @param exclude      causes not to show
 * @param focus        {@code TYPE/NAME}: show only what concerns this object; empty for everything
 * @param timeout      of the whole run; zero for none
 * @param limits       of what is read
 * @param color        {@code auto}, {@code always} or {@code never}
 * @param kube         which cluster, where no snapshot is named
 * @param logs         which of its logs are read
 * @param probe        whether anything is tested from inside of it
 * @param anonymity    whether names are replaced
 * @param suppressing  which diagnoses are not to count
 * @param severities   in place of the catalogue's
 * @param rules        folder of the user's own rules; empty for none
 */
record DiagnoseOptions(List<String> filenames, List<String> outputs, String failOn, int minCoverage, boolean experimental,
                       List<String> include, List<String> exclude, String focus, Duration timeout, Limits limits, String color, boolean quiet, int verbosity,
                       KubeOptions kube, LogChoice logs, ProbeChoice probe, Anonymity anonymity, Suppressing suppressing, Severities severities, String rules) {

    static final String FAIL_ON = "high";
    static final String COLOR = "auto";

    /**
     * Reads a command line of nothing but well-formed long or one-letter flags with separate values or {@code =}. Everything else,
     * mistakes included, is left to picocli: its start alone takes a third of a small diagnosis.
     *
     * @param args         what follows {@code diagnose}
     */
    static Optional<DiagnoseOptions> plain(String[] args) {
        List<String> filenames = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        String failOn = FAIL_ON;
        String color = COLOR;
        int minCoverage = 0;
        int verbosity = 0;
        boolean quiet = false;
        boolean experimental = false;
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("-q") || args[i].equals("--quiet")) {
                quiet = true;
                continue;
            }
            if (args[i].equals("--experimental")) {
                experimental = true;
                continue;
            }
            int equals = args[i].indexOf('=');
            boolean joined = args[i].startsWith("-") && equals > 0;
            String name = joined ? args[i].substring(0, equals) : args[i];
            if (!joined && i + 1 == args.length) {
                return Optional.empty();
            }
            String value = joined ? args[i].substring(equals + 1) : args[++i];
            if (value.isEmpty() || value.startsWith("-") && !value.equals("-") || value.startsWith("@") || value.startsWith("\"")) {
                return Optional.empty();
            }
            switch (name) {
                case "-f", "--filename" -> filenames.add(value);
                case "-o", "--output" -> outputs.add(value);
                case "--fail-on" -> failOn = value;
                case "--color" -> color = value;
                case "--min-coverage", "-v" -> {
                    if (value.length() > 3 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                        return Optional.empty();
                    }
                    int number = Integer.parseInt(value);
                    minCoverage = name.equals("-v") ? minCoverage : number;
                    verbosity = name.equals("-v") ? number : verbosity;
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new DiagnoseOptions(filenames, outputs, failOn, minCoverage, experimental, List.of(), List.of(),
                "", Duration.ZERO, Limits.DEFAULT, color, quiet, verbosity, KubeOptions.NONE, LogChoice.COMPONENTS, ProbeChoice.NONE, Anonymity.NONE,
                Suppressing.NONE, Severities.NONE, ""));
    }
}
