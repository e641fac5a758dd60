package io.netdx.reason;

import static io.netdx.reason.Scene.evidence;
import static io.netdx.reason.Scene.expected;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.ObjectRef;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same cause on many nodes is one fault; two on two of many nodes are two. */
class WidespreadTest {

    @Test
    void onEveryNodeItIsTheCluster() {
        Judgement judgement = missing("ward-1", "ward-2").nodes("ward-1", "ward-2").judge();
        assertThat(judgement.diagnoses()).singleElement().satisfies(d -> {
            assertThat(d.subject()).isEqualTo(ObjectRef.CLUSTER);
            assertThat(d.affected()).contains(ObjectRef.ofNode("ward-1"), ObjectRef.ofNode("ward-2"));
            assertThat(d.message()).isEqualTo("no-cni on ward-1 (the same on all 2 nodes)");
            assertThat(d.evidence()).extracting(Judgement.Evidence::text)
                    .contains("Node ward-1 shows no-config (and 1 more like it)");
        });
    }

    @Test
    void manyNodesMakeNoMoreBelieved() {
        double one = missing("ward-1").nodes("ward-1", "ward-2", "ward-3", "ward-4").judge().diagnoses().get(0).confidence();
        assertThat(missing("ward-1", "ward-2", "ward-3").nodes("ward-1", "ward-2", "ward-3", "ward-4").judge().diagnoses())
                .singleElement().satisfies(d -> {
                    assertThat(d.confidence()).isEqualTo(one);
                    assertThat(d.subject()).isEqualTo(ObjectRef.ofNode("ward-1"));
                    assertThat(d.message()).endsWith("(the same on 3 of 4 nodes: ward-1, ward-2, ward-3)");
                });
    }

    @Test
    void twoOfManyAreTwo() {
        assertThat(missing("ward-1", "ward-2").nodes("ward-1", "ward-2", "ward-3").judge().diagnoses()).hasSize(2);
        assertThat(missing("ward-1", "ward-2").judge().diagnoses()).as("where not all nodes were seen").hasSize(2);
    }

    @Test
    void oneNodeIsNoCluster() {
        assertThat(missing("ward-1").nodes("ward-1").judge().diagnoses()).singleElement()
                .satisfies(d -> assertThat(d.subject()).isEqualTo(ObjectRef.ofNode("ward-1")));
    }

    @Test
    void differentCausesStayApart() {
        Scene scene = missing("ward-1", "ward-2").logical("swap", 0.01).cause("swap-on", 0.05, expected("swap", .99), evidence("down", .9))
                .suspect("swap-on", "Node ward-3").present("swap", "Node ward-3").present("down", "Node ward-3").nodes("ward-1", "ward-2", "ward-3");
        assertThat(Scene.causes(scene.judge())).containsExactlyInAnyOrder("no-cni", "no-cni", "swap-on");
    }

    @Test
    void consequencesMergeBehindTheirRoot() {
        Scene scene = missing("ward-1", "ward-2", "ward-3").nodes("ward-1", "ward-2", "ward-3")
                .logical("crash", 0.001).cause("agent-down", 0.05, expected("crash", .999), evidence("down", .9))
                .suspect("agent-down", "DaemonSet flannel").present("crash", "DaemonSet flannel");
        for (String node : List.of("ward-1", "ward-2", "ward-3")) {
            scene.chain("no-cni", "Node " + node, "agent-down", "DaemonSet flannel");
        }
        Judgement judgement = scene.judge();
        assertThat(Scene.causes(judgement)).containsExactly("agent-down", "no-cni");
        assertThat(judgement.diagnoses()).extracting(Judgement.Diagnosis::rank).containsExactly(1, 2);
        assertThat(judgement.diagnoses().get(1).subject()).isEqualTo(ObjectRef.CLUSTER);
        assertThat(judgement.diagnoses().get(1).causedBy()).map(Judgement.CauseOn::cause).contains("agent-down");
    }

    @Test
    void whatFollowsFromANodeFollowsFromTheMergedDiagnosis() {
        Scene scene = missing("ward-1", "ward-2").nodes("ward-1", "ward-2").logical("unready", 0.001)
                .cause("no-pods", 0.02, expected("unready", .99), evidence("down", .5))
                .suspect("no-pods", "Service slots").present("unready", "Service slots").chain("no-pods", "Service slots", "no-cni", "Node ward-2");
        Judgement judgement = scene.judge();
        assertThat(Scene.causes(judgement)).containsExactly("no-cni", "no-pods");
        assertThat(judgement.diagnoses().get(1).causedBy()).contains(new Judgement.CauseOn("no-cni", ObjectRef.CLUSTER));
    }

    private static Scene missing(String... nodes) {
        Scene scene = new Scene().logical("no-config", 0.01).symptom("down")
                .cause("no-cni", 0.05, expected("no-config", .99), evidence("down", .9));
        for (String node : nodes) {
            scene.suspect("no-cni", "Node " + node).present("no-config", "Node " + node).present("down", "Node " + node);
        }
        return scene;
    }
}
