package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Pod;
import io.netdx.fact.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares the sizes of echoes that came back with those that did not. Echoes of one size alone, lost or not, say nothing of sizes. */
final class EchoSizes {

    private static final String ECHO = "echo-size";
    /** Of ICMP and IP, in bytes. */
    private static final int HEADERS_V4 = 28;
    private static final int HEADERS_V6 = 48;

    private final Cluster cluster;

    EchoSizes(Cluster cluster) {
        this.cluster = cluster;
    }

    /** One for each pair of nodes, from whichever side it was seen first. */
    List<LargeLoss> find() {
        Map<String, List<Signature>> pairs = new TreeMap<>();
        cluster.all(Signature.class).stream().filter(s -> s.id().equals(ECHO)).forEach(s -> pairs.computeIfAbsent(s.ref() + " " + s.group("host"), p -> new ArrayList<>()).add(s));
        Map<String, LargeLoss> found = new TreeMap<>();
        pairs.values().forEach(echoes -> loss(echoes).ifPresent(loss -> found.putIfAbsent(loss.nodes(), loss)));
        return List.copyOf(found.values());
    }

    private Optional<LargeLoss> loss(List<Signature> echoes) {
        Signature any = echoes.get(0);
        Optional<Pod> client = cluster.find(Pod.class, any.ref());
        Optional<Pod> server = cluster.podByIp(any.group("host"));
        if (client.isEmpty() || server.isEmpty() || client.get().node().isEmpty() || server.get().node().isEmpty() || client.get().node().equals(server.get().node())) {
            return Optional.empty();
        }
        TreeSet<Integer> lost = new TreeSet<>();
        TreeSet<Integer> back = new TreeSet<>();
        echoes.forEach(e -> (Boolean.parseBoolean(e.group("back")) ? back : lost).add(Integer.parseInt(e.group("bytes"))));
        // what came back once is not lost for its size
        lost.removeAll(back);
        for (int size : lost) {
            Integer below = back.lower(size);
            if (below != null) {
                int headers = any.group("host").contains(":") ? HEADERS_V6 : HEADERS_V4;
                String nodes = String.join(",", new TreeSet<>(List.of(client.get().node(), server.get().node())));
                return Optional.of(new LargeLoss(nodes, client.get().ref(), server.get().ref(), size + headers, below + headers, any.source()));
            }
        }
        return Optional.empty();
    }
}
