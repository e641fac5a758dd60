package io.netdx.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.diagnosis.Diagnosis;
import io.netdx.simulate.world.Profile;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an administrator mends on a node's machine, and breaks there: the cluster computes what comes of it. */
class MachineTest {

    private static Diagnosis diagnosis;

    @BeforeAll
    static void load() {
        diagnosis = new Diagnosis();
    }

    private static Session session(Profile.Cni cni, String fault) {
        for (long seed = 1; seed < 60; seed++) {
            Lab.Setup setup = new Lab.Setup(seed, new Profile(cni, "iptables", "v1.33.2", 4, "none"), fault.isEmpty() ? List.of() : List.of(fault), 0, Scenario.NOW);
            try {
                Lab lab = setup.open();
                if (fault.isEmpty() || fault.startsWith("cni/") || !lab.before().missing(lab.without()).isEmpty()) {
                    Scenario scenario = new Scenario("test", 3, 30, "Something fails", "Something fails", setup, List.of(), false, "");
                    return new Session(scenario, lab, new EngineExpert(diagnosis));
                }
            } catch (Lab.NoSuchFault e) {
                // another cluster
            }
        }
        throw new AssertionError("no cluster for " + fault);
    }

    private static String blamed(Session session) {
        return session.site().truths().get(0).subject().name();
    }

    private static List<String> missing(Session session) {
        Lab lab = session.lab().orElseThrow();
        return lab.standing().missing(lab.without());
    }

    private static String on(Session session, String node, String line) {
        Shell.Output output = session.onMachine(node, List.of("sh", "-c", line)).orElseThrow();
        return output.out() + output.error();
    }

    @Test
    void aServiceThatIsStartedRunsAndOneThatIsStoppedDoesHarm() {
        Session session = session(Profile.Cni.CALICO, "node/kubelet-stopped");
        String node = blamed(session);
        assertThat(on(session, node, "systemctl is-active kubelet")).isEqualTo("inactive\n");
        on(session, node, "sudo systemctl restart kubelet.service");
        assertThat(on(session, node, "systemctl is-active kubelet")).isEqualTo("active\n");
        assertThat(missing(session)).isEmpty();
        Session whole = session(Profile.Cni.CALICO, "");
        String other = whole.lab().orElseThrow().objects().get("Node").get(1).name();
        on(whole, other, "systemctl stop kubelet");
        assertThat(missing(whole)).isNotEmpty();
        assertThat(whole.harms()).singleElement().satisfies(h -> assertThat(h.broken()).isNotEmpty());
    }

    @Test
    void forwardingIsSwitchedOnAndOff() {
        Session session = session(Profile.Cni.CALICO, "node/ip-forward-disabled");
        String node = blamed(session);
        assertThat(on(session, node, "sysctl net.ipv4.ip_forward")).isEqualTo("net.ipv4.ip_forward = 0\n");
        on(session, node, "sysctl -w net.ipv4.ip_forward=1");
        assertThat(missing(session)).isEmpty();
        assertThat(on(session, node, "sysctl net.ipv4.ip_forward")).isEqualTo("net.ipv4.ip_forward = 1\n");
        on(session, node, "sysctl -w net.ipv4.ip_forward=0");
        assertThat(missing(session)).isNotEmpty();
    }

    @Test
    void aTableOfConnectionsThatIsEmptiedFillsAgainAndALargerOneDoesNot() {
        Session session = session(Profile.Cni.CALICO, "node/conntrack-full");
        String node = blamed(session);
        assertThat(on(session, node, "conntrack -F")).contains("has been emptied");
        assertThat(missing(session)).as("for a while").isEmpty();
        for (int i = 0; i < 6; i++) {
            on(session, node, "conntrack -C");
        }
        assertThat(missing(session)).as("what filled it goes on").isNotEmpty();
        on(session, node, "sysctl -w net.netfilter.nf_conntrack_max=1048576");
        for (int i = 0; i < 8; i++) {
            on(session, node, "conntrack -C");
        }
        assertThat(missing(session)).isEmpty();
    }

    @Test
    void aSmallerDeviceSendsWhatANarrowWayTakes() {
        Session session = session(Profile.Cni.FLANNEL, "node/mtu-black-hole");
        List<String> nodes = session.lab().orElseThrow().objects().get("Node").stream().map(n -> n.name()).toList();
        assertThat(on(session, nodes.get(1), "ip addr | grep flannel.1")).contains("mtu 1450");
        nodes.forEach(node -> on(session, node, "ip link set dev flannel.1 mtu 1400"));
        assertThat(missing(session)).as("still too large with what the tunnel adds").isNotEmpty();
        nodes.forEach(node -> on(session, node, "ip link set dev flannel.1 mtu 1350"));
        assertThat(on(session, nodes.get(1), "ip addr | grep flannel.1")).contains("mtu 1350");
        assertThat(missing(session)).isEmpty();
    }

    @Test
    void aRuleThatDropsAnotherNodesPacketsIsShownAndDeleted() {
        Session session = session(Profile.Cni.CALICO, "node/underlay-traffic-dropped");
        List<String> nodes = List.of(blamed(session).split(","));
        String node = nodes.stream().filter(n -> on(session, n, "iptables -S").contains("-j DROP")).findFirst().orElseThrow();
        String rule = on(session, node, "iptables -S INPUT | grep DROP").strip();
        assertThat(rule).matches("-A INPUT -s [0-9.]+/32 -j DROP");
        assertThat(on(session, node, "iptables -L INPUT -n --line-numbers")).contains("1    DROP ");
        on(session, node, "iptables " + rule.replace("-A ", "-D "));
        assertThat(missing(session)).isEmpty();
        assertThat(on(session, node, "iptables -S")).doesNotContain("DROP");
        on(session, node, "iptables " + rule.replace("-A ", "-I "));
        assertThat(missing(session)).isNotEmpty();
        on(session, node, "iptables -D INPUT 1");
        assertThat(missing(session)).isEmpty();
        assertThat(on(session, node, "iptables -D INPUT 1")).contains("Bad rule");
    }

    @Test
    void aKubeletTakesAnotherAddressOfDnsWhenItStartsAgain() {
        Session session = session(Profile.Cni.CALICO, "dns/clusterip-kubelet-mismatch");
        String now = session.lab().orElseThrow().declared("Service", "kube-system", "kube-dns").orElseThrow().text("spec", "clusterIP");
        List<String> nodes = session.lab().orElseThrow().objects().get("Node").stream().map(n -> n.name()).toList();
        nodes.forEach(node -> on(session, node, "sed -i s/10.96.0.10/" + now + "/ /var/lib/kubelet/config.yaml"));
        assertThat(on(session, nodes.get(0), "cat /var/lib/kubelet/config.yaml")).contains("clusterDNS: [" + now + "]");
        assertThat(missing(session)).as("not read yet").isNotEmpty();
        nodes.forEach(node -> on(session, node, "systemctl restart kubelet"));
        assertThat(missing(session)).isEmpty();
        assertThat(on(session, nodes.get(0), "sed -i s/a/b/ /etc/nowhere")).contains("can't read");
    }

    @Test
    void reservedAddressesOfPodsThatAreGoneAreFreed() {
        Session session = session(Profile.Cni.FLANNEL, "ipam/node-range-full");
        on(session, blamed(session), "rm -rf /var/lib/cni/networks/cbr0");
        assertThat(missing(session)).isEmpty();
    }

    @Test
    void aPluginThatStartsAgainInstallsItself() {
        Session session = session(Profile.Cni.CALICO, "cni/not-installed");
        String node = blamed(session);
        assertThat(on(session, node, "ls /etc/cni/net.d")).isEmpty();
        Lab lab = session.lab().orElseThrow();
        String agent = lab.running().pods().stream().filter(p -> p.startsWith("kube-system/calico-node-")
                && lab.running().inside("kube-system", p.substring(12)).orElseThrow().host().orElseThrow().name().equals(node)).findFirst().orElseThrow();
        session.delete("Pod", "kube-system", agent.substring(12), "delete pod " + agent);
        assertThat(on(session, node, "ls /etc/cni/net.d")).isEqualTo("10-calico.conflist\n");
        assertThat(missing(session)).isEmpty();
        on(session, node, "rm /etc/cni/net.d/10-calico.conflist");
        assertThat(on(session, node, "ls /etc/cni/net.d")).isEmpty();
    }

    @Test
    void whatChangesNothingIsNoChange() {
        Session session = session(Profile.Cni.CALICO, "");
        String node = session.lab().orElseThrow().objects().get("Node").get(1).name();
        for (String line : List.of("modprobe br_netfilter", "systemctl restart kubelet", "sysctl -w net.ipv4.ip_forward=1", "conntrack -F", "iptables -F", "rm -f /etc/cni/net.d/99-stale.conf", "frobnicate")) {
            on(session, node, line);
        }
        assertThat(session.steps()).extracting(Step::kind).doesNotContain(Step.Kind.CHANGE);
        assertThat(session.steps()).as("what is no command costs nothing").hasSize(6);
        assertThat(missing(session)).isEmpty();
        assertThat(session.onMachine("no-such-node", List.of("sh", "-c", "ls"))).isEmpty();
    }
}
