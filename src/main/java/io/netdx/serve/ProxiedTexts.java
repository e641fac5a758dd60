package io.netdx.serve;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What kubelets and pods answered through the API server's proxy when the snapshot was taken: settings, statistics, metrics. */
final class ProxiedTexts {

    private static final int BUFFER = 1 << 16;
    /** By the name of the file, what is asked for below a node's {@code proxy/}. */
    private static final Map<String, String> OF_NODES = Map.of("configz.json", "configz", "kubelet-configz.json", "configz",
            "stats-summary.json", "stats/summary", "cadvisor.prom", "metrics/cadvisor");
    private static final String OF_PODS = ".prom";

    private final Spool spool;
    private final Map<String, Spool.Place> texts = new HashMap<>();

    ProxiedTexts(Spool spool) {
        this.spool = spool;
    }

    /**
     * @param node empty for a file of a pod, which is named by it
     * @param file name of a file; most tell of something else, and are left out
     */
    void add(String node, String file, InputStream bytes) throws IOException {
        String name = file.substring(file.lastIndexOf('/') + 1);
        Optional<String> key = !node.isEmpty() ? Optional.ofNullable(OF_NODES.get(name)).map(path -> "nodes/" + node + "/" + path)
                : name.endsWith(OF_PODS) ? Optional.of("pods/" + name.substring(0, name.length() - OF_PODS.length()) + "/metrics") : Optional.empty();
        if (key.isEmpty() || texts.containsKey(key.get())) {
            return;
        }
        long offset = spool.end();
        byte[] buffer = new byte[BUFFER];
        for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
            spool.append(buffer, 0, n);
        }
        texts.put(key.get(), spool.place(offset));
    }

    /**
     * @param plural {@code nodes} or {@code pods}
     * @param name   of the object, with a port or without
     * @param path   of the request, {@code … / proxy / stats / summary}
     * @throws ApiException where the snapshot has no such answer
     */
    Answer answer(String plural, String name, List<String> path) {
        String asked = String.join("/", path.subList(path.indexOf("proxy") + 1, path.size()));
        int port = name.indexOf(':');
        Spool.Place place = texts.get(plural + "/" + (port < 0 ? name : name.substring(0, port)) + "/" + asked);
        if (place == null) {
            throw ApiException.notFound("the snapshot does not hold what " + plural + " \"" + name + "\" answers to /" + asked);
        }
        return new Answer.Whole(200, asked.startsWith("metrics") ? "text/plain; version=0.0.4" : "application/json", List.of(), place.length(), out -> {
            try (InputStream in = spool.stream(place, 0)) {
                in.transferTo(out);
            }
        });
    }
}
