package io.netdx.engine.own;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.own.Scaffold;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The libraries that the build puts beside the program are enough to compile rules with, without those of the tests. */
class CompilerFolderTest {

    private static final Pattern OFFLINE = Pattern.compile("<offline\\.libraries>(.*?)</offline\\.libraries>", Pattern.DOTALL);
    private static final Pattern COMPILER = Pattern.compile("<id>copy-compiler</id>.*?<includeArtifactIds>(.*?)</includeArtifactIds>", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void compilesApartFromTheProgram() throws Exception {
        Scaffold.write(folder.resolve("rules"), "shop/in-maintenance");
        Files.createDirectories(folder.resolve("compiled"));
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader apart = new URLClassLoader(shipped(), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(apart);
            Object faults = apart.loadClass(RuleCompiler.class.getName()).getMethod("compile", String.class, String.class)
                    .invoke(null, folder.resolve("rules").toString(), folder.resolve("compiled").toString());
            assertThat((List<?>) faults).isEmpty();
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThat(folder.resolve("compiled/rules.bin")).exists();
    }

    private static URL[] shipped() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        List<String> libraries = new ArrayList<>();
        words(OFFLINE, pom).forEach(jar -> libraries.add(jar.replaceAll("-[^-]*\\.jar$", "")));
        libraries.addAll(words(COMPILER, pom));
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String name = Path.of(entry).getFileName().toString().replaceAll("-\\d.*\\.jar$", "");
            if (entry.endsWith("classes") && !entry.endsWith("test-classes") || libraries.contains(name)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return urls.toArray(new URL[0]);
    }

    private static List<String> words(Pattern pattern, String pom) {
        Matcher found = pattern.matcher(pom);
        assertThat(found.find()).isTrue();
        return Arrays.stream(found.group(1).strip().split("[\\s,]+")).toList();
    }
}
