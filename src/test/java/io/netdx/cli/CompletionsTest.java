package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What shells are answered, in cobra's words. */
class CompletionsTest {

    private static String answer(String... words) {
        List<String> line = new ArrayList<>(List.of("__complete"));
        line.addAll(List.of(words));
        Run run = Run.of(line.toArray(String[]::new));
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        return run.out();
    }

    @Test
    void commandsComeWithWhatTheyDo() {
        assertThat(answer("")).isEqualTo(answer()).contains("trace\tFollows", "rules\t").doesNotContain("__complete").endsWith("\n:4\n");
        assertThat(answer("rules", "")).contains("list\t").doesNotContain("trace");
        assertThat(answer("expl")).startsWith("explain\t").hasLineCount(2);
    }

    @Test
    void optionsAreOfTheCommandThatStandsThere() {
        assertThat(answer("diagnose", "--fa")).startsWith("--fail-on\tExit 1 from").hasLineCount(2).endsWith("\n:4\n");
        assertThat(answer("rules", "list", "--")).contains("--claims\t").doesNotContain("--fail-on");
        assertThat(answer("simulate", "--hea")).contains("(default: 0 %)");
    }

    @Test
    void anOptionThatCountsOnceIsOfferedOnce() {
        assertThat(answer("diagnose", "--fail-on", "low", "--fa")).isEqualTo(":4\n");
        assertThat(answer("diagnose", "--fail-on=low", "--fa")).isEqualTo(":4\n");
        assertThat(answer("diagnose", "-f", "a.yaml", "--file")).startsWith("--filename\t");
    }

    /** As with cobra's own, the value alone where the option stands in the same word. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "diagnose --fail-on c          | critical :4",
        "diagnose --fail-on=c          | critical :4",
        "diagnose -q -o w              | wide :4",
        "audit -o s                    | sarif :4",
        "reach -o c                    | csv :4",
        "diagnose --color al           | always :4",
        "advise ca                     | capacity :4",
        "completion z                  | zsh :4",
        "evaluate --part held          | held_out :4",
        "explain service/selector-mis  | service/selector-mismatch :4",
        "diagnose --exclude dns/upstream-answers-e | dns/upstream-answers-errors :4",
        "diagnose -f sna               | :0",
        "diagnose --filename=sna       | :0",
        "diagnose --kubeconfig x       | :0",
        "evaluate fa                   | :16",
        "simulate -o c                 | :16",
        "diagnose --timeout 9          | :4",
        "diagnose svc                  | :4",
        "trace a b c                   | :4",
        "diagnose --no-such c          | :4",
        "nonsense x                    | :4",
        "diagnose -- --fa              | :4",
        "diagnose - --fail-on=c        | critical :4",
        "diagnose @/etc/hostname --fail-on=c | critical :4",
    })
    void valuesAreThoseThatTheOptionTakes(String line, String expected) {
        assertThat(answer(line.strip().split(" ")).strip().replace("\n", " ")).isEqualTo(expected);
    }

    /** Whatever a command says that it knows is offered, and nothing else. */
    @ParameterizedTest
    @ValueSource(strings = {"diagnose -f facts/healthy/quiet.yaml", "audit facts/healthy/quiet.yaml", "guide --no-input", "trace a b -f facts/healthy/quiet.yaml", "reach -f facts/healthy/quiet.yaml",
        "advise dns", "diff facts/healthy/quiet.yaml facts/healthy/quiet.yaml", "rules list"})
    void formatsAreThoseThatTheErrorNames(String line) {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        words.addAll(List.of("-o", "nonsense"));
        Run run = Run.of(words.toArray(String[]::new));
        assertThat(run.status()).isEqualTo(Main.USAGE);
        assertThat(run.err()).contains("-o knows no format nonsense; choose ");
        String known = run.err().substring(run.err().indexOf("choose ") + 7).replaceAll(";.*", "").strip();
        words.set(words.size() - 1, "");
        List<String> offered = answer(words.toArray(String[]::new)).lines().filter(l -> !l.startsWith(":")).toList();
        assertThat(known.split(", | or ")).containsExactlyElementsOf(offered);
    }

    @Test
    void everyCandidateIsTaken() {
        for (String format : answer("diagnose", "-o", "").lines().filter(l -> !l.startsWith(":")).toList()) {
            assertThat(Run.of("diagnose", "-f", "facts/healthy/quiet.yaml", "-o", format).status()).as(format).isZero();
        }
        for (String format : answer("audit", "-o", "").lines().filter(l -> !l.startsWith(":")).toList()) {
            assertThat(Run.of("audit", "facts/healthy/quiet.yaml", "-o", format).status()).as(format).isZero();
        }
        for (String severity : answer("diagnose", "--fail-on", "").lines().filter(l -> !l.startsWith(":")).toList()) {
            assertThat(Run.of("diagnose", "-f", "facts/healthy/quiet.yaml", "--fail-on", severity).status()).as(severity).isZero();
        }
        for (String topic : answer("advise", "").lines().filter(l -> !l.startsWith(":")).toList()) {
            assertThat(Run.of("advise", topic, "-f", "facts/healthy/quiet.yaml").status()).as(topic).isZero();
        }
        for (String format : answer("reach", "-o", "").lines().filter(l -> !l.startsWith(":")).toList()) {
            assertThat(Run.of("reach", "-f", "facts/healthy/quiet.yaml", "-o", format).status()).as(format).isZero();
        }
    }
}
