package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody has decided to live with: it does not count, it is not shown, and it is judged as ever. The snapshot is of 2026-11-23. */
class SuppressionsTest {

    private static final String FAULTY = "facts/cases/service/selector-mismatch/positive-typo.yaml";
    private static final String CAUSE = "service/selector-mismatch";

    @TempDir
    Path folder;

    @Test
    void doesNotCountAndIsNotShownAndIsJudgedAsEver() throws IOException {
        String file = file("- {cause: " + CAUSE + ", object: Service/shop/c*, reason: moves next week, until: 2026-12-01}");
        Run run = diagnose("--suppressions", file);

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("FAULTY: what is wrong is suppressed;", "Suppressed: not counted; --show-suppressed shows it",
                CAUSE + " on Service shop/cart, until 2026-12-01: moves next\n      week (").doesNotContain("kubectl set selector", "Next:");
        String json = diagnose("--suppressions", file, "-o", "json").out();
        assertThat(json).contains("\"verdict\": \"faulty\"", "\"confidence\"", "\"suppressed\": {", "\"reason\": \"moves next week\"",
                "\"until\": \"2026-12-01\"", "suppressions.yaml:2\"", "\"warnings\": []");
        assertThat(withoutMarks(json)).isEqualTo(withoutMarks(diagnose("-o", "json").out()));
        assertThat(diagnose("--suppressions", file, "-o", "name").out()).isEmpty();
    }

    private static String withoutMarks(String json) {
        return json.replaceAll("\"suppressed\": (null|\\{[^}]*})", "");
    }

    @Test
    void isShownToWhoeverAsks() throws IOException {
        Run run = diagnose("--suppressions", file("- {cause: service, reason: moves next week}"), "--show-suppressed");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("1. HIGH  Service selects no pod", "suppressed for ever: moves next week", "kubectl set selector")
                .doesNotContain("Suppressed: not counted");
    }

    @Test
    void consequencesGoWithTheirRoot() throws IOException {
        String case1 = "facts/cases/node/kubelet-stopped/positive.yaml";
        Run plain = Run.of("diagnose", "-f", case1, "-o", "json");
        assertThat(plain.out()).contains("\"role\": \"consequence\"");
        Run run = Run.of("diagnose", "-f", case1, "-o", "json", "--suppressions", file("- {cause: node/kubelet-stopped, reason: being replaced}"));

        assertThat(run.out().split("\"reason\": \"being replaced\"", -1)).hasSize(run.out().split("\"rank\":", -1).length);
        assertThat(run.status()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{cause: service/selector-mismatch, reason: old, until: 2026-11-22} | 1 | suppressions.yaml:2: expired on 2026-11-22",
        "{cause: service/selector-mismatch, reason: last day, until: 2026-11-23} | 0 | ''",
        "{cause: service/selektor, reason: typo} | 1 | suppressions.yaml:2: there is no cause service/selektor",
        "{cause: service, object: Service/other/*, reason: elsewhere} | 1 | suppressions.yaml:2: suppresses nothing",
        "{cause: service, cluster: prod-*, reason: elsewhere} | 1 | suppressions.yaml:2: suppresses nothing",
        "{cause: service, cluster: '*-typo.yaml', reason: here} | 0 | ''",
        "{cause: [dns, SV-SELECTOR, service], reason: any} | 0 | there is no cause SV-SELECTOR"})
    void warnsOfWhatSomebodyShouldLookAt(String entry, int status, String warning) throws IOException {
        Run run = diagnose("--suppressions", file("- " + entry));

        assertThat(run.status()).isEqualTo(status);
        assertThat(run.err()).contains(warning);
        assertThat(run.err().isEmpty()).isEqualTo(warning.isEmpty());
        assertThat(run.out().contains("Suppressions to look at:")).isNotEqualTo(warning.isEmpty());
        assertThat(diagnose("-q", "--suppressions", file("- " + entry)).err()).isEmpty();
    }

    @Test
    void theDayMayBeAnother() throws IOException {
        String file = file("- {cause: service, reason: moves, until: 2026-12-01}");
        assertThat(diagnose("--suppressions", file, "--today", "2026-12-02").status()).isEqualTo(1);
        assertThat(diagnose("--suppressions", file, "--today", "tomorrow").err()).contains("--today is a date");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "- {cause: service} | suppressions.yaml:2: suppressions: reason is missing",
        "- {cause: service, reason: ''} | suppressions.yaml:2: suppressions: reason is empty",
        "- {reason: because} | suppressions.yaml:2: suppressions: cause is missing",
        "- {cause: service, reason: a, untill: 2027-01-01} | untill is no field of a suppression",
        "- {cause: service, reason: a, until: soon} | until is no date",
        "- {cause: service, reason: a, object: cart} | object is not KIND/NAMESPACE/NAME",
        "- cart | suppressions.yaml: suppressions: a mapping is expected",
        "'- [' | suppressions.yaml:3:"})
    void mistakesNameTheirPlace(String entry, String message) throws IOException {
        Run run = diagnose("--suppressions", file(entry));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(message).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsAMistakeToo() {
        assertThat(diagnose("--suppressions", folder.resolve("none.yaml").toString()).err()).contains("none.yaml: there is no such file").hasLineCount(1);
    }

    @Test
    void anObjectMaySaySoItself() throws IOException {
        String marked = marked("service/selector-mismatch; reason=moves; it is known; until=2027-01-31");
        Run run = Run.of("diagnose", "-f", marked);
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("until 2027-01-31: moves; it\n      is known (annotation of Service shop/cart)");

        assertThat(Run.of("diagnose", "-f", marked, "--ignore-annotations").status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "service/selector-mismatch | gives no reason",
        "service/selector-mismatch; reason=moves; until=soon | has no date",
        "reason=moves | is not",
        "policy; reason=moves | annotation of Service shop/cart: suppresses nothing",
        "service/selector-mismatch; reason=moves; until=2026-11-01 | annotation of Service shop/cart: expired on 2026-11-01"})
    void whatAnObjectSaysMayBeWrong(String annotation, String warning) throws IOException {
        Run run = Run.of("diagnose", "-f", marked(annotation));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(warning).hasLineCount(1);
    }

    private static Run diagnose(String... more) {
        String[] args = new String[3 + more.length];
        System.arraycopy(new String[] {"diagnose", "-f", FAULTY}, 0, args, 0, 3);
        System.arraycopy(more, 0, args, 3, more.length);
        return Run.of(args);
    }

    private String file(String entries) throws IOException {
        return Files.writeString(folder.resolve("suppressions.yaml"), "suppressions:\n" + entries + "\n").toString();
    }

    /** The snapshot, with an annotation on the Service whose selector is wrong. */
    private String marked(String annotation) throws IOException {
        String text = Files.readString(Path.of(FAULTY));
        String changed = text.replace("metadata: {\"namespace\": \"shop\", \"name\": \"cart\", \"creationTimestamp\": \"2026-11-20T09:00:00Z\"}\nspec:\n  type: \"ClusterIP\"",
                "metadata: {\"namespace\": \"shop\", \"name\": \"cart\", \"annotations\": {\"netdx.io/suppress\": \"" + annotation + "\"}}\nspec:\n  type: \"ClusterIP\"");
        assertThat(changed).isNotEqualTo(text);
        return Files.writeString(folder.resolve("marked.yaml"), changed).toString();
    }
}
