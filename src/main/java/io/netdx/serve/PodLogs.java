package io.netdx.serve;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The logs of a snapshot's pods, in the spool. */
final class PodLogs {

    private static final int BUFFER = 1 << 16;

    private final Spool spool;
    /** By {@code namespace/pod}, then by container; {@code *} is all of them, and a trailing {@code /previous} the run before. */
    private final Map<String, Map<String, Spool.Place>> places = new TreeMap<>();

    PodLogs(Spool spool) {
        this.spool = spool;
    }

    void add(String namespace, String pod, String container, boolean previous, InputStream lines) throws IOException {
        long offset = spool.end();
        byte[] buffer = new byte[BUFFER];
        for (int n = lines.read(buffer); n >= 0; n = lines.read(buffer)) {
            spool.append(buffer, 0, n);
        }
        places.computeIfAbsent(namespace + "/" + pod, k -> new TreeMap<>())
                .putIfAbsent(container + (previous ? "/previous" : ""), new Spool.Place(offset, spool.end() - offset));
    }

    /** The log of a container; where the snapshot keeps all containers of a pod in one file, that. */
    Optional<Spool.Place> find(String namespace, String pod, String container, boolean previous) {
        String run = previous ? "/previous" : "";
        Map<String, Spool.Place> exact = places.getOrDefault(namespace + "/" + pod, Map.of());
        // a file whose path does not say the namespace is named by pod and container
        return Optional.ofNullable(exact.get(container + run)).or(() -> Optional.ofNullable(exact.get("*" + run)))
                .or(() -> Optional.ofNullable(places.getOrDefault("/" + pod + "-" + container, Map.of()).get("*" + run)))
                .or(() -> Optional.ofNullable(places.getOrDefault("/" + pod, Map.of()).get("*" + run)));
    }

    int pods() {
        return places.size();
    }

    Spool spool() {
        return spool;
    }
}
