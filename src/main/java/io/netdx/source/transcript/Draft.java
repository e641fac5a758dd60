package io.netdx.source.transcript;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.source.decode.Metas;
import io.netdx.source.decode.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An API object as far as commands have shown it, in the shape of its manifest. */
final class Draft {

    private final ObjectRef ref;
    private final Tree root;
    private final Provenance source;
    private boolean described;

    Draft(String kind, String namespace, String name, Provenance source) {
        this.ref = ObjectRef.of(kind, Metas.clusterScoped(kind) ? "" : namespace, name);
        this.root = Tree.object(source.line());
        this.source = source;
        set(name, "metadata", "name");
        if (!ref.namespace().isEmpty()) {
            set(namespace, "metadata", "namespace");
        }
    }

    ObjectRef ref() {
        return ref;
    }

    Tree tree() {
        return root;
    }

    Provenance source() {
        return source;
    }

    /** All fields of the object that matter are here, not only those of a table. */
    boolean described() {
        return described;
    }

    Draft describe() {
        described = true;
        return this;
    }

    /** Sets a field; an empty value sets nothing. */
    Draft set(String value, String... path) {
        put(root, value, path);
        return this;
    }

    static void put(Tree object, String value, String... path) {
        if (!value.isEmpty()) {
            Tree at = object;
            for (int i = 0; i < path.length - 1; i++) {
                at = at.fields().computeIfAbsent(path[i], k -> Tree.object(object.line()));
            }
            at.fields().put(path[path.length - 1], Tree.scalar(value, object.line()));
        }
    }

    Draft map(Map<String, String> values, String... path) {
        Tree at = object(root, path);
        values.forEach((key, value) -> at.fields().put(key, Tree.scalar(value, root.line())));
        return this;
    }

    /** A new object at the end of the list there. */
    Tree add(int line, String... path) {
        return add(root, line, path);
    }

    static Tree add(Tree object, int line, String... path) {
        Tree item = Tree.object(line);
        list(object, path).items().add(item);
        return item;
    }

    void texts(List<String> values, String... path) {
        texts(root, values, path);
    }

    static void texts(Tree object, List<String> values, String... path) {
        List<Tree> items = list(object, path).items();
        values.forEach(value -> items.add(Tree.scalar(value, object.line())));
    }

    static Tree list(Tree object, String... path) {
        Tree parent = object(object, java.util.Arrays.copyOf(path, path.length - 1));
        return parent.fields().computeIfAbsent(path[path.length - 1], k -> Tree.array(object.line()));
    }

    static Tree object(Tree object, String... path) {
        Tree at = object;
        for (String name : path) {
            at = at.fields().computeIfAbsent(name, k -> Tree.object(object.line()));
        }
        return at;
    }

    /** Adds what only the other one shows. */
    void merge(Draft other) {
        merge(root, other.root);
        described |= other.described;
    }

    private static void merge(Tree into, Tree from) {
        from.fields().forEach((name, value) -> {
            Tree mine = into.fields().get(name);
            if (mine == null) {
                into.fields().put(name, value);
            } else if (mine.type() == Tree.Type.OBJECT && value.type() == Tree.Type.OBJECT) {
                merge(mine, value);
            }
        });
    }
}
