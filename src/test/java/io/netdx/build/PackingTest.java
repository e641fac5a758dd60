package io.netdx.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What others install: the archive of the kubectl plugin, and the container image. */
class PackingTest {

    private static final Instant TIME = Instant.parse("2026-11-24T00:00:00Z");

    @TempDir
    private Path root;
    private Path dist;

    private record File(int mode, byte[] content) {
    }

    @BeforeEach
    void built() throws IOException {
        dist = Files.createDirectories(root.resolve("dist"));
        Files.createDirectories(dist.resolve("client"));
        Files.createDirectories(dist.resolve("compiler"));
        Files.writeString(dist.resolve("libraries.jar"), "libraries");
        Files.writeString(dist.resolve("netdx.jar"), "program");
        Files.writeString(dist.resolve("client/client.jar"), "client");
        Files.writeString(dist.resolve("compiler/compiler.jar"), "compiler");
    }

    private static Map<String, File> files(InputStream in) throws IOException {
        Map<String, File> files = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(TIME);
                assertThat(entry.getLongUserId()).isZero();
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), new File(entry.getMode() & 0777, tar.readAllBytes()));
                }
            }
        }
        return files;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> yaml(byte[] text) {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(new String(text, StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> list(Object value) {
        return (List<T>) value;
    }

    /** The rules of krew's internal/index/validation. */
    @Test
    void krewTakesTheManifestAndTheArchiveThatItNames() throws IOException {
        Path krew = root.resolve("krew");
        PluginArchive.write(Path.of(""), dist, krew, "0.1.0", TIME, "https://example.org/netdx.tar.gz");
        byte[] archive = Files.readAllBytes(krew.resolve("netdx.tar.gz"));
        Map<String, Object> manifest = yaml(Files.readAllBytes(krew.resolve("netdx.yaml")));
        assertThat(manifest).containsEntry("apiVersion", "krew.googlecontainertools.github.com/v1alpha2").containsEntry("kind", "Plugin")
                .containsEntry("metadata", Map.of("name", "netdx"));
        Map<String, Object> spec = map(manifest.get("spec"));
        assertThat(spec.keySet()).isSubsetOf("version", "shortDescription", "description", "caveats", "homepage", "platforms");
        assertThat((String) spec.get("version")).isEqualTo("v0.1.0");
        assertThat((String) spec.get("shortDescription")).isNotBlank().doesNotContain("\n").hasSizeLessThanOrEqualTo(50);
        Map<String, Object> platform = map(list(spec.get("platforms")).get(0));
        assertThat(platform.keySet()).containsExactlyInAnyOrder("selector", "uri", "sha256", "bin");
        assertThat(platform).containsEntry("sha256", Tar.sha256(archive)).containsEntry("uri", "https://example.org/netdx.tar.gz");
        assertThat(map(platform.get("selector"))).containsEntry("matchExpressions",
                List.of(Map.of("key", "os", "operator", "In", "values", List.of("linux", "darwin"))));
        Map<String, File> files = files(new GZIPInputStream(new ByteArrayInputStream(archive)));
        assertThat(files.keySet()).containsExactlyInAnyOrder("netdx", "kubectl_complete-netdx", "target/dist/netdx.jar", "target/dist/libraries.jar",
                "target/dist/client/client.jar", "target/dist/compiler/compiler.jar");
        assertThat(files.get((String) platform.get("bin")).mode()).isEqualTo(0755);
        assertThat(files.get("target/dist/netdx.jar").mode()).isEqualTo(0644);

        Path again = root.resolve("again");
        PluginArchive.write(Path.of(""), dist, again, "0.1.0", TIME, "https://example.org/netdx.tar.gz");
        assertThat(again.resolve("netdx.tar.gz")).hasSameBinaryContentAs(krew.resolve("netdx.tar.gz"));
    }

    /** Every digest and size holds, nothing is left over, and what the layers make of an empty folder runs. */
    @Test
    void theImageIsWholeAndRuns() throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.name").equals("Linux") && Files.isExecutable(Path.of("/usr/bin/ldd")), "images are made on Linux");
        program();
        Path runtime = root.resolve("runtime");
        ImageArchive.link(runtime, "java.base,java.sql");
        Path image = root.resolve("image.tar");
        ImageArchive.write(dist, runtime, image, "0.1.0", TIME);
        Path again = root.resolve("again.tar");
        ImageArchive.write(dist, runtime, again, "0.1.0", TIME);
        assertThat(again).hasSameBinaryContentAs(image);

        Map<String, File> layout = files(Files.newInputStream(image));
        assertThat(yaml(layout.remove("oci-layout").content())).isEqualTo(Map.of("imageLayoutVersion", "1.0.0"));
        Map<String, Object> named = map(list(yaml(layout.remove("index.json").content()).get("manifests")).get(0));
        Map<String, Object> manifest = yaml(blob(layout, named));
        Map<String, Object> config = yaml(blob(layout, map(manifest.get("config"))));
        Map<String, Object> run = map(config.get("config"));
        assertThat(run).containsEntry("User", "65532:65532");
        assertThat(config.get("created")).hasToString(TIME.toString());
        List<Object> contents = list(map(config.get("rootfs")).get("diff_ids"));
        List<Object> layers = list(manifest.get("layers"));
        assertThat(contents).hasSameSizeAs(layers).hasSameSizeAs(list(config.get("history")));
        Path system = root.resolve("system");
        for (int i = 0; i < layers.size(); i++) {
            byte[] layer = new GZIPInputStream(new ByteArrayInputStream(blob(layout, map(layers.get(i))))).readAllBytes();
            assertThat(contents.get(i)).isEqualTo("sha256:" + Tar.sha256(layer));
            unpack(files(new ByteArrayInputStream(layer)), system);
        }
        assertThat(layout).isEmpty();

        List<String> entrypoint = list(run.get("Entrypoint"));
        List<String> command = new ArrayList<>();
        if (Files.isWritable(Path.of("/")) && Files.isExecutable(Path.of("/usr/sbin/chroot"))) {
            command.addAll(List.of("/usr/sbin/chroot", "--userspec=65532:65532", system.toString()));
            command.addAll(entrypoint);
        } else {
            entrypoint.forEach(word -> command.add(word.replace("/opt/", system + "/opt/")));
        }
        command.add("version");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(root.resolve("out").toFile());
        // the loader asks /proc where the program lies, and a bare folder has none
        builder.environment().put("LD_LIBRARY_PATH", "/opt/java/lib");
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(root.resolve("out")).hasContent("netdx 0.1.0\n");
        assertThat(process.exitValue()).isZero();
    }

    /** The program as this build compiled it, and of its libraries what its command line needs. */
    private void program() throws IOException {
        Path classes = Path.of("target/classes");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(dist.resolve("netdx.jar"))); Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).filter(f -> !f.toString().contains("/rules/")).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
            }
        }
        for (String entry : System.getProperty("java.class.path").split(":")) {
            if (entry.contains("picocli")) {
                Files.copy(Path.of(entry), dist.resolve("client/picocli.jar"));
            }
        }
    }

    private static byte[] blob(Map<String, File> layout, Map<String, Object> descriptor) {
        String digest = ((String) descriptor.get("digest")).replace("sha256:", "");
        File file = layout.remove("blobs/sha256/" + digest);
        assertThat(file).as(digest).isNotNull();
        assertThat(Tar.sha256(file.content())).isEqualTo(digest);
        assertThat(descriptor.get("size")).isEqualTo(file.content().length);
        return file.content();
    }

    private static void unpack(Map<String, File> files, Path folder) throws IOException {
        for (Map.Entry<String, File> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue().content());
            assertThat(path.toFile().setExecutable(file.getValue().mode() == 0755, false)).isTrue();
        }
        try (Stream<Path> folders = Files.walk(folder)) {
            for (Path each : folders.filter(Files::isDirectory).toList()) {
                assertThat(each.toFile().setExecutable(true, false) && each.toFile().setReadable(true, false)).isTrue();
            }
        }
    }
}
