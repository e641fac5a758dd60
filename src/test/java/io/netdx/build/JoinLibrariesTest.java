package io.netdx.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** A library does the same after it was joined and linked, and leaves nothing to link to the JVM. */
class JoinLibrariesTest {

    private static final String SOURCE = """
            package lib;
            import java.util.concurrent.Callable;
            public class Words implements Callable<String> {
                private static String words(String s, Object o, int[] none, char c, byte b, short h, int i, long l, float f, double d, boolean z) {
                    String nothing = null;
                    for (int k = 0; k < 2; k++) {
                        s = s + k + nothing;
                        s += c;
                    }
                    return "\\u0001" + s + o + none + c + b + h + i + l + f + d + z + "\\u0002 end" + nothing;
                }
                public String call() {
                    Callable<String> later = () -> words("a", 'x', null, 'y', (byte) -1, (short) 2, 3, 4L, 5.5f, -0.0, true);
                    try {
                        return later.call() + later.call().length();
                    } catch (Exception e) {
                        return "failed: " + e;
                    }
                }
            }
            """;

    @Test
    void aJoinedLibraryDoesWhatItDid(@TempDir Path folder) throws Exception {
        Path source = Files.createDirectories(folder.resolve("src/lib")).resolve("Words.java");
        Files.writeString(source, SOURCE);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler().run(null, said, said, "--release", "17", "-d", classes.toString(), source.toString());
        assertThat(status).as(said.toString(StandardCharsets.UTF_8)).isZero();
        byte[] words = Files.readAllBytes(classes.resolve("lib/Words.class"));
        assertThat(dynamic(words)).as("the compiler leaves joined strings and the lambda to the JVM").isGreaterThan(3);
        jar(folder.resolve("one-1.0.jar"), Map.of("lib/Words.class", words, "META-INF/services/lib.Service", "lib.One".getBytes(StandardCharsets.UTF_8),
                "META-INF/LICENSE", "one".getBytes(StandardCharsets.UTF_8), "lib/text", "first".getBytes(StandardCharsets.UTF_8)));
        jar(folder.resolve("two.jar"), Map.of("META-INF/services/lib.Service", "lib.Two\n".getBytes(StandardCharsets.UTF_8),
                "META-INF/LICENSE", "two".getBytes(StandardCharsets.UTF_8), "lib/text", "second".getBytes(StandardCharsets.UTF_8)));
        Path joined = folder.resolve("joined.jar");
        JoinLibraries.main(new String[] {joined.toString(), folder.toString(), "one-1.0.jar\n  two.jar"});
        assertThat(run(joined)).isEqualTo(run(folder.resolve("one-1.0.jar")));
        assertThat(dynamic(read(joined, "lib/Words.class"))).isZero();
        assertThat(text(joined, "META-INF/services/lib.Service")).isEqualTo("lib.One\nlib.Two\n");
        assertThat(text(joined, "META-INF/libraries/one-1.0/LICENSE")).isEqualTo("one");
        assertThat(text(joined, "META-INF/libraries/two/LICENSE")).isEqualTo("two");
        assertThat(text(joined, "lib/text")).as("as on a class path, the first one counts").isEqualTo("first");
    }

    /** A library of another version, or a way of joining that changed, makes it anew; nothing else does. */
    @Test
    void isMadeAnewOnlyWhereSomethingChanged(@TempDir Path folder) throws Exception {
        jar(folder.resolve("one.jar"), Map.of("lib/text", "one".getBytes(StandardCharsets.UTF_8)));
        Path how = Files.writeString(folder.resolve("pom.xml"), "<project/>");
        Path joined = folder.resolve("joined.jar");
        String[] args = {joined.toString(), folder.toString(), "one.jar", how.toString()};
        Files.writeString(joined, "as it was");
        FileTime made = Files.getLastModifiedTime(joined);
        for (Path part : List.of(folder.resolve("one.jar"), how)) {
            Files.setLastModifiedTime(part, FileTime.from(made.toInstant().minusSeconds(10)));
        }
        JoinLibraries.main(args);
        assertThat(joined).content().isEqualTo("as it was");
        Files.setLastModifiedTime(how, FileTime.from(made.toInstant().plusSeconds(10)));
        JoinLibraries.main(args);
        assertThat(text(joined, "lib/text")).isEqualTo("one");
    }

    private static String run(Path jar) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            return (String) ((Callable<?>) loader.loadClass("lib.Words").getDeclaredConstructor().newInstance()).call();
        }
    }

    private static void jar(Path file, Map<String, byte[]> entries) throws Exception {
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
    }

    private static byte[] read(Path jar, String name) throws Exception {
        try (ZipFile zip = new ZipFile(jar.toFile()); InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return in.readAllBytes();
        }
    }

    private static String text(Path jar, String name) throws Exception {
        return new String(read(jar, name), StandardCharsets.UTF_8);
    }

    private static long dynamic(byte[] bytes) {
        ClassNode node = new ClassNode();
        new ClassReader(bytes).accept(node, 0);
        return List.copyOf(node.methods).stream().flatMap(m -> Stream.of(m.instructions.toArray()))
                .filter(i -> i.getOpcode() == Opcodes.INVOKEDYNAMIC).count();
    }
}
