package io.netdx.fact;

import java.util.List;

/** A namespace; {@code phase} is {@code Active} or {@code Terminating}, and {@code conditions} tell how its deletion goes on. */
public record Namespace(Meta meta, String phase, List<Condition> conditions) implements KubeObject {

    /** The label with a namespace's own name, which API servers give every namespace since Kubernetes 1.21. */
    public static final String NAME_LABEL = "kubernetes.io/metadata.name";
}
