package io.netdx.source.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.cluster.Cluster;
import io.netdx.source.EntryVisitor;
import io.netdx.source.Limits;
import io.netdx.source.Problem;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnonymizerTest {

    private static final byte[] NONE = new byte[0];
    private static final SignatureTable TABLE = SignatureTable.load();
    private static final PublicWords KNOWN = PublicWords.load();

    @TempDir
    private Path folder;

    private Anonymizer of(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("cluster.yaml"), text);
        return Anonymizer.of(List.of(file.toString()), List.of(), Limits.DEFAULT, TABLE, new byte[] {1, 2, 3});
    }

    private static final String SHOP = """
            apiVersion: v1
            kind: Service
            metadata: {name: basket, namespace: wombat-shop, labels: {team: quokka}}
            spec:
              selector: {app: baskte}
              clusterIP: 10.1.2.3
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: basket-7954999bb-p4tzn, namespace: wombat-shop}
            spec:
              nodeName: ip-10-1-7-9.ec2.internal
              containers:
              - {name: basket, image: "registry.wombat.example/basket:1.4", env: [{name: PAY, value: "https://pay.partner.com/x"}]}
            """;

    @Test
    void aWordIsTheSameWhereverItStands() throws IOException {
        Anonymizer shop = of(SHOP);
        String basket = shop.of("basket");
        String wombat = shop.of("wombat");
        assertThat(basket).isNotEqualTo("basket").matches("[a-z]{8}");
        assertThat(shop.of("basket-7954999bb-p4tzn")).matches(basket + "-[a-z2-9]{9}-[a-z2-9]{5}").doesNotContain("7954999bb", "p4tzn");
        assertThat(shop.of("dial tcp: lookup basket.wombat-shop.svc.cluster.local")).isEqualTo("dial tcp: lookup " + basket + "." + wombat + "-" + shop.of("shop")
                + ".svc.cluster.local");
        assertThat(shop.of("BASKET_SERVICE_HOST basketService2")).isEqualTo(basket.toUpperCase() + "_SERVICE_HOST " + basket + "Service2");
        assertThat(shop.of("app=baskte")).isNotEqualTo("app=" + basket).doesNotContain("baskte");
        assertThat(shop.of("{\"m\":\"in\\nbasket\\tof \\u003cbasket\\u003e \\\\nbasket\"}")).isEqualTo("{\"m\":\"in\\n" + basket + "\\tof \\u003c" + basket + "\\u003e \\\\n"
                + basket + "\"}");
    }

    /** A rule may say that one of them is a slip of the other. */
    @Test
    void wordsThatDifferByALetterStillDo() throws IOException {
        Anonymizer shop = of(SHOP.replace("quokka", "baskat"));
        String one = shop.of("baskat");
        String other = shop.of("basket");
        assertThat(one).hasSameSizeAs(other).isNotEqualTo(other);
        assertThat(java.util.stream.IntStream.range(0, 8).filter(i -> one.charAt(i) != other.charAt(i)).count()).isEqualTo(1);
    }

    @Test
    void hostsOfOthersAreNamesToo() throws IOException {
        Anonymizer shop = of(SHOP);
        assertThat(shop.of("GET https://pay.partner.com/x")).doesNotContain("partner").endsWith(".com/x");
        assertThat(shop.of("registry.wombat.example/basket:1.4")).startsWith("registry.").endsWith(":1.4").doesNotContain("wombat", "basket");
    }

    @Test
    void whatNetdxLooksForStays() throws IOException {
        Anonymizer shop = of(SHOP.replace("wombat-shop", "kube-system").replace("basket-7954999bb-p4tzn", "calico-node-x7k2p"));
        assertThat(shop.of("kube-system/calico-node-")).isEqualTo("kube-system/calico-node-");
        assertThat(shop.of("connection refused by basket")).startsWith("connection refused by ").doesNotContain("basket");
    }

    @Test
    void addressesAreReplacedInEveryForm() throws IOException {
        Anonymizer shop = of(SHOP);
        String address = shop.of("10.1.7.9");
        assertThat(address).startsWith("10.").endsWith(".9").isNotEqualTo("10.1.7.9");
        assertThat(shop.of("ip-10-1-7-9.ec2.internal")).isEqualTo("ip-" + address.replace('.', '-') + ".ec2.internal");
        assertThat(shop.of("dial tcp 10.1.7.9:80->[fd00:1:2::9]:443")).startsWith("dial tcp " + address + ":80->[fd").endsWith(":9]:443").doesNotContain("fd00:1:2");
        assertThat(shop.of("at 06:04:35, version v1.33.2 1.2.3.4.5")).isEqualTo("at 06:04:35, version v1.33.2 1.2.3.4.5");
        assertThat(shop.of("link/ether 0a:58:0a:f4:01:05 brd ff:ff:ff:ff:ff:ff")).startsWith("link/ether 0a:58:0a:").doesNotContain("f4:01:05").endsWith("ff:ff:ff:ff:ff:ff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"service/selector-mismatch/positive-typo.yaml", "policy/port-mismatch/positive.yaml", "dns/upstream-answers-errors/positive-scrape.yaml",
        "ingress/tls-secret-type/positive.yaml", "mesh/mtls-strict-plaintext/positive.yaml"})
    void noNameOfTheSnapshotIsLeftAnywhere(String name) throws IOException {
        String path = Path.of("facts/cases", name).toString();
        SortedSet<String> names = new TreeSet<>();
        Cluster plain = SnapshotReader.read(List.of(path), InputStream.nullInputStream(), Limits.DEFAULT, TABLE).cluster();
        plain.facts().forEach(fact -> List.of(fact.ref().name(), fact.ref().namespace()).forEach(each -> Words.of(each, word -> {
            if (word.length() > 1 && !KNOWN.has(word) && !Words.number(word)) {
                names.add(word);
            }
        })));
        assertThat(names).hasSizeGreaterThan(3);
        SortedSet<String> left = new TreeSet<>();
        Anonymizer anonymizer = Anonymizer.of(List.of(path), List.of(), Limits.DEFAULT, TABLE, NONE);
        SnapshotReader.read(List.of(path), InputStream.nullInputStream(), Limits.DEFAULT, TABLE, to -> anonymizer.over(new EntryVisitor() {
            @Override
            public void entry(String entry, InputStream bytes) throws IOException {
                byte[] all = bytes.readAllBytes();
                Words.of(entry, left::add);
                Words.of(new String(all, StandardCharsets.UTF_8), left::add);
                to.entry(entry, new java.io.ByteArrayInputStream(all));
            }

            @Override
            public void problem(Problem problem) {
                to.problem(problem);
            }
        }));
        assertThat(left).doesNotContainAnyElementsOf(names);
    }
}
