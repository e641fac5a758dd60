package io.netdx.source;

import static io.netdx.source.Packed.concat;
import static io.netdx.source.Packed.gzip;
import static io.netdx.source.Packed.tar;
import static io.netdx.source.Packed.utf8;
import static io.netdx.source.Packed.write;
import static io.netdx.source.Packed.xz;
import static io.netdx.source.Packed.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that are broken or mean harm: one clear problem each, and the rest is used. */
class HostileArchivesTest {

    private static final Limits LIMITS = Limits.DEFAULT;

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/cron.d/x", "/etc/passwd", "C:\\Windows\\x", "c:x", "a/../../b", "..\\..\\x", "a/.."})
    void pathsThatLeadElsewhereAreLeftOut(String name) throws IOException {
        byte[] tar = tar().file("pods.json", "{}").special("x", TarConstants.LF_NORMAL, "").bytes();
        byte[] withName = tarNamed(tar, name);
        for (byte[] archive : List.of(withName, zip("pods.json", "{}", name, "harm"))) {
            Walked walked = Walked.piped(archive, LIMITS);
            assertThat(walked.paths).containsExactly("pods.json");
            assertThat(walked.onlyProblem().replace('\\', '/'))
                    .isEqualTo(name.replace('\\', '/') + ": a path that leads out of the archive, left out");
        }
    }

    /** The library tidies names while it writes. */
    private static byte[] tarNamed(byte[] tar, String name) {
        byte[] copy = tar.clone();
        int header = 1024;
        Arrays.fill(copy, header, header + 100, (byte) 0);
        System.arraycopy(utf8(name), 0, copy, header, name.length());
        return checksummed(copy, header);
    }

    private static byte[] checksummed(byte[] tar, int header) {
        Arrays.fill(tar, header + 148, header + 156, (byte) ' ');
        int sum = 0;
        for (int i = header; i < header + 512; i++) {
            sum += tar[i] & 0xff;
        }
        System.arraycopy(utf8(String.format("%06o", sum)), 0, tar, header + 148, 6);
        tar[header + 154] = 0;
        return tar;
    }

    @Test
    void controlCharactersOfMemberNamesAreNotPassedOn() throws IOException {
        Walked walked = Walked.piped(zip("a\u001b[2J\u009b\u2066b\n.json", "{}", "x\0y", "{}"), LIMITS);
        assertThat(walked.paths).containsExactly("a?[2J??b .json");
        assertThat(walked.onlyProblem()).startsWith("x?y: a path that leads out");
    }

    @Test
    void linksAndDevicesAreReportedOnceAndNeverFollowed() throws IOException {
        byte[] archive = tar().special("pods.json", TarConstants.LF_SYMLINK, "/etc/shadow")
                .special("a", TarConstants.LF_LINK, "../b").special("x/ok", TarConstants.LF_SYMLINK, "../nodes.json")
                .special("hard", TarConstants.LF_LINK, "nodes.json").special("sda", TarConstants.LF_BLK, "")
                .special("tty", TarConstants.LF_CHR, "").special("pipe", TarConstants.LF_FIFO, "")
                .file("nodes.json", "{}").bytes();
        Walked walked = Walked.piped(archive, LIMITS);
        assertThat(walked.paths).containsExactly("nodes.json");
        assertThat(walked.problems).map(Problem::toString).containsExactly(
                "pods.json: a link that leads out of the archive, not followed (so are 1 more)",
                "sda: a device or pipe in the archive, left out (so are 2 more)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tar", "tar.gz", "tar.xz", "zip"})
    void whatComesBeforeACutIsUsed(String form) throws IOException {
        String noise = noise(60_000);
        String third = noise(90_000);
        byte[] tar = tar().file("first.json", "{}").file("second.log", noise).file("third.log", third).bytes();
        byte[] whole = switch (form) {
            case "tar" -> tar;
            case "tar.gz" -> gzip(tar);
            case "tar.xz" -> xz(tar);
            default -> zip("first.json", "{}", "second.log", noise, "third.log", third);
        };
        byte[] cut = Arrays.copyOf(whole, whole.length * 4 / 5);
        for (Walked walked : List.of(Walked.piped(cut, LIMITS), Walked.of(write(dir.resolve("cut"), cut)))) {
            assertThat(walked.paths).startsWith("first.json", "second.log");
            assertThat(walked.contents.get(1)).isEqualTo(noise);
            assertThat(walked.onlyProblem()).startsWith("third.log: cut off or damaged here (");
            assertThat(walked.contents.get(2)).isNotEmpty();
            assertThat(third).startsWith(walked.contents.get(2));
        }
    }

    @Test
    void aCutAtAnyPlaceIsOneProblem() throws IOException {
        byte[] tar = tar().file("first.json", "{}").file("second.log", noise(700)).bytes();
        byte[] zip = zip("first.json", "{}", "second.log", noise(700));
        for (byte[] whole : List.of(Arrays.copyOf(tar, 4 * 512), gzip(tar), zip)) {
            for (int length = 1100; length < whole.length; length += 61) {
                Walked walked = Walked.piped(Arrays.copyOf(whole, length), LIMITS);
                assertThat(walked.problems).as("cut at %d of %d", length, whole.length).hasSize(1);
                assertThat(walked.paths).as("cut at %d of %d", length, whole.length).startsWith("first.json");
            }
        }
    }

    @Test
    void aTarWithoutItsEndMarkIsSuspect() throws IOException {
        byte[] tar = tar().file("pods.json", "{}").file("nodes.json", "{}").unfinished();
        Walked walked = Walked.piped(Arrays.copyOf(tar, 4 * 512), LIMITS);
        assertThat(walked.paths).containsExactly("pods.json", "nodes.json");
        assertThat(walked.onlyProblem()).startsWith("nodes.json: the archive ends after this without an end mark");
    }

    @Test
    void aDamagedHeaderEndsTheTar() throws IOException {
        byte[] tar = tar().file("pods.json", "{}").file("nodes.json", "{}").bytes();
        Arrays.fill(tar, 1024 + 124, 1024 + 136, (byte) 'z');
        Walked walked = Walked.piped(tar, LIMITS);
        assertThat(walked.paths).containsExactly("pods.json");
        assertThat(walked.onlyProblem()).startsWith("pods.json: the archive is damaged after this (");
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 20, 1L << 40, Long.MAX_VALUE - 1024})
    void aClaimedSizeIsNotBelieved(long size) throws IOException {
        byte[] archive = tar().file("pods.json", "{}").lie("nodes.json", size).unfinished();
        Walked walked = Walked.piped(concat(archive, utf8("{\"kind\"")), LIMITS);
        assertThat(walked.paths).containsExactly("pods.json", "nodes.json");
        assertThat(walked.content("nodes.json")).startsWith("{\"kind\"");
        assertThat(walked.onlyProblem()).startsWith("nodes.json: cut off or damaged here (");
    }

    @Test
    void aHugeHeaderIsNotKept() throws IOException {
        byte[] first = tar().file("pods.json", "{}").unfinished();
        byte[] name = tar().special("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME, "").unfinished();
        byte[] header = Arrays.copyOf(name, 512);
        System.arraycopy(utf8("00777777777\0"), 0, header, 124, 12);
        byte[] archive = concat(Arrays.copyOf(first, 1024), checksummed(header, 0), new byte[4 << 20]);
        Walked walked = Walked.piped(archive, LIMITS);
        assertThat(walked.paths).containsExactly("pods.json");
        assertThat(walked.onlyProblem()).contains("an archive header of more than 1048576 bytes");
    }

    @Test
    void aDamagedLogInsideDoesNotEndTheArchiveAroundIt() throws IOException {
        byte[] log = gzip(utf8(noise(9000)));
        log[log.length / 2] ^= 0x55;
        log[log.length / 2 + 1] ^= 0x55;
        byte[] short1 = Arrays.copyOf(gzip(utf8("abc")), 5);
        byte[] archive = gzip(tar().file("a.log.gz", log).file("b.log.gz", short1).file("pods.json", "{}").bytes());
        Walked walked = Walked.piped(archive, LIMITS);
        assertThat(walked.paths).endsWith("pods.json");
        assertThat(walked.problems).hasSize(2);
        assertThat(walked.problems.get(0).toString()).startsWith("a.log.gz: cut off or damaged here (");
        assertThat(walked.problems.get(1).toString()).startsWith("b.log.gz: damaged gzip (");
    }

    @Test
    @Timeout(120)
    void tenGigabytesOfZerosAreStoppedEarly() throws IOException {
        byte[] member = Packed.gzippedZeros(10);
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int i = 0; i < 1000; i++) {
            members.write(member);
        }
        Walked walked = new Walked();
        assertThatThrownBy(() -> Walked.into(walked, members.toByteArray(), LIMITS)).isInstanceOf(SourceException.class);
        assertThat(walked.bytes).isLessThan(100 << 20);
        assertThat(walked.problems).map(Problem::what).singleElement().asString().contains("decompression bomb");
    }

    @Test
    @Timeout(120)
    void aBombInsideABombIsMeasuredByItsFirstBytes() throws IOException {
        byte[] zeros = Packed.gzippedZeros(100);
        byte[] many = concat(zeros, zeros, zeros, zeros);
        byte[] bomb = gzip(tar().file("zeros.gz", many).file("pods.json", "{}").bytes());
        Walked walked = Walked.piped(gzip(tar().file("nodes.json", "{}").file("inner.tgz", bomb).bytes()), LIMITS);
        assertThat(walked.bytes).isLessThan(64 << 20);
        assertThat(walked.paths).startsWith("nodes.json");
        assertThat(walked.problems).map(Problem::what).singleElement().asString().contains("decompression bomb");
    }

    @Test
    void aBombInAZipEndsTheZip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("pods.json", "bomb", "later")) {
                zip.putNextEntry(new ZipEntry(name));
                if (name.equals("bomb")) {
                    Packed.zeros(zip, 300);
                } else {
                    zip.write(utf8("{}"));
                }
            }
        }
        for (Walked walked : List.of(Walked.piped(bytes.toByteArray(), LIMITS),
                Walked.of(write(dir.resolve("b.zip"), bytes.toByteArray())))) {
            assertThat(walked.paths).containsExactly("pods.json", "bomb");
            assertThat(walked.bytes).isLessThan(256 << 20);
            assertThat(walked.onlyProblem()).contains("bomb: ").contains("decompression bomb");
        }
    }

    @Test
    void aLogThatCompressesWellIsNoBomb() throws IOException {
        byte[] log = utf8("I1124 09:00:00.000000 1 proxier.go:853] \"Syncing iptables rules\"\n".repeat(300_000));
        Walked walked = Walked.piped(gzip(log), Limits.DEFAULT.with(Limit.ENTRIES, 9).with(Limit.FILE_SIZE, 1 << 30).with(Limit.TOTAL_SIZE, 1 << 30));
        assertThat(walked.bytes).isEqualTo(log.length);
        assertThat(walked.problems).isEmpty();
    }

    @Test
    void limitsHoldInsideArchives() throws IOException {
        byte[] archive = gzip(tar().file("a.log", noise(3000)).file("b.json", "{}").file("c.json", "{}").bytes());
        Walked cut = Walked.piped(archive, Limits.DEFAULT.with(Limit.ENTRIES, 9).with(Limit.FILE_SIZE, 1000).with(Limit.TOTAL_SIZE, 9000));
        assertThat(cut.content("a.log")).hasSize(1000);
        assertThat(cut.paths).containsExactly("a.log", "b.json", "c.json");
        assertThat(cut.onlyProblem()).isEqualTo("a.log: longer than 1000 bytes; its end was left out; --limit file-size=N allows more");
        Walked few = Walked.piped(archive, Limits.DEFAULT.with(Limit.ENTRIES, 2).with(Limit.FILE_SIZE, 9000).with(Limit.TOTAL_SIZE, 9000));
        assertThat(few.paths).containsExactly("a.log", "b.json");
        assertThat(few.onlyProblem()).startsWith("c.json: more than 2 entries");
        Walked total = Walked.piped(archive, Limits.DEFAULT.with(Limit.ENTRIES, 9).with(Limit.FILE_SIZE, 9000).with(Limit.TOTAL_SIZE, 2000));
        assertThat(total.paths).containsExactly("a.log");
        assertThat(total.onlyProblem()).startsWith("a.log: the snapshot is larger than 2000 bytes");
    }

    @Test
    void aZipWithAPasswordSaysSo() throws IOException {
        byte[] zip = zip("pods.json", "{}", "nodes.json", "{}");
        for (int i = 0; i + 9 < zip.length; i++) {
            boolean local = zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 3 && zip[i + 3] == 4;
            boolean central = zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2;
            if (local || central) {
                int flags = i + (central ? 8 : 6);
                zip[flags] = (byte) (zip[flags] | 1);
            }
        }
        Path file = write(dir.resolve("secret.zip"), zip);
        assertThatThrownBy(() -> Walked.of(file)).isInstanceOf(SourceException.class)
                .hasMessageContaining("pods.json: protected by a password, left out; unpack it first");
        Walked around = Walked.piped(tar().file("nodes.json", "{}").file("secret.zip", zip).bytes(), LIMITS);
        assertThat(around.paths).containsExactly("nodes.json");
        assertThat(around.onlyProblem()).startsWith("secret.zip!/pods.json: protected by a password");
    }

    @Test
    void aZipThatLostItsDirectoryIsReadAnyway() throws IOException {
        byte[] zip = zip("pods.json", "{}", "nodes.json", "{}");
        Walked cut = Walked.of(write(dir.resolve("x.zip"), Arrays.copyOf(zip, zip.length - 22)));
        assertThat(cut.paths).containsExactly("pods.json", "nodes.json");
        assertThat(cut.onlyProblem()).startsWith("nodes.json: the zip is cut off or damaged after this (");
        zip[new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\1\2") + 2] = 9;
        Walked damaged = Walked.of(write(dir.resolve("y.zip"), zip));
        assertThat(damaged.paths).containsExactly("pods.json", "nodes.json");
        assertThat(damaged.onlyProblem()).contains("damaged");
    }

    @Test
    void aZipThatStoresWithoutSizesIsReadFromAFileAndRefusedFromAPipe() throws IOException {
        byte[] zip = storedWithDescriptor("pods.json", utf8("{\"kind\":\"PodList\"}"));
        Walked file = Walked.of(write(dir.resolve("go.zip"), zip));
        assertThat(file.content("pods.json")).isEqualTo("{\"kind\":\"PodList\"}");
        assertThat(file.problems).isEmpty();
        Walked inside = Walked.piped(tar().file("nodes.json", "{}").file("go.zip", zip).bytes(), LIMITS);
        assertThat(inside.onlyProblem()).startsWith("go.zip!/pods.json: stored in a way that only a zip file shows");
    }

    @Test
    void formatsThatAreNotReadAreNamed() throws IOException {
        byte[] zstd = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 4, 0, 0, 0, 0};
        byte[] seven = {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c, 0, 4};
        Walked walked = Walked.piped(tar().file("pods.json", "{}").file("a.zst", zstd).file("b.7z", seven).bytes(), LIMITS);
        assertThat(walked.problems).map(Problem::toString).containsExactly(
                "a.zst: zstd is not read here, left out; unpack it first", "b.7z: 7z is not read here, left out; unpack it first");
    }

    @Test
    void nothingToReadSaysWhatIsNext() throws IOException {
        assertNothing(new byte[0], "standard input: is empty; give");
        assertNothing(tar().bytes(), "standard input: holds neither text nor a known archive; give");
        assertNothing(zip("folder/", ""), "standard input: holds no files; give");
        assertNothing(gzip(new byte[0]), "standard input: is empty; give");
        assertNothing(tar().special("a", TarConstants.LF_SYMLINK, "/b").bytes(),
                "standard input: nothing can be read: a: a link that leads out of the archive, not followed; give");
        assertNothing(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0}, "standard input: nothing can be read: stdin: damaged gzip (");
        assertNothing(concat(utf8("PK\3\4"), new byte[40]), "standard input: ");
        assertNothing(concat(new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0}, utf8(noise(50))),
                "standard input: nothing can be read: stdin: damaged xz (");
    }

    @Test
    void noArchiveWithFlippedBytesEndsTheWalk() throws IOException {
        byte[] tar = tar().file("pods.json", noise(900)).file("x".repeat(150), "{}").file("c.gz", gzip(utf8(noise(99)))).bytes();
        byte[] zip = zip("pods.json", noise(900), "nodes.json", "{}");
        Random random = new Random(42);
        for (byte[] whole : List.of(Arrays.copyOf(tar, 8 * 512), gzip(tar), xz(tar), zip)) {
            for (int i = 0; i < 400; i++) {
                byte[] flipped = whole.clone();
                for (int k = random.nextInt(8); k >= 0; k--) {
                    flipped[8 + random.nextInt(whole.length - 8)] ^= (byte) (1 + random.nextInt(255));
                }
                try {
                    Walked.piped(flipped, LIMITS);
                    Walked.of(write(dir.resolve("flipped"), flipped));
                } catch (SourceException e) {
                    assertThat(e).hasMessageNotContaining("\n");
                }
            }
        }
    }

    private static void assertNothing(byte[] bytes, String message) {
        assertThatThrownBy(() -> Walked.piped(bytes, LIMITS)).isInstanceOf(SourceException.class)
                .hasMessageStartingWith(message).hasMessageNotContaining("\n");
    }

    /** As Go's archive/zip writes when no method was set. */
    private static byte[] storedWithDescriptor(String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        byte[] sums = concat(little(crc.getValue(), 4), little(content.length, 4), little(content.length, 4));
        byte[] about = concat(little(20, 2), little(8, 2), little(0, 2), little(0, 4));
        byte[] local = concat(utf8("PK\3\4"), about, new byte[12], little(name.length(), 2), little(0, 2), utf8(name),
                content, utf8("PK\7\10"), sums);
        byte[] central = concat(utf8("PK\1\2"), little(20, 2), about, sums, little(name.length(), 2), new byte[16], utf8(name));
        return concat(local, central, utf8("PK\5\6"), new byte[4], little(1, 2), little(1, 2), little(central.length, 4),
                little(local.length, 4), little(0, 2));
    }

    private static byte[] little(long value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (value >> (8 * i));
        }
        return bytes;
    }

    /** Printable and hardly compressible. */
    private static String noise(int length) {
        return new Random(length).ints(length, ' ', '~').collect(StringBuilder::new, StringBuilder::appendCodePoint,
                StringBuilder::append).toString();
    }
}
