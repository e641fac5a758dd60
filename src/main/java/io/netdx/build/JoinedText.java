package io.netdx.build;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Writes out joined strings as {@link java.lang.invoke.StringConcatFactory} specifies. */
final class JoinedText {

    private static final String BUILDER = "java/lang/StringBuilder";
    private static final char ARGUMENT = 1;
    private static final char CONSTANT = 2;

    private JoinedText() {
    }

    /** Puts the values from the stack into variables, and joins those. */
    static void replace(MethodNode method, InvokeDynamicInsnNode call) {
        Type[] types = Type.getArgumentTypes(call.desc);
        int[] variables = new int[types.length];
        for (int i = 0; i < types.length; i++) {
            variables[i] = method.maxLocals;
            method.maxLocals += types[i].getSize();
        }
        MethodNode code = new MethodNode();
        for (int i = types.length - 1; i >= 0; i--) {
            code.visitVarInsn(types[i].getOpcode(Opcodes.ISTORE), variables[i]);
        }
        code.visitTypeInsn(Opcodes.NEW, BUILDER);
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "()V", false);
        String recipe = (String) call.bsmArgs[0];
        StringBuilder literal = new StringBuilder();
        int argument = 0;
        int constant = 1;
        for (char c : recipe.toCharArray()) {
            if (c == CONSTANT) {
                literal.append(call.bsmArgs[constant++]);
            } else if (c == ARGUMENT) {
                text(code, literal);
                code.visitVarInsn(types[argument].getOpcode(Opcodes.ILOAD), variables[argument]);
                append(code, types[argument++]);
            } else {
                literal.append(c);
            }
        }
        text(code, literal);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
        method.instructions.insert(call, code.instructions);
        method.instructions.remove(call);
    }

    private static void text(MethodVisitor code, StringBuilder literal) {
        if (!literal.isEmpty()) {
            code.visitLdcInsn(literal.toString());
            append(code, Type.getType(String.class));
            literal.setLength(0);
        }
    }

    private static void append(MethodVisitor code, Type type) {
        String of = switch (type.getSort()) {
            case Type.OBJECT -> type.getClassName().equals("java.lang.String") ? type.getDescriptor() : "Ljava/lang/Object;";
            case Type.ARRAY -> "Ljava/lang/Object;";
            case Type.BYTE, Type.SHORT -> "I";
            default -> type.getDescriptor();
        };
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "append", "(" + of + ")L" + BUILDER + ";", false);
    }
}
