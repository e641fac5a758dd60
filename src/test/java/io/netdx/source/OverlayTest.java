package io.netdx.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.cluster.Cluster;
import io.netdx.fact.ConfigMap;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.source.signature.SignatureTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A case that says only how it differs from a healthy cluster. */
class OverlayTest {

    @TempDir
    Path folder;
    private Path file;

    @BeforeEach
    void base() throws IOException {
        Files.createDirectories(folder.resolve("healthy"));
        Files.createDirectories(folder.resolve("cases/service/gone"));
        file = folder.resolve("cases/service/gone/positive.yaml");
        Files.writeString(folder.resolve("healthy/ground.yaml"), """
                apiVersion: netdx/v1
                kind: Case
                collected: [ConfigMap]
                ---
                {apiVersion: v1, kind: ConfigMap, metadata: {name: dns, namespace: shop}, data: {Corefile: ground}}
                """);
        Files.writeString(folder.resolve("healthy/quiet.yaml"), """
                apiVersion: netdx/v1
                kind: Case
                base: ground
                collected: [Pod, Service]
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: cart-1, namespace: shop}, status: {podIP: 10.1.0.1}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: cart-2, namespace: shop}, status: {podIP: 10.1.0.2}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: cart, namespace: shop}, spec: {clusterIP: 10.2.0.1}}
                """);
    }

    private Snapshot read(String head, String... objects) throws IOException {
        Files.writeString(file, "apiVersion: netdx/v1\nkind: Case\n" + head + "\n---\n" + String.join("\n---\n", objects));
        return SnapshotReader.read(List.of(file.toString()), InputStream.nullInputStream(), Limits.DEFAULT, SignatureTable.EMPTY);
    }

    @Test
    void whatTheCaseSaysStandsInsteadOfTheBase() throws IOException {
        Snapshot snapshot = read("base: quiet\nremove: [Pod/shop/cart-2]",
                "{apiVersion: v1, kind: Pod, metadata: {name: cart-1, namespace: shop}, status: {podIP: 10.1.0.9}}");
        Cluster cluster = snapshot.cluster();
        assertThat(snapshot.problems()).isEmpty();
        assertThat(cluster.all(Pod.class)).extracting(p -> p.meta().name() + " " + p.podIps()).containsExactly("cart-1 [10.1.0.9]");
        assertThat(cluster.all(Service.class)).hasSize(1);
        assertThat(cluster.all(ConfigMap.class)).as("the base of the base").hasSize(1);
        assertThat(cluster.complete("Service", "shop")).isTrue();
    }

    @Test
    void uncollectedKindsAreUnknownNotAbsent() throws IOException {
        Cluster cluster = read("base: quiet\nuncollected: [Service]").cluster();
        assertThat(cluster.find(Service.class, ObjectRef.of("Service", "shop", "cart"))).isEmpty();
        assertThat(cluster.complete("Service", "shop")).isFalse();
        assertThat(cluster.complete("Pod", "shop")).isTrue();
    }

    @Test
    void aBaseThatIsNotThereIsNamed() throws IOException {
        assertThat(read("base: ../healthy/quiet", "{apiVersion: v1, kind: Pod, metadata: {name: cart-1, namespace: shop}}").problems())
                .singleElement().asString().contains("builds on healthy/../healthy/quiet.yaml", "not near it");
    }

    @Test
    void standardInputHasNoFolderToLookIn() throws IOException {
        byte[] text = "apiVersion: netdx/v1\nkind: Case\nbase: quiet\n---\n{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: b}}\n"
                .getBytes(StandardCharsets.UTF_8);
        Snapshot snapshot = SnapshotReader.read(List.of("-"), new java.io.ByteArrayInputStream(text), Limits.DEFAULT, SignatureTable.EMPTY);
        assertThat(snapshot.cluster().all(Pod.class)).hasSize(1);
        assertThat(snapshot.problems()).hasSize(1);
    }
}
