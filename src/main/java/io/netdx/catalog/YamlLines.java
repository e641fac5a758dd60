package io.netdx.catalog;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Remembers, while a document is loaded, on which line each mapping and each of its fields stands. */
final class YamlLines extends StandardConstructor {

    private static final String ITSELF = "";

    private final Map<Object, Map<String, Integer>> lines = new IdentityHashMap<>();

    YamlLines(LoadSettings settings) {
        super(settings);
    }

    /** 1-based line of a field of a mapping, else of the mapping, else 0. */
    int of(Object mapping, String field) {
        Map<String, Integer> of = lines.getOrDefault(mapping, Map.of());
        return of.getOrDefault(field, of.getOrDefault(ITSELF, 0));
    }

    @Override
    protected void constructMapping2ndStep(MappingNode node, Map<Object, Object> mapping) {
        super.constructMapping2ndStep(node, mapping);
        Map<String, Integer> of = new HashMap<>();
        of.put(ITSELF, line(node));
        for (NodeTuple tuple : node.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                of.put(key.getValue(), line(key));
            }
        }
        lines.put(mapping, of);
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
