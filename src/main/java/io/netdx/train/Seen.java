package io.netdx.train;

import io.netdx.simulate.behave.Shown;
import io.netdx.simulate.world.Resource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a trainee has looked at: the part of the cluster from which they can know anything. */
final class Seen {

    /** Namespaces by kind; the empty one stands for all. */
    private final SortedMap<String, SortedSet<String>> kinds = new TreeMap<>();
    private final SortedSet<String> logs = new TreeSet<>();
    private final SortedMap<String, String> commands = new TreeMap<>();

    /** False where it was seen before. */
    boolean kind(String kind, String namespace) {
        SortedSet<String> namespaces = kinds.computeIfAbsent(kind, k -> new TreeSet<>());
        return !namespaces.contains("") && namespaces.add(namespace);
    }

    boolean has(String kind, String namespace) {
        SortedSet<String> namespaces = kinds.getOrDefault(kind, new TreeSet<>());
        return namespaces.contains("") || namespaces.contains(namespace);
    }

    /** Whether anything of a kind was looked at. */
    boolean any(String kind) {
        return kinds.containsKey(kind);
    }

    boolean hasLog(String container) {
        return logs.contains(container);
    }

    /** @param container {@code namespace/pod/container} */
    boolean log(String container) {
        return logs.add(container);
    }

    /** False where the same command gave the same before. */
    boolean command(String line, String output) {
        return !output.equals(commands.put(line, output));
    }

    /** Of everything, the part that was seen. */
    Shown of(Shown all) {
        Map<String, Supplier<Stream<Resource>>> lists = new TreeMap<>();
        all.lists().forEach((kind, list) -> {
            SortedSet<String> namespaces = kinds.getOrDefault(kind, new TreeSet<>());
            if (!namespaces.isEmpty()) {
                lists.put(kind, () -> list.get().filter(r -> namespaces.contains("") || r.namespace().isEmpty() || namespaces.contains(r.namespace())));
            }
        });
        Map<String, String> read = new TreeMap<>(all.logs());
        read.keySet().retainAll(logs);
        return new Shown(all.version(), lists, read, Map.of());
    }

    /** Commands with their output, as a terminal shows them. */
    List<String> transcript() {
        return commands.entrySet().stream().map(c -> "$ " + c.getKey() + "\n" + c.getValue()).toList();
    }
}
