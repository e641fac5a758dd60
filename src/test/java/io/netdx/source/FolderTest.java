package io.netdx.source;

import static io.netdx.source.Packed.utf8;
import static io.netdx.source.Packed.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {

    @TempDir
    Path root;

    @Test
    void walksInTheOrderOfCodePointsOfThePath() throws IOException {
        // '-' and '.' sort before '/', U+FFFD before U+1F600 although its UTF-16 units sort after
        List<String> expected = List.of("default-x/pods.json", "default.json", "default/pods.json", "default/svc/a.json",
                "nodes.json", "x\uFF5E.json", "x\uD83D\uDE00.json");
        for (int i = expected.size() - 1; i >= 0; i--) {
            write(root.resolve(expected.get(i)), utf8("{}"));
        }
        assertThat(Walked.of(root).paths).isEqualTo(expected);
    }

    @Test
    void delivesEmptyAndBinaryFilesForOthersToJudge() throws IOException {
        write(root.resolve("empty.log"), new byte[0]);
        write(root.resolve("kubelet"), new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0});
        write(root.resolve("pods.json"), utf8("{}"));
        Walked walked = Walked.of(root);
        assertThat(walked.paths).containsExactly("empty.log", "kubelet", "pods.json");
        assertThat(walked.problems).isEmpty();
    }

    @Test
    @Timeout(60)
    void linksAreNeverFollowedOutAndNeverLoop() throws IOException {
        Path outside = write(root.resolve("outside/secret.json"), utf8("{\"secret\":1}"));
        Path dump = Files.createDirectories(root.resolve("dump/pods"));
        write(dump.resolve("web.log"), utf8("listening"));
        Files.createSymbolicLink(dump.resolve("loop"), root.resolve("dump"));
        Files.createSymbolicLink(dump.resolve("self"), dump.resolve("self"));
        Files.createSymbolicLink(dump.resolve("secret"), outside);
        Files.createSymbolicLink(dump.resolve("folder"), outside.getParent());
        Files.createSymbolicLink(dump.resolve("web-current.log"), Path.of("web.log"));
        Walked walked = Walked.of(root.resolve("dump"));
        assertThat(walked.paths).containsExactly("pods/web.log");
        assertThat(walked.problems).map(Problem::toString).containsExactlyInAnyOrder(
                "pods/folder: a link that leads out of the folder, not followed (so are 1 more)",
                "pods/self: a link that leads nowhere, left out");
    }

    @Test
    @Timeout(60)
    void aPipeInTheFolderIsNotOpened() throws IOException, InterruptedException {
        write(root.resolve("pods.json"), utf8("{}"));
        Process mkfifo = new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start();
        assumeTrue(mkfifo.waitFor() == 0);
        Walked walked = Walked.of(root);
        assertThat(walked.paths).containsExactly("pods.json");
        assertThat(walked.onlyProblem()).isEqualTo("pipe: neither a file nor a folder, left out");
    }

    @Test
    void controlCharactersOfNamesAreNotPassedOn() throws IOException {
        write(root.resolve("a\u001b[31m\u202Egnp.json"), utf8("{}"));
        assertThat(Walked.of(root).paths).containsExactly("a?[31m?gnp.json");
    }

    @Test
    void stopsAtTheLimitOfEntries() throws IOException {
        for (int i = 0; i < 5; i++) {
            write(root.resolve("pod" + i + ".json"), utf8("{}"));
        }
        Walked walked = Walked.of(root, Limits.DEFAULT.with(Limit.ENTRIES, 3).with(Limit.TOTAL_SIZE, 1000));
        assertThat(walked.paths).containsExactly("pod0.json", "pod1.json", "pod2.json");
        assertThat(walked.onlyProblem()).isEqualTo("pod3.json: more than 3 entries; this and all later ones were left out; --limit entries=N allows more");
    }

    @Test
    void cutsALargeFileAndALargeSnapshot() throws IOException {
        write(root.resolve("a.log"), utf8("x".repeat(1000)));
        write(root.resolve("b.log"), utf8("x".repeat(1001)));
        Walked walked = Walked.of(root, Limits.DEFAULT.with(Limit.ENTRIES, 9).with(Limit.FILE_SIZE, 1000).with(Limit.TOTAL_SIZE, 9000));
        assertThat(walked.contents).containsExactly("x".repeat(1000), "x".repeat(1000));
        assertThat(walked.onlyProblem()).isEqualTo("b.log: longer than 1000 bytes; its end was left out; --limit file-size=N allows more");

        write(root.resolve("c.log"), utf8("y"));
        Walked total = Walked.of(root, Limits.DEFAULT.with(Limit.ENTRIES, 9).with(Limit.FILE_SIZE, 9000).with(Limit.TOTAL_SIZE, 1500));
        assertThat(total.paths).containsExactly("a.log", "b.log");
        assertThat(total.onlyProblem()).startsWith("b.log: the snapshot is larger than 1500 bytes");
    }

    @Test
    void anUnreadableFileIsAProblemOfItsOwn() throws IOException {
        write(root.resolve("pods.json"), utf8("{}"));
        Path closed = write(root.resolve("svc.json"), utf8("{}"));
        if (!closed.toFile().setReadable(false) || Files.isReadable(closed)) {
            // root reads everything; a skipped test would be a warning of the build
            return;
        }
        assertThat(Walked.of(root).onlyProblem()).isEqualTo("svc.json: cannot be read (permission denied)");
    }

    @Test
    void whatAVisitorCannotUseIsAProblem() throws IOException {
        write(root.resolve("pods.json"), utf8("{}"));
        Walked walked = new Walked() {
            @Override
            public void entry(String path, java.io.InputStream in) throws IOException {
                throw new IOException("odd\u001b]0;title");
            }
        };
        Entries.walk(root.toString(), System.in, Limits.DEFAULT, walked);
        assertThat(walked.onlyProblem()).isEqualTo("pods.json: not used (odd?]0;title)");
    }

    @Test
    void nothingToReadSaysWhatIsNext() throws IOException {
        assertNothing(root.resolve("absent"), "no such file or folder; give a folder");
        assertNothing(root, "holds no files; give");
        assertNothing(write(root.resolve("one/empty"), new byte[0]), "is empty; give");
        byte[] noise = new byte[3000];
        new java.util.Random(7).nextBytes(noise);
        assertNothing(write(root.resolve("two/noise"), noise), "holds neither text nor a known archive; give");
        assertNothing(root.resolve("two"), "holds neither text nor a known archive; give");
        assertThatThrownBy(() -> Entries.walk("a\0b", System.in, Limits.DEFAULT, new Walked()))
                .isInstanceOf(SourceException.class).hasMessageStartingWith("a?b: not a path");
    }

    private static void assertNothing(Path given, String message) {
        assertThatThrownBy(() -> Walked.of(given)).isInstanceOf(SourceException.class)
                .hasMessageStartingWith(given + ": " + message).hasMessageNotContaining("\n");
    }
}
