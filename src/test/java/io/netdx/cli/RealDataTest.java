package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real snapshots that nobody here wrote, where they lie beside the checkout ({@code -Dnetdx.data}). */
class RealDataTest {

    private static final Path DATA = Path.of(System.getProperty("netdx.data", "../shared/data"));

    @Test
    void realClustersWithOneFaultEach() {
        Path real = DATA.resolve("real");
        Assumptions.assumeTrue(Files.isDirectory(real));
        Run run = Run.of("evaluate", real.toString());
        assertThat(run.status()).isZero();
        assertThat(run.out()).doesNotContain("MISSED").contains("false alarms 0");
    }

    @Test
    void everyPublicFormatIsReadAndNamed() {
        Assumptions.assumeTrue(Files.isDirectory(DATA.resolve("snapshots")));
        for (List<String> row : List.of(
                List.of("cluster-info-dump/global-cloudwork_rke2-1.33.5-cilium", "kubectl cluster-info dump"),
                List.of("cluster-info-dump/AbdulAhad234_docker-desktop_v1.34.1_utf16.cluster-info-dump.txt", "kubectl cluster-info dump"),
                List.of("cluster-info-dump/wangwg2_old-internal-json.cluster-info-dump.json", "kubectl cluster-info dump"),
                List.of("cluster-info-dump/TonyChengTW_k8s-ha_v1.8.1.tar.xz", "kubectl cluster-info dump"),
                List.of("must-gather-clean/must-gather-aws.tar.xz", "OpenShift must-gather"),
                List.of("troubleshoot/pkg-analyze-files/support-bundle", "troubleshoot support bundle"),
                List.of("sonobuoy/Harmol_v1.19.16", "sonobuoy results"))) {
            Run run = Run.of("diagnose", "--fail-on", "never", "-o", "json", "-f", DATA.resolve("snapshots").resolve(row.get(0)).toString());
            assertThat(run.status()).as(row.get(0)).isZero();
            assertThat(run.out()).contains("\"format\": \"" + row.get(1) + "\"");
        }
    }

    @Test
    void aDumpNeverClaimsThatPoliciesAreAbsent() {
        Path dump = DATA.resolve("real/netpol-august-single-ingress-db/cluster-info-dump");
        Assumptions.assumeTrue(Files.isDirectory(dump));
        Run run = Run.of("diagnose", "--fail-on", "never", "-o", "json", "-f", dump.toString());
        assertThat(run.out()).contains("\"needs\": \"NetworkPolicy\"").contains("\"verdict\": \"undetermined\"");
    }
}
