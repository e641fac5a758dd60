package io.netdx.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdx.fact.Pod;
import io.netdx.fact.Service;
import io.netdx.source.signature.SignatureTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input that is broken or means harm: one clear line each, and the rest is used. */
class HostileInputTest {

    private static final String PODS = """
            {"apiVersion": "v1", "kind": "List", "items": [
             {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a", "namespace": "x"}, "status": {"phase": "Running"}},
             {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "b", "namespace": "y"}, "status": {"phase": "Running"}}
            ]}
            """;
    private static final SignatureTable TABLE = SignatureTable.load();

    @TempDir
    private Path folder;

    private Snapshot read(Path path) {
        return SnapshotReader.read(List.of(path.toString()), InputStream.nullInputStream(), Limits.DEFAULT, TABLE);
    }

    private static byte[] tar(Object... namesAndContents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (int i = 0; i < namesAndContents.length; i += 2) {
                byte[] content = namesAndContents[i + 1].toString().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(namesAndContents[i].toString(), true);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    @Test
    void everyContainerGivesTheSameCluster() throws IOException {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Files.writeString(plain.resolve("pods.json"), PODS);
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("pods.json"));
            out.write(PODS.getBytes(StandardCharsets.UTF_8));
        }
        byte[] tar = tar("pods.json", PODS);
        for (Path path : List.of(plain, file("a.tar", tar), file("misnamed.zip", gzip(tar)), file("b.bin", zip.toByteArray()),
                file("pods.json", PODS.getBytes(StandardCharsets.UTF_8)))) {
            assertThat(read(path).cluster().all(Pod.class)).as(path.toString()).hasSize(2);
            assertThat(read(path).problems()).isEmpty();
        }
        Snapshot stdin = SnapshotReader.read(List.of("-"), new ByteArrayInputStream(gzip(tar)), Limits.DEFAULT, TABLE);
        assertThat(stdin.cluster().all(Pod.class)).hasSize(2);
    }

    @Test
    void truncatedArchiveGivesWhatCameBefore() throws IOException {
        byte[] whole = gzip(tar("pods.json", PODS, "services.json", "x".repeat(200_000)));
        Snapshot snapshot = read(file("cut.tgz", java.util.Arrays.copyOf(whole, whole.length - 30)));
        assertThat(snapshot.cluster().all(Pod.class)).hasSize(2);
        assertThat(snapshot.problems()).singleElement().asString().contains("services.json: cut off");
    }

    @Test
    void truncatedJsonGivesTheObjectsBefore() throws IOException {
        Snapshot snapshot = read(file("pods.json", PODS.substring(0, PODS.indexOf("\"b\"")).getBytes(StandardCharsets.UTF_8)));
        assertThat(snapshot.cluster().all(Pod.class)).hasSize(1);
        assertThat(snapshot.problems()).singleElement().asString().contains("pods.json:3: cut off");
    }

    @Test
    void pathsOutOfTheArchiveAndLinksAreLeftOut() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry link = new TarArchiveEntry("pods-link.json", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
            for (String name : List.of("../../etc/cron.d/x.json", "/abs/pods.json", "pods.json")) {
                TarArchiveEntry entry = new TarArchiveEntry(name, true);
                byte[] content = PODS.getBytes(StandardCharsets.UTF_8);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        Snapshot snapshot = read(file("evil.tar", bytes.toByteArray()));
        assertThat(snapshot.files()).isEqualTo(1);
        assertThat(snapshot.problems()).map(Problem::toString).containsExactly(
                "../../etc/cron.d/x.json: a path that leads out of the archive, left out (so are 1 more)",
                "pods-link.json: a link that leads out of the archive, not followed");
    }

    @Test
    void linksOutOfAFolderAreNotFollowed() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("pods.json"), PODS);
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.writeString(inside.resolve("pods.json"), PODS);
        Files.createSymbolicLink(inside.resolve("more"), outside);
        Files.createSymbolicLink(inside.resolve("loop"), inside);
        Snapshot snapshot = read(inside);
        assertThat(snapshot.cluster().all(Pod.class)).hasSize(2);
        assertThat(snapshot.problems()).isNotEmpty().allSatisfy(p -> assertThat(p.toString()).doesNotContain("passwd"));
    }

    @Test
    void decompressionBombIsStopped() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                gzip.write(zeros);
            }
        }
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Files.writeString(plain.resolve("pods.json"), PODS);
        Files.write(plain.resolve("zeros.gz"), gzip(bomb.toByteArray()));
        assertThat(read(plain).cluster().all(Pod.class)).hasSize(2);
    }

    @Test
    void yamlAliasBombIsStoppedAndAnchorsWork() throws IOException {
        StringBuilder bomb = new StringBuilder("apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: n}\nspec:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("  a").append(i).append(": &a").append(i).append(" [").append(("*a" + (i - 1) + ", ").repeat(9)).append("x]\n");
        }
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Files.writeString(plain.resolve("bomb.yaml"), bomb);
        Files.writeString(plain.resolve("good.yaml"), """
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: n, labels: &l {app: web}}
                spec: {selector: *l, ports: [{port: 80}]}
                """);
        Snapshot snapshot = read(plain);
        assertThat(snapshot.problems()).singleElement().asString().contains("aliases expand");
        assertThat(snapshot.cluster().service("n", "web")).get().extracting(Service::selector).asString().contains("app=web");
    }

    @Test
    void deepNestingIsOneLine() throws IOException {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Files.writeString(plain.resolve("deep.json"), "[".repeat(100_000));
        Files.writeString(plain.resolve("deep.yaml"), "apiVersion: v1\nkind: X\nx: " + "[".repeat(5_000));
        Files.writeString(plain.resolve("pods.json"), PODS);
        Snapshot snapshot = read(plain);
        assertThat(snapshot.cluster().all(Pod.class)).hasSize(2);
        assertThat(snapshot.problems()).hasSize(2);
    }

    @Test
    void encodingsOfPowerShellAreRead() throws IOException {
        for (String charset : List.of("UTF-16LE", "UTF-16BE")) {
            byte[] text = ("\ufeff" + PODS.replace("\n", "\r\n")).getBytes(Charset.forName(charset));
            assertThat(read(file("dump-" + charset + ".txt", text)).cluster().all(Pod.class)).as(charset).hasSize(2);
        }
        byte[] marked = ("\ufeff" + PODS).getBytes(StandardCharsets.UTF_8);
        assertThat(read(file("marked.json", marked)).cluster().all(Pod.class)).hasSize(2);
    }

    @Test
    void missingMetadataDoublesAndUnknownKindsSpoilNothing() throws IOException {
        Snapshot snapshot = read(file("pods.json", """
                {"kind": "List", "apiVersion": "v1", "items": [
                 {"kind": "Pod", "apiVersion": "v1", "spec": {}},
                 {"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "a", "namespace": "x"}},
                 {"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "a", "namespace": "x"}},
                 {"kind": "Frobnicator", "apiVersion": "example.com/v1", "metadata": {"name": "f"}, "spec": {"deep": {"er": 1}}},
                 42, null]}
                """.getBytes(StandardCharsets.UTF_8)));
        assertThat(snapshot.cluster().all(Pod.class)).hasSize(1);
        assertThat(snapshot.problems()).hasSize(2).map(Problem::toString)
                .anyMatch(p -> p.contains("without metadata.name")).anyMatch(p -> p.contains("stands twice"));
    }

    @Test
    void secretsStayUnread() throws IOException {
        Snapshot snapshot = read(file("secrets.json", """
                {"kind": "SecretList", "apiVersion": "v1", "items": [
                 {"data": {"password": "aHVudGVyMg=="}, "apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s", "namespace": "x",
                  "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{\\"data\\":{\\"password\\":\\"aHVudGVyMg==\\"}}"}}}]}
                """.getBytes(StandardCharsets.UTF_8)));
        assertThat(snapshot.cluster().all(io.netdx.fact.OtherObject.class)).singleElement().asString()
                .contains("Secret").doesNotContain("aHVudGVyMg");
    }

    @Test
    void nothingReadableIsOneLineWithANextStep() {
        assertThatThrownBy(() -> read(folder.resolve("none"))).isInstanceOf(SourceException.class).hasMessageContaining("no such file");
    }

    @Test
    void orderOfFilesDoesNotMatter() throws IOException {
        String services = "{\"kind\": \"ServiceList\", \"apiVersion\": \"v1\", \"items\": [{\"metadata\": {\"name\": \"s\", \"namespace\": \"x\"}}]}";
        Snapshot one = read(file("one.tar", tar("pods.json", PODS, "services.json", services)));
        Snapshot two = read(file("two.tar", tar("services.json", services, "pods.json", PODS)));
        assertThat(one.cluster().all(Pod.class)).isEqualTo(two.cluster().all(Pod.class));
        assertThat(one.cluster().coverage()).isEqualTo(two.cluster().coverage());
    }
}
