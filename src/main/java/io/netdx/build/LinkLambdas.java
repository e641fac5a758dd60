package io.netdx.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Build step: makes a class of every lambda and method reference, and plain methods of what a record inherits from the compiler.
 * The JVM links each of those when it is first reached, a tenth of a millisecond and more every time the program starts; with some
 * five hundred on the way of a diagnosis that was a quarter of it. A class out of the archive costs a tenth. What is not understood is left as it is.
 * Argument: the folder of the compiled classes. Running it again changes nothing.
 */
public final class LinkLambdas {

    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final String OBJECT_METHODS = "java/lang/runtime/ObjectMethods";

    private final Path folder;
    private final Map<String, ClassNode> classes = new TreeMap<>();
    private final Map<String, ClassNode> changed = new TreeMap<>();

    private LinkLambdas(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        LinkLambdas step = new LinkLambdas(Path.of(args[0]));
        step.read();
        step.change();
        step.write();
    }

    private void read() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(f -> f.toString().endsWith(".class") && !f.toString().endsWith("-info.class")).sorted().toList();
        }
        for (Path file : files) {
            ClassNode node = new ClassNode();
            new ClassReader(Files.readAllBytes(file)).accept(node, 0);
            classes.put(node.name, node);
        }
    }

    private void change() throws IOException {
        for (ClassNode host : List.copyOf(classes.values())) {
            List<LambdaClass> made = new ArrayList<>();
            boolean touched = false;
            for (MethodNode method : host.methods) {
                for (AbstractInsnNode instruction : method.instructions.toArray()) {
                    if (instruction instanceof InvokeDynamicInsnNode call) {
                        touched |= link(host, method, call, made);
                    }
                }
            }
            if (touched) {
                forget(host.name);
                changed.put(host.name, host);
                nest(host, made);
            }
        }
    }

    private boolean link(ClassNode host, MethodNode method, InvokeDynamicInsnNode call, List<LambdaClass> made) {
        if (call.bsm.getOwner().equals(OBJECT_METHODS)) {
            RecordMethods.replace(host, method, call);
            return true;
        }
        if (!call.bsm.getOwner().equals(METAFACTORY) || !call.bsm.getName().equals("metafactory")
                || ((Handle) call.bsmArgs[1]).getOwner().startsWith("[")) {
            return false;
        }
        LambdaClass lambda = new LambdaClass(host.name + LambdaClass.MARK + made.size(), call.name, Type.getMethodType(call.desc),
                (Type) call.bsmArgs[0], (Handle) call.bsmArgs[1], (Type) call.bsmArgs[2]);
        made.add(lambda);
        method.instructions.set(call, new MethodInsnNode(Opcodes.INVOKESTATIC, lambda.name(), LambdaClass.FACTORY, call.desc, false));
        return true;
    }

    /** The classes of lambdas call private methods: they join the nest. */
    private void nest(ClassNode host, List<LambdaClass> made) {
        ClassNode head = host.nestHostClass == null ? host : classes.get(host.nestHostClass);
        if (head.nestMembers == null) {
            head.nestMembers = new ArrayList<>();
        }
        changed.put(head.name, head);
        for (LambdaClass lambda : made) {
            ClassNode node = lambda.generate(head.name, host.version);
            head.nestMembers.removeIf(node.name::equals);
            head.nestMembers.add(node.name);
            changed.put(node.name, node);
        }
    }

    /** What an earlier build made of a class that has been compiled anew since. */
    private void forget(String host) throws IOException {
        for (int i = 0; classes.containsKey(host + LambdaClass.MARK + i); i++) {
            Files.delete(file(host + LambdaClass.MARK + i));
        }
    }

    private void write() throws IOException {
        for (ClassNode node : changed.values()) {
            ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
            node.accept(writer);
            Files.write(file(node.name), writer.toByteArray());
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".class");
    }
}
