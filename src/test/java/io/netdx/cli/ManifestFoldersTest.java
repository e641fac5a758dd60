package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as repositories of manifests have them: what is plain counts as declared; what has yet to be made into objects is named, a line a file, and not guessed at. */
class ManifestFoldersTest {

    @TempDir
    private Path folder;

    private void file(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }

    private static String workload(String name) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s, namespace: shop}
                spec:
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec: {containers: [{name: main, image: "shop/%1$s:1", ports: [{containerPort: 8080}]}]}
                """.formatted(name);
    }

    private static String service(String name, String selector) {
        return "apiVersion: v1\nkind: Service\nmetadata: {name: " + name + ", namespace: shop}\nspec: {selector: {app: " + selector + "}, ports: [{port: 80, targetPort: 8080}]}\n";
    }

    /** Places with what is said of them, from {@code -o json}. */
    private List<String> problems() {
        String out = Run.of("diagnose", "-f", folder.toString(), "-o", "wide").out();
        return out.lines().map(String::strip).filter(line -> line.matches("(chart|overlay|base|plain|rules)/\\S+: .*")).toList();
    }

    private String reach() {
        return Run.of("reach", "-f", folder.toString(), "-o", "csv").out();
    }

    @Test
    void chartsAreNamedAndWhatIsPlainBesideThemCounts() throws IOException {
        file("plain/deploy.yaml", workload("cart"));
        file("plain/service.yaml", service("cart", "cart"));
        file("chart/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 0.1.0\n");
        file("chart/values.yaml", "name: shop\nreplicas: 2\n");
        file("chart/templates/_helpers.tpl", "{{- define \"shop.name\" -}}{{ .Release.Name }}{{- end -}}\n");
        file("chart/templates/deploy.yaml", "{{- if .Values.enabled }}\n" + workload("{{ include \"shop.name\" . }}") + "{{- end }}\n");
        file("chart/templates/quoted.yaml", service("\"web-{{ .Release.Name }}\"", "web"));
        file("chart/templates/selected.yaml", service("web", "\"{{ .Values.name }}\""));
        file("chart/templates/port.yaml", service("late", "late").replace("8080", "\"{{ .Values.port }}\""));

        assertThat(problems()).hasSize(4).allMatch(p -> p.matches("chart/templates/(deploy|quoted|selected|port)\\.yaml:\\d+: a template, which helm template .*"));
        Run run = Run.of("diagnose", "-f", folder.toString(), "-o", "json");
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEqualTo("netdx: 4 places of the snapshot could not be used; -o wide lists them\n");
        assertThat(run.out()).doesNotContain("{{", "web-");
        assertThat(reach()).contains("Deployment/shop/cart").doesNotContain("{{");
    }

    /** Alerts, arguments and annotations hold braces that nobody fills in before they are applied. */
    @Test
    void bracesAloneMakeNoTemplate() throws IOException {
        file("plain/deploy.yaml", workload("cart").replace("image:", "args: [\"--format={{ .Host }}\"], image:").replace("metadata: {name: cart,", "metadata: {name: cart, annotations: {a: \"{{ with secret }}\"},"));
        file("plain/rules.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: alerts, namespace: shop}\ndata:\n  rules: \"{{ $labels.pod }} is down\"\n");
        assertThat(problems()).isEmpty();
        assertThat(reach()).contains("Deployment/shop/cart");
    }

    @Test
    void kustomizationsAreNamedAndTheirPatchesAreNoObjects() throws IOException {
        file("base/kustomization.yaml", "resources: [cart.yaml]\n");
        file("base/cart.yaml", workload("cart"));
        file("overlay/kustomization.yaml", "resources: [../base]\nnamePrefix: prod-\npatches:\n- path: a-patch.yaml\n- patch: '[]'\n  target: {kind: Deployment}\npatchesStrategicMerge:\n- ./more/../b-patch.yaml\n");
        file("overlay/a-patch.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: phantom-a, namespace: shop}\nspec: {replicas: 3}\n");
        file("overlay/b-patch.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: phantom-b, namespace: shop}\nspec: {replicas: 3}\n");
        file("overlay/extra.yaml", workload("extra"));

        assertThat(problems()).hasSize(3).anyMatch(p -> p.startsWith("overlay/kustomization.yaml: kustomize makes other objects of these (namePrefix, patches, patchesStrategicMerge)"))
                .contains("overlay/a-patch.yaml: a patch of overlay/kustomization.yaml, no object of its own; left out", "overlay/b-patch.yaml: a patch of overlay/kustomization.yaml, no object of its own; left out");
        assertThat(reach()).contains("Deployment/shop/cart", "Deployment/shop/extra").doesNotContain("phantom");
        Run audit = Run.of("audit", "--folders", "one", folder.toString(), "-o", "json");
        assertThat(audit.status()).isZero();
        assertThat(audit.out()).contains("\"error\": null").doesNotContain("phantom");
    }

    @Test
    void aFolderOfNothingButTemplatesSaysWhatToGiveInstead() throws IOException {
        file("chart/templates/service.yaml", service("{{ .Values.name }}", "web"));
        Run run = Run.of("diagnose", "-f", folder.toString());
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("helm template").hasLineCount(1);
    }
}
