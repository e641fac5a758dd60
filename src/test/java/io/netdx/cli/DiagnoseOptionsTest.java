package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The short way through the command line means what picocli means, or leaves it to picocli. */
class DiagnoseOptionsTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "-f shop.tgz",
        "-f shop.tgz --filename more.yaml -o json -o wide=report.txt",
        "--filename=shop.tgz -o=json --fail-on=never --color=always",
        "-f - -q --experimental --min-coverage 80 -v 6",
        "--quiet -f a=b.yaml --fail-on LOW",
        "-f -",
        "-q",
    })
    void readsTheSameAsPicocli(String line) {
        String[] args = line.split(" ");

        assertThat(DiagnoseOptions.plain(args)).contains(parsed(args));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "-f a --exclude dns", "-f a --timeout 5s", "-fshop.tgz", "-qf shop.tgz", "shop.tgz", "-f", "--frob x", "--min-coverage many", "-f -q",
        "-f @args", "--filename=", "-v 1000000000000"})
    void leavesTheRestToPicocli(String line) {
        assertThat(DiagnoseOptions.plain(line.split(" "))).isEmpty();
    }

    @Test
    void noArgumentsAreNoMistakeOfForm() {
        assertThat(DiagnoseOptions.plain(new String[0])).map(DiagnoseOptions::filenames).isEqualTo(Optional.of(List.of()));
    }

    private static DiagnoseOptions parsed(String[] args) {
        DiagnoseCommand command = new DiagnoseCommand();
        new CommandLine(command).parseArgs(args);
        return command.options();
    }
}
