package io.netdx.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A client that is not kubectl: fabric8's, by the kubeconfig, over TLS. */
class OtherClientsTest {

    private static Served shop;
    private static Served kinds;

    @BeforeAll
    static void serve() throws IOException {
        shop = Served.secure(Path.of("src/test/resources/serve/shop.yaml"));
        kinds = Served.secure(Path.of("src/test/resources/serve/kinds.yaml"));
    }

    @AfterAll
    static void stop() throws IOException {
        shop.close();
        kinds.close();
    }

    private static KubernetesClient client(Served served) {
        return new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(served.kubeconfig())).build();
    }

    @Test
    void readsTypedObjects() {
        try (KubernetesClient client = client(shop)) {
            assertThat(client.pods().inAnyNamespace().list().getItems()).extracting(p -> p.getMetadata().getName())
                    .containsExactly("cart-7d4b9c-x2x8z", "db-0");
            assertThat(client.pods().inNamespace("shop").withLabel("app", "db").list().getItems()).hasSize(1);
            assertThat(client.pods().inNamespace("shop").withName("db-0").get().getStatus().getPodIP()).isEqualTo("10.244.2.4");
            assertThat(client.pods().inNamespace("shop").withName("nobody").get()).isNull();
            assertThat(client.services().inNamespace("shop").withName("cart").get().getSpec().getPorts().get(0).getTargetPort().getIntVal()).isEqualTo(8080);
            assertThat(client.pods().inNamespace("shop").withName("cart-7d4b9c-x2x8z").inContainer("cart").tailingLines(1).getLog())
                    .isEqualTo("2026-11-23T09:55:00.000000000Z giving up\n");
            assertThat(client.pods().inAnyNamespace().list(new ListOptionsBuilder().withLimit(1L).build()).getMetadata().getContinue()).isNotEmpty();
        }
    }

    @Test
    void readsEventsInBothOfTheirGroups() {
        try (KubernetesClient client = client(shop)) {
            List<io.fabric8.kubernetes.api.model.Event> core = client.v1().events().inNamespace("shop").list().getItems();
            List<io.fabric8.kubernetes.api.model.events.v1.Event> other = client.events().v1().events().inNamespace("shop").list().getItems();
            assertThat(other).hasSize(core.size()).isNotEmpty();
            io.fabric8.kubernetes.api.model.events.v1.Event event = other.get(0);
            assertThat(event.getNote()).isEqualTo(core.get(0).getMessage());
            assertThat(event.getRegarding()).isEqualTo(core.get(0).getInvolvedObject());
            assertThat(event.getDeprecatedCount()).isEqualTo(31);
            assertThat(event.getDeprecatedLastTimestamp()).isEqualTo("2026-11-23T10:00:00Z");
            assertThat(event.getDeprecatedSource().getHost()).isEqualTo("worker-1");
            assertThat(event.getMetadata()).isEqualTo(core.get(0).getMetadata());
            assertThat(client.events().v1().events().inNamespace("shop").withName(event.getMetadata().getName()).get()).isEqualTo(event);
            assertThat(event.getAdditionalProperties()).isEmpty();
        }
    }

    @Test
    void findsCustomResourcesByDiscovery() {
        try (KubernetesClient client = client(kinds)) {
            List<GenericKubernetesResource> gadgets = client.genericKubernetesResources("acme.example/v1", "Gadget").inNamespace("shop").list().getItems();
            assertThat(gadgets).extracting(g -> g.getMetadata().getName()).containsExactly("one");
            assertThat(client.getKubernetesVersion().getGitVersion()).isEqualTo("v1.31.4");
        }
    }

    @Test
    void watchesAndInforms() throws Exception {
        try (KubernetesClient client = client(shop)) {
            CountDownLatch seen = new CountDownLatch(2);
            Watch watch = client.pods().inAnyNamespace().watch(new Watcher<Pod>() {
                @Override
                public void eventReceived(Action action, Pod pod) {
                    seen.countDown();
                }

                @Override
                public void onClose(WatcherException cause) {
                    // ends with the test
                }
            });
            assertThat(seen.await(30, TimeUnit.SECONDS)).isTrue();
            watch.close();
            try (SharedIndexInformer<Pod> informer = client.pods().inAnyNamespace().inform()) {
                assertThat(informer.hasSynced()).isTrue();
                assertThat(informer.getStore().list()).hasSize(2);
            }
        }
    }

    @Test
    void isToldThatNothingCanBeChanged() {
        try (KubernetesClient client = client(shop)) {
            assertThatThrownBy(() -> client.pods().inNamespace("shop").withName("db-0").delete())
                    .isInstanceOfSatisfying(KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(405));
            assertThat(client.authorization().v1().selfSubjectAccessReview().create(new SelfSubjectAccessReviewBuilder().withNewSpec()
                    .withNewResourceAttributes().withVerb("list").withResource("pods").endResourceAttributes().endSpec().build())
                    .getStatus().getAllowed()).isTrue();
        }
    }

    @Test
    void isTurnedAwayWithoutTheToken() {
        String other = shop.kubeconfig().replaceFirst("token: .*", "token: guessed");
        try (KubernetesClient client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(other)).build()) {
            assertThatThrownBy(() -> client.pods().inAnyNamespace().list())
                    .isInstanceOfSatisfying(KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(401));
        }
    }
}
