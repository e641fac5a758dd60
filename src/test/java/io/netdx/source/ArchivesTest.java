package io.netdx.source;

import static io.netdx.source.Packed.concat;
import static io.netdx.source.Packed.gzip;
import static io.netdx.source.Packed.tar;
import static io.netdx.source.Packed.utf8;
import static io.netdx.source.Packed.write;
import static io.netdx.source.Packed.xz;
import static io.netdx.source.Packed.zip;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives as people make them. */
class ArchivesTest {

    private static final String LONG = "namespaces/" + "a-rather-long-name-".repeat(12) + "/pods.json";

    @TempDir
    Path dir;

    @BeforeEach
    void otherFilesAreOfNoInterest() throws IOException {
        write(dir.resolve("elsewhere/x"), utf8("x"));
    }

    static Stream<byte[]> everyForm() throws IOException {
        byte[] tar = tar().file("./nodes.json", "{\"kind\":\"NodeList\"}").file(LONG, "{}").file("empty.log", "").bytes();
        byte[] zip = zip("nodes.json", "{\"kind\":\"NodeList\"}", LONG, "{}", "empty.log", "");
        return Stream.of(tar, gzip(tar), xz(tar), bzip2(tar), zip, gzip(zip));
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void everyFormGivesTheSameFilesFromAFileAndFromAPipe(byte[] archive) throws IOException {
        Path file = write(dir.resolve("bundle"), archive);
        for (Walked walked : List.of(Walked.of(file), Walked.piped(archive, Limits.DEFAULT))) {
            assertThat(walked.paths).containsExactly("nodes.json", LONG, "empty.log");
            assertThat(walked.contents).containsExactly("{\"kind\":\"NodeList\"}", "{}", "");
            assertThat(walked.problems).isEmpty();
        }
    }

    @Test
    void aCompressedFileIsCalledAsBefore() throws IOException {
        byte[] log = gzip(utf8("I1124 started"));
        assertThat(Walked.of(write(dir.resolve("kubelet.log.gz"), log)).paths).containsExactly("kubelet.log");
        assertThat(Walked.piped(log, Limits.DEFAULT).paths).containsExactly("stdin");
        Walked inside = Walked.of(write(dir.resolve("node.tar"), tar().file("var/log/syslog.2.gz", log).bytes()));
        assertThat(inside.content("var/log/syslog.2")).isEqualTo("I1124 started");
    }

    @Test
    void gzipMembersFollowEachOtherEvenThroughAPipe() throws IOException {
        byte[] members = concat(gzip(utf8("one\n")), gzip(utf8("two\n")), gzip(utf8("three\n")));
        assertThat(Walked.piped(members, Limits.DEFAULT).contents).containsExactly("one\ntwo\nthree\n");
    }

    @Test
    void archivesInsideArchivesAreDescendedToTheLimit() throws IOException {
        byte[] level3 = tar().file("deep.json", "{}").bytes();
        byte[] level2 = zip("note.txt", "two");
        byte[] bundle = tar().file("nodes/worker-1.tgz", gzip(tar().file("kubelet.log", "started").file("more.zip", level2)
                .file("more.tar.gz", gzip(level3)).bytes())).bytes();
        Path file = write(dir.resolve("bundle.tar"), bundle);
        assertThat(Walked.of(file).paths).containsExactly("nodes/worker-1.tgz!/kubelet.log",
                "nodes/worker-1.tgz!/more.zip!/note.txt", "nodes/worker-1.tgz!/more.tar.gz!/deep.json");

        Walked shallow = Walked.of(file, Limits.DEFAULT.with(Limit.ENTRIES, 99).with(Limit.FILE_SIZE, 1 << 20).with(Limit.TOTAL_SIZE, 1 << 20).with(Limit.ARCHIVE_DEPTH, 1));
        assertThat(shallow.paths).containsExactly("nodes/worker-1.tgz!/kubelet.log");
        assertThat(shallow.problems).map(Problem::toString).containsExactly(
                "nodes/worker-1.tgz!/more.zip: an archive inside 2 archives, not opened; --limit archive-depth=N allows more",
                "nodes/worker-1.tgz!/more.tar.gz: an archive inside 2 archives, not opened; --limit archive-depth=N allows more");
    }

    @Test
    void archivesInAFolderAreOpened() throws IOException {
        write(dir.resolve("dump/a/host.zip"), zip("ip-route.txt", "default via 10.0.0.1"));
        write(dir.resolve("dump/pods.json"), utf8("{}"));
        assertThat(Walked.of(dir.resolve("dump")).paths).containsExactly("a/host.zip!/ip-route.txt", "pods.json");
    }

    @Test
    void bothOfADuplicateNameAreDelivered() throws IOException {
        byte[] twice = tar().file("pods.json", "{\"a\":1}").file("pods.json", "{\"b\":2}").bytes();
        byte[] zip = zip("pods.json", "{\"a\":1}", "pods.jso_", "{\"b\":2}");
        for (int i = 0; i + 9 <= zip.length; i++) {
            if (new String(zip, i, 9, java.nio.charset.StandardCharsets.ISO_8859_1).equals("pods.jso_")) {
                zip[i + 8] = 'n';
            }
        }
        for (Walked walked : List.of(Walked.piped(twice, Limits.DEFAULT), Walked.piped(zip, Limits.DEFAULT),
                Walked.of(write(dir.resolve("twice.zip"), zip)))) {
            assertThat(walked.paths).containsExactly("pods.json", "pods.json");
            assertThat(walked.contents).containsExactly("{\"a\":1}", "{\"b\":2}");
            assertThat(walked.problems).isEmpty();
        }
    }

    @Test
    void aVisitorNeedNotReadOrEvenCloseProperly() throws IOException {
        byte[] big = new byte[3 << 20];
        new java.util.Random(1).nextBytes(big);
        byte[] archive = gzip(tar().file("big.bin", big).file("pods.json", "{}").bytes());
        Walked lazy = new Walked() {
            @Override
            public void entry(String path, java.io.InputStream in) throws IOException {
                paths.add(path);
                in.close();
            }
        };
        Entries.walk(write(dir.resolve("b.tgz"), archive).toString(), System.in, Limits.DEFAULT, lazy);
        assertThat(lazy.paths).containsExactly("big.bin", "pods.json");
        assertThat(lazy.problems).isEmpty();
    }

    private static byte[] bzip2(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream bz = new BZip2CompressorOutputStream(out)) {
            bz.write(bytes);
        }
        return out.toByteArray();
    }
}
