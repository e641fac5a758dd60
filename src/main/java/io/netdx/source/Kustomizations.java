package io.netdx.source;

import io.netdx.source.decode.Tree;
import io.netdx.source.decode.YamlTree;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Folders that kustomize builds from. The objects that they start from count as declared; what is laid over them is no object of its own, and
 * would be taken for one that lacks nearly everything. Folders give a kustomization before the other files that lie beside it.
 *
 * @see <a href="https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/">the kustomization file</a>
 */
final class Kustomizations {

    private static final Set<String> NAMES = Set.of("kustomization.yaml", "kustomization.yml", "Kustomization");
    /** With nothing but these the objects are those of the files. */
    private static final Set<String> PLAIN = Set.of("apiVersion", "kind", "metadata", "resources", "bases");

    private final Map<String, String> patches = new HashMap<>();

    /** Whether a file is one by its name; a path ends in it. */
    static boolean named(String path) {
        return NAMES.contains(path.substring(path.lastIndexOf('/') + 1));
    }

    /** What is not known of the objects because of this file; empty where it changes nothing. */
    Optional<Problem> read(String path, InputStream utf8, Limits limits) {
        Tree file = YamlTree.read(utf8, limits);
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        for (Tree patch : file.list("patches")) {
            patch(folder, patch.text("path"), path);
        }
        for (Tree patch : file.list("patchesJson6902")) {
            patch(folder, patch.text("path"), path);
        }
        for (String patch : file.texts("patchesStrategicMerge")) {
            patch(folder, patch, path);
        }
        List<String> changes = new ArrayList<>(new TreeSet<>(file.fields().keySet()));
        changes.removeAll(PLAIN);
        return changes.isEmpty() ? Optional.empty() : Optional.of(new Problem(path, "kustomize makes other objects of these (" + String.join(", ", changes)
                + "); to look at those, give the output of: kubectl kustomize " + (folder.isEmpty() ? "." : folder.substring(0, folder.length() - 1))));
    }

    /** Patches may also be written in place. */
    private void patch(String folder, String named, String by) {
        if (!named.isEmpty() && named.indexOf('\n') < 0 && named.indexOf('\0') < 0) {
            patches.put(Path.of(folder + named).normalize().toString().replace('\\', '/'), by);
        }
    }

    /** Why a file is left out; empty where it is none's patch. */
    Optional<Problem> patch(String path) {
        return Optional.ofNullable(patches.get(path)).map(by -> new Problem(path, "a patch of " + by + ", no object of its own; left out"));
    }
}
