package io.netdx.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One snapshot or many: told by what lies in the folder. */
class SnapshotFoldersTest {

    private static final String NODE = "{\"kind\": \"Node\", \"apiVersion\": \"v1\", \"metadata\": {\"name\": \"n\"}}";
    private static final String POD = "{\"kind\": \"Pod\", \"apiVersion\": \"v1\", \"metadata\": {\"name\": \"p\", \"ownerReferences\": [{\"kind\": \"Node\"}]}}";
    private static final String DEPLOYMENT = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\n";

    @TempDir
    private Path root;

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String list(String... items) {
        return "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [" + String.join(", ", items) + "]}";
    }

    private List<String> found() throws IOException {
        return SnapshotFolders.in(root).stream().map(p -> root.relativize(p).toString()).toList();
    }

    @Test
    void filesWithAWholeClusterEach() throws IOException {
        file("eu.json", list(NODE, POD));
        file("us.json", list(NODE, POD));
        file("us.sha256", "0");
        assertThat(found()).containsExactly("eu.json", "us.json");
    }

    @Test
    void listsOfOneKindAreOneCluster() throws IOException {
        file("services.json", list("{\"kind\": \"Service\"}"));
        file("all-the-pods-of-shop.json", list(POD, POD));
        file("all-the-pods-of-data.json", list(POD));
        assertThat(found()).containsExactly("");
    }

    @Test
    void nodesAtTheRootAreOneClusterWhateverElseIsThere() throws IOException {
        file("nodes.json", list(NODE));
        file("kube-system/pods.json", list(POD));
        file("shop/pods.json", list(POD));
        file("old.json", list(NODE, POD));
        assertThat(found()).containsExactly("");
    }

    @Test
    void manifestsAreOneDeclaredState() throws IOException {
        file("base/shop.yaml", DEPLOYMENT);
        file("overlays/prod/cart.yaml", DEPLOYMENT);
        file("kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [base]\n");
        assertThat(found()).containsExactly("");
    }

    @Test
    void foldersWithALayoutEachAreMany() throws IOException {
        file("eu/prod/nodes.json", list(NODE));
        file("eu/test/resources/pods.json", list(POD));
        file("us/cluster-resources/nodes.json", list(NODE));
        file("INDEX.md", "all of them");
        assertThat(found()).containsExactly("eu/prod", "eu/test", "us");
    }

    @Test
    void aWrapperAroundOneFolderIsThatSnapshot() throws IOException {
        file("quay-io-openshift-sha256/cluster-scoped-resources/core/nodes/n.yaml", NODE);
        file("timestamp", "2026-11-23 06:00:00");
        file("event-filter.html", "<html>");
        assertThat(found()).containsExactly("");
    }

    @Test
    void whatCannotBeReadIsToldBesideTheOthers() throws IOException {
        file("eu.yaml", "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Node\n- apiVersion: v1\n  kind: Pod\n");
        file("us.yaml", "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Event\n  involvedObject:\n    kind: Pod\n- apiVersion: v1\n  kind: Service\n");
        file("half.json", "{\"apiVersion\": \"v1\", ");
        file("void.json", "");
        Files.createDirectory(root.resolve("nothing"));
        assertThat(found()).containsExactly("eu.yaml", "half.json", "nothing", "us.yaml", "void.json");
    }

    @Test
    void linksInCirclesEnd() throws IOException {
        file("a/b/eu.json", list(NODE, POD));
        Files.createSymbolicLink(root.resolve("a/b/again"), root.resolve("a"));
        assertThat(SnapshotFolders.in(root)).isNotEmpty();
    }
}
