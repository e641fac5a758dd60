package io.netdx.source.transcript;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Signature;
import io.netdx.source.signature.SignatureScanner;
import io.netdx.source.signature.SignatureTable;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Logs of {@code kubectl logs}, which names a pod, a workload or a selector, and of lists of lines under a name. Which pod that
 * is shows only once all commands were read.
 */
final class PastedLogs {

    private final SignatureTable table;
    private final TreeMap<ObjectRef, List<Signature>> found = new TreeMap<>();
    private Instant newest = Instant.EPOCH;

    PastedLogs(SignatureTable table) {
        this.table = table;
    }

    /** @param owner pod, or pseudo kind {@code Workload} or {@code Selector} with what the command says as the name */
    void scan(ObjectRef owner, String place, List<String> lines) {
        SignatureScanner scanner = new SignatureScanner(table);
        scanner.scan(owner, place, new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
        found.putIfAbsent(owner, List.copyOf(scanner.signatures()));
        newest = scanner.newest().isAfter(newest) ? scanner.newest() : newest;
    }

    Instant newest() {
        return newest;
    }

    /** @param pod finds the pod that is meant */
    List<Signature> signatures(Function<ObjectRef, Optional<ObjectRef>> pod) {
        List<Signature> all = new ArrayList<>();
        found.forEach((owner, signatures) -> pod.apply(owner).ifPresent(ref -> signatures.forEach(s ->
                all.add(new Signature(s.id(), ref, s.groups(), s.count(), s.first(), s.last(), s.source())))));
        return all;
    }

    /** Pods whose log was read. */
    List<ObjectRef> pods(Function<ObjectRef, Optional<ObjectRef>> pod) {
        return found.keySet().stream().map(pod).flatMap(Optional::stream).toList();
    }
}
