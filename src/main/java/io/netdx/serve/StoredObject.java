package io.netdx.serve;

import io.netdx.source.decode.Tree;
import java.util.Map;

/**
 * An object and where its JSON lies.
 *
 * @param namespace    empty where it has none
 * @param metadataFrom where in the JSON the value of {@code metadata} begins
 * @param metadataTo   where it ends
 */
record StoredObject(String namespace, String name, Map<String, String> labels, Content content, int metadataFrom, int metadataTo)
        implements Comparable<StoredObject> {

    /** The order of the API server's lists: that of the keys it stores objects under. */
    String key() {
        return key(namespace, name);
    }

    static String key(String namespace, String name) {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    byte[] json() {
        return content.json();
    }

    Tree tree() {
        return Json.tree(json());
    }

    @Override
    public int compareTo(StoredObject other) {
        return key().compareTo(other.key());
    }
}
