package io.netdx.fact;

/** A namespace; {@code phase} is {@code Active} or {@code Terminating}. */
public record Namespace(Meta meta, String phase) implements KubeObject {
}
