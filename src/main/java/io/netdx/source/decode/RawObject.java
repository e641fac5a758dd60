package io.netdx.source.decode;

import java.util.Map;

/**
 * An object as the snapshot holds it, nothing left out but what a Secret hides.
 *
 * @param kind         as the object or its list says; where only a file's name says it, with its group behind a dot if unusual
 * @param apiVersion   {@code v1}, {@code group/version}, or empty where nothing says it
 * @param fields       UTF-8 JSON of the object without {@code kind} and {@code apiVersion}
 * @param metadataFrom where in {@code fields} the value of {@code metadata} begins
 * @param metadataTo   where it ends
 */
public record RawObject(String kind, String apiVersion, String namespace, String name, String resourceVersion, Map<String, String> labels,
                        byte[] fields, int metadataFrom, int metadataTo) {
}
