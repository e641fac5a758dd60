package io.netdx.source.decode;

import java.util.SortedSet;

/**
 * A list that was read to its end.
 *
 * @param kind       kind of its items, empty if it has none and nothing names it
 * @param file       entry it stood in
 * @param namespaces namespaces of its items
 * @param single     not a list but objects standing alone
 * @param broken     it ended too early, or an item could not be read
 * @param status     some item carries a status or a uid: observed rather than declared state
 */
public record ListSeen(String kind, String file, SortedSet<String> namespaces, boolean single, boolean broken, boolean status) {
}
