package io.netdx.reason;

import static io.netdx.reason.Scene.evidence;
import static io.netdx.reason.Scene.expected;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.Rounds;
import io.netdx.finding.Outcome;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same whatever the order, and an end whatever the size. */
class StabilityTest {

    private static final List<Outcome> OUTCOMES = List.of(Outcome.PRESENT, Outcome.PRESENT, Outcome.ABSENT, Outcome.UNKNOWN);

    /** Hypotheses on some objects, findings on the same, and links and chains across. */
    private static Scene tangle(long seed, int objects) {
        Random random = new Random(seed);
        Scene scene = new Scene().type("log", "behavioural", 0.05, "logs", false).type("event", "behavioural", 0.05, "logs", false)
                .logical("broken", 0.01).logical("odd", 0.2).symptom("fails").symptom("slow")
                .cause("dns/a", 0.03, evidence("fails", 0.95), expected("broken", 0.999), evidence("log", 0.5))
                .cause("cni/b", 0.02, evidence("fails", 0.8), evidence("slow", 0.8), evidence("event", 0.8), expected("odd", 0.95))
                .cause("node/c", 0.01, evidence("slow", 0.5), evidence("odd", 0.5));
        List<String> causes = List.of("dns/a", "cni/b", "node/c");
        for (int i = 0; i < objects; i++) {
            for (String type : List.of("log", "event", "broken", "odd", "fails", "slow")) {
                if (random.nextInt(3) > 0) {
                    scene.outcome(type, "Pod p" + i, OUTCOMES.get(random.nextInt(4)));
                }
            }
            for (String cause : causes) {
                if (random.nextInt(3) > 0) {
                    scene.suspect(cause, "Pod p" + i);
                }
                scene.link(cause, "Pod p" + i, random.nextBoolean() ? "fails" : "slow", "Pod p" + random.nextInt(objects));
                if (random.nextInt(4) == 0) {
                    scene.chain(cause, "Pod p" + i, causes.get(random.nextInt(3)), "Pod p" + random.nextInt(objects));
                }
            }
            if (random.nextInt(4) == 0) {
                scene.unknown("broken", "dns/a", Scene.ref("Pod p" + i));
            }
        }
        return scene;
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 60})
    void theOrderOfTheInputDoesNotShow(int objects) {
        Rounds.seeds(10).forEach(seed -> {
            Scene scene = tangle(seed, objects);
            String first = scene.judge().toString();
            for (long shuffle = 1; shuffle <= 5; shuffle++) {
                assertThat(Differential.judge(scene.shuffled(shuffle), scene.catalog()).toString()).as("seed %s", seed).isEqualTo(first);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 60})
    void whatHoldsOfEveryJudgement(int objects) {
        for (long seed = 1; seed <= 20; seed++) {
            Judgement judgement = tangle(seed, objects).judge();
            List<Judgement.Diagnosis> diagnoses = judgement.diagnoses();
            for (int i = 0; i < diagnoses.size(); i++) {
                Judgement.Diagnosis d = diagnoses.get(i);
                assertThat(d.rank()).isEqualTo(i + 1);
                assertThat(d.confidence()).isBetween(0.0, 1.0);
                assertThat(d.role() == Judgement.Role.CONSEQUENCE).isEqualTo(d.causedBy().isPresent());
                d.causedBy().ifPresent(parent -> assertThat(diagnoses.subList(0, d.rank() - 1))
                        .anyMatch(p -> p.cause().id().equals(parent.cause()) && p.subject().equals(parent.subject())));
                d.evidence().forEach(e -> assertThat(e.decibans()).isFinite());
                d.rivals().forEach(r -> assertThat(r.confidence()).isBetween(0.0, 1.0));
                assertThat(d.affected()).isSorted().doesNotHaveDuplicates().doesNotContain(d.subject());
            }
            assertThat(diagnoses).extracting(Judgement.Diagnosis::state).isSorted();
            judgement.notEvaluated().forEach(n -> assertThat(n.swing()).isBetween(0.0, 1.0));
            boolean faulty = diagnoses.stream().anyMatch(d -> d.state() == Judgement.State.ACTIVE && d.confidence() >= 0.5);
            assertThat(judgement.verdict() == Judgement.Verdict.FAULTY).isEqualTo(faulty);
        }
    }

    @Test
    void fiveThousandHypothesesOfOneComponentComeToAnEnd() {
        Scene scene = new Scene().symptom("slow").logical("broken", 0.01).logical("node-down", 0.001)
                .cause("service/x", 0.02, evidence("slow", 0.2), expected("broken", 0.999))
                .cause("node/down", 0.02, expected("node-down", 0.999))
                .suspect("node/down", "Node n1").present("slow", "Flow front").absent("node-down", "Node n1");
        for (int i = 0; i < 5000; i++) {
            scene.suspect("service/x", "Service s" + i).link("service/x", "Service s" + i, "slow", "Flow front")
                    .chain("service/x", "Service s" + i, "node/down", "Node n1");
            if (i % 2 == 0) {
                scene.present("broken", "Service s" + i);
            }
        }
        Judgement judgement = scene.judge();
        assertThat(judgement.verdict()).isEqualTo(Judgement.Verdict.FAULTY);
    }

    @Test
    void fiveThousandSymptomsOfOneRootAreOneDiagnosisWithItsConsequences() {
        Scene scene = new Scene().symptom("not-ready").logical("broken", 0.01).logical("node-down", 0.001)
                .cause("workload/x", 0.02, evidence("not-ready", 0.9), expected("broken", 0.999))
                .cause("node/down", 0.02, expected("node-down", 0.999))
                .suspect("node/down", "Node n1").present("node-down", "Node n1");
        for (int i = 0; i < 5000; i++) {
            scene.suspect("workload/x", "Pod p" + i).present("broken", "Pod p" + i).present("not-ready", "Pod p" + i)
                    .chain("workload/x", "Pod p" + i, "node/down", "Node n1");
        }
        Judgement judgement = scene.judge();
        assertThat(judgement.diagnoses()).hasSize(5001);
        assertThat(judgement.diagnoses().get(0).cause().id()).isEqualTo("node/down");
        assertThat(judgement.diagnoses()).filteredOn(d -> d.role() != Judgement.Role.CONSEQUENCE).hasSize(1);
    }
}
