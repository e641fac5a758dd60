package io.netdx.source.decode;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds what a decoder does not understand: fields that it does not know, and known ones of another shape than the API demands.
 * Read as missing, such a field would mean "everything"; named, it makes the verdict unknown.
 */
final class Odd {

    private Odd() {
    }

    /**
     * Names of odd fields, in the order of the document; {@code .} for a value that is no object at all.
     *
     * @param known fields with their shapes: {@code order:s} scalar, {@code spec:o} object, {@code nets:a} array, {@code x:?} any
     */
    static List<String> fields(Tree object, String... known) {
        if (!object.present()) {
            return List.of();
        }
        if (object.type() != Tree.Type.OBJECT) {
            return List.of(".");
        }
        List<String> odd = new ArrayList<>();
        object.fields().forEach((name, value) -> {
            if (value.present() && !fits(name, value, known)) {
                odd.add(name);
            }
        });
        return List.copyOf(odd);
    }

    /** Both lists, the second below a path. */
    static List<String> join(List<String> first, String path, List<String> below) {
        if (below.isEmpty()) {
            return first;
        }
        List<String> all = new ArrayList<>(first);
        below.forEach(name -> all.add(path + "." + name));
        return List.copyOf(all);
    }

    private static boolean fits(String name, Tree value, String... known) {
        for (String field : known) {
            if (field.length() == name.length() + 2 && field.startsWith(name)) {
                return switch (field.charAt(field.length() - 1)) {
                    case 's' -> value.type() == Tree.Type.SCALAR;
                    case 'o' -> value.type() == Tree.Type.OBJECT;
                    case 'a' -> value.type() == Tree.Type.ARRAY;
                    default -> true;
                };
            }
        }
        return false;
    }
}
