package io.netdx.source;

import static io.netdx.source.Packed.tar;
import static io.netdx.source.Packed.zip;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.Coverage;
import io.netdx.fact.Node;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Signature;
import io.netdx.source.signature.SignatureTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layouts of collectors of which no public sample exists: what they are called, what is read, and what their silence means. */
class CollectorsTest {

    private static final String NODE = "\"metadata\": {\"name\": \"rack-4\"}, \"status\": {\"nodeInfo\": {\"kubeletVersion\": \"v1.31.2\"}}";
    private static final SignatureTable TABLE = SignatureTable.load();

    private static Snapshot read(byte[] bytes) {
        return SnapshotReader.read(List.of("-"), new ByteArrayInputStream(bytes), Limits.DEFAULT, TABLE);
    }

    private static String object(String kind, String namespace, String name) {
        String version = kind.equals("NetworkPolicy") ? "networking.k8s.io/v1" : "v1";
        return "{\"apiVersion\": \"" + version + "\", \"kind\": \"" + kind + "\", \"metadata\": {\"name\": \"" + name + "\", \"namespace\": \""
                + namespace + "\"}, \"status\": {\"phase\": \"Running\"}}";
    }

    @Test
    void veleroBackupHoldsOneObjectAFile() throws IOException {
        Snapshot snapshot = read(Packed.gzip(tar().file("metadata/version", "1.1.0")
                .file("resources/nodes/cluster/rack-4.json", "{\"apiVersion\": \"v1\", \"kind\": \"Node\", " + NODE + "}")
                .file("resources/nodes/v1-preferredversion/cluster/rack-4.json", "{\"apiVersion\": \"v1\", \"kind\": \"Node\", " + NODE + "}")
                .file("resources/pods/namespaces/billing/api-0.json", object("Pod", "billing", "api-0"))
                .file("resources/networkpolicies.networking.k8s.io/namespaces/billing/lock.json", object("NetworkPolicy", "billing", "lock"))
                .file("resources/pods/namespaces/edge/proxy-0.json", object("Pod", "edge", "proxy-0")).bytes()));
        assertThat(snapshot.format()).isEqualTo(Format.VELERO);
        assertThat(snapshot.problems()).isEmpty();
        assertThat(snapshot.cluster().all(Node.class)).hasSize(1);
        assertThat(snapshot.cluster().all(Pod.class)).hasSize(2);
        assertThat(snapshot.cluster().complete("NetworkPolicy", "billing")).isTrue();
        // the backup may have left them out there
        assertThat(snapshot.cluster().complete("NetworkPolicy", "edge")).isFalse();
        assertThat(snapshot.cluster().complete("Pod", Coverage.ALL)).isFalse();
    }

    @Test
    void ciliumSysdumpListsAllNamespacesAndItsLogsFindTheirPods() throws IOException {
        String pods = "apiVersion: v1\nitems:\n- metadata: {name: cilium-x2vkq, namespace: kube-system}\n  status: {phase: Running}\n"
                + "- metadata: {name: cilium-operator-7d, namespace: kube-system}\n  status: {phase: Running}\nkind: PodList\n";
        String policies = "apiVersion: networking.k8s.io/v1\nitems: []\nkind: NetworkPolicyList\n";
        Snapshot snapshot = read(zip("sysdump/k8s-pods-20260301-101500.yaml", pods,
                "sysdump/k8s-networkpolicies-20260301-101500.yaml", policies,
                "sysdump/logs-cilium-x2vkq-cilium-agent-20260301-101500.log",
                "level=warning msg=\"retry\" error=\"dial tcp 10.9.0.1:443: connect: connection refused\"\n".repeat(3)));
        assertThat(snapshot.format()).isEqualTo(Format.CILIUM_SYSDUMP);
        assertThat(snapshot.problems()).isEmpty();
        assertThat(snapshot.cluster().all(Pod.class)).hasSize(2);
        assertThat(snapshot.cluster().complete("NetworkPolicy", "anywhere")).isTrue();
        assertThat(snapshot.cluster().complete("IngressClass", Coverage.ALL)).isFalse();
        assertThat(snapshot.cluster().all(Signature.class)).extracting(Signature::ref)
                .containsOnly(ObjectRef.of("Pod", "kube-system", "cilium-x2vkq"));
    }

    @Test
    void insightsArchivePicksObjectsThatDoNotSayTheirKind() throws IOException {
        Snapshot snapshot = read(tar().file("insights-operator/gathers.json", "{\"status_reports\": []}")
                .file("config/node/rack-4.json", "{" + NODE + "}")
                .file("config/pod/billing/api-0.json", "{\"metadata\": {\"name\": \"api-0\", \"namespace\": \"billing\"}, \"spec\": {\"containers\": []},"
                        + " \"status\": {\"phase\": \"Pending\"}}").bytes());
        assertThat(snapshot.format()).isEqualTo(Format.INSIGHTS);
        assertThat(snapshot.cluster().all(Node.class)).hasSize(1);
        assertThat(snapshot.cluster().all(Pod.class)).hasSize(1);
        assertThat(snapshot.cluster().coverage("Pod", "billing").state()).isEqualTo(Coverage.State.PARTIAL);
    }

    /** An archive that was cut off tells nothing about what would have come. */
    @Test
    void aCutArchiveMakesNothingComplete() throws IOException {
        Packed.Tar dump = tar();
        for (String namespace : List.of("kube-public", "kube-system", "billing")) {
            for (String kind : List.of("pods", "services", "events", "deployments", "replicasets", "daemonsets", "replication-controllers")) {
                dump.file("dump/" + namespace + "/" + kind + ".json", "{\"kind\": \"List\", \"apiVersion\": \"v1\", \"items\": []}");
            }
        }
        byte[] whole = dump.file("dump/nodes.json", "{\"kind\": \"NodeList\", \"apiVersion\": \"v1\", \"items\": [{" + NODE + "}]}").bytes();
        assertThat(read(whole).cluster().complete("Service", Coverage.ALL)).isTrue();
        Snapshot cut = read(Arrays.copyOf(whole, whole.length * 2 / 3));
        assertThat(cut.problems()).isNotEmpty();
        assertThat(cut.cluster().complete("Service", Coverage.ALL)).isFalse();
        assertThat(cut.cluster().complete("Service", "kube-public")).isTrue();
    }

    @Test
    void aListWithAnUnreadableItemIsNotComplete() {
        String services = "{\"kind\": \"ServiceList\", \"apiVersion\": \"v1\", \"items\": [{\"metadata\": {\"name\": \"web\", \"namespace\": \"a\"}},"
                + " {\"metadata\": {\"name\": \"db\", \"namespace\": \"b\"}}, {\"metadata\": {\"namespace\": \"b\"}}]}";
        Snapshot snapshot = read(Packed.utf8(services));
        assertThat(snapshot.problems()).singleElement().asString().contains("without metadata.name");
        assertThat(snapshot.cluster().complete("Service", Coverage.ALL)).isFalse();
        assertThat(read(Packed.utf8(services.replace(", {\"metadata\": {\"namespace\": \"b\"}}", ""))).cluster()
                .complete("Service", Coverage.ALL)).isTrue();
    }

    @Test
    void statementsDoNotDependOnTheOrderOfFiles() throws IOException {
        String one = "{\"kind\": \"List\", \"apiVersion\": \"v1\", \"items\": [" + object("Pod", "a", "x") + "]}";
        String two = "{\"gitVersion\": \"v1.30.1\", \"major\": \"1\"}";
        String three = object("Pod", "b", "y");
        Snapshot forth = read(tar().file("pods.json", one).file("version.json", two).file("pod.json", three)
                .file("other.json", two.replace("30.1", "31.0")).bytes());
        Snapshot back = read(tar().file("other.json", two.replace("30.1", "31.0")).file("pod.json", three).file("version.json", two)
                .file("pods.json", one).bytes());
        assertThat(back.cluster().coverage()).isEqualTo(forth.cluster().coverage());
        assertThat(back.cluster().version()).isEqualTo(forth.cluster().version()).isEqualTo("v1.31.0");
    }
}
