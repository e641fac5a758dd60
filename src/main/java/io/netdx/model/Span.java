package io.netdx.model;

import io.netdx.fact.ObjectRef;

/**
 * Client and server of a failing flow run on different nodes.
 *
 * @param nodes their names, sorted, joined by commas
 * @param local calls fail on the only node of the server too: what lies between nodes cannot be the reason
 */
public record Span(ObjectRef client, ObjectRef server, String nodes, boolean local) {
}
