package io.netdx.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each check of the corpus finds the fault that it is for: a small corpus in order, and one thing broken at a time. */
class BrokenCorpusTest {

    private static final String CAUSE = """
            id: node/swap-on
            title: A node swaps
            status: test
            mechanism: Pages that are swapped out make answers late.
            message: "Node {name} swaps"
            severity: medium
            prior: low
            expertise: linux-networking
            time:
              diagnose: {typical: PT5M, worst: PT1H, origin: "estimate"}
              resolve: {typical: PT5M, worst: PT1H, origin: "estimate"}
            requires:
              facts: [NodeTrouble]
              coverage: [Node]
            findings:
            - {id: swap-used, kind: logical, leak: 0.01, coverage: [Node], message: "{name} uses swap"}
            evidence:
            - {finding: swap-used, strength: always, expected: true}
            falsePositives:
            - {when: "zram is memory", case: fp-zram}
            """;
    private static final String RULES = """
            package netdx.rules.node;
            rule "node/swap-on: pressure"
            when
                $n : NodeTrouble( kind == "pressure", $ref : ref() )
            then
                insertLogical( Finding.of("swap-used", $ref, $n.source()) );
                insertLogical( Hypothesis.of("node/swap-on", $ref) );
            end
            """;

    @TempDir
    private Path root;

    @BeforeEach
    void inOrder() throws IOException {
        write("pom.xml", "<argument>facts/knowledge/findings.yaml</argument>");
        write("src/main/java/Build.java", "class Build { }");
        write("facts/knowledge/findings.yaml", "findings: []");
        write("facts/healthy/quiet.yaml", "expect: {verdict: healthy}");
        write("rules/node/swap-on.yaml", CAUSE);
        write("rules/node/swap-on.drl", RULES);
        expecting("positive", "{top: node/swap-on, subject: Node ward-1}");
        expecting("near-miss", "{absent: node/swap-on}");
        expecting("unknown", "{absent: node/swap-on, unknown: node/swap-on}");
        expecting("fp-zram", "{absent: node/swap-on}");
    }

    @Test
    void joinWithoutAnIndex() throws IOException {
        assertThat(joins("workload == $w")).isEmpty();
        assertThat(joins("nodes contains $w.name")).hasSize(1);
        assertThat(joins("workload.name == $w.name")).hasSize(1);
        assertThat(joins("workload.name matches \".*\", kind == \"crash\"")).hasSize(1);
    }

    private List<String> joins(String constraints) throws IOException {
        write("rules/node/swap-on.drl", """
                package netdx.rules.node;
                rule "node/swap-on: pods crash"
                when
                    Runs( $w : workload )
                    WorkloadTrouble( %s )
                then
                end
                """.formatted(constraints));
        return new Corpus(root).rules().get("node/swap-on").getRules().stream().flatMap(r -> Joins.unindexed(r).stream()).toList();
    }

    @Test
    void nothingIsWrongWithItAsItIs() throws IOException {
        Corpus corpus = new Corpus(root);
        assertThat(corpus.incompleteCases()).isEmpty();
        assertThat(corpus.orphans()).isEmpty();
        assertThat(corpus.unusedFindings()).isEmpty();
        assertThat(corpus.danglingNames()).isEmpty();
        assertThat(corpus.undeclaredInputs()).isEmpty();
    }

    @Test
    void aCaseIsMissing() throws IOException {
        for (String name : new String[] {"positive", "near-miss", "unknown"}) {
            Files.delete(caseFile(name));
            assertThat(new Corpus(root).incompleteCases()).containsExactly("node/swap-on: no case " + name + " that says so");
            inOrder();
        }
        Files.move(caseFile("fp-zram"), caseFile("fp-other"));
        assertThat(new Corpus(root).incompleteCases())
                .containsExactly("node/swap-on: no case fp-zram that denies it, for: zram is memory");
    }

    @Test
    void aCaseExpectsSomethingElse() throws IOException {
        expecting("unknown", "{absent: node/swap-on}");
        expecting("positive", "{top: node/kubelet-stopped}");
        assertThat(new Corpus(root).incompleteCases()).containsExactly("node/swap-on: no case positive that says so",
                "node/swap-on: no case unknown that says so");
    }

    @Test
    void anExperimentMayLackCases() throws IOException {
        write("rules/node/swap-on.yaml", CAUSE.replace("status: test", "status: experimental"));
        Files.delete(caseFile("unknown"));
        assertThat(new Corpus(root).incompleteCases()).isEmpty();
    }

    @Test
    void filesThatNobodyReads() throws IOException {
        write("rules/node/notes.txt", "to do");
        write("rules/node/swap-off.drl", "package netdx.rules.node;");
        write("facts/knowledge/limits.yaml", "limits: []");
        write("facts/healthy/loud.yaml", "expect: {verdict: faulty}");
        write("facts/ideas.md", "later");
        write("facts/healthy/two-nodes/case.yaml", "expect: {verdict: healthy}");
        write("facts/healthy/two-nodes/nodes/ward-1/ip-route.txt", "default via 10.0.0.1 dev eth0");
        write("facts/healthy/nodes-only/nodes/ward-1/ip-route.txt", "default via 10.0.0.1 dev eth0");
        write("facts/cases/node/swap-off/positive.yaml", "expect: {top: node/swap-off}");
        expecting("fp-forgotten", "{absent: node/swap-on}");
        expecting("draft", "{absent: node/swap-on}");
        assertThat(new Corpus(root).orphans()).containsExactly("rules/node/notes.txt", "rules/node/swap-off.drl",
                "facts/cases/node/swap-off/positive.yaml", "facts/cases/node/swap-on/draft.yaml",
                "facts/cases/node/swap-on/fp-forgotten.yaml", "facts/healthy/loud.yaml",
                "facts/healthy/nodes-only/nodes/ward-1/ip-route.txt", "facts/ideas.md", "facts/knowledge/limits.yaml");
    }

    @Test
    void aFindingThatNoRuleInserts() throws IOException {
        write("facts/knowledge/findings.yaml", """
                findings:
                - {id: disk-slow, kind: symptom, leak: 0.05, message: "slow"}
                """);
        assertThat(new Corpus(root).unusedFindings()).containsExactly("disk-slow: no rule inserts it (defined in shared)",
                "disk-slow: evidence of no cause (defined in shared)");
    }

    @Test
    void namesThatMeanNothing() throws IOException {
        write("rules/node/swap-on.drl", RULES.replace("$n :", "Signature( id == \"swap-text\" )\n    $n :").replace("Hypothesis.of(\"node/swap-on\"",
                "new Link(\"node/swap-on\", $ref, \"flow-stalls\", $ref) );\n    insertLogical( Finding.of(\"swap-full\", $ref) );\n"
                        + "    insertLogical( Hypothesis.of(\"node/swap-off\""));
        assertThat(new Corpus(root).danglingNames()).containsExactlyInAnyOrder(
                "node/swap-on: inserts the finding swap-full, which is defined nowhere",
                "node/swap-on: supposes the cause node/swap-off, which is not its own",
                "node/swap-on: links flow-stalls, which is no evidence of node/swap-on",
                "node/swap-on: waits for the text swap-text, which the signature table lacks");
    }

    @Test
    void aTextThatNobodyFoundInItsSource() throws IOException {
        write("rules/node/swap-on.drl", RULES.replace("$n :", "Signature( id == \"swap-text\" )\n    $n :"));
        String rows = "signatures:\n- id: swap-text\n  verified: %s\n  examples: []\n- id: other\n  verified: note\n  examples: []\n";
        write("facts/knowledge/signatures.yaml", rows.formatted("found"));
        assertThat(new Corpus(root).danglingNames()).isEmpty();
        write("facts/knowledge/signatures.yaml", rows.formatted("note"));
        assertThat(new Corpus(root).danglingNames())
                .containsExactly("node/swap-on: waits for the text swap-text, which nobody found in its source");
    }

    @Test
    void requiresSaysTooLittleOrTooMuch() throws IOException {
        write("rules/node/swap-on.yaml", CAUSE.replace("facts: [NodeTrouble]", "facts: [Runs]").replace("coverage: [Node]\nfindings", "coverage: [Log]\nfindings"));
        write("rules/node/swap-on.drl", RULES.replace("$n :", "Coverage( kind == \"Node\", complete() )\n    $n :"));
        assertThat(new Corpus(root).undeclaredInputs()).containsExactly(
                "node/swap-on: uses NodeTrouble, which requires.facts does not name",
                "node/swap-on: requires.facts names Runs, which no rule uses",
                "node/swap-on: asks for the coverage of Node, which requires.coverage does not name",
                "node/swap-on: requires.coverage names Log, which none of its facts is computed from");
    }

    private Path caseFile(String name) {
        return root.resolve("facts/cases/node/swap-on/" + name + ".yaml");
    }

    private void expecting(String name, String expectation) throws IOException {
        write("facts/cases/node/swap-on/" + name + ".yaml", "expect: " + expectation);
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
