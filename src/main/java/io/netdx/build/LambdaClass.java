package io.netdx.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;

/**
 * The class of one lambda: its captured values are fields, its method adapts arguments and result as
 * {@link java.lang.invoke.LambdaMetafactory} specifies.
 *
 * @param method       name of the interface's method
 * @param factory      captured values → interface
 * @param erased       of the interface's method
 * @param target       what the lambda calls
 * @param instantiated of the interface's method, with the type arguments of the place
 */
record LambdaClass(String name, String method, Type factory, Type erased, Handle target, Type instantiated) {

    static final String MARK = "$$Link";
    static final String FACTORY = "of";
    private static final Type OBJECT = Type.getObjectType("java/lang/Object");

    ClassNode generate(String nestHost, int version) {
        ClassNode node = new ClassNode();
        node.visit(version, Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_SUPER, name, null, OBJECT.getInternalName(),
                new String[] {factory.getReturnType().getInternalName()});
        node.visitNestHost(nestHost);
        Type[] captured = factory.getArgumentTypes();
        for (int i = 0; i < captured.length; i++) {
            node.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "c" + i, captured[i].getDescriptor(), null, null);
        }
        constructor(node, captured);
        if (captured.length == 0) {
            single(node);
        } else {
            factory(node, captured);
        }
        body(node, captured);
        return node;
    }

    private void constructor(ClassNode node, Type[] captured) {
        MethodVisitor m = node.visitMethod(Opcodes.ACC_PRIVATE, "<init>", Type.getMethodDescriptor(Type.VOID_TYPE, captured), null, null);
        m.visitCode();
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT.getInternalName(), "<init>", "()V", false);
        int slot = 1;
        for (int i = 0; i < captured.length; i++) {
            m.visitVarInsn(Opcodes.ALOAD, 0);
            m.visitVarInsn(captured[i].getOpcode(Opcodes.ILOAD), slot);
            m.visitFieldInsn(Opcodes.PUTFIELD, name, "c" + i, captured[i].getDescriptor());
            slot += captured[i].getSize();
        }
        m.visitInsn(Opcodes.RETURN);
        m.visitMaxs(0, 0);
        m.visitEnd();
    }

    /** Nothing captured: one object serves all. */
    private void single(ClassNode node) {
        String self = "L" + name + ";";
        node.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, "ONE", self, null, null);
        MethodVisitor init = node.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
        init.visitCode();
        init.visitTypeInsn(Opcodes.NEW, name);
        init.visitInsn(Opcodes.DUP);
        init.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", "()V", false);
        init.visitFieldInsn(Opcodes.PUTSTATIC, name, "ONE", self);
        init.visitInsn(Opcodes.RETURN);
        init.visitMaxs(0, 0);
        init.visitEnd();
        MethodVisitor of = node.visitMethod(Opcodes.ACC_STATIC, FACTORY, factory.getDescriptor(), null, null);
        of.visitCode();
        of.visitFieldInsn(Opcodes.GETSTATIC, name, "ONE", self);
        of.visitInsn(Opcodes.ARETURN);
        of.visitMaxs(0, 0);
        of.visitEnd();
    }

    private void factory(ClassNode node, Type[] captured) {
        MethodVisitor m = node.visitMethod(Opcodes.ACC_STATIC, FACTORY, factory.getDescriptor(), null, null);
        m.visitCode();
        m.visitTypeInsn(Opcodes.NEW, name);
        m.visitInsn(Opcodes.DUP);
        int slot = 0;
        for (Type type : captured) {
            m.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
            slot += type.getSize();
        }
        m.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", Type.getMethodDescriptor(Type.VOID_TYPE, captured), false);
        m.visitInsn(Opcodes.ARETURN);
        m.visitMaxs(0, 0);
        m.visitEnd();
    }

    private void body(ClassNode node, Type[] captured) {
        List<Type> wanted = wanted();
        Type[] given = erased.getArgumentTypes();
        Type[] known = instantiated.getArgumentTypes();
        MethodVisitor m = node.visitMethod(Opcodes.ACC_PUBLIC, method, erased.getDescriptor(), null, null);
        m.visitCode();
        boolean made = target.getTag() == Opcodes.H_NEWINVOKESPECIAL;
        if (made) {
            m.visitTypeInsn(Opcodes.NEW, target.getOwner());
            m.visitInsn(Opcodes.DUP);
        }
        for (int i = 0; i < captured.length; i++) {
            m.visitVarInsn(Opcodes.ALOAD, 0);
            m.visitFieldInsn(Opcodes.GETFIELD, name, "c" + i, captured[i].getDescriptor());
        }
        int slot = 1;
        for (int i = 0; i < given.length; i++) {
            m.visitVarInsn(given[i].getOpcode(Opcodes.ILOAD), slot);
            slot += given[i].getSize();
            Conversion.emit(m, given[i], known[i], wanted.get(captured.length + i));
        }
        m.visitMethodInsn(opcode(), target.getOwner(), target.getName(), target.getDesc(), target.isInterface());
        Type result = made ? Type.getObjectType(target.getOwner()) : Type.getReturnType(target.getDesc());
        Type back = erased.getReturnType();
        if (back.getSort() == Type.VOID) {
            drop(m, result);
            m.visitInsn(Opcodes.RETURN);
        } else {
            Conversion.emit(m, result, result, back);
            m.visitInsn(back.getOpcode(Opcodes.IRETURN));
        }
        m.visitMaxs(0, 0);
        m.visitEnd();
    }

    /** What the target takes, its receiver first. */
    private List<Type> wanted() {
        List<Type> wanted = new ArrayList<>();
        if (target.getTag() != Opcodes.H_INVOKESTATIC && target.getTag() != Opcodes.H_NEWINVOKESPECIAL) {
            wanted.add(Type.getObjectType(target.getOwner()));
        }
        wanted.addAll(Arrays.asList(Type.getArgumentTypes(target.getDesc())));
        return wanted;
    }

    private int opcode() {
        return switch (target.getTag()) {
            case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
            case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
            default -> target.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
        };
    }

    private static void drop(MethodVisitor m, Type result) {
        if (result.getSize() > 0) {
            m.visitInsn(result.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
        }
    }
}
