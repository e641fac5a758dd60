package io.netdx.source.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdx.fact.Pod;
import io.netdx.source.Limits;
import io.netdx.source.Problem;
import io.netdx.source.Snapshot;
import io.netdx.source.SnapshotReader;
import io.netdx.source.SourceException;
import io.netdx.source.signature.SignatureTable;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Terminals colour, wrap, cut and mix; none of it may break the reading or invent anything. */
class HostileTranscriptTest {

    private static final String TABLE = """
            NAME                    READY   STATUS    RESTARTS   AGE
            cart-7954999bbd-2x6x6   1/1     Running   0          67s
            cart-7954999bbd-vv6gf   0/1     Pending   0          62s
            """;

    private static Snapshot read(String text) {
        return SnapshotReader.read(List.of("-"), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Limits.DEFAULT,
                SignatureTable.EMPTY);
    }

    private static List<String> pods(Snapshot snapshot) {
        return snapshot.cluster().all(Pod.class).stream().map(p -> p.ref().qualifiedName() + " " + p.phase()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$ ", "# ", "% ", "> ", "+ ", "ops@bastion:~$ ", "[root@cp-1 ~]# ", "root@cp-1:/etc/kubernetes# ",
            "(venv) ops@bastion:~/shop$ ", "bash-5.1$ ", "/ # ", "~ $ ", "➜  shop git:(main) ✗ ", "❯ ", "PS C:\\Users\\ops> ", "C:\\Users\\ops>", ""})
    void promptsOfManyShells(String prompt) {
        Snapshot snapshot = read(prompt + "kubectl get pods -n shop\n" + TABLE);
        assertThat(pods(snapshot)).containsExactly("shop/cart-7954999bbd-2x6x6 Running", "shop/cart-7954999bbd-vv6gf Pending");
    }

    @ParameterizedTest
    @ValueSource(strings = {"oc", "k", "kubectl --context prod", "sudo kubectl", "KUBECONFIG=/tmp/x kubectl", "/usr/local/bin/kubectl"})
    void namesOfTheCommand(String kubectl) {
        assertThat(pods(read("$ " + kubectl + " get po -n=shop\n" + TABLE))).hasSize(2).allMatch(p -> p.startsWith("shop/"));
    }

    @Test
    void aTableWithoutItsCommandIsKnownByItsHeader() {
        assertThat(pods(read(TABLE))).containsExactly("default/cart-7954999bbd-2x6x6 Running", "default/cart-7954999bbd-vv6gf Pending");
    }

    @Test
    void mixedLineEndingsAndColours() {
        String coloured = "\u001b[01;32mops@bastion\u001b[00m:\u001b[01;34m~\u001b[00m$ kubectl get pods -n shop\r\n"
                + "NAME                    READY   STATUS    RESTARTS   AGE\r\n"
                + "cart-7954999bbd-2x6x6   1/1     \u001b[32mRunning\u001b[0m   0          67s\n"
                + "\u001b]0;title\u0007cart-7954999bbd-vv6gf   0/1     Pending   0          62s\r\n";
        Snapshot snapshot = read(coloured);
        assertThat(pods(snapshot)).containsExactly("shop/cart-7954999bbd-2x6x6 Running", "shop/cart-7954999bbd-vv6gf Pending");
        assertThat(snapshot.problems()).isEmpty();
    }

    @Test
    void wrappedAndCutRowsAreOneProblemAndNoPods() {
        Snapshot snapshot = read("""
                $ kubectl get pods -n shop
                NAME                    READY   STATUS    RESTARTS   AGE
                cart-7954999bbd-2x6x6   1/1     Running   0          67s
                checkout-with-a-name-that-the-terminal-wraps-7954999bbd-abcde
                  1/1     Running   0          62s
                payments-7954
                """);
        assertThat(pods(snapshot)).containsExactly("shop/cart-7954999bbd-2x6x6 Running");
        assertThat(snapshot.problems()).extracting(Problem::toString).singleElement().asString()
                .startsWith("stdin:2: 3 rows do not fit the table's header");
        assertThat(snapshot.cluster().complete("Pod", "shop")).isFalse();
    }

    @Test
    void aRowThatIsWiderThanItsHeaderIsReadByItsGaps() {
        Snapshot snapshot = read("""
                $ kubectl get pods -n shop -w
                NAME     READY   STATUS    RESTARTS   AGE
                db-0     1/1     Running   0          67s
                checkout-7954999bbd-abcde   1/1   Running   3 (5m ago)   62s
                """);
        assertThat(pods(snapshot)).containsExactly("shop/checkout-7954999bbd-abcde Running", "shop/db-0 Running");
    }

    @Test
    void describeThatBreaksOffKeepsWhatCameBefore() {
        Snapshot snapshot = read("""
                $ kubectl describe pod cart-0 -n shop
                Name:             cart-0
                Namespace:        shop
                Node:             worker-1/192.168.10.11
                Labels:           app=cart
                Status:           Running
                Containers:
                  cart:
                    Image:      registry.exam""");
        assertThat(pods(snapshot)).containsExactly("shop/cart-0 Running");
        assertThat(snapshot.cluster().all(Pod.class).get(0).containers()).hasSize(1);
    }

    @Test
    void aMapThatBreaksOffIsOneProblem() {
        Snapshot snapshot = read("{\"kubectl get pods -n shop\": \"" + TABLE.replace("\n", "\\n") + "\", \"kubectl get no");
        assertThat(pods(snapshot)).hasSize(2);
        assertThat(snapshot.problems()).hasSize(1);
    }

    @Test
    void aTicketInMarkdownQuotesTheTerminal() {
        assertThat(pods(read("## Checkout is down\n\nSince 14:00. This is what I see:\n\n```\n$ kubectl get pods -n shop\n" + TABLE + "```\nPlease help.\n")))
                .containsExactly("shop/cart-7954999bbd-2x6x6 Running", "shop/cart-7954999bbd-vv6gf Pending");
    }

    @Test
    void tabsBetweenTheCells() {
        String events = "LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n20s\tWarning\tUnhealthy\tpod/cart-7954999bbd-2x6x6\tReadiness probe failed\n";
        Snapshot snapshot = read(TABLE.replaceAll(" {2,}", "\t") + "\n" + events);
        assertThat(pods(snapshot)).containsExactly("default/cart-7954999bbd-2x6x6 Running", "default/cart-7954999bbd-vv6gf Pending");
        assertThat(snapshot.cluster().all(io.netdx.fact.Event.class)).extracting(e -> e.reason()).containsExactly("Unhealthy");
        assertThat(snapshot.problems()).isEmpty();
    }

    @Test
    void betweenTwoTabsACellMayBeEmptyAndARowMayBeCut() {
        Snapshot snapshot = read("$ kubectl get ingress -n shop\nNAME\tCLASS\tHOSTS\tADDRESS\tPORTS\tAGE\nfrontend\tnginx\tshop.example.com\t\t80\t3d\ncart\tnginx\n");
        assertThat(snapshot.cluster().all(io.netdx.fact.Ingress.class)).singleElement().satisfies(i -> assertThat(i.ref().name()).isEqualTo("frontend"));
        assertThat(snapshot.problems()).singleElement().asString().contains("1 rows do not fit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"> ```\n> %s> ```\n", "On Monday she wrote:\n> Since 14:00 cart is down, see\n>\n> %s>\n", "1. I looked:\n   ```sh\n   %s   ```\n2. and waited\n",
            "I looked:\n\n    %s\nand waited\n", "{noformat}\n%s{noformat}\n", "Cluster: prod\nkind: incident\n\n~~~\n%s~~~\n", "Cluster: prod\nkind: incident\n\n%s"})
    void signsOfQuoting(String around) {
        String margin = around.substring(around.lastIndexOf('\n', around.indexOf("%s")) + 1, around.indexOf("%s"));
        Snapshot snapshot = read("# Checkout is down\n\n* cart\n\n".repeat(around.startsWith("Cluster") ? 0 : 1)
                + around.replace("%s", ("$ kubectl get pods -n shop\n" + TABLE.stripTrailing()).replace("\n", "\n" + margin) + "\n"));
        assertThat(pods(snapshot)).containsExactly("shop/cart-7954999bbd-2x6x6 Running", "shop/cart-7954999bbd-vv6gf Pending");
        assertThat(snapshot.problems()).isEmpty();
    }

    @Test
    void whatIsInAnotherFenceIsNoCommandsOutput() {
        Snapshot snapshot = read("```\n$ kubectl get networkpolicies -n shop\n```\nand\n```\n" + TABLE + "```\n\n$ kubectl get pods -n data\n```\n" + TABLE
                + "```\n```yaml\napiVersion: v1\nkind: Service\nmetadata: {name: cart, namespace: shop}\nspec: {selector: {app: cart}}\n```\n");
        assertThat(pods(snapshot)).containsExactly("data/cart-7954999bbd-2x6x6 Running", "data/cart-7954999bbd-vv6gf Pending",
                "default/cart-7954999bbd-2x6x6 Running", "default/cart-7954999bbd-vv6gf Pending");
        assertThat(snapshot.cluster().service("shop", "cart")).isPresent();
        assertThat(snapshot.cluster().all(io.netdx.fact.NetworkPolicy.class)).isEmpty();
    }

    @Test
    void aFenceInsideAManifestIsNone() {
        Snapshot snapshot = read("$ kubectl get cm notes -n shop -o yaml\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: notes\n  namespace: shop\n  uid: 7d6e\n"
                + "data:\n  readme: |\n    see\n    ```\n    x\n    ```\n\n    $ kubectl get nodes\n  last: kept\n");
        assertThat(snapshot.cluster().configMap("shop", "notes").orElseThrow().data()).containsOnlyKeys("readme", "last");
    }

    @Test
    void aLogThatQuotesCommandsIsNoTranscript() {
        assertThatThrownBy(() -> read("2026-11-23T06:04:00Z runbook says: run kubectl get pods -n shop first\nand then wait\n"))
                .isInstanceOf(SourceException.class);
    }

    @Test
    void endlessLinesAndOutputsAreBounded() {
        StringBuilder huge = new StringBuilder("$ kubectl get pods -n shop\n" + TABLE + "$ kubectl logs -n shop cart-7954999bbd-2x6x6\n");
        huge.append("x".repeat(3 << 20)).append('\n');
        for (int i = 0; i < 450_000; i++) {
            huge.append("line ").append(i).append('\n');
        }
        Snapshot snapshot = read(huge + "$ kubectl get pods -n data\n" + TABLE);
        assertThat(pods(snapshot)).hasSize(4);
        assertThat(snapshot.problems()).extracting(Problem::what).singleElement().asString().contains("more output of one command");
    }

    @Test
    void noiseNeverBreaksTheReading() {
        Random random = new Random(7);
        String good = "$ kubectl get pods -n shop\n" + TABLE + "$ kubectl describe node worker-1\nName:               worker-1\nTaints:             a=b:NoSchedule\n"
                + "Conditions:\n  Ready   True   x\nEvents:\n  Type  Reason  Age  From  Message\n  Normal  A  1s  b  c\n$ ssh worker-1 iptables-save\n*filter\n:FORWARD DROP [0:0]\nCOMMIT\n";
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder(good);
            for (int i = 0; i < 12; i++) {
                int at = 30 + random.nextInt(text.length() - 30);
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) (1 + random.nextInt(255)));
                    case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
                    default -> text.insert(at, "  : \n\t".substring(random.nextInt(4)));
                }
            }
            try {
                assertThat(read(text.toString()).files()).isPositive();
            } catch (SourceException nothingLeft) {
                assertThat(nothingLeft).hasMessageContaining("nothing in -");
            }
        }
    }
}
