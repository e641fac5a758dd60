package io.netdx.reason;

import static io.netdx.reason.Scene.evidence;
import static io.netdx.reason.Scene.expected;
import static io.netdx.reason.Scene.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.netdx.catalog.Cause;
import io.netdx.finding.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The incident of August 2023 (expert.md §2.11): a policy of Friday 16:30 cuts the frontend off from the database, and four
 * hours go by in the belief that it is DNS. Link strengths are chosen so that the ledger has the decibans printed there.
 */
class DefenseInDepthTest {

    private static final String DB = "Service db";
    private static final String DENY = "policy/ingress-deny";
    private static final String DNS = "dns/throttled";

    private static Scene complaint() {
        Cause.Evidence fails = evidence("service-call-fails", 0.95);
        Scene scene = new Scene().symptom("service-call-fails").behavioural("nxdomain-in-log", 0.05)
                .behavioural("connect-timeout-in-log", 0.05).logical("endpoints-empty", 0.01).logical("policy-is-recent", 0.05)
                .logical("coredns-throttled", 0.02).logical("policy-isolates", 0.02).logical("labels-differ", 0.02)
                .cause(DNS, 0.11, fails, evidence("nxdomain-in-log", 0.8), evidence("connect-timeout-in-log", 0.35),
                        expected("coredns-throttled", 0.92))
                .cause("service/selector", 0.09, fails, evidence("connect-timeout-in-log", 0.35), expected("endpoints-empty", 0.8))
                .cause("workload/not-ready", 0.09, fails, evidence("connect-timeout-in-log", 0.35), expected("endpoints-empty", 0.8))
                .cause(DENY, 0.075, fails, evidence("connect-timeout-in-log", 0.85), evidence("policy-is-recent", 0.5),
                        expected("policy-isolates", 0.999))
                .cause("policy/label-mismatch", 0.04, fails, evidence("connect-timeout-in-log", 0.85), expected("labels-differ", 0.8))
                .cause("cni/bgp-down", 0.03, fails, evidence("connect-timeout-in-log", 0.8))
                .present("service-call-fails", DB);
        Stream.of(DNS, "service/selector", "workload/not-ready", DENY, "policy/label-mismatch", "cni/bgp-down")
                .forEach(cause -> scene.suspect(cause, DB));
        return scene;
    }

    private static Scene logs() {
        return complaint().absent("nxdomain-in-log", DB).present("connect-timeout-in-log", DB);
    }

    private static Scene described() {
        return logs().absent("endpoints-empty", DB);
    }

    private static Scene changes() {
        return described().present("policy-is-recent", DB);
    }

    private static Scene snapshot() {
        return changes().absent("coredns-throttled", DB).present("policy-isolates", DB).absent("labels-differ", DB);
    }

    @Test
    void fromTheComplaintAloneDnsIsTheBestGuess() {
        Scene scene = complaint();
        assertThat(scene.belief(DNS)).isGreaterThan(scene.belief("service/selector"));
        assertThat(scene.belief("service/selector")).isCloseTo(scene.belief("workload/not-ready"), within(1e-12));
        assertThat(scene.belief("workload/not-ready")).isGreaterThan(scene.belief(DENY));
        assertThat(scene.judge().verdict()).isEqualTo(Judgement.Verdict.UNDETERMINED);
    }

    @Test
    void eachStepRaisesThePolicy() {
        List<Double> steps = Stream.of(complaint(), logs(), described(), changes(), snapshot()).map(s -> s.belief(DENY)).toList();
        assertThat(steps).isSorted();
        assertThat(steps.get(3)).isGreaterThan(0.7);
        assertThat(steps.get(4)).isGreaterThan(0.99);
        assertThat(Stream.of(logs(), described(), changes(), snapshot())).allSatisfy(s ->
                assertThat(s.belief(DENY)).isGreaterThan(s.belief(DNS)));
        assertThat(snapshot().belief(DNS)).isLessThan(0.02);
    }

    @Test
    void theLedgerHasThePublishedDecibans() {
        Explanation.Comparison whole = Explanation.of(snapshot().inference(), snapshot().catalog())
                .why(new Judgement.CauseOn(DENY, ref(DB))).orElseThrow();
        assertThat(whole.lines()).extracting(Judgement.Evidence::finding).startsWith("policy-isolates", "policy-is-recent");
        assertThat(whole.lines().get(0).decibans()).isCloseTo(17.0, within(0.05));
        assertThat(whole.lines().get(1).decibans()).isCloseTo(10.2, within(0.15));
    }

    @Test
    void dnsIsRuledOutWithReasons() {
        Explanation.WhyNot why = Explanation.of(snapshot().inference(), snapshot().catalog()).whyNot(DNS);
        assertThat(why.confidence()).isLessThan(0.02);
        assertThat(why.costs()).filteredOn(e -> e.finding().equals("nxdomain-in-log")).singleElement()
                .satisfies(e -> assertThat(e.decibans()).isCloseTo(-7.0, within(0.05)));
        assertThat(why.costs()).filteredOn(e -> e.finding().equals("coredns-throttled")).singleElement()
                .satisfies(e -> assertThat(e.decibans()).isCloseTo(-11.0, within(0.05)));
        assertThat(why.needs()).extracting(Explanation.Need::finding, Explanation.Need::outcome)
                .containsExactly(tuple("coredns-throttled", Outcome.ABSENT));
    }

    @Test
    void aCauseThatNobodyRaisedSaysWhatItNeeds() {
        Scene scene = snapshot().logical("pool-full", 0.01).cause("ipam/pool", 0.01, expected("pool-full", 0.999));
        Explanation.WhyNot why = Explanation.of(scene.inference(), scene.catalog()).whyNot("ipam/pool");
        assertThat(why.confidence()).isZero();
        assertThat(why.needs()).singleElement().satisfies(n -> assertThat(n.text()).isEqualTo("<subject> shows pool-full"));
    }

    @Test
    void onlyThePolicyCheckWouldChangeTheMind() {
        Explanation explanation = Explanation.of(snapshot().inference(), snapshot().catalog());
        assertThat(explanation.changeMyMind(new Judgement.CauseOn(DENY, ref(DB)))).singleElement()
                .satisfies(f -> assertThat(f.finding()).isEqualTo("policy-isolates"));
    }

    @Test
    void aThrottledCoreDnsIsASecondFaultNotAnotherOne() {
        Scene both = described().present("policy-is-recent", DB).present("policy-isolates", DB).present("coredns-throttled", DB)
                .present("nxdomain-in-log", DB);
        assertThat(both.belief(DENY)).isGreaterThan(0.85);
        assertThat(both.belief(DNS)).isGreaterThan(0.85);
        assertThat(Scene.causes(both.judge())).containsExactlyInAnyOrder(DENY, DNS);
    }

    @Test
    void withoutThePolicyCheckItIsTheFirstThingThatIsMissing() {
        Scene blind = described().unknown("policy-isolates", DENY, ref(DB)).unknown("labels-differ", "policy/label-mismatch", ref(DB));
        Judgement judgement = blind.judge();
        assertThat(judgement.notEvaluated().get(0).finding()).isEqualTo("policy-isolates");
        assertThat(judgement.notEvaluated().get(0).swing()).isGreaterThan(0.3);
    }

    @Test
    void twoFlipsWhereOneIsNotEnough() {
        Scene scene = new Scene().symptom("fails").logical("first-proof", 0.001).logical("second-proof", 0.001)
                .cause("policy/x", 0.1, evidence("fails", 0.95), evidence("first-proof", 0.95), evidence("second-proof", 0.95))
                .suspect("policy/x", DB).present("fails", DB).present("first-proof", DB).present("second-proof", DB);
        assertThat(Explanation.of(scene.inference(), scene.catalog()).changeMyMind(new Judgement.CauseOn("policy/x", ref(DB))))
                .extracting(Explanation.Flip::finding).containsExactlyInAnyOrder("first-proof", "second-proof");
    }
}
