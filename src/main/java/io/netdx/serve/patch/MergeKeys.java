package io.netdx.serve.patch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which lists of the core kinds are merged item by item, and by which fields; all others are replaced as a whole. From the
 * {@code patchStrategy}, {@code patchMergeKey} and {@code listMapKey} marks of k8s.io/api (1.33).
 */
final class MergeKeys {

    /** A field, or a field in a certain parent, and its keys for apply; the first is that of strategic patches. A dot: items are texts. */
    private static final String TABLE = """
            metadata/finalizers .
            metadata/ownerReferences uid
            spec/volumes name
            spec/initContainers name
            spec/containers name
            spec/ephemeralContainers name
            spec/imagePullSecrets name
            spec/hostAliases ip
            spec/topologySpreadConstraints topologyKey whenUnsatisfiable
            spec/resourceClaims name
            spec/schedulingGates name
            containers/ports containerPort protocol
            initContainers/ports containerPort protocol
            ephemeralContainers/ports containerPort protocol
            env name
            volumeMounts mountPath
            volumeDevices devicePath
            spec/ports port protocol
            spec/podCIDRs .
            status/conditions type
            status/podIPs ip
            status/hostIPs ip
            status/addresses type
            secrets name
            webhooks name
            """;

    private static final Map<String, List<String>> KEYS = read();

    private MergeKeys() {
    }

    private static Map<String, List<String>> read() {
        Map<String, List<String>> keys = new HashMap<>();
        TABLE.lines().map(line -> line.split(" ")).forEach(part -> keys.put(part[0], List.of(part).subList(1, part.length)));
        return Map.copyOf(keys);
    }

    /**
     * The keys of a list.
     *
     * @param parent the field that the list's object is the value of, or an item of its list
     * @return empty for a list that is replaced; a dot for a set of texts
     */
    static Optional<List<String>> of(String parent, String field) {
        return Optional.ofNullable(KEYS.get(parent + "/" + field)).or(() -> Optional.ofNullable(KEYS.get(field)));
    }
}
