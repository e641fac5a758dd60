package io.netdx.reason;

import static io.netdx.reason.Scene.causes;
import static io.netdx.reason.Scene.evidence;
import static io.netdx.reason.Scene.expected;
import static io.netdx.reason.Scene.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.netdx.catalog.Cause;
import io.netdx.fact.ObjectRef;
import io.netdx.finding.Outcome;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.Role;
import io.netdx.reason.Judgement.State;
import io.netdx.reason.Judgement.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The verdict, its diagnoses, and what is said about them. */
class JudgementTest {

    private static Scene deny() {
        return new Scene().symptom("connect-timeout").logical("policy-isolates", 0.02)
                .cause("policy/deny", 0.05, evidence("connect-timeout", 0.95), expected("policy-isolates", 0.999));
    }

    @Test
    void nothingIsHealthy() {
        Judgement judgement = deny().judge();
        assertThat(judgement.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(judgement.diagnoses()).isEmpty();
        assertThat(judgement.checks()).isEqualTo(1);
        assertThat(judgement.notMade()).isZero();
    }

    @Test
    void behaviourAloneMakesASuspectOfWhatNobodyCouldLookAt() {
        Scene scene = new Scene().symptom("connect-timeout").own("policy/deny", "policy-isolates", 0.02)
                .cause("policy/deny", 0.3, evidence("connect-timeout", 0.95), expected("policy-isolates", 0.999))
                .suspect("policy/deny", "Service db").present("connect-timeout", "Service db");
        assertThat(scene.judge().diagnoses().get(0).confidence()).isGreaterThan(0.8);
        Judgement unseen = scene.outcome("policy-isolates", "Service db", Outcome.UNKNOWN).judge();
        assertThat(unseen.verdict()).isEqualTo(Verdict.UNDETERMINED);
        assertThat(unseen.diagnoses()).singleElement().satisfies(d -> {
            assertThat(d.confidence()).isLessThan(0.5);
            assertThat(d.message()).contains("suspected from behaviour");
        });
    }

    @Test
    void aStandingAnomalyIsLatentAndNoFault() {
        Judgement judgement = deny().cause("policy/deny", 0.2, expected("policy-isolates", 0.999))
                .suspect("policy/deny", "Service db").present("policy-isolates", "Service db").judge();
        assertThat(judgement.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(judgement.diagnoses()).singleElement().extracting(Diagnosis::state).isEqualTo(State.LATENT);
    }

    @Test
    void activeComesBeforeLatentEvenIfLessProbable() {
        Judgement judgement = deny().logical("unused-selector", 0.0001)
                .cause("service/unused", 0.5, expected("unused-selector", 0.999))
                .suspect("service/unused", "Service old").present("unused-selector", "Service old")
                .suspect("policy/deny", "Service db").present("policy-isolates", "Service db")
                .present("connect-timeout", "Service db").judge();
        assertThat(causes(judgement)).containsExactly("policy/deny", "service/unused");
        assertThat(judgement.diagnoses().get(1).confidence()).isGreaterThan(judgement.diagnoses().get(0).confidence());
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAULTY);
    }

    private static Scene chain() {
        return new Scene().symptom("lookup-fails").logical("node-down", 0.001).logical("pod-unready", 0.001)
                .logical("endpoints-empty", 0.001)
                .cause("node/down", 0.02, expected("node-down", 0.999))
                .cause("dns/pod-unready", 0.02, expected("pod-unready", 0.999))
                .cause("dns/no-endpoints", 0.02, expected("endpoints-empty", 0.999), evidence("lookup-fails", 0.95))
                .suspect("node/down", "Node n1").suspect("dns/pod-unready", "Pod dns-1").suspect("dns/no-endpoints", "Service dns")
                .present("node-down", "Node n1").present("pod-unready", "Pod dns-1").present("endpoints-empty", "Service dns")
                .present("lookup-fails", "Flow web", "Pod web-1", "Pod web-2")
                .link("dns/no-endpoints", "Service dns", "lookup-fails", "Flow web")
                .chain("dns/no-endpoints", "Service dns", "dns/pod-unready", "Pod dns-1")
                .chain("dns/pod-unready", "Pod dns-1", "node/down", "Node n1");
    }

    @Test
    void aChainIsPrintedFromItsRoot() {
        Judgement judgement = chain().judge();
        assertThat(causes(judgement)).containsExactly("node/down", "dns/pod-unready", "dns/no-endpoints");
        assertThat(judgement.diagnoses()).extracting(Diagnosis::role)
                .containsExactly(Role.ROOT, Role.CONSEQUENCE, Role.CONSEQUENCE);
        assertThat(judgement.diagnoses()).extracting(Diagnosis::state).containsOnly(State.ACTIVE);
        assertThat(judgement.diagnoses().get(2).causedBy().orElseThrow().cause()).isEqualTo("dns/pod-unready");
        assertThat(judgement.diagnoses().get(2).confidence()).isGreaterThan(0.8);
        assertThat(judgement.diagnoses().get(0).affected()).containsExactly(ref("Pod dns-1"), ref("Pod web-1"), ref("Pod web-2"),
                ref("Service dns"));
    }

    @Test
    void aConsequenceNeverStandsBeforeItsRootHoweverProbable() {
        Judgement judgement = chain().cause("dns/no-endpoints", 0.9, expected("endpoints-empty", 0.999),
                evidence("lookup-fails", 0.95)).judge();
        assertThat(causes(judgement)).containsExactly("node/down", "dns/pod-unready", "dns/no-endpoints");
        assertThat(judgement.diagnoses().get(2).role()).isEqualTo(Role.CONSEQUENCE);
    }

    @Test
    void aCycleHasOneRoot() {
        Judgement judgement = chain().chain("node/down", "Node n1", "dns/no-endpoints", "Service dns").judge();
        assertThat(judgement.diagnoses()).hasSize(3);
        assertThat(judgement.diagnoses()).filteredOn(d -> d.role() != Role.CONSEQUENCE).singleElement()
                .extracting(Diagnosis::rank).isEqualTo(1);
    }

    @Test
    void theLedgerOfAConsequenceIsItsOwn() {
        Diagnosis last = chain().judge().diagnoses().get(2);
        assertThat(last.evidence().get(0).finding()).isEqualTo("endpoints-empty");
        assertThat(last.evidence().get(0).decibans()).isGreaterThan(20);
    }

    @Test
    void manyPodsBehindOnePolicyAreOneDiagnosis() {
        Scene scene = deny().suspect("policy/deny", "NetworkPolicy isolate").present("policy-isolates", "NetworkPolicy isolate");
        for (int i = 0; i < 400; i++) {
            scene.present("connect-timeout", "Flow f" + i, "Pod web-" + i)
                    .link("policy/deny", "NetworkPolicy isolate", "connect-timeout", "Flow f" + i);
        }
        Judgement judgement = scene.judge();
        assertThat(judgement.diagnoses()).singleElement().satisfies(d -> assertThat(d.affected()).hasSize(400));
        assertThat(judgement.diagnoses().get(0).evidence()).hasSize(2);
    }

    @Test
    void contributingComesAfterRoots() {
        Judgement judgement = deny().logical("recent-change", 0.01)
                .cause("dns/amplifies", "contributing", 0.3, List.of(evidence("slow", 0.95), expected("recent-change", 0.999)), List.of(),
                        List.of(), List.of()).symptom("slow")
                .suspect("dns/amplifies", "Service dns").present("slow", "Service dns").present("recent-change", "Service dns")
                .suspect("policy/deny", "Service db").present("policy-isolates", "Service db")
                .present("connect-timeout", "Service db").judge();
        assertThat(causes(judgement)).containsExactly("policy/deny", "dns/amplifies");
        assertThat(judgement.diagnoses().get(1).role()).isEqualTo(Role.CONTRIBUTING);
        assertThat(judgement.diagnoses().get(0).confidence()).isLessThan(judgement.diagnoses().get(1).confidence());
    }

    @Test
    void aSymptomWithoutAnyHypothesisLeavesItOpen() {
        Judgement judgement = deny().present("connect-timeout", "Service db").judge();
        assertThat(judgement.verdict()).isEqualTo(Verdict.UNDETERMINED);
        assertThat(judgement.unexplained()).singleElement().satisfies(u -> {
            assertThat(u.grave()).isTrue();
            assertThat(u.text()).isEqualTo("Service shop/db shows connect-timeout");
        });
    }

    @Test
    void twoEqualCandidatesAreBothNamed() {
        Judgement judgement = new Scene().symptom("timeout").cause("dns/a", 0.05, evidence("timeout", 0.95))
                .cause("cni/b", 0.05, evidence("timeout", 0.95)).suspect("dns/a", "Service db").suspect("cni/b", "Service db")
                .present("timeout", "Service db").judge();
        assertThat(judgement.verdict()).isEqualTo(Verdict.UNDETERMINED);
        assertThat(causes(judgement)).containsExactly("cni/b", "dns/a");
        assertThat(judgement.diagnoses()).allMatch(d -> d.confidence() < 0.5);
    }

    @Test
    void absentAndOpposingEvidenceStandsInTheLedgerWithMinus() {
        Judgement judgement = deny().behavioural("log-refused", 0.05).logical("works-elsewhere", 0.1)
                .cause("policy/deny", "root", 0.05, List.of(evidence("connect-timeout", 0.95), expected("policy-isolates", 0.999),
                        evidence("log-refused", 0.5)), List.of(evidence("works-elsewhere", 0.2)), List.of(), List.of())
                .suspect("policy/deny", "Service db").present("policy-isolates", "Service db").present("connect-timeout", "Service db")
                .absent("log-refused", "Service db").present("works-elsewhere", "Service db").judge();
        assertThat(judgement.diagnoses().get(0).evidence()).extracting(Judgement.Evidence::finding)
                .containsExactly("policy-isolates", "connect-timeout", "log-refused", "works-elsewhere");
        assertThat(judgement.diagnoses().get(0).evidence().get(0).decibans()).isCloseTo(16.98, within(0.02));
        assertThat(judgement.diagnoses().get(0).evidence().get(2).decibans()).isCloseTo(-3.01, within(0.01));
        assertThat(judgement.diagnoses().get(0).evidence().get(2).outcome()).isEqualTo(Outcome.ABSENT);
        assertThat(judgement.diagnoses().get(0).evidence().get(3).decibans()).isCloseTo(-0.97, within(0.01));
    }

    @Test
    void rivalsAreTheCompetitorsThenTheDeclaredOnes() {
        Judgement judgement = deny()
                .cause("policy/deny", "root", 0.05, List.of(evidence("connect-timeout", 0.95), expected("policy-isolates", 0.999)),
                        List.of(), List.of(new Cause.Rival("cni/down", "other pods of {namespace} fail too")), List.of())
                .cause("dns/slow", 0.05, evidence("connect-timeout", 0.5)).cause("cni/down", 0.01, evidence("connect-timeout", 0.95))
                .suspect("policy/deny", "Service db").suspect("dns/slow", "Service db")
                .present("policy-isolates", "Service db").present("connect-timeout", "Service db").judge();
        List<Judgement.Rival> rivals = judgement.diagnoses().get(0).rivals();
        assertThat(rivals).extracting(Judgement.Rival::cause).containsExactly("dns/slow", "cni/down");
        assertThat(rivals.get(0).discriminatedBy()).isEqualTo("Service shop/db shows policy-isolates");
        assertThat(rivals.get(1).discriminatedBy()).isEqualTo("other pods of shop fail too");
        assertThat(rivals.get(1).confidence()).isZero();
    }

    @Test
    void anUnknownCheckOfTheLeadingHypothesisCanMoveIt() {
        Judgement judgement = deny().suspect("policy/deny", "Service db").present("connect-timeout", "Service db")
                .outcome("policy-isolates", "Service db", Outcome.UNKNOWN)
                .unknown("policy-isolates", "policy/deny", ref("Service db")).judge();
        double now = judgement.diagnoses().get(0).confidence();
        // prior odds 1/19, 12.8 dB for the symptom, 17 dB for the policy if it were seen
        double odds = 1 / 19.0 * 0.9525 / 0.05;
        double then = odds * (1 - 0.98 * 0.001) / 0.02;
        assertThat(now).isCloseTo(odds / (1 + odds), within(1e-9));
        assertThat(judgement.notEvaluated().get(0).swing())
                .isCloseTo(Math.max(then / (1 + then) - now, now - odds * 0.001 / (1 + odds * 0.001)), within(0.0006));
        assertThat(judgement.notMade()).isEqualTo(1);
    }

    @Test
    void anUnknownCheckThatCouldExplainWhatIsUnexplainedComesFirst() {
        Judgement judgement = deny().logical("route-missing", 0.01).cause("cni/routes", 0.3, expected("route-missing", 0.999))
                .present("connect-timeout", "Service db")
                .unknown("route-missing", "cni/routes", ObjectRef.CLUSTER)
                .unknown("policy-isolates", "policy/deny", ObjectRef.CLUSTER).judge();
        assertThat(judgement.notEvaluated()).extracting(Judgement.NotEvaluated::finding)
                .containsExactly("policy-isolates", "route-missing");
        assertThat(judgement.notEvaluated().get(0).swing()).isGreaterThan(0.9);
        assertThat(judgement.notEvaluated().get(1).swing()).isLessThanOrEqualTo(0.05);
    }

    @Test
    void anUnknownCheckCouldRevealASecondFaultBesideTheFirst() {
        Scene scene = deny().logical("throttled", 0.001).cause("dns/slow", 0.05, evidence("connect-timeout", 0.5),
                        expected("throttled", 0.999))
                .suspect("policy/deny", "Service db").suspect("dns/slow", "Service db").present("connect-timeout", "Service db")
                .present("policy-isolates", "Service db").outcome("throttled", "Service db", Outcome.UNKNOWN)
                .unknown("throttled", "dns/slow", ref("Service db"));
        double before = scene.belief("dns/slow");
        Judgement.NotEvaluated unknown = scene.judge().notEvaluated().get(0);
        Scene seen = deny().logical("throttled", 0.001).cause("dns/slow", 0.05, evidence("connect-timeout", 0.5),
                        expected("throttled", 0.999))
                .suspect("policy/deny", "Service db").suspect("dns/slow", "Service db").present("connect-timeout", "Service db")
                .present("policy-isolates", "Service db").present("throttled", "Service db");
        assertThat(seen.belief("policy/deny")).isGreaterThan(0.5);
        assertThat(unknown.swing()).isCloseTo(seen.belief("dns/slow") - before, within(0.0006));
    }

    private static Cause.TestSpec test(String id, String command, int minutes, String expertise) {
        return new Cause.TestSpec(id, command, minutes, expertise, "yes", "no");
    }

    @Test
    void theNextTestIsTheOneThatTellsMostPerMinute() {
        Judgement judgement = new Scene().symptom("timeout")
                .cause("dns/a", "root", 0.05, List.of(evidence("timeout", 0.95)), List.of(), List.of(),
                        List.of(test("capture", "tcpdump -i any", 10, "linux-networking"), test("look", "kubectl get pods", 1, "basic-kubectl")))
                .cause("cni/b", "root", 0.05, List.of(evidence("timeout", 0.95)), List.of(), List.of(),
                        List.of(test("look", "kubectl get pods", 1, "basic-kubectl"), test("logs", "kubectl logs -n {namespace} {name}", 2,
                                "basic-kubectl")))
                .suspect("dns/a", "Service db").suspect("cni/b", "Service db").present("timeout", "Service db").judge();
        assertThat(judgement.next()).extracting(Judgement.NextTest::command)
                .containsExactly("kubectl get pods", "kubectl logs -n shop db", "tcpdump -i any");
        assertThat(judgement.next().get(0).discriminates()).containsExactly("cni/b", "dns/a");
    }

    @Test
    void aSettledDiagnosisIsConfirmedFirst() {
        Judgement judgement = deny().symptom("slow")
                .cause("policy/deny", "root", 0.05, List.of(evidence("connect-timeout", 0.95), expected("policy-isolates", 0.999)),
                        List.of(), List.of(), List.of(test("describe", "kubectl describe netpol", 5, "network-engineering")))
                .cause("dns/slow", "root", 0.05, List.of(evidence("slow", 0.95)), List.of(), List.of(),
                        List.of(test("resolve", "nslookup db", 1, "basic-kubectl")))
                .suspect("policy/deny", "Service db").suspect("dns/slow", "Service dns").present("slow", "Service dns")
                .present("policy-isolates", "Service db").present("connect-timeout", "Service db")
                .judge();
        assertThat(judgement.diagnoses().get(0).confidence()).isGreaterThan(0.95);
        assertThat(judgement.next()).extracting(Judgement.NextTest::command).containsExactly("kubectl describe netpol", "nslookup db");
    }
}
