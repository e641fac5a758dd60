package io.netdx.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.source.signature.SignatureTable;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A host file of which something is lost never counts as completely seen, not even where there are too many problems to list. */
class LostHostFilesTest {

    @Test
    void amongMoreProblemsThanAreKept() {
        StringBuilder files = new StringBuilder("apiVersion: netdx/v1\nkind: Case\ncollected: [Node]\n");
        for (int i = 0; i < 1_200; i++) {
            files.append("---\napiVersion: netdx/v1\nkind: HostFile\nnode: rack-").append(i)
                    .append("\nfile: sysctl.txt\ntext: |\n  net.ipv4.ip_forward = 1\n  ssh: connection lost\n");
        }
        files.append("---\napiVersion: netdx/v1\nkind: HostFile\nnode: rack-last\nfile: sysctl.txt\ntext: |\n  net.ipv4.ip_forward = 1\n");
        Snapshot snapshot = SnapshotReader.read(List.of("-"), new ByteArrayInputStream(files.toString().getBytes(StandardCharsets.UTF_8)),
                Limits.DEFAULT, SignatureTable.EMPTY);
        assertThat(snapshot.problems()).hasSizeLessThan(1_200);
        assertThat(snapshot.cluster().complete("Sysctl", "rack-1199")).isFalse();
        assertThat(snapshot.cluster().complete("Sysctl", "rack-last")).isTrue();
    }
}
