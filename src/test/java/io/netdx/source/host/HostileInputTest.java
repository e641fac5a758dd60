package io.netdx.source.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.HostFact;
import io.netdx.fact.HostFact.Route;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files that nobody meant well with, and files that broke on the way. */
class HostileInputTest {

    /** One name of every kind. */
    private static final List<String> NAMES = List.of("services-status.txt", "sysctl.txt", "conntrack-stats.txt",
            "ip-route.txt", "ip-addr.txt", "ip-neigh.txt", "cni-conf/a.conflist", "cni-bin.txt", "kubelet-config.yaml",
            "kube-proxy-config.yaml", "iptables-save.txt", "ip6tables-save", "ipvsadm.txt", "nft-ruleset.txt",
            "flannel-subnet.env", "flannel-net-conf.json", "resolv.conf", "host-local-ipam.txt", "listening-sockets.txt",
            "ipset.txt");

    @Test
    void namesOfTheTestCoverEveryKind() {
        assertThat(NAMES.stream().map(name -> HostKind.of(name).orElseThrow())).containsExactlyInAnyOrder(HostKind.values());
    }

    @Test
    void randomBytesNeverThrow() {
        Random random = new Random(20261124);
        for (String name : NAMES) {
            for (int round = 0; round < 20; round++) {
                byte[] bytes = new byte[5_000];
                random.nextBytes(bytes);
                decode(name, bytes);
            }
        }
    }

    /** Pieces of real syntax in a random order reach further than random bytes. */
    @Test
    void shuffledSyntaxNeverThrows() {
        String[] pieces = {"-A", "KUBE-SERVICES", "-d", "-j", "!", "*nat", ":FORWARD", "[", "] -A ", "\"", "\\", "{", "}", ",", ":",
            "table", "ip", "kube-proxy", "chain", "map", "elements", "=", "goto", ".", "TCP", "->", "-a", "-r", "10.0.0.1:80",
            "default", "via", "dev", "nexthop", "table", "2:", "eth0:", "<UP>", "mtu", "inet", "cpu=0", "drop=", "count", "max",
            "tcp", "LISTEN", "users:((\"", "Name: ", "Header: ", "Members:", "FLANNEL_MTU=", "nameserver", "-", "? ", "&a", "*a",
            "10.0.0.1", "::1", "99999999999999999999", "%", "kubelet.service", "COMMIT", "service-", "__", "endpoint-x__1/2",
            "-A KUBE-SEP-A ", "-A KUBE-SVC-A", "-A KUBE-NODEPORTS", "KUBE-SVC-A", "KUBE-SEP-A", "--to-destination ", "--dport", "80",
            "--comment", "DROP", "net.ipv4.conf.", "net.ipv4.conf.all", "\n", "\n", "\n", "\t", "  ", ""};
        Random random = new Random(42);
        for (String name : NAMES) {
            for (int round = 0; round < 300; round++) {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < 60; i++) {
                    text.append(pieces[random.nextInt(pieces.length)]).append(random.nextInt(3) == 0 ? "" : " ");
                }
                Decoded.of(name, text.toString());
            }
        }
    }

    @Test
    void deepNestingAndAliasBombsAreProblems() {
        for (String open : List.of("[", "{\"a\":", "{a: ")) {
            assertThat(Decoded.of("kubelet-config.yaml", open.repeat(50_000)).problems()).hasSize(1);
        }
        assertThat(Decoded.of("cni-conf/a.conflist", "{\"a\":".repeat(100_000)).only(HostFact.CniConfig.class).valid()).isFalse();
        StringBuilder bomb = new StringBuilder("kind: KubeletConfiguration\na: &a [x,x,x,x,x,x,x,x,x]\n");
        for (char c = 'b'; c < 'z'; c++) {
            char previous = (char) (c - 1);
            bomb.append(c).append(": &").append(c).append(" [").append(("*" + previous + ",").repeat(9)).append("]\n");
        }
        assertThat(Decoded.of("kubelet-config.yaml", bomb.toString()).facts()).hasSize(1);
    }

    @Test
    void aDocumentBeyondReasonIsNotRead() {
        Decoded huge = Decoded.of("kubelet-config.yaml", "# " + "x".repeat(2 << 20));
        assertThat(huge.facts()).isEmpty();
        assertThat(huge.problems()).singleElement().satisfies(problem -> assertThat(problem.what()).startsWith("larger than"));
    }

    @Test
    void endlessLinesAreCutAndTheNextIsRead() {
        Decoded decoded = Decoded.of("ip-route.txt", "10.1.0.0/16 dev eth0 " + "x".repeat(1 << 20) + "\ndefault via 10.0.0.1 dev eth0\n");
        assertThat(decoded.all(Route.class)).extracting(Route::destination).containsExactly("10.1.0.0/16", "default");
        assertThat(decoded.problems()).singleElement().satisfies(problem -> assertThat(problem.place()).endsWith("ip-route.txt:1"));
    }

    @Test
    void tooManyRoutesAreCounted() {
        StringBuilder routes = new StringBuilder();
        for (int i = 0; i < 25_000; i++) {
            routes.append("10.").append(i / 62_500).append('.').append(i / 250 % 250).append('.').append(i % 250).append(" dev eth0\n");
        }
        Decoded decoded = Decoded.of("ip-route.txt", routes.toString());
        assertThat(decoded.all(Route.class)).hasSize(20_000);
        assertThat(decoded.problems()).singleElement().satisfies(problem -> assertThat(problem.what()).contains("20000"));
    }

    @Test
    void controlCharactersDoNotReachAReader() {
        Decoded decoded = Decoded.of("services-status.txt", "kube\u001b[31mlet: active (running)\r\n");
        assertThat(decoded.only(HostFact.HostService.class).name()).isEqualTo("kube[31mlet");
        assertThat(Decoded.of("ip-route.txt", "\u001b]0;owned\u0007 oops\n").problems())
                .allSatisfy(problem -> assertThat(problem.what()).doesNotContain("\u001b").doesNotContain("\u0007"));
    }

    @Test
    void escapedControlCharactersAreNotDecodedToReaders() {
        assertThat(Decoded.of("cni-conf/a.conflist", "{\"name\":\"a\\u001b[2Jb\",\"plugins\":[{\"type\":\"x\"}]}")
                .only(HostFact.CniConfig.class).name()).isEqualTo("a[2Jb");
    }

    /** A few thousand lines that describe a hundred million ways from Services to endpoints. */
    @Test
    void sharedChainsAreNotMultipliedOut() {
        StringBuilder dump = new StringBuilder("*nat\n");
        for (int i = 0; i < 2_000; i++) {
            dump.append("-A KUBE-SERVICES -d 10.96.").append(i / 250).append('.').append(i % 250)
                    .append("/32 -p tcp --dport 80 -j KUBE-EXT-A\n-A KUBE-EXT-A -j KUBE-SVC-").append(i)
                    .append("\n-A KUBE-SVC-").append(i).append(" -j KUBE-SEP-").append(i)
                    .append("\n-A KUBE-SVC-").append(i).append(" -j KUBE-EXT-A\n-A KUBE-SEP-").append(i)
                    .append(" -j DNAT --to-destination 10.244.0.1:").append(i + 1).append('\n');
        }
        Decoded decoded = Decoded.of("iptables-save", dump.toString());
        assertThat(decoded.only(HostFact.PacketFilter.class).services()).hasSize(2_000);
        assertThat(decoded.problems()).singleElement().satisfies(problem -> assertThat(problem.what()).contains("ways"));
    }

    @Test
    void anErrorInPlaceOfOutputIsAProblemAndNoFact() {
        for (String name : List.of("ip-route.txt", "iptables-save.txt", "ip-addr.txt", "ipset.txt", "resolv.conf", "cni-bin.txt",
                "ipvsadm.txt", "nft-ruleset.txt", "sysctl.txt", "listening-sockets.txt")) {
            Decoded decoded = Decoded.of(name, "bash: line 1: sudo: command not found\n");
            assertThat(decoded.facts()).as(name).isEmpty();
            assertThat(decoded.problems()).as(name).hasSize(1);
        }
    }

    @Test
    void unknownNamesAreLeftAlone() {
        assertThat(decode("kubelet.log", new byte[] {1}).recognised()).isFalse();
        assertThat(HostDecoder.kindsOf("dmesg.txt")).isEmpty();
    }

    private static Decoded decode(String name, byte[] bytes) {
        return Decoded.of("worker-1", name, name, new ByteArrayInputStream(bytes), new SharedValues());
    }

    @Test
    void saysWhetherAnythingIsLost() {
        assertThat(Decoded.of("sysctl.txt", "net.ipv4.ip_forward = 1\n").reading()).isEqualTo(HostDecoder.Reading.COMPLETE);
        assertThat(Decoded.of("sysctl.txt", "net.ipv4.ip_forward = 1\nssh: connection lost\n").reading())
                .isEqualTo(HostDecoder.Reading.PARTIAL);
        assertThat(Decoded.of("cni-bin.txt", "ls: cannot access '/opt/cni/bin': No such file or directory\n").reading())
                .as("that it is missing is an answer").isEqualTo(HostDecoder.Reading.COMPLETE);
    }
}
