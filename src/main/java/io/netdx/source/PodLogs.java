package io.netdx.source;

import io.netdx.cluster.ClusterBuilder;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Signature;
import io.netdx.source.signature.SignatureScanner;
import io.netdx.source.signature.SignatureTable;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Scans the logs of pods. The same log may be there twice, in a dump beside lists: of each container the file with the smallest
 * path counts, whatever the order of reading.
 */
final class PodLogs {

    private final SignatureTable table;
    private final Lane lane;
    private final Map<Key, Result> results = new TreeMap<>();

    private record Key(String namespace, String pod, String container, boolean previous) implements Comparable<Key> {
        @Override
        public int compareTo(Key o) {
            int byPod = (namespace + "/" + pod).compareTo(o.namespace + "/" + o.pod);
            int byContainer = byPod != 0 ? byPod : container.compareTo(o.container);
            return byContainer != 0 ? byContainer : Boolean.compare(previous, o.previous);
        }
    }

    /** @param pod whose log it turned out to be, where the path did not say */
    private record Result(String path, SignatureScanner scanner, Optional<ObjectRef> pod) {

        List<Signature> signatures() {
            return scanner.signatures().stream().map(s -> pod.isEmpty() ? s
                    : new Signature(s.id(), pod.get(), s.groups(), s.count(), s.first(), s.last(), s.source())).toList();
        }
    }

    PodLogs(SignatureTable table, Lane lane) {
        this.table = table;
        this.lane = lane;
    }

    void scan(Layout.PodLog log, String path, InputStream utf8) {
        scan(log, path, 0, utf8);
    }

    /** A log that stands in a file behind some lines of something else. */
    void scan(Layout.PodLog log, String path, int linesBefore, InputStream utf8) {
        SignatureScanner scanner = new SignatureScanner(table);
        ObjectRef pod = ObjectRef.of("Pod", log.namespace(), log.pod());
        lane.read(utf8, in -> scanner.scan(pod, path, linesBefore, in), in -> scanner.scan(pod, path, linesBefore, in, lane));
        results.merge(new Key(log.namespace(), log.pod(), log.container(), log.previous()), new Result(path, scanner, Optional.empty()),
                (a, b) -> preferred(a.path(), b.path()) ? a : b);
    }

    /** A dump repeats what the collector's own folders hold. */
    private static boolean preferred(String path, String other) {
        boolean dump = path.contains("cluster-info-dump");
        boolean otherDump = other.contains("cluster-info-dump");
        return dump == otherDump ? path.compareTo(other) <= 0 : otherDump;
    }

    /** Finds the pods of logs whose paths do not name the namespace: the longest name that fits, of one pod only. */
    private void resolve(ClusterBuilder builder) {
        List<Key> unplaced = results.keySet().stream().filter(key -> key.namespace().isEmpty()).toList();
        if (unplaced.isEmpty()) {
            return;
        }
        List<ObjectRef> pods = builder.refs().stream().filter(ref -> ref.kind().equals("Pod")).sorted().toList();
        for (Key key : unplaced) {
            Result result = results.remove(key);
            int longest = pods.stream().filter(pod -> fits(key, pod)).mapToInt(pod -> pod.name().length()).max().orElse(0);
            List<ObjectRef> fitting = pods.stream().filter(pod -> pod.name().length() == longest && fits(key, pod)).toList();
            if (fitting.size() == 1) {
                ObjectRef pod = fitting.get(0);
                String container = key.pod().length() > longest ? key.pod().substring(longest + 1) : key.container();
                results.putIfAbsent(new Key(pod.namespace(), pod.name(), container, key.previous()),
                        new Result(result.path(), result.scanner(), Optional.of(pod)));
            }
        }
    }

    private static boolean fits(Key key, ObjectRef pod) {
        return key.pod().equals(pod.name()) || key.pod().startsWith(pod.name() + "-");
    }

    /** When the lane has finished. */
    void finish(ClusterBuilder builder, CoverageLedger ledger) {
        resolve(builder);
        Set<String> detailed = new HashSet<>();
        results.keySet().stream().filter(k -> !k.container().equals("*")).forEach(k -> detailed.add(k.namespace() + "/" + k.pod()));
        List<Signature> all = new ArrayList<>();
        results.forEach((key, result) -> {
            if (!key.container().equals("*") || !detailed.contains(key.namespace() + "/" + key.pod())) {
                ledger.log(key.namespace(), key.pod());
                all.addAll(result.signatures());
                builder.seen(result.scanner().newest());
            }
        });
        all.forEach(builder::add);
    }
}
