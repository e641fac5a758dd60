package io.netdx.serve;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The logs of a snapshot's pods, in the spool. */
final class PodLogs {

    private static final int BUFFER = 1 << 16;
    /** The kubelet's files: one for each run of a container. */
    private static final Pattern RUN = Pattern.compile("(.*/)([0-9]{1,6})\\.log");

    private final Spool spool;
    /** By {@code namespace/pod}, then by container; {@code *} is all of them, and a trailing {@code /previous} the run before. */
    private final Map<String, Map<String, Log>> logs = new HashMap<>();

    private record Log(String path, Spool.Place place) {

        /** Whether both are files of the kubelet for runs of one container, this for the later one. */
        boolean follows(Log other) {
            Matcher mine = RUN.matcher(path);
            Matcher its = RUN.matcher(other.path);
            return mine.matches() && its.matches() && mine.group(1).equals(its.group(1)) && Integer.parseInt(mine.group(2)) > Integer.parseInt(its.group(2));
        }
    }

    PodLogs(Spool spool) {
        this.spool = spool;
    }

    void add(String namespace, String pod, String container, boolean previous, String path, InputStream lines) throws IOException {
        long offset = spool.end();
        byte[] buffer = new byte[BUFFER];
        for (int n = lines.read(buffer); n >= 0; n = lines.read(buffer)) {
            spool.append(buffer, 0, n);
        }
        Log log = new Log(path, spool.place(offset));
        Map<String, Log> ofPod = logs.computeIfAbsent(namespace + "/" + pod, k -> new HashMap<>());
        Log before = ofPod.putIfAbsent(container + (previous ? "/previous" : ""), log);
        if (before != null && log.follows(before)) {
            ofPod.put(container, log);
            ofPod.put(container + "/previous", before);
        }
    }

    /** The log of a container; where the snapshot keeps all containers of a pod in one file, that. */
    Optional<Spool.Place> find(String namespace, String pod, String container, boolean previous) {
        String run = previous ? "/previous" : "";
        Map<String, Log> exact = logs.getOrDefault(namespace + "/" + pod, Map.of());
        // a file whose path does not say the namespace is named by pod and container
        return Optional.ofNullable(exact.get(container + run)).or(() -> Optional.ofNullable(exact.get("*" + run)))
                .or(() -> Optional.ofNullable(logs.getOrDefault("/" + pod + "-" + container, Map.of()).get("*" + run)))
                .or(() -> Optional.ofNullable(logs.getOrDefault("/" + pod, Map.of()).get("*" + run))).map(Log::place);
    }

    int pods() {
        return logs.size();
    }

    Spool spool() {
        return spool;
    }
}
