package io.netdx.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The collected snapshots of real clusters, where they are at hand: {@code -Dnetdx.data=…}. */
class RealSnapshotsTest {

    private static final Path DATA = Path.of(System.getProperty("netdx.data", "../shared/data")).resolve("snapshots");

    @Test
    void everySampleCanBeWalkedWithoutProblemAndTwiceAlike() {
        assumeTrue(Files.isDirectory(DATA));
        Walked first = Walked.of(DATA);
        assertThat(first.problems).isEmpty();
        assertThat(first.paths).hasSizeGreaterThan(1000).anyMatch(p -> p.contains("must-gather-aws.tar.xz!/"))
                .noneMatch(p -> p.endsWith(".gz"));
        Walked second = Walked.of(DATA);
        assertThat(second.paths).isEqualTo(first.paths);
        assertThat(second.bytes).isEqualTo(first.bytes);
    }

    @Test
    void dumpsOfPowerShellAreJson() throws IOException {
        Path dumps = DATA.resolve("cluster-info-dump");
        assumeTrue(Files.isDirectory(dumps));
        List<Path> utf16 = new ArrayList<>();
        try (var files = Files.newDirectoryStream(dumps, "*utf16*.txt")) {
            files.forEach(utf16::add);
        }
        assertThat(utf16).hasSize(2);
        for (Path dump : utf16) {
            try (InputStream in = Files.newInputStream(dump)) {
                Content content = Content.of(TextEncoding.utf8(in));
                assertThat(content.type()).isEqualTo(Content.Type.JSON);
                String text = new String(content.stream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                assertThat(text).contains("\"kind\": \"NodeList\"").doesNotContain("\uFFFD", "\0");
            }
        }
    }

    @Test
    void contentAgreesWithTheEndingsThatPeopleChose() {
        assumeTrue(Files.isDirectory(DATA));
        Map<String, List<String>> odd = new TreeMap<>();
        Walked walked = new Walked() {
            @Override
            public void entry(String path, InputStream in) throws IOException {
                Content.Type type = Content.of(TextEncoding.utf8(in)).type();
                String ending = path.substring(path.lastIndexOf('.') + 1);
                boolean expected = switch (ending) {
                    case "json" -> type == Content.Type.JSON || type == Content.Type.METRICS && (path.endsWith("alerts.json") || path.contains("/node-metrics/"));
                    case "yaml", "yml" -> type == Content.Type.YAML;
                    case "log", "md", "sh" -> type == Content.Type.TEXT;
                    default -> true;
                };
                if (!expected && type != Content.Type.EMPTY) {
                    odd.computeIfAbsent(ending + " as " + type, k -> new ArrayList<>()).add(path);
                }
            }
        };
        Entries.walk(DATA.toString(), System.in, Limits.DEFAULT, walked);
        // it holds the one word "local": no object either way
        assertThat(odd).containsOnlyKeys("json as TEXT");
        assertThat(odd.get("json as TEXT")).singleElement().asString().endsWith("gateway-mode-config/mode.json");
    }
}
