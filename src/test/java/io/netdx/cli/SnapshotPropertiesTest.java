package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.Rounds;
import io.netdx.diagnosis.Diagnosis;
import io.netdx.reason.Judgement;
import io.netdx.source.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must hold for the diagnosis of any snapshot; tried on cases that hold a whole cluster that runs. */
class SnapshotPropertiesTest {

    private static final Diagnosis DIAGNOSIS = new Diagnosis();
    private static final List<Path> CASES = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void cases() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("facts/cases"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                String text = Files.readString(file);
                if (text.contains("\nkind: Case\n") && !text.contains("\nbase: ") && text.contains("phase: \"Running\"")) {
                    CASES.add(file);
                }
            }
        }
    }

    private static String drawn(Random random) throws IOException {
        return Files.readString(CASES.get(random.nextInt(CASES.size())));
    }

    private static Judgement judged(List<String> paths) {
        Snapshot snapshot = DIAGNOSIS.read(paths, InputStream.nullInputStream());
        return DIAGNOSIS.of(snapshot).judgement();
    }

    @Test
    void theOrderOfFilesDoesNotShow() {
        Rounds.seeds(20).forEach(seed -> {
            try {
                Random random = new Random(seed);
                List<String> files = new ArrayList<>();
                for (String document : drawn(random).split("(?m)^---$")) {
                    files.add(Files.writeString(folder.resolve(seed + "-" + files.size() + ".yaml"), document).toString());
                }
                String before = judged(files).toString();
                Collections.shuffle(files, random);
                assertThat(judged(files).toString()).as("seed %s", seed).isEqualTo(before);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Test
    void aHealthyNamespaceMoreChangesNoDiagnosis() {
        Rounds.seeds(20).forEach(seed -> {
            try {
                Random random = new Random(seed);
                String text = drawn(random);
                Path file = Files.writeString(folder.resolve(seed + ".yaml"), text);
                List<String> before = diagnoses(judged(List.of(file.toString())));
                Files.writeString(file, text.stripTrailing() + "\n" + HEALTHY.replace("NS", "garden-" + random.nextInt(1000))
                        .replace("NODE", text.contains("name: \"worker-1\"") ? "worker-1" : "").replace("ADDRESS", "10.244.1." + (200 + random.nextInt(50))));
                assertThat(diagnoses(judged(List.of(file.toString())))).as("seed %s", seed).isEqualTo(before);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private static List<String> diagnoses(Judgement judgement) {
        return judgement.diagnoses().stream().map(d -> d.cause().id() + " on " + d.subject() + " " + d.state() + " " + d.role() + " " + (d.confidence() >= 0.5)).sorted().toList();
    }

    private static final String HEALTHY = """
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: NS, labels: {kubernetes.io/metadata.name: NS}}
            status: {phase: Active}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: rose, namespace: NS, labels: {app: rose-NS}}
            spec:
              replicas: 1
              selector: {matchLabels: {app: rose-NS}}
              template:
                metadata: {labels: {app: rose-NS}}
                spec:
                  containers:
                  - {name: rose, image: "registry.example.com/rose:1.0", ports: [{name: http, containerPort: 8080}]}
            status: {replicas: 1, readyReplicas: 1, availableReplicas: 1, updatedReplicas: 1}
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: rose-7954999bb-x4tzn
              namespace: NS
              labels: {app: rose-NS, pod-template-hash: 7954999bb}
              ownerReferences: [{kind: ReplicaSet, name: rose-7954999bb, controller: true}]
            spec:
              nodeName: "NODE"
              containers:
              - {name: rose, image: "registry.example.com/rose:1.0", ports: [{name: http, containerPort: 8080}]}
            status:
              phase: Running
              podIP: ADDRESS
              podIPs: [{ip: ADDRESS}]
              conditions: [{type: Ready, status: "True"}]
              containerStatuses: [{name: rose, ready: true, restartCount: 0, state: {running: {}}}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: rose, namespace: NS}
            spec:
              clusterIP: 10.96.77.77
              selector: {app: rose-NS}
              ports: [{name: http, port: 80, targetPort: http, protocol: TCP}]
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: rose-abcde, namespace: NS, labels: {kubernetes.io/service-name: rose}}
            addressType: IPv4
            endpoints:
            - addresses: [ADDRESS]
              conditions: {ready: true}
              nodeName: "NODE"
              targetRef: {kind: Pod, name: rose-7954999bb-x4tzn, namespace: NS}
            ports: [{name: http, port: 8080, protocol: TCP}]
            """;
}
