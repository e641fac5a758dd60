package io.netdx.model;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import java.util.List;

/**
 * A namespace that was deleted and does not go, because the API server cannot list or delete what it holds.
 *
 * @param apis   APIServices of the groups that fail, as far as the message names them, sorted
 * @param detail the namespace controller's words
 */
public record NamespaceStuck(ObjectRef namespace, List<ObjectRef> apis, String detail, Provenance source) {
}
