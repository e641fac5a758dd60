package io.netdx.serve;

import io.netdx.source.decode.Tree;
import java.util.ArrayList;
import java.util.List;

/**
 * A version of a custom resource, as its definition says.
 *
 * @param columns what {@code kubectl get} shows of it besides the name; empty for the usual age
 */
record Definition(ApiResource resource, List<Tree> columns) {

    static List<Definition> of(Tree definition) {
        Tree spec = definition.at("spec");
        Tree names = spec.at("names");
        List<Definition> all = new ArrayList<>();
        if (names.text("kind").isEmpty() || names.text("plural").isEmpty()) {
            return all;
        }
        for (Tree version : spec.list("versions")) {
            if (version.text("served", "true").equals("true")) {
                all.add(of(spec, names, version.text("name"), version.list("additionalPrinterColumns").isEmpty()
                        ? spec.list("additionalPrinterColumns") : version.list("additionalPrinterColumns")));
            }
        }
        if (all.isEmpty() && !spec.text("version").isEmpty()) {
            all.add(of(spec, names, spec.text("version"), spec.list("additionalPrinterColumns")));
        }
        return all;
    }

    private static Definition of(Tree spec, Tree names, String version, List<Tree> columns) {
        return new Definition(new ApiResource(spec.text("group"), version, names.text("kind"), names.text("plural"), names.texts("shortNames"),
                names.texts("categories"), !spec.text("scope").equals("Cluster")), columns);
    }
}
