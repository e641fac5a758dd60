package io.netdx.simulate.behave;

import io.netdx.simulate.world.Resource;
import io.netdx.simulate.world.Tree;
import io.netdx.simulate.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What every object of the API server has. */
final class Objects {

    private Objects() {
    }

    /** Always the same for the same object. */
    static String uid(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** What counts the releases of a Deployment; missing until it is changed. */
    static final String REVISION = "deployment.kubernetes.io/revision";

    /** The hash of a pod template, as it ends the names of ReplicaSets. */
    static String hash(Resource workload) {
        return hash(workload, "template" + workload.text("metadata", "annotations", REVISION));
    }

    /** That of the release before, which stands still. */
    static String hashBefore(Resource before) {
        return before.has("metadata", "annotations", REVISION) ? hash(before) : hash(before, "template before");
    }

    /** A pod that no controller made, as a workload of one. */
    static Resource templated(Resource pod) {
        Resource copy = pod.copy();
        return Resource.of(Tree.map("apiVersion", "v1", "kind", "Pod", "metadata", Tree.map("name", pod.name(), "namespace", pod.namespace()),
                "spec", Tree.map("template", Tree.map("metadata", copy.map("metadata"), "spec", copy.map("spec")))));
    }

    private static String hash(Resource workload, String template) {
        StringBuilder hash = new StringBuilder();
        for (char c : uid(workload.key() + template).replace("-", "").substring(0, 10).toCharArray()) {
            hash.append(World.NAME_LETTERS.charAt(c % World.NAME_LETTERS.length()));
        }
        return hash.toString();
    }

    /** A copy with uid, resource version and time of creation, as they come back from the API server. */
    static Resource stored(Resource declared, Instant created) {
        Resource object = declared.copy();
        Map<String, Object> metadata = object.map("metadata");
        metadata.putIfAbsent("creationTimestamp", created.toString());
        metadata.putIfAbsent("resourceVersion", String.valueOf(100_000 + Math.floorMod(object.key().hashCode(), 900_000)));
        metadata.putIfAbsent("uid", uid(object.key()));
        return object;
    }

    /** {@code 256Mi}, {@code 64Gi}; 0 for anything else. */
    static int mebibytes(String quantity) {
        if (quantity.endsWith("Gi")) {
            return 1024 * Integer.parseInt(quantity.substring(0, quantity.length() - 2));
        }
        return quantity.endsWith("Mi") ? Integer.parseInt(quantity.substring(0, quantity.length() - 2)) : 0;
    }
}
