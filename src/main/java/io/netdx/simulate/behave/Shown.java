package io.netdx.simulate.behave;

import io.netdx.simulate.world.Resource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a cluster shows to those who collect it.
 *
 * @param lists objects by kind, made one by one while they are read, so that a large cluster never stands in memory as trees
 * @param logs  text by {@code namespace/pod/container}
 * @param hosts text by {@code node/file}
 */
public record Shown(String version, Map<String, Supplier<Stream<Resource>>> lists, Map<String, String> logs, Map<String, String> hosts) {

    /** Kinds that were looked at, also those that the cluster has none of. */
    public List<String> kinds() {
        return List.copyOf(lists.keySet());
    }
}
