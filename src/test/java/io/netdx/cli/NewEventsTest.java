package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.Event;
import io.netdx.serve.Faults;
import io.netdx.serve.Served;
import io.netdx.source.Limits;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of the group events.k8s.io: note for message, regarding for involvedObject, a series for a count; the API server shows each in both groups. */
class NewEventsTest {

    private static final String CORE = """
            {"apiVersion": "v1", "kind": "List", "items": [
            {"apiVersion": "v1", "kind": "Event", "metadata": {"namespace": "shop", "name": "cart.1", "uid": "1"}, "involvedObject": {"kind": "Pod", "namespace": "shop", "name": "cart-1"},
             "type": "Warning", "reason": "Unhealthy", "message": "Readiness probe failed: connection refused", "source": {"component": "kubelet", "host": "worker-1"},
             "count": 7, "firstTimestamp": "2026-11-23T06:00:00Z", "lastTimestamp": "2026-11-23T06:04:00Z", "eventTime": null, "reportingComponent": "kubelet", "reportingInstance": "worker-1"},
            {"apiVersion": "v1", "kind": "Event", "metadata": {"namespace": "shop", "name": "cart.2", "uid": "2"}, "involvedObject": {"kind": "Pod", "namespace": "shop", "name": "cart-2"},
             "type": "Warning", "reason": "FailedScheduling", "message": "0/2 nodes are available", "source": {}, "eventTime": "2026-11-23T06:01:00.000000Z",
             "series": {"count": 12, "lastObservedTime": "2026-11-23T06:04:05.000000Z"}, "firstTimestamp": null, "lastTimestamp": null, "reportingComponent": "default-scheduler", "reportingInstance": "default-scheduler-a"}]}
            """;
    private static final String NEW = """
            {"apiVersion": "v1", "kind": "List", "items": [
            {"apiVersion": "events.k8s.io/v1", "kind": "Event", "metadata": {"namespace": "shop", "name": "cart.1", "uid": "1"}, "regarding": {"kind": "Pod", "namespace": "shop", "name": "cart-1"},
             "type": "Warning", "reason": "Unhealthy", "note": "Readiness probe failed: connection refused", "deprecatedSource": {"component": "kubelet", "host": "worker-1"},
             "deprecatedCount": 7, "deprecatedFirstTimestamp": "2026-11-23T06:00:00Z", "deprecatedLastTimestamp": "2026-11-23T06:04:00Z", "eventTime": null, "reportingController": "kubelet", "reportingInstance": "worker-1"},
            {"apiVersion": "events.k8s.io/v1", "kind": "Event", "metadata": {"namespace": "shop", "name": "cart.2", "uid": "2"}, "regarding": {"kind": "Pod", "namespace": "shop", "name": "cart-2"},
             "type": "Warning", "reason": "FailedScheduling", "note": "0/2 nodes are available", "deprecatedSource": {}, "eventTime": "2026-11-23T06:01:00.000000Z",
             "series": {"count": 12, "lastObservedTime": "2026-11-23T06:04:05.000000Z"}, "reportingController": "default-scheduler", "reportingInstance": "default-scheduler-a"}]}
            """;

    @TempDir
    private Path folder;

    private static List<Event> events(Path... files) {
        return SnapshotReader.read(List.of(files).stream().map(Path::toString).toList(), InputStream.nullInputStream(), Limits.DEFAULT, SignatureTable.load())
                .cluster().all(Event.class);
    }

    private static List<String> shown(List<Event> events) {
        return events.stream().map(e -> e.ref() + " " + e.reason() + " " + e.count() + " " + e.first() + " " + e.last() + " " + e.component() + " " + e.host() + " " + e.message()).toList();
    }

    @Test
    void bothFormsSayTheSameAndCountOnce() throws IOException {
        Path core = Files.writeString(folder.resolve("core.json"), CORE);
        Path fresh = Files.writeString(folder.resolve("new.json"), NEW);
        assertThat(shown(events(core))).containsExactlyInAnyOrder(
                "Pod shop/cart-1 Unhealthy 7 2026-11-23T06:00:00Z 2026-11-23T06:04:00Z kubelet worker-1 Readiness probe failed: connection refused",
                "Pod shop/cart-2 FailedScheduling 12 2026-11-23T06:04:05Z 2026-11-23T06:04:05Z default-scheduler default-scheduler-a 0/2 nodes are available");
        assertThat(shown(events(fresh))).containsExactlyInAnyOrderElementsOf(shown(events(core)));
        assertThat(events(fresh, core)).isEqualTo(events(core, fresh)).hasSize(2).allMatch(e -> e.source().file().endsWith("core.json"));
    }

    @Test
    void whatOneFileHoldsTwiceStaysAndWhatDiffersStays() throws IOException {
        Path core = Files.writeString(folder.resolve("core.json"), CORE);
        Path later = Files.writeString(folder.resolve("later.json"), CORE.replace("\"count\": 7", "\"count\": 8"));
        assertThat(events(core, later)).hasSize(3);
    }

    @Test
    void whoMayReadThemInTheOtherGroupOnlyReadsThemThere() throws IOException {
        Path snapshot = Files.writeString(folder.resolve("new.json"), NEW);
        Faults faults = new Faults().on("/api/v1/events", Faults.forbidden("events"));
        try (Served served = Served.secure(snapshot, faults)) {
            String config = Files.writeString(folder.resolve("config"), served.kubeconfig()).toString();
            Path archive = folder.resolve("lab.tgz");
            assertThat(Run.of("collect", "--kubeconfig", config, "-o", archive.toString()).status()).isZero();
            assertThat(events(archive)).hasSize(2).allMatch(e -> e.source().file().endsWith("resources/events.json"));
            assertThat(faults.requests()).anyMatch(r -> r.startsWith("/apis/events.k8s.io/v1/events"));
        }
    }
}
