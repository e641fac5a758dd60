package io.netdx.serve;

import java.util.Map;

/**
 * An object of the snapshot and where its JSON lies.
 *
 * @param namespace    empty where it has none
 * @param metadataFrom where in the JSON the value of {@code metadata} begins
 * @param metadataTo   where it ends
 */
record StoredObject(String namespace, String name, Map<String, String> labels, Spool.Place place, int metadataFrom, int metadataTo)
        implements Comparable<StoredObject> {

    /** The order of the API server's lists: that of the keys it stores objects under. */
    String key() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    @Override
    public int compareTo(StoredObject other) {
        return key().compareTo(other.key());
    }
}
