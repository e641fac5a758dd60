package io.netdx.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * Build step: {@link Linker links} the project's own classes. Argument: the folder of the compiled classes. Running it again changes
 * nothing.
 */
public final class LinkLambdas {

    private LinkLambdas() {
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(f -> f.toString().endsWith(".class") && !f.toString().endsWith("-info.class")).sorted().toList();
        }
        Map<String, ClassNode> classes = new TreeMap<>();
        for (Path file : files) {
            ClassNode node = new ClassNode();
            new ClassReader(Files.readAllBytes(file)).accept(node, 0);
            classes.put(node.name, node);
        }
        Linker linker = new Linker(classes);
        for (String old : linker.forgotten()) {
            Files.delete(folder.resolve(old + ".class"));
        }
        for (ClassNode node : linker.changed()) {
            Files.write(folder.resolve(node.name + ".class"), Linker.bytes(node));
        }
    }
}
