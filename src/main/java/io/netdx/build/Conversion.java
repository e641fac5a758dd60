package io.netdx.build;

import java.util.Map;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Turns the value on the stack into another type: casts, boxes, unboxes, widens. */
final class Conversion {

    private static final Map<Integer, String> BOXES = Map.of(Type.BOOLEAN, "java/lang/Boolean", Type.CHAR, "java/lang/Character",
            Type.BYTE, "java/lang/Byte", Type.SHORT, "java/lang/Short", Type.INT, "java/lang/Integer", Type.FLOAT, "java/lang/Float",
            Type.LONG, "java/lang/Long", Type.DOUBLE, "java/lang/Double");

    private Conversion() {
    }

    /** Internal name of the class that holds a primitive. */
    static String box(Type primitive) {
        return BOXES.get(primitive.getSort());
    }

    /**
     * Emits the conversion.
     *
     * @param from  type on the stack
     * @param known what a reference is known to be where it stands
     * @param to    type that is wanted
     */
    static void emit(MethodVisitor m, Type from, Type known, Type to) {
        boolean primitive = from.getSort() < Type.ARRAY;
        boolean wanted = to.getSort() < Type.ARRAY;
        if (primitive && wanted) {
            widen(m, from, to);
        } else if (primitive) {
            String box = box(from);
            m.visitMethodInsn(Opcodes.INVOKESTATIC, box, "valueOf", "(" + from.getDescriptor() + ")L" + box + ";", false);
        } else if (wanted) {
            unbox(m, from, known, to);
        } else {
            cast(m, from, known);
            cast(m, known, to);
        }
    }

    private static void cast(MethodVisitor m, Type from, Type to) {
        if (!from.equals(to) && !to.getInternalName().equals("java/lang/Object")) {
            m.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
        }
    }

    /** An unknown reference is taken for the wanted type's own box. */
    private static void unbox(MethodVisitor m, Type from, Type known, Type to) {
        int sort = BOXES.entrySet().stream().filter(e -> e.getValue().equals(known.getInternalName())).map(Map.Entry::getKey)
                .findFirst().orElse(to.getSort());
        Type box = Type.getObjectType(BOXES.get(sort));
        Type inside = primitive(sort);
        cast(m, from, box);
        m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, box.getInternalName(), inside.getClassName() + "Value", "()" + inside.getDescriptor(), false);
        widen(m, inside, to);
    }

    private static Type primitive(int sort) {
        return switch (sort) {
            case Type.BOOLEAN -> Type.BOOLEAN_TYPE;
            case Type.CHAR -> Type.CHAR_TYPE;
            case Type.BYTE -> Type.BYTE_TYPE;
            case Type.SHORT -> Type.SHORT_TYPE;
            case Type.INT -> Type.INT_TYPE;
            case Type.FLOAT -> Type.FLOAT_TYPE;
            case Type.LONG -> Type.LONG_TYPE;
            default -> Type.DOUBLE_TYPE;
        };
    }

    private static void widen(MethodVisitor m, Type from, Type to) {
        int source = from.getSort() <= Type.INT ? Type.INT : from.getSort();
        int target = to.getSort() <= Type.INT ? Type.INT : to.getSort();
        if (source == target) {
            return;
        }
        switch (source * 10 + target) {
            case Type.INT * 10 + Type.LONG -> m.visitInsn(Opcodes.I2L);
            case Type.INT * 10 + Type.FLOAT -> m.visitInsn(Opcodes.I2F);
            case Type.INT * 10 + Type.DOUBLE -> m.visitInsn(Opcodes.I2D);
            case Type.LONG * 10 + Type.FLOAT -> m.visitInsn(Opcodes.L2F);
            case Type.LONG * 10 + Type.DOUBLE -> m.visitInsn(Opcodes.L2D);
            case Type.FLOAT * 10 + Type.DOUBLE -> m.visitInsn(Opcodes.F2D);
            default -> throw new IllegalStateException("no lambda narrows " + from + " to " + to);
        }
    }
}
