package io.netdx.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same program, linked by the JVM and by the build, must do the same. */
class LinkLambdasTest {

    private static final String PREFIX = LinkLambdasTest.class.getName().replace('.', '/') + "$";

    /** All that lambdas, references and records do. */
    public static final class Sample implements Callable<List<String>> {

        record Pair(String name, int count, long total, double share, float part, boolean on, char mark, byte small, short less, int[] all) {
        }

        record Empty() {
        }

        interface Shape {
            default Supplier<String> named() {
                return () -> "shape " + side();
            }

            int side();
        }

        record Square(int side) implements Shape {
        }

        class Inner {
            private String secret(Object o) {
                return "secret " + o + base;
            }

            Function<Object, String> reference() {
                return this::secret;
            }
        }

        private final int base = 40;

        private int plus(int a, long b) {
            return (int) (a + b + base);
        }

        private static String join(Object a, Object b) {
            return a + "/" + b;
        }

        @Override
        public List<String> call() {
            List<String> said = new ArrayList<>();
            long wide = 1L << 40;
            double real = 2.5;
            String word = "word";
            said.add(String.valueOf(((BiFunction<Integer, Long, Integer>) this::plus).apply(1, 2L)));
            said.add(((BiFunction<String, Integer, String>) Sample::join).apply("a", 7));
            said.add(String.valueOf(((LongSupplier) () -> wide + base).getAsLong()));
            said.add(String.valueOf(((DoubleSupplier) () -> real * wide).getAsDouble()));
            said.add(((Supplier<StringBuilder>) StringBuilder::new).get().append(word).toString());
            said.add(((Function<String, Integer>) Integer::valueOf).apply("12") + word);
            said.add(((IntFunction<String>) Integer::toHexString).apply(255));
            said.add(String.valueOf(((ToLongFunction<Integer>) Integer::intValue).applyAsLong(3)));
            said.add(String.valueOf(((ToDoubleFunction<Integer>) i -> i).applyAsDouble(4)));
            said.add(String.valueOf(((ToIntFunction<Character>) c -> c).applyAsInt('x')));
            said.add(Stream.of("b", "a", "c").sorted(Comparator.comparing(String::length).thenComparing(Comparator.reverseOrder())).toList().toString());
            said.add(IntStream.range(0, 5).mapToObj(i -> word.charAt(i % 4) + "" + i).toList().toString());
            said.add(new Square(3).named().get());
            said.add(new Inner().reference().apply('!'));
            List<String> sink = new ArrayList<>();
            Stream.of("x", "y").forEach(sink::add);
            said.add(sink.toString());
            Pair pair = new Pair("p", 1, 2, Double.NaN, -0.0f, true, 'm', (byte) 3, (short) 4, null);
            Pair same = new Pair("p", 1, 2, Double.NaN, -0.0f, true, 'm', (byte) 3, (short) 4, null);
            Pair zero = new Pair("p", 1, 2, Double.NaN, 0.0f, true, 'm', (byte) 3, (short) 4, null);
            said.add(pair + " " + pair.hashCode() + pair.equals(same) + pair.equals(zero) + pair.equals(null) + pair.equals(pair));
            said.add(new Empty() + " " + new Empty().hashCode() + new Empty().equals(new Empty()));
            return said;
        }
    }

    @Test
    void linkedClassesDoWhatTheyDid(@TempDir Path folder) throws Exception {
        copy(folder);
        LinkLambdas.main(new String[] {folder.toString()});
        List<String> before = new Sample().call();
        List<String> after = run(folder);
        assertThat(after).isEqualTo(before);
        assertThat(dynamic(folder)).isZero();
    }

    @Test
    void linkingAgainChangesNothing(@TempDir Path folder) throws Exception {
        copy(folder);
        LinkLambdas.main(new String[] {folder.toString()});
        List<String> files = listing(folder);
        LinkLambdas.main(new String[] {folder.toString()});
        assertThat(listing(folder)).isEqualTo(files);
    }

    private static void copy(Path folder) throws IOException, java.net.URISyntaxException {
        Path root = Path.of(LinkLambdasTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(f -> root.relativize(f).toString().replace('\\', '/').startsWith(PREFIX)).toList()) {
                Path to = folder.resolve(root.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        try (InputStream self = LinkLambdasTest.class.getResourceAsStream("LinkLambdasTest.class")) {
            Files.copy(self, folder.resolve(PREFIX.substring(0, PREFIX.length() - 1) + ".class"));
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> run(Path folder) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                return name.startsWith(LinkLambdasTest.class.getName()) ? super.findClass(name) : ClassLoader.getSystemClassLoader().loadClass(name);
            }
        }) {
            Class<?> sample = loader.loadClass(Sample.class.getName());
            assertThat(sample).isNotSameAs(Sample.class);
            return ((Callable<List<String>>) sample.getDeclaredConstructor().newInstance()).call();
        }
    }

    /** Places in {@code Sample} and its members that the JVM would still have to link; strings are joined by the compiler's own means. */
    private static long dynamic(Path folder) throws IOException {
        long places = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().contains("$Sample")).toList()) {
                org.objectweb.asm.tree.ClassNode node = new org.objectweb.asm.tree.ClassNode();
                new org.objectweb.asm.ClassReader(Files.readAllBytes(file)).accept(node, 0);
                places += node.methods.stream().flatMap(m -> Stream.of(m.instructions.toArray()))
                        .filter(i -> i.getOpcode() == org.objectweb.asm.Opcodes.INVOKEDYNAMIC).count();
            }
        }
        return places;
    }

    private static List<String> listing(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                lines.add(folder.relativize(file) + " " + java.util.Arrays.hashCode(Files.readAllBytes(file)));
            }
            return lines;
        }
    }
}
