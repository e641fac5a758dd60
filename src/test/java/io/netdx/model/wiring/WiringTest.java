package io.netdx.model.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.cluster.Cluster;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Service;
import io.netdx.fact.Workload;
import io.netdx.source.Limits;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Connections that another analyser found in the same manifests ({@code -Dnetdx.data}); it writes them as policies that admit them.
 * It looks at exact strings alone, so more may be found here.
 */
class WiringTest {

    private static final Path ORACLE = Path.of(System.getProperty("netdx.data", "../shared/data")).resolve("netpol-oracle/wiring/tests");

    private static Cluster read(Path path) {
        return SnapshotReader.read(List.of(path.toString()), InputStream.nullInputStream(), Limits.DEFAULT, SignatureTable.load()).cluster();
    }

    @Test
    void findsWhatTheOtherFound() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(ORACLE));
        List<String> missing = new java.util.ArrayList<>();
        int expected = 0;
        try (Stream<Path> apps = Files.list(ORACLE)) {
            for (Path app : apps.sorted().toList()) {
                for (String name : List.of("expected_netpol_output.json", "expected_netpol_output.yaml")) {
                    if (Files.isRegularFile(app.resolve(name))) {
                        Set<String> theirs = theirs(read(app.resolve(name)), read(app));
                        expected += theirs.size();
                        Set<String> ours = ours(read(app));
                        theirs.stream().filter(e -> !ours.contains(e)).forEach(e -> missing.add(app.getFileName() + ": " + e));
                    }
                }
            }
        }
        System.out.println("expected edges " + expected + ", not found " + missing.size());
        missing.forEach(System.out::println);
        assertThat(expected).isGreaterThan(40);
        assertThat(missing.size()).isLessThanOrEqualTo(expected / 20);
    }

    /** {@code client -> server}, by the egress rules that select pods. */
    private static Set<String> theirs(Cluster policies, Cluster app) {
        Set<String> edges = new TreeSet<>();
        for (NetworkPolicy policy : policies.all(NetworkPolicy.class)) {
            for (NetworkPolicy.Rule rule : policy.egress()) {
                for (NetworkPolicy.Peer peer : rule.peers()) {
                    peer.pods().filter(s -> !s.empty()).ifPresent(servers -> {
                        for (Workload client : app.all(Workload.class)) {
                            if (!policy.podSelector().empty() && policy.podSelector().matches(client.templateLabels())
                                    && client.meta().namespace().equals(policy.meta().namespace())) {
                                app.all(Workload.class).stream().filter(w -> servers.matches(w.templateLabels()))
                                        .forEach(server -> edges.add(client.ref().qualifiedName() + " -> " + server.ref().qualifiedName()));
                            }
                        }
                    });
                }
            }
        }
        return edges;
    }

    private static Set<String> ours(Cluster app) {
        Set<String> edges = new TreeSet<>();
        for (ExpectedEdge edge : Wiring.of(app)) {
            for (Workload server : app.all(Workload.class)) {
                boolean behind = app.find(Service.class, edge.target()).filter(s -> s.hasSelector() && server.meta().namespace()
                        .equals(s.meta().namespace()) && server.templateLabels().entrySet().containsAll(s.selector().entrySet())).isPresent();
                if (behind || server.ref().equals(edge.target())) {
                    edges.add(edge.client().qualifiedName() + " -> " + server.ref().qualifiedName());
                }
            }
        }
        return edges;
    }

    @Test
    void readsVariablesThroughConfigMapsAndArguments() {
        Cluster shop = read(Path.of("facts/healthy/quiet.yaml"));
        assertThat(Wiring.of(shop)).anySatisfy(edge -> {
            assertThat(edge.client()).isEqualTo(ObjectRef.of("Deployment", "shop", "cart"));
            assertThat(edge.target()).isEqualTo(ObjectRef.of("Service", "data", "db"));
            assertThat(edge.port()).isEqualTo(5432);
            assertThat(edge.confidence()).isEqualTo(80);
        });
    }
}
