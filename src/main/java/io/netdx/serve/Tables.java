package io.netdx.serve;

import io.netdx.source.decode.Tree;
import java.util.List;
import java.util.Optional;

/** Which table a kind has. */
final class Tables {

    private static final Table PLAIN = Table.of("Name Age", (o, now) -> List.of(name(o), Ages.since(o.at("metadata").text("creationTimestamp"), now)));

    private Tables() {
    }

    static Table of(ApiResource resource, Optional<Definition> definition) {
        return PLAIN;
    }

    static String name(Tree object) {
        return object.at("metadata").text("name");
    }
}
