package io.netdx.fact;

import java.util.List;

/** A namespace; {@code phase} is {@code Active} or {@code Terminating}, and {@code conditions} tell how its deletion goes on. */
public record Namespace(Meta meta, String phase, List<Condition> conditions) implements KubeObject {
}
