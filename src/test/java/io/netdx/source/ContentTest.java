package io.netdx.source;

import static io.netdx.source.Content.Type.BINARY;
import static io.netdx.source.Content.Type.COMMANDS;
import static io.netdx.source.Content.Type.DUMP;
import static io.netdx.source.Content.Type.EMPTY;
import static io.netdx.source.Content.Type.JSON;
import static io.netdx.source.Content.Type.TEXT;
import static io.netdx.source.Content.Type.TRANSCRIPT;
import static io.netdx.source.Content.Type.YAML;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContentTest {

    private static final Map<Content.Type, List<String>> SAMPLES = Map.of(
            JSON, List.of("{\"kind\":\"List\"}", "\n\t{\n  \"Items\": [", "[\n  {\"metadata\":{}}]", "{}", "[]", "{\n",
                    "{\"kind\":\"Pod\"}\n{\"kind\":\"Pod\"}\n"),
            YAML, List.of("apiVersion: v1\nkind: Pod\n", "# a comment\n---\nkind: Service\nspec:\n  ports: []\n",
                    "- apiVersion: v1\n  kind: Pod\n", "items:\n- metadata:\n    name: web\n", "clusterCIDR: 10.244.0.0/16\nmode: \"\"\n",
                    "\"apiVersion\": \"v1\"\n\"kind\": \"Pod\"\n", "%YAML 1.2\n---\nmtu: 1450\n",
                    "Warning: v1 ComponentStatus is deprecated\nkind: List\n"),
            TRANSCRIPT, List.of("Name:         web\nNamespace:    shop\nLabels:       app=web\n              tier=front\n",
                    "ops@bastion:~$ kubectl get nodes\n"),
            COMMANDS, List.of("{\"kubectl get pods -n shop\": \"\"}"),
            DUMP, List.of("==== START logs for container coredns of pod kube-system/coredns-1 ====\n.:53\n"),
            TEXT, List.of("I1124 09:00:00.000000 1 main.go:1] started\n", "[INFO] plugin/reload: Running\n",
                    "[1234.5] eth0: link down\n", "{{ .Values.image }}\n", "NAME  READY  STATUS\nweb   1/1  Running\n",
                    "{\"level\":\"info\",\"msg\":\"a\"}\n{\"level\":\"info\",\"msg\":\"b\"}\n",
                    "error: the server doesn't have a resource type \"gateways\"\n",
                    "Apply this:\n\nText first.\n```\nkind: Pod\n```\n", "\u001b[32mok\u001b[0m all pods are running\n",
                    "level=info ts=2026-11-24 msg=\"key: value\"\n"),
            BINARY, List.of("\u0000", "abc\u0000def", "\u0001\u0002\u0003\u0004ab"),
            EMPTY, List.of("", "\n\n  \n"));

    @Test
    void contentIsKnownByItsStart() throws IOException {
        for (var samples : SAMPLES.entrySet()) {
            for (String sample : samples.getValue()) {
                assertThat(Content.of(stream(sample.getBytes(StandardCharsets.UTF_8))).type()).as(sample).isEqualTo(samples.getKey());
            }
        }
    }

    @Test
    void compressedBytesAreBinaryAndLatinLogsAreText() throws IOException {
        byte[] noise = new byte[60];
        new java.util.Random(3).nextBytes(noise);
        assertThat(Content.of(stream(noise)).type()).isEqualTo(BINARY);
        byte[] latin = "M\u00fcnchen: Verbindung zur\u00fcckgesetzt, 3 Stra\u00dfen\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Content.of(stream(latin)).type()).isEqualTo(TEXT);
    }

    @Test
    void nothingIsConsumed() throws IOException {
        String text = "apiVersion: v1\nkind: ConfigMap\ndata:\n" + "  key: some value of a ConfigMap\n".repeat(1000);
        Content content = Content.of(new java.io.SequenceInputStream(stream(text.substring(0, 9).getBytes(StandardCharsets.UTF_8)),
                stream(text.substring(9).getBytes(StandardCharsets.UTF_8))));
        assertThat(content.type()).isEqualTo(YAML);
        assertThat(new String(content.stream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
    }

    private static ByteArrayInputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }
}
