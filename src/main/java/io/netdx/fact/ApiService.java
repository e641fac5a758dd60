package io.netdx.fact;

import java.util.List;
import java.util.Optional;

/** A registration with the API aggregator; {@code service} is empty for the API server's own groups. */
public record ApiService(Meta meta, Optional<ObjectRef> service, int port, List<Condition> conditions)
        implements KubeObject {

    public Optional<Condition> available() {
        return conditions.stream().filter(c -> c.type().equals("Available")).findFirst();
    }
}
