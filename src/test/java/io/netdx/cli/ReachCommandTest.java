package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReachCommandTest {

    private static final String SHOP = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {namespace: shop, name: web}
        spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, ports: [{name: http, containerPort: 8080}]}]}}}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {namespace: shop, name: db}
        spec: {template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, ports: [{containerPort: 5432}]}]}}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {namespace: crm, name: sync}
        spec: {template: {metadata: {labels: {app: sync}}, spec: {containers: [{name: sync}]}}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {namespace: shop, name: web}
        spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {namespace: shop, name: db}
        spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}]}
        """;

    @TempDir
    Path folder;
    private String shop;

    @BeforeEach
    void manifests() throws IOException {
        shop = Files.writeString(folder.resolve("shop.yaml"), SHOP).toString();
    }

    @Test
    void allowedConnectionsOfAllWorkloadsOnDeclaredPorts() {
        Run run = Run.of("reach", "-q", "-o", "csv", "-f", shop);
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
            src,dst,protocol,port,allowed,decidedBy
            Deployment/crm/sync,Deployment/shop/web,TCP,8080,true,
            Deployment/shop/web,Deployment/shop/web,TCP,8080,true,
            StatefulSet/shop/db,Deployment/shop/web,TCP,8080,true,
            Deployment/shop/web,StatefulSet/shop/db,TCP,5432,true,NetworkPolicy/shop/db
            """);
    }

    @Test
    void filtersTellDenialsToo() {
        assertThat(Run.of("reach", "-q", "-o", "csv", "-f", shop, "--to", "sts/shop/db").out()).isEqualTo("""
            src,dst,protocol,port,allowed,decidedBy
            Deployment/crm/sync,sts/shop/db,TCP,5432,false,NetworkPolicy/shop/db
            Deployment/shop/web,sts/shop/db,TCP,5432,true,NetworkPolicy/shop/db
            StatefulSet/shop/db,sts/shop/db,TCP,5432,false,NetworkPolicy/shop/db
            """);
        assertThat(Run.of("reach", "-q", "-o", "csv", "-f", shop, "--from", "ip:203.0.113.7", "--to", "shop/db", "--port", "9999").out())
                .endsWith("ip:203.0.113.7,shop/db,TCP,9999,false,NetworkPolicy/shop/db\n");
        assertThat(Run.of("reach", "-q", "-o", "csv", "-f", shop, "--from", "shop/db", "--port", "http").out())
                .endsWith("allowed,decidedBy\nshop/db,Deployment/shop/web,TCP,8080,true,\n");
    }

    @Test
    void pairsAreAnsweredInOrderAndBadLinesNamed() throws IOException {
        Path pairs = Files.writeString(folder.resolve("pairs.csv"), """
            src,dst,protocol,port
            crm/sync[Deployment],shop/db[StatefulSet],TCP,5432
            nobody/here,shop/db,TCP,5432
            "deploy/shop/web",shop/db,tcp,5432
            shop/db,svc/shop/web,TCP,80
            shop/db,shop/web,TCP,http
            shop/db,shop/web,ICMP,80
            shop/db,shop/web
            ip:10.0.0.1,sts/shop/db,UDP,5432
            """);
        Run run = Run.of("reach", "-q", "-o", "csv", "-f", shop, "--pairs", pairs.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEqualTo("""
            src,dst,protocol,port,allowed,decidedBy
            crm/sync[Deployment],shop/db[StatefulSet],TCP,5432,false,NetworkPolicy/shop/db
            deploy/shop/web,shop/db,TCP,5432,true,NetworkPolicy/shop/db
            shop/db,svc/shop/web,TCP,80,true,
            ip:10.0.0.1,sts/shop/db,UDP,5432,false,NetworkPolicy/shop/db
            """);
        assertThat(run.err().lines()).hasSize(4);
        assertThat(run.err()).contains(pairs + ":3: nobody/here names no pod", pairs + ":6: port http is no number", pairs
                + ":7: protocol ICMP",
                pairs + ":8: expected src,dst,protocol,port");
    }

    @Test
    void jsonAndTextSayTheSame() {
        assertThat(Run.of("reach", "-q", "-o", "json", "-f", shop, "--from", "crm/sync", "--to",
                "shop/db").out()).contains("\"kind\": \"ReachReport\"",
                "{\"from\": \"crm/sync\", \"to\": \"shop/db\", \"protocol\": \"TCP\", \"port\": 5432, \"verdict\": \"denied\", "
                        + "\"decidedBy\": [{\"kind\": \"NetworkPolicy\", \"namespace\": \"shop\", \"name\": \"db\"}], \"why\": "
                                + "\"NetworkPolicy shop/db: ");
        assertThat(Run.of("reach", "-q", "-f", shop, "--from", "crm/sync", "--to", "shop/db").out())
                .startsWith("crm/sync -> shop/db 5432/TCP denied by NetworkPolicy/shop/db").endsWith("\n1 connection\n");
    }

    @Test
    void aPodThatCallsItselfThroughAServiceIsUndecided() throws IOException {
        String hairpin = Files.writeString(folder.resolve("hairpin.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {namespace: shop, name: queue-0, labels: {app: queue}}
                spec: {containers: [{name: queue, ports: [{containerPort: 5672}]}]}
                status: {phase: Running, podIP: 10.1.0.5}
                ---
                apiVersion: v1
                kind: Service
                metadata: {namespace: shop, name: queue}
                spec: {selector: {app: queue}, ports: [{port: 5672}]}
                ---
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {namespace: shop, name: queue}
                spec: {podSelector: {matchLabels: {app: queue}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}
                """).toString();
        assertThat(Run.of("reach", "-q", "-o", "csv", "-f", hairpin, "--from", "pod/shop/queue-0", "--to", "svc/shop/queue").out()).contains("\npod/shop/queue-0,svc/shop/queue,TCP,5672,unknown,");
        assertThat(Run.of("reach", "-q", "-o", "csv", "-f", hairpin, "--from", "pod/shop/queue-0", "--to", "pod/shop/queue-0").out()).contains(",TCP,5672,true,");
        String open = Files.writeString(folder.resolve("open.yaml"), Files.readString(Path.of(hairpin)).replace("app: web", "app: queue")).toString();
        assertThat(Run.of("reach", "-q", "-o", "csv", "-f", open, "--from", "pod/shop/queue-0", "--to", "svc/shop/queue").out()).contains(",true,");
    }

    @Test
    void assumptionsOverrideTheCni() throws IOException {
        String block = Files.writeString(folder.resolve("block.yaml"), SHOP.replace("podSelector: {matchLabels: {app: web}}}]",
                "ipBlock: {cidr: 0.0.0.0/0}}]")
                + "---\napiVersion: v1\nkind: Pod\nmetadata: {namespace: crm, name: probe}\nspec: {containers: [{name: "
                        + "probe}]}\nstatus: {podIP: 10.1.0.4}\n").toString();
        String[] question = {"reach", "-q", "-o", "csv", "-f", block, "--from", "crm/probe", "--to", "shop/db"};
        assertThat(Run.of(question).out()).as("the CNI is not known").contains(",unknown,");
        assertThat(Run.of(with(question, "ipblock-matches-pods=true")).out()).contains(",true,");
        assertThat(Run.of(with(question, "ipblock-matches-pods=false")).out()).contains(",false,");
    }

    private static String[] with(String[] question, String assumption) {
        String[] all = java.util.Arrays.copyOf(question, question.length + 2);
        all[question.length] = "--assume";
        all[question.length + 1] = assumption;
        return all;
    }

    @Test
    void namesThatLookLikeFormulasStayText() throws IOException {
        String hostile = Files.writeString(folder.resolve("hostile.yaml"), SHOP.replace("name: sync}",
                "name: 'sync,\"x\"\u202e'}")).toString();
        String out = Run.of("reach", "-q", "-o", "csv", "-f", hostile).out();
        assertThat(out).contains("\"Deployment/crm/sync,\"\"x\"\"?\"").doesNotContain("\u202e");
        String formula = Files.writeString(folder.resolve("formula.yaml"), SHOP.replace("namespace: crm", "namespace: '=1+1'")).toString();
        assertThat(Run.of("reach", "-q", "-o", "csv", "-f", formula, "--from", "=1+1/sync", "--to", "shop/db").out())
                .contains("\n'=1+1/sync,shop/db,TCP,5432,false,");
    }

    @Test
    void bareAndOwnedPodsOfAManifestStandSideBySideBehindAService() throws IOException {
        String mixed = Files.writeString(folder.resolve("mixed.yaml"), SHOP + "---\napiVersion: v1\nkind: Pod\nmetadata: {namespace: shop, name: probe, labels: {app: probe}}\n"
                + "spec: {containers: [{name: probe}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {namespace: shop, name: data}\n"
                + "spec: {selector: {app: db}, ports: [{port: 5432}]}\n").toString();
        assertThat(Run.of("reach", "-q", "-o", "csv", "-f", mixed, "--from", "shop/probe", "--to", "svc/shop/data").out())
                .endsWith("\nshop/probe,svc/shop/data,TCP,5432,false,NetworkPolicy/shop/db\n");
    }

    @Test
    void faultsOfPoliciesAreNamedWithTheirPlaceAndTheRestIsAnswered() throws IOException {
        String faulty = Files.writeString(folder.resolve("faulty.yaml"), SHOP.replace("ports: [{port: 5432}]}]", "ports: [{port: 5432}]}, {from: "
                + "[{ipBlock: {cidr: 10.0.0.0/40}}]}]")).toString();
        Run run = Run.of("reach", "-o", "csv", "-f", faulty, "--to", "sts/shop/db");
        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("netdx: faulty.yaml:24 spec.ingress[1].from[0].ipBlock.cidr: NetworkPolicy shop/db is invalid: ipBlock 10.0.0.0/40 is no address range");
        assertThat(run.out()).as("what a sound rule admits").contains("Deployment/shop/web,sts/shop/db,TCP,5432,true,");
        assertThat(run.out()).as("what the broken one may admit").contains("Deployment/crm/sync,sts/shop/db,TCP,5432,unknown,");
    }

    @Test
    void usageErrorsExitTwoAndUnreadableFilesThree() {
        for (String[] args : new String[][] {{"reach"}, {"reach", "-f", shop, "-o", "pdf"}, {"reach", "-f", shop, "--port", "0"},
                {"reach", "-f", shop, "--protocol", "ICMP"}, {"reach", "-f", shop, "--from", "shop/nobody"},
                {"reach", "-f", shop, "--assume", "ipblock-matches-pods"}, {"reach", "-f", shop, "--assume", "magic=true"},
                {"reach", "-f", shop, "--pairs", shop, "--from", "shop/db"}}) {
            Run run = Run.of(args);
            assertThat(run.status()).as(String.join(" ", args)).isEqualTo(2);
            assertThat(run.err().strip().lines()).hasSize(1);
            assertThat(run.out()).isEmpty();
        }
        for (String[] args : new String[][] {{"reach", "-f", "missing.yaml"}, {"reach", "-f", shop, "--pairs", "missing.csv"},
                {"reach", "-q", "-f", shop, "-o", "csv=" + folder.resolve("missing/out.csv")}}) {
            Run run = Run.of(args);
            assertThat(run.status()).as(String.join(" ", args)).isEqualTo(3);
            assertThat(run.err().strip().lines()).hasSize(1);
            assertThat(run.out()).isEmpty();
        }
    }
}
