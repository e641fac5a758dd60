package io.netdx.build;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Writes out {@code equals}, {@code hashCode} and {@code toString} of a record as the JVM's {@code ObjectMethods} computes them. */
final class RecordMethods {

    private static final String BUILDER = "java/lang/StringBuilder";

    private RecordMethods() {
    }

    /** Puts a new body into a method whose only work is the call. */
    static void replace(ClassNode host, MethodNode method, InvokeDynamicInsnNode call) {
        List<Handle> fields = new ArrayList<>();
        for (int i = 2; i < call.bsmArgs.length; i++) {
            fields.add((Handle) call.bsmArgs[i]);
        }
        method.instructions.clear();
        method.tryCatchBlocks.clear();
        if (method.localVariables != null) {
            method.localVariables.clear();
        }
        method.visitCode();
        switch (call.name) {
            case "equals" -> equals(method, host.name, fields);
            case "hashCode" -> hashCode(method, fields);
            default -> text(method, host.name, fields);
        }
        method.visitMaxs(0, 0);
    }

    private static void load(MethodVisitor m, int variable, Handle field) {
        m.visitVarInsn(Opcodes.ALOAD, variable);
        m.visitFieldInsn(Opcodes.GETFIELD, field.getOwner(), field.getName(), field.getDesc());
    }

    private static void equals(MethodVisitor m, String self, List<Handle> fields) {
        Label differs = new Label();
        Label same = new Label();
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitVarInsn(Opcodes.ALOAD, 1);
        m.visitJumpInsn(Opcodes.IF_ACMPEQ, same);
        m.visitVarInsn(Opcodes.ALOAD, 1);
        m.visitTypeInsn(Opcodes.INSTANCEOF, self);
        m.visitJumpInsn(Opcodes.IFEQ, differs);
        m.visitVarInsn(Opcodes.ALOAD, 1);
        m.visitTypeInsn(Opcodes.CHECKCAST, self);
        m.visitVarInsn(Opcodes.ASTORE, 2);
        for (Handle field : fields) {
            load(m, 0, field);
            load(m, 2, field);
            Type type = Type.getType(field.getDesc());
            switch (type.getSort()) {
                case Type.OBJECT, Type.ARRAY -> {
                    m.visitMethodInsn(Opcodes.INVOKESTATIC, "java/util/Objects", "equals", "(Ljava/lang/Object;Ljava/lang/Object;)Z", false);
                    m.visitJumpInsn(Opcodes.IFEQ, differs);
                }
                case Type.LONG -> {
                    m.visitInsn(Opcodes.LCMP);
                    m.visitJumpInsn(Opcodes.IFNE, differs);
                }
                case Type.FLOAT, Type.DOUBLE -> {
                    String box = type.getSort() == Type.FLOAT ? "java/lang/Float" : "java/lang/Double";
                    m.visitMethodInsn(Opcodes.INVOKESTATIC, box, "compare", "(" + field.getDesc() + field.getDesc() + ")I", false);
                    m.visitJumpInsn(Opcodes.IFNE, differs);
                }
                default -> m.visitJumpInsn(Opcodes.IF_ICMPNE, differs);
            }
        }
        m.visitLabel(same);
        m.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        m.visitInsn(Opcodes.ICONST_1);
        m.visitInsn(Opcodes.IRETURN);
        m.visitLabel(differs);
        m.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        m.visitInsn(Opcodes.ICONST_0);
        m.visitInsn(Opcodes.IRETURN);
    }

    private static void hashCode(MethodVisitor m, List<Handle> fields) {
        m.visitInsn(Opcodes.ICONST_0);
        for (Handle field : fields) {
            m.visitIntInsn(Opcodes.BIPUSH, 31);
            m.visitInsn(Opcodes.IMUL);
            load(m, 0, field);
            Type type = Type.getType(field.getDesc());
            String owner = type.getSort() >= Type.ARRAY ? "java/util/Objects" : Conversion.box(type);
            String of = type.getSort() >= Type.ARRAY ? "Ljava/lang/Object;" : field.getDesc();
            m.visitMethodInsn(Opcodes.INVOKESTATIC, owner, "hashCode", "(" + of + ")I", false);
            m.visitInsn(Opcodes.IADD);
        }
        m.visitInsn(Opcodes.IRETURN);
    }

    private static void text(MethodVisitor m, String self, List<Handle> fields) {
        m.visitTypeInsn(Opcodes.NEW, BUILDER);
        m.visitInsn(Opcodes.DUP);
        m.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "()V", false);
        append(m, self.substring(Math.max(self.lastIndexOf('/'), self.lastIndexOf('$')) + 1) + "[");
        String comma = "";
        for (Handle field : fields) {
            append(m, comma + field.getName() + "=");
            load(m, 0, field);
            Type type = Type.getType(field.getDesc());
            String of = switch (type.getSort()) {
                case Type.OBJECT, Type.ARRAY -> "Ljava/lang/Object;";
                case Type.BYTE, Type.SHORT -> "I";
                default -> field.getDesc();
            };
            m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "append", "(" + of + ")L" + BUILDER + ";", false);
            comma = ", ";
        }
        append(m, "]");
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
        m.visitInsn(Opcodes.ARETURN);
    }

    private static void append(MethodVisitor m, String text) {
        m.visitLdcInsn(text);
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "append", "(Ljava/lang/String;)L" + BUILDER + ";", false);
    }
}
