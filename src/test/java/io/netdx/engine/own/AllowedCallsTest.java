package io.netdx.engine.own;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a user's compiled rules may call: as much as ours do, and nothing that reaches outside. */
class AllowedCallsTest {

    /** The rules of the house are of the kind that users write; whatever the compiler makes of them must be allowed. */
    @Test
    void whatOurOwnRulesAreCompiledIntoIsAllowed() throws IOException {
        Map<String, List<String>> breaches = new TreeMap<>();
        try (Stream<Path> classes = Files.walk(Path.of("target/classes/netdx/rules"))) {
            for (Path file : classes.filter(f -> f.toString().endsWith(".class")).toList()) {
                List<String> found = AllowedCalls.breaches(Files.readAllBytes(file), "netdx/rules/");
                if (!found.isEmpty()) {
                    breaches.put(file.toString(), found);
                }
            }
        }
        assertThat(breaches).isEmpty();
    }

    static class RunsAProgram {
        Object run() throws IOException {
            return new ProcessBuilder("id").start();
        }
    }

    static class ReadsAFile {
        Object run() throws IOException {
            return Files.readString(Path.of("/etc/hostname"));
        }
    }

    static class LoadsAClass {
        Object run() {
            return "".getClass().getClassLoader();
        }
    }

    static class HandsOnAReference {
        Supplier<Runtime> run() {
            return Runtime::getRuntime;
        }
    }

    static class SetsAFieldOfOurs {
        void run() {
            Elsewhere.field = "changed";
        }
    }

    static class Elsewhere {
        static String field = "";
    }

    static class AsksTheClock {
        Object run() {
            return java.time.Instant.now();
        }
    }

    static class EndsTheProgram {
        void run() {
            System.exit(0);
        }
    }

    static class StartsAThread extends Thread implements Serializable {
        private static final long serialVersionUID = 1;
    }

    static class OnlyText {
        boolean run(List<String> names) {
            return names.stream().map(String::toLowerCase).anyMatch(n -> n.startsWith("a" + names.size()));
        }
    }

    @Test
    void whatReachesOutsideIsNot() {
        assertThat(breaches(RunsAProgram.class)).contains("java.lang.ProcessBuilder.start");
        assertThat(breaches(ReadsAFile.class)).contains("java.nio.file.Files.readString", "java.nio.file.Path.of");
        assertThat(breaches(LoadsAClass.class)).contains("java.lang.Object.getClass", "java.lang.Class.getClassLoader");
        assertThat(breaches(HandsOnAReference.class)).contains("java.lang.Runtime.getRuntime");
        assertThat(breaches(SetsAFieldOfOurs.class, RunsAProgram.class.getName().replace('.', '/'))).isNotEmpty();
        assertThat(breaches(AsksTheClock.class)).containsExactly("java.time.Instant.now");
        assertThat(breaches(EndsTheProgram.class)).containsExactly("java.lang.System.exit");
        assertThat(breaches(StartsAThread.class)).contains("io.netdx.engine.own.AllowedCallsTest.StartsAThread", "java.lang.Thread.<init>");
        assertThat(breaches(OnlyText.class)).isEmpty();
    }

    @Test
    void aClassElsewhereIsNotTheirs() {
        assertThat(breaches(OnlyText.class, AllowedCalls.PACKAGE)).contains("io.netdx.engine.own.AllowedCallsTest.OnlyText");
    }

    private static List<String> breaches(Class<?> type) {
        return breaches(type, type.getName().replace('.', '/'));
    }

    private static List<String> breaches(Class<?> type, String own) {
        try (InputStream in = type.getResourceAsStream(type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class")) {
            return AllowedCalls.breaches(in.readAllBytes(), own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
