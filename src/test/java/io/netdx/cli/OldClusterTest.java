package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Before Kubernetes 1.21 namespaces had no label of their name. */
class OldClusterTest {

    private static final String CAUSE = "policy/egress-blocks-dns";
    private static final Pattern APPLIED = Pattern.compile("apply -f - <<'EOF'\\n(.*?)\\nEOF", Pattern.DOTALL);

    @TempDir
    private Path folder;

    private String cluster(String version, boolean labelled) throws IOException {
        String text = Files.readString(Path.of("facts/cases/policy/egress-blocks-dns/positive.yaml")).replace("v1.33.2", version);
        return labelled ? text : text.replaceAll("\"kubernetes.io/metadata.name\": \"[a-z-]+\"(, )?", "");
    }

    private Run diagnosed(String cluster) throws IOException {
        return Run.of("diagnose", "-o", "wide", "-f", Files.writeString(folder.resolve("cluster.yaml"), cluster).toString());
    }

    private String remedy(String cluster) throws IOException {
        Run run = diagnosed(cluster);
        assertThat(run.out()).contains(CAUSE);
        Matcher applied = APPLIED.matcher(run.out());
        assertThat(applied.find()).isTrue();
        assertThat(diagnosed(cluster + "\n---\n" + applied.group(1) + "\n").out()).as("with what was advised").doesNotContain(CAUSE);
        return applied.group(1);
    }

    @Test
    void whatIsAdvisedHelpsInClustersOfAnyAge() throws IOException {
        assertThat(remedy(cluster("v1.33.2", false))).contains("kubernetes.io/metadata.name");
        assertThat(remedy(cluster("v1.20.2", true))).contains("kubernetes.io/metadata.name");
        assertThat(remedy(cluster("v1.20.2", false))).contains("namespaceSelector: {}").doesNotContain("kubernetes.io/metadata.name");
    }
}
