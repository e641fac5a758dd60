package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.netdx.serve.Served;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests that run netdx in a cluster. */
class DeployTest {

    private static final Path FILE = Path.of("src/main/deploy/cronjob.yaml");
    private static final List<HasMetadata> OBJECTS = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        for (String document : Files.readString(FILE).split("\n---\n")) {
            OBJECTS.add(new KubernetesSerialization().unmarshal(document));
        }
    }

    private static <T extends HasMetadata> T only(Class<T> kind) {
        List<T> found = OBJECTS.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static PodSpec pod() {
        return only(CronJob.class).getSpec().getJobTemplate().getSpec().getTemplate().getSpec();
    }

    @Test
    void namesFitTogether() {
        ServiceAccount account = only(ServiceAccount.class);
        ClusterRoleBinding binding = only(ClusterRoleBinding.class);
        assertThat(binding.getSubjects()).singleElement().satisfies(subject -> {
            assertThat(subject.getKind()).isEqualTo("ServiceAccount");
            assertThat(subject.getName()).isEqualTo(account.getMetadata().getName());
            assertThat(subject.getNamespace()).isEqualTo(account.getMetadata().getNamespace());
        });
        assertThat(Path.of("facts/access/clusterroles.yaml")).content().contains("kind: ClusterRole\nmetadata:\n  name: " + binding.getRoleRef().getName() + "\n");
        assertThat(pod().getServiceAccountName()).isEqualTo(account.getMetadata().getName());
        assertThat(only(CronJob.class).getMetadata().getNamespace()).isEqualTo(account.getMetadata().getNamespace());
        Container container = pod().getContainers().get(0);
        assertThat(container.getVolumeMounts()).extracting(mount -> mount.getName())
                .containsExactlyElementsOf(pod().getVolumes().stream().map(Volume::getName).toList());
        assertThat(pod().getVolumes().get(0).getPersistentVolumeClaim().getClaimName()).isEqualTo(only(PersistentVolumeClaim.class).getMetadata().getName());
    }

    /** https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted */
    @Test
    void thePodKeepsToTheRestrictedStandard() {
        assertThat(OBJECTS.get(0).getMetadata().getLabels()).containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        assertThat(pod().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod().getSecurityContext().getRunAsUser()).isEqualTo(65532);
        assertThat(pod().getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod().getHostNetwork()).isNull();
        assertThat(pod().getVolumes()).allMatch(v -> v.getHostPath() == null);
        Container container = pod().getContainers().get(0);
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getResources().getLimits()).containsKey("memory");
        assertThat(only(CronJob.class).getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
        assertThat(only(CronJob.class).getSpec().getFailedJobsHistoryLimit()).isEqualTo(3);
    }

    /** What the job runs, against a cluster that {@code serve} shows, writes its reports. */
    @Test
    void theCommandAuditsAndWritesReports(@TempDir Path reports) throws IOException {
        List<String> line = new ArrayList<>(pod().getContainers().get(0).getArgs().stream().map(arg -> arg.replace("/reports/$(POD)", reports.resolve("netdx-1").toString())).toList());
        assertThat(line).contains("audit", "--live").doesNotContain("/reports/$(POD)");
        try (Served cluster = Served.plain(Path.of("facts/cases/service/selector-mismatch/positive-typo.yaml"))) {
            line.addAll(List.of("--server", cluster.address()));
            Run run = Run.of(line.toArray(String[]::new));
            assertThat(run.err()).isEmpty();
            assertThat(run.status()).isZero();
            assertThat(run.out()).contains("service/selector-mismatch");
        }
        assertThat(reports.resolve("netdx-1.html")).content().contains("<!DOCTYPE html>", "service/selector-mismatch");
        assertThat(reports.resolve("netdx-1.json")).content().contains("\"kind\": \"AuditReport\"", "service/selector-mismatch");
    }

    /** netdx itself reads them, and finds nothing wrong with them. */
    @Test
    void netdxFindsNoFault() {
        Run run = Run.of("diagnose", "-f", FILE.toString(), "-o", "name");
        assertThat(run.err()).doesNotContain("error");
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(Arrays.asList(Run.of("diagnose", "-f", FILE.toString()).out().split("\n"))).noneMatch(line -> line.startsWith("Problems"));
    }
}
