package io.netdx.model;

import io.netdx.fact.ObjectRef;

/** Client and server of a failing flow run on different nodes; {@code nodes} are their names, sorted, joined by commas. */
public record Span(ObjectRef client, ObjectRef server, String nodes) {
}
