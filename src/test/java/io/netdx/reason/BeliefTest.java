package io.netdx.reason;

import static io.netdx.reason.Scene.evidence;
import static io.netdx.reason.Scene.expected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.netdx.finding.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is believed, before anything is written about it. */
class BeliefTest {

    private static Scene twoRivals() {
        return new Scene().symptom("connect-timeout").logical("policy-isolates", 0.02)
                .cause("policy/deny", 0.05, evidence("connect-timeout", 0.95), expected("policy-isolates", 0.999))
                .cause("dns/throttled", 0.05, evidence("connect-timeout", 0.95))
                .suspect("policy/deny", "Service db").suspect("dns/throttled", "Service db")
                .present("connect-timeout", "Service db");
    }

    @Test
    void evidenceForOneRivalExplainsTheOtherAway() {
        double before = twoRivals().belief("dns/throttled");
        Scene seen = twoRivals().present("policy-isolates", "Service db");
        assertThat(before).isGreaterThan(0.2);
        assertThat(seen.belief("policy/deny")).isGreaterThan(0.95);
        assertThat(seen.belief("dns/throttled")).isLessThan(0.1).isGreaterThan(0.04);
    }

    @Test
    void twoFaultsAreBothBelieved() {
        Scene scene = twoRivals().logical("coredns-throttled", 0.02).present("policy-isolates", "Service db")
                .cause("dns/throttled", 0.05, evidence("connect-timeout", 0.95), expected("coredns-throttled", 0.999))
                .present("coredns-throttled", "Service db");
        assertThat(scene.belief("policy/deny")).isGreaterThan(0.5);
        assertThat(scene.belief("dns/throttled")).isGreaterThan(0.5);
        assertThat(scene.judge().diagnoses()).hasSize(2).allMatch(d -> d.role() == Judgement.Role.ROOT);
    }

    @Test
    void unknownAddsNothing() {
        Scene unknown = twoRivals().outcome("policy-isolates", "Service db", Outcome.UNKNOWN)
                .unknown("policy-isolates", "policy/deny", Scene.ref("Service db"));
        assertThat(unknown.belief("policy/deny")).isEqualTo(twoRivals().belief("policy/deny"));
        assertThat(unknown.belief("dns/throttled")).isEqualTo(twoRivals().belief("dns/throttled"));
    }

    @Test
    void notApplicableAddsNothing() {
        Scene out = twoRivals().outcome("policy-isolates", "Service db", Outcome.NOT_APPLICABLE);
        assertThat(out.belief("policy/deny")).isEqualTo(twoRivals().belief("policy/deny"));
    }

    @Test
    void absenceOfWhatMustBeThereRefutes() {
        Scene absent = twoRivals().absent("policy-isolates", "Service db");
        assertThat(absent.belief("policy/deny")).isLessThan(0.001);
        assertThat(absent.belief("dns/throttled")).isGreaterThan(twoRivals().belief("dns/throttled"));
    }

    @Test
    void whatSpeaksAgainstCosts() {
        Scene scene = twoRivals().logical("flow-works-from-other-pods", 0.1)
                .cause("dns/throttled", "root", 0.05, List.of(evidence("connect-timeout", 0.95)),
                        List.of(evidence("flow-works-from-other-pods", 0.9)), List.of(), List.of());
        double before = scene.belief("dns/throttled");
        assertThat(scene.present("flow-works-from-other-pods", "Service db").belief("dns/throttled")).isLessThan(before / 4);
    }

    @Test
    void aLogCountsForThirteenDecibansAtMost() {
        Scene scene = new Scene().behavioural("log-says-so", 0.0001).cause("dns/x", 0.1, evidence("log-says-so", 0.9999))
                .suspect("dns/x", "Pod a");
        double up = decibans(scene.present("log-says-so", "Pod a").belief("dns/x")) - decibans(0.1);
        Scene gone = new Scene().behavioural("log-says-so", 0.0001).cause("dns/x", 0.1, evidence("log-says-so", 0.9999))
                .suspect("dns/x", "Pod a").absent("log-says-so", "Pod a");
        double down = decibans(gone.belief("dns/x")) - decibans(0.1);
        assertThat(up).isBetween(12.5, 13.0);
        assertThat(down).isCloseTo(-13.0, within(0.02));
    }

    @Test
    void configurationCountsForMore() {
        Scene scene = new Scene().logical("policy-isolates", 0.001).cause("policy/x", 0.1, evidence("policy-isolates", 0.999))
                .suspect("policy/x", "Pod a").present("policy-isolates", "Pod a");
        assertThat(decibans(scene.belief("policy/x")) - decibans(0.1)).isCloseTo(30, within(0.1));
    }

    @Test
    void fiftyLinesOfOneOriginCountOnce() {
        Scene one = logs(1);
        Scene fifty = logs(50);
        assertThat(fifty.belief("dns/x")).isEqualTo(one.belief("dns/x"));
        Judgement.Evidence line = fifty.judge().diagnoses().get(0).evidence().stream()
                .filter(e -> e.finding().equals("nxdomain")).findFirst().orElseThrow();
        assertThat(line.text()).endsWith("(and 49 more like it)");
    }

    private static Scene logs(int count) {
        Scene scene = new Scene().type("nxdomain", "behavioural", 0.05, "dns-log", false).symptom("lookup-fails")
                .cause("dns/x", 0.2, evidence("nxdomain", 0.8), evidence("lookup-fails", 0.95)).suspect("dns/x", "Service dns")
                .present("lookup-fails", "Service dns");
        for (int i = 0; i < count; i++) {
            scene.present("nxdomain", "Pod p" + i).link("dns/x", "Service dns", "nxdomain", "Pod p" + i);
        }
        return scene;
    }

    @Test
    void theStrongestOfAGroupStandsForIt() {
        Scene weak = group(false, true);
        Scene strong = group(true, false);
        assertThat(group(true, true).belief("dns/x")).isEqualTo(strong.belief("dns/x")).isGreaterThan(weak.belief("dns/x"));
    }

    private static Scene group(boolean strong, boolean weak) {
        Scene scene = new Scene().type("a-weak", "behavioural", 0.2, "log", false).type("b-strong", "behavioural", 0.05, "log", false)
                .cause("dns/x", 0.2, evidence("a-weak", 0.5), evidence("b-strong", 0.8)).suspect("dns/x", "Pod a");
        return (strong ? scene.present("b-strong", "Pod a") : scene).present(weak ? "a-weak" : "b-strong", "Pod a");
    }

    @Test
    void moreThanThreeFaultsInOneComponentAreAllFound() {
        Scene scene = new Scene().symptom("slow").logical("broken", 0.001)
                .cause("service/x", 0.01, evidence("slow", 0.3), expected("broken", 0.999));
        for (int i = 0; i < 8; i++) {
            scene.suspect("service/x", "Service s" + i).present("broken", "Service s" + i)
                    .link("service/x", "Service s" + i, "slow", "Flow front");
        }
        scene.present("slow", "Flow front");
        assertThat(scene.beliefs("service/x")).hasSize(8).allMatch(p -> p > 0.85);
    }

    @Test
    void placesAgreeWithEnumerationWhereBothCanBeHad() {
        // two faults far apart, each with a rival, joined by a weak common symptom
        Scene scene = new Scene().symptom("slow").logical("proof", 0.01).symptom("errors")
                .cause("dns/a", 0.05, evidence("slow", 0.2), expected("proof", 0.999), evidence("errors", 0.9))
                .cause("dns/b", 0.05, evidence("errors", 0.9));
        for (String s : List.of("Service x", "Service y")) {
            scene.suspect("dns/a", s).suspect("dns/b", s).present("proof", s).present("errors", s)
                    .link("dns/a", s, "slow", "Flow f");
        }
        scene.present("slow", "Flow f");
        Graph graph = GraphBuilder.build(scene.inference(), scene.catalog(), Options.standard());
        int[] members = Component.partition(graph).get(0);
        assertThat(members).hasSize(4);
        Worlds exact = Component.exact(graph, members);
        Cover cover = new Cover(graph);
        assertThat(cover.grow(members)).isEqualTo(2);
        Worlds[] worlds = new Worlds[graph.size()];
        Neighbourhood.solve(graph, cover, members, worlds);
        for (int h : members) {
            assertThat(worlds[h].marginalOf(h)).isCloseTo(exact.marginalOf(h), within(0.02));
        }
    }

    private static double decibans(double p) {
        return 10 * Math.log10(p / (1 - p));
    }
}
