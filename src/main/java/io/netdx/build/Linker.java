package io.netdx.build;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * Does at build time what the JVM would do at every start: makes a class of every lambda and method reference, plain methods of what a
 * record inherits from the compiler, and plain code of joined strings. The JVM links each of those when it is first reached, a tenth
 * of a millisecond and more; with some five hundred on the way of a diagnosis that was a quarter of it. A class out of the archive
 * costs a tenth. What is not understood is left as it is.
 */
final class Linker {

    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final String CONCAT = "java/lang/invoke/StringConcatFactory";
    private static final String OBJECT_METHODS = "java/lang/runtime/ObjectMethods";
    private static final String RANDOM = "java/util/concurrent/ThreadLocalRandom";
    private static final String ORDER = "io/netdx/fact/Order";

    private final Map<String, ClassNode> classes;
    private final Map<String, ClassNode> changed = new TreeMap<>();
    private final List<String> forgotten = new ArrayList<>();

    /** @param classes by internal name, with all members of their nests; they are changed in place */
    Linker(Map<String, ClassNode> classes) {
        this.classes = classes;
        for (ClassNode host : List.copyOf(classes.values())) {
            // before Java 11 only a class itself reaches its private methods, which the bodies of lambdas are
            if ((host.version & 0xffff) >= Opcodes.V11) {
                link(host);
            }
        }
    }

    /** Classes that differ from what was given, and new ones. */
    Collection<ClassNode> changed() {
        return changed.values();
    }

    /** Internal names of what an earlier run made of classes that have been compiled anew since. */
    List<String> forgotten() {
        return forgotten;
    }

    static byte[] bytes(ClassNode node) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        node.accept(writer);
        return writer.toByteArray();
    }

    private void link(ClassNode host) {
        List<LambdaClass> made = new ArrayList<>();
        boolean touched = false;
        for (MethodNode method : host.methods) {
            for (AbstractInsnNode instruction : method.instructions.toArray()) {
                if (instruction instanceof InvokeDynamicInsnNode call) {
                    touched |= link(host, method, call, made);
                } else if (instruction instanceof MethodInsnNode call) {
                    touched |= order(host, call) || name(host, method, call);
                }
            }
        }
        if (touched) {
            for (int i = 0; classes.containsKey(host.name + LambdaClass.MARK + i); i++) {
                forgotten.add(host.name + LambdaClass.MARK + i);
            }
            changed.put(host.name, host);
            nest(host, made);
        }
    }

    private boolean link(ClassNode host, MethodNode method, InvokeDynamicInsnNode call, List<LambdaClass> made) {
        if (call.bsm.getOwner().equals(OBJECT_METHODS)) {
            RecordMethods.replace(host, method, call);
            return true;
        }
        if (call.bsm.getOwner().equals(CONCAT) && call.bsm.getName().equals("makeConcatWithConstants")) {
            JoinedText.replace(method, call);
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

    /** The JDK makes orders of lambdas of a kind that no archive holds; ours are classes. */
    private static boolean order(ClassNode host, MethodInsnNode call) {
        boolean order = call.getOpcode() == Opcodes.INVOKESTATIC && call.name.startsWith("comparing")
                && (host.name.startsWith("io/netdx/") || host.name.startsWith("org/drools/"))
                && (call.owner.equals("java/util/Comparator") || call.owner.equals("java/util/Map$Entry"));
        if (order) {
            call.owner = ORDER;
            call.itf = false;
        }
        return order;
    }

    /** Drools names conditions by random UUIDs. They are no secrets: the machine's secure source, slow to start, is not asked. */
    private static boolean name(ClassNode host, MethodNode method, MethodInsnNode call) {
        boolean random = call.owner.equals("java/util/UUID") && call.name.equals("randomUUID") && host.name.startsWith("org/drools/");
        if (random) {
            MethodNode code = new MethodNode();
            code.visitTypeInsn(Opcodes.NEW, call.owner);
            code.visitInsn(Opcodes.DUP);
            for (int half = 0; half < 2; half++) {
                code.visitMethodInsn(Opcodes.INVOKESTATIC, RANDOM, "current", "()L" + RANDOM + ";", false);
                code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, RANDOM, "nextLong", "()J", false);
            }
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, call.owner, "<init>", "(JJ)V", false);
            method.instructions.insert(call, code.instructions);
            method.instructions.remove(call);
        }
        return random;
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
}
