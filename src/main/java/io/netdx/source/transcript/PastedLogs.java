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
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Logs of {@code kubectl logs}, which names a pod, a workload or a selector, and of lists of lines under a name. Which pod that
 * is shows only once all commands were read.
 */
final class PastedLogs {

    private final SignatureTable table;
    private final TreeMap<ObjectRef, List<Signature>> found = new TreeMap<>();
    private final TreeSet<ObjectRef> complete = new TreeSet<>();
    private Instant newest = Instant.EPOCH;

    PastedLogs(SignatureTable table) {
        this.table = table;
    }

    /**
     * @param owner pod, or pseudo kind {@code Workload} or {@code Selector} with what the command says as the name
     * @param whole nothing of the log was left out
     */
    void scan(ObjectRef owner, String place, List<String> lines, boolean whole) {
        if (whole) {
            complete.add(owner);
        }
        SignatureScanner scanner = new SignatureScanner(table);
        scanner.scan(owner, place, new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
        // a node has many logs; of a pod the same one is often shown again
        found.merge(owner, List.copyOf(scanner.signatures()), (a, b) -> !owner.kind().equals("Node") ? a : Stream.concat(a.stream(), b.stream()).toList());
        newest = scanner.newest().isAfter(newest) ? scanner.newest() : newest;
    }

    boolean empty() {
        return found.isEmpty();
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

    /** Pods whose log was read from its beginning to its end. */
    List<ObjectRef> pods(Function<ObjectRef, Optional<ObjectRef>> pod) {
        return complete.stream().map(pod).flatMap(Optional::stream).toList();
    }
}
