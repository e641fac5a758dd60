package io.netdx.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.Pod;
import io.netdx.fact.Signature;
import io.netdx.source.signature.SignatureTable;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Places in what {@code kubectl cluster-info dump} prints count from the start of the file, whatever stands before them. */
class DumpLinesTest {

    private static final String DUMP = """
            {
                "kind": "NodeList",
                "items": [
                    {"metadata": {"name": "ward-1"}}
                ]
            }
            {
                "kind": "PodList",
                "items": [
                    {"metadata": {"namespace": "booking", "name": "slots-0"}, "spec": {}, "status": {"phase": "Running"}},
                    {"metadata": {"namespace": "booking"}}
                ]
            }
            ==== START logs for container slots of pod booking/slots-0 ====
            2026-06-08T05:44:10Z started
            2026-06-08T05:44:11Z Get "http://archive.records/": dial tcp: lookup archive.records on 10.43.0.10:53: no such host
            ==== END logs for container slots of pod booking/slots-0 ====

            ==== START logs for container agent of pod booking/slots-0 ====
            2026-06-08T05:44:12Z Get "http://scans.records/": dial tcp: lookup scans.records on 10.43.0.10:53: no such host
            ==== END logs for container agent of pod booking/slots-0 ====
            {"kind": "PodList", "items": [
                {"metadata": {"namespace": "records", "name": "archive-0"}, "spec": {}, "status": {"phase": "Running"}},
                {"metadata": {"namespace": "records", "name": "archive-1"}, "spec": {}, "status": {"phase": "Run
            """;

    private final Snapshot snapshot = SnapshotReader.read(List.of("-"), new ByteArrayInputStream(DUMP.getBytes(StandardCharsets.UTF_8)),
            Limits.DEFAULT, SignatureTable.load());

    @Test
    void objects() {
        assertThat(snapshot.cluster().all(Pod.class)).extracting(p -> p.meta().name() + ":" + p.source().line())
                .containsExactly("slots-0:10", "archive-0:23");
    }

    @Test
    void problems() {
        assertThat(snapshot.problems()).extracting(Problem::toString)
                .anySatisfy(p -> assertThat(p).contains(":11").contains("Pod without metadata.name"))
                .anySatisfy(p -> assertThat(p).contains(":24"));
    }

    @Test
    void logLines() {
        assertThat(snapshot.cluster().all(Signature.class)).extracting(s -> s.group("host") + ":" + s.source().line())
                .containsExactlyInAnyOrder("archive.records:16", "scans.records:20");
    }

    @Test
    void thousandsOfDocumentsAreReadOneAfterTheOther() {
        String document = "{\"kind\": \"Pod\", \"apiVersion\": \"v1\", \"metadata\": {\"namespace\": \"booking\", \"name\": \"slots-%d\"}, \"spec\": {}}\n";
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            many.append(document.formatted(i));
        }
        Snapshot read = SnapshotReader.read(List.of("-"), new ByteArrayInputStream(many.toString().getBytes(StandardCharsets.UTF_8)),
                Limits.DEFAULT, SignatureTable.EMPTY);
        assertThat(read.cluster().all(Pod.class)).hasSize(20_000);
        assertThat(read.cluster().all(Pod.class)).filteredOn(p -> p.meta().name().equals("slots-19999")).singleElement()
                .satisfies(p -> assertThat(p.source().line()).isEqualTo(20_000));
    }
}
