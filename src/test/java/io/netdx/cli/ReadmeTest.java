package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The README shows what the program prints. How many checks there are, and what they needed, grows with every cause: those figures
 * alone may be older than the program.
 */
class ReadmeTest {

    private static final Path README = Path.of("README.md");
    private static final String FENCE = "```text\n";
    /** A command, and a word that promises its output, before a block of text. */
    private static final Pattern SHOWN = Pattern.compile("\\./netdx ([^`#]+?)(?:`|\\s+#)[^`]*(?:```[^`]*)?prints[^`]*$", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("`netdx ([a-z]+)");
    private static final Pattern CHECKS = Pattern.compile("\\d+ of \\d+\\s+checks");
    private static final Pattern NOT_CHECKED = Pattern.compile("(?m)^Not checked:\n(   .*\n)+");

    private record Example(String command, String output) {
    }

    private static List<Example> examples() throws IOException {
        String text = Files.readString(README);
        List<Example> examples = new ArrayList<>();
        for (int at = text.indexOf(FENCE); at >= 0; at = text.indexOf(FENCE, at + 1)) {
            int command = text.lastIndexOf("./netdx ", at);
            Matcher shown = SHOWN.matcher(command < 0 ? "" : text.substring(command, at));
            if (shown.lookingAt()) {
                int from = at + FENCE.length();
                examples.add(new Example(shown.group(1).replaceAll("\\s+", " ").strip(), text.substring(from, text.indexOf("```", from))));
            }
        }
        return examples;
    }

    @TestFactory
    Stream<DynamicTest> printsWhatTheReadmeShows() throws IOException {
        List<Example> examples = examples();
        assertThat(examples).extracting(Example::command).hasSizeGreaterThanOrEqualTo(2)
                .anyMatch(c -> c.startsWith("diagnose ")).anyMatch(c -> c.startsWith("trace "));
        return examples.stream().map(e -> DynamicTest.dynamicTest(e.command(), () -> {
            Run run = Run.of(e.command().split(" "));
            assertThat(settled(run.out())).as("README.md shows for ./netdx %s", e.command()).isEqualTo(settled(e.output()));
            assertThat(run.err()).isEmpty();
        }));
    }

    private static String settled(String output) {
        return NOT_CHECKED.matcher(CHECKS.matcher(output).replaceAll("N of M checks")).replaceAll("Not checked: …\n");
    }

    @Test
    void namesOnlyCommandsThatExist() throws IOException {
        List<String> commands = COMMAND.matcher(Files.readString(README)).results().map(m -> m.group(1)).distinct().toList();
        assertThat(commands).contains("diagnose", "trace", "explain", "rules");
        for (String command : commands) {
            assertThat(Run.of(command, "--help").status()).as("netdx " + command).isZero();
        }
    }

    /** The acceptance script runs the two commands that the README begins with. */
    @Test
    void theScriptRunsWhatTheReadmeSays() throws IOException {
        String script = Files.readString(Path.of(".ci/run"));
        String readme = Files.readString(README);
        assertThat(script).contains("mvn -B -ntp verify");
        String first = examples().get(0).command();
        assertThat(readme).contains("./netdx " + first);
        assertThat(script).contains("./netdx " + first.replace("diagnose ", "diagnose --fail-on never "));
    }
}
