package io.netdx.suppress;

import io.netdx.fact.ObjectRef;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Objects by patterns of their kind, namespace and name; a kind is the same in upper and lower case. */
record ObjectPattern(Glob kind, Glob namespace, Glob name) implements Predicate<ObjectRef> {

    static final ObjectPattern ANY = new ObjectPattern(Glob.ANY, Glob.ANY, Glob.ANY);

    /** {@code KIND/NAMESPACE/NAME}, or {@code KIND/NAME} in any namespace and in none; empty for anything else. */
    static Optional<ObjectPattern> of(String text) {
        String[] parts = text.split("/", 3);
        for (String part : parts) {
            if (part.isEmpty()) {
                return Optional.empty();
            }
        }
        return switch (parts.length) {
            case 2 -> Optional.of(new ObjectPattern(kind(parts[0]), Glob.ANY, Glob.of(parts[1])));
            case 3 -> Optional.of(new ObjectPattern(kind(parts[0]), Glob.of(parts[1]), Glob.of(parts[2])));
            default -> Optional.empty();
        };
    }

    static ObjectPattern exactly(ObjectRef ref) {
        return new ObjectPattern(Glob.exactly(lower(ref.kind())), Glob.exactly(ref.namespace()), Glob.exactly(ref.name()));
    }

    /** A namespace and all objects in it. */
    record Within(String namespace) implements Predicate<ObjectRef> {
        @Override
        public boolean test(ObjectRef ref) {
            return ref.namespace().equals(namespace) || ref.equals(ObjectRef.ofNamespace(namespace));
        }
    }

    private static Glob kind(String pattern) {
        return Glob.of(lower(pattern));
    }

    private static String lower(String kind) {
        return kind.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean test(ObjectRef ref) {
        return kind.matches(lower(ref.kind())) && namespace.matches(ref.namespace()) && name.matches(ref.name());
    }
}
