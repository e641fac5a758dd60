package io.netdx.fact;

import java.util.Comparator;

/**
 * Names one object of a cluster. Cluster-scoped objects have the empty namespace.
 *
 * @param kind      singular kind, as in manifests ({@code Service}); pseudo kinds for things without an API object
 *                  ({@code Flow}, {@code Host}, {@code Cluster})
 * @param namespace namespace, or the empty string
 * @param name      object name
 */
public record ObjectRef(String kind, String namespace, String name) implements Comparable<ObjectRef> {

    private static final Comparator<ObjectRef> ORDER = Comparator.comparing(ObjectRef::namespace)
            .thenComparing(ObjectRef::kind).thenComparing(ObjectRef::name);

    /** Stands for the whole cluster, for faults that have no single object. */
    public static final ObjectRef CLUSTER = new ObjectRef("Cluster", "", "cluster");

    public static ObjectRef of(String kind, String namespace, String name) {
        return new ObjectRef(kind, namespace, name);
    }

    public static ObjectRef cluster(String kind, String name) {
        return new ObjectRef(kind, "", name);
    }

    public static ObjectRef ofNode(String name) {
        return new ObjectRef("Node", "", name);
    }

    public static ObjectRef ofNamespace(String name) {
        return new ObjectRef("Namespace", "", name);
    }

    /** {@code ns/name}, or the bare name of a cluster-scoped object. */
    public String qualifiedName() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    @Override
    public int compareTo(ObjectRef other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return kind + " " + qualifiedName();
    }

    // names differ where kinds and namespaces do not: they are compared first
    @Override
    public boolean equals(Object o) {
        return this == o || o instanceof ObjectRef other && name.equals(other.name) && namespace.equals(other.namespace) && kind.equals(other.kind);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * name.hashCode() + namespace.hashCode()) + kind.hashCode();
    }
}
