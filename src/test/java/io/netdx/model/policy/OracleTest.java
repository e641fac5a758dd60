package io.netdx.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.cluster.Cluster;
import io.netdx.model.CniProfiles;
import io.netdx.model.Named;
import io.netdx.model.PeerNames;
import io.netdx.source.Limits;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Verdicts of other people's engines over other people's manifests ({@code -Dnetdx.data}). Every seventh by default, all with
 * {@code -Dnetpol.oracle=full}. Those corpora assume that ipBlocks do not match pods and that pods on the host network are pods.
 */
class OracleTest {

    private static final Path ORACLE = Path.of(System.getProperty("netdx.data", "../shared/data")).resolve("netpol-oracle");
    private static final int STEP = "full".equals(System.getProperty("netpol.oracle")) ? 1 : 7;
    /** The corpus with tiers of admin policies: asked in full. */
    private static final String ADMIN = "np-guard-anp-banp";

    @Test
    void agreesWithEveryVerdict() throws IOException {
        Assumptions.assumeTrue(Files.isRegularFile(ORACLE.resolve("verdicts.jsonl.gz")));
        Map<String, Map<?, ?>> cases = new HashMap<>();
        for (String line : Files.readAllLines(ORACLE.resolve("cases.jsonl"))) {
            Map<?, ?> one = json(line);
            cases.put(one.get("case").toString(), one);
        }
        Map<String, Integer> asked = new TreeMap<>();
        List<String> disagreements = new ArrayList<>();
        int number = 0;
        Case current = null;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(ORACLE.resolve("verdicts.jsonl.gz"))), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String name = field(line, "case");
                String corpus = field(line, "corpus");
                if (corpus.equals(ADMIN) || number++ % STEP == 0) {
                    current = current != null && current.name.equals(name) ? current : new Case(name, cases.get(name));
                    asked.merge(corpus, 1, Integer::sum);
                    current.check(line, disagreements);
                }
            }
        }
        System.out.println("verdicts asked " + asked + ", disagreements " + disagreements.size());
        disagreements.stream().limit(200).forEach(System.out::println);
        assertThat(disagreements).isEmpty();
        assertThat(asked.values().stream().mapToInt(n -> n).sum()).isGreaterThan(120_000 / STEP);
    }

    private static final class Case {
        final String name;
        final PeerNames names;
        final PolicyStack stack;
        final Map<String, List<Peer>> peers = new HashMap<>();

        Case(String name, Map<?, ?> description) {
            this.name = name;
            List<String> paths = ((List<?>) description.get("manifests")).stream().map(m -> ORACLE.resolve(m.toString()).toString()).toList();
            Cluster cluster = SnapshotReader.read(paths, InputStream.nullInputStream(), Limits.DEFAULT, SignatureTable.load()).cluster();
            this.names = new PeerNames(cluster);
            this.stack = PolicyStack.asGiven(cluster, CniProfiles.detect(cluster).withIpBlockMatchesPods(false).withHostNetworkAsPod(true));
        }

        void check(String line, List<String> disagreements) {
            String expected = line.contains("\"allowed\":true") ? "ALLOW" : "DENY";
            int at = line.indexOf("\"port\":") + 7;
            int port = Integer.parseInt(line.substring(at, line.indexOf(',', at)));
            StringBuilder got = new StringBuilder();
            if (peers(field(line, "src")).isEmpty() || peers(field(line, "dst")).isEmpty()) {
                got.append(" a name was not resolved");
            }
            for (Peer from : peers(field(line, "src"))) {
                for (Peer to : peers(field(line, "dst"))) {
                    Verdict verdict = stack.judge(new Flow(from, to, port, field(line, "protocol")));
                    if (!verdict.decision().name().equals(expected)) {
                        got.append(' ').append(verdict);
                    }
                }
            }
            if (!got.isEmpty()) {
                disagreements.add(line + " but" + got);
            }
        }

        private List<Peer> peers(String text) {
            return peers.computeIfAbsent(text, t -> {
                Named named = names.resolve(t);
                return named instanceof Named.OfPods pods ? List.copyOf(stack.representatives(pods.peers()))
                        : named instanceof Named.OfAddress address ? List.of(address.peer()) : List.of();
            });
        }
    }

    /** The verdicts have no nested objects and no escapes. */
    private static String field(String line, String name) {
        int at = line.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return line.substring(at, line.indexOf('"', at));
    }

    private static Map<?, ?> json(String line) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(line);
    }
}
