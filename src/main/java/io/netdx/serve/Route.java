package io.netdx.serve;

import java.util.List;
import java.util.Optional;

/**
 * Which object or list a path leads to: {@code /apis/apps/v1/namespaces/shop/deployments/cart/scale}.
 *
 * @param group       empty for the core group
 * @param namespace   empty where the path names none
 * @param name        empty for a list
 * @param subresource empty for the object itself
 */
record Route(String group, String version, String namespace, String plural, String name, String subresource) {

    /** Empty where the path is about no object. */
    static Optional<Route> of(List<String> path) {
        boolean core = !path.isEmpty() && path.get(0).equals("api");
        int from = core ? 2 : 3;
        if (path.size() <= from || !core && !path.get(0).equals("apis")) {
            return Optional.empty();
        }
        List<String> rest = path.subList(from, path.size());
        boolean scoped = rest.size() > 2 && rest.get(0).equals("namespaces") && !rest.get(2).equals("status") && !rest.get(2).equals("finalize");
        List<String> at = scoped ? rest.subList(2, rest.size()) : rest;
        return Optional.of(new Route(core ? "" : path.get(1), path.get(from - 1), scoped ? rest.get(1) : "", at.get(0),
                at.size() > 1 ? at.get(1) : "", at.size() > 2 ? at.get(2) : ""));
    }

    /** @throws ApiException where there is no such resource, or it has no namespaces and the path one */
    ApiResource resource(Resources resources) {
        ApiResource resource = resources.find(group, version, plural).orElseThrow(ApiException::notFound);
        if (!namespace.isEmpty() && !resource.namespaced()) {
            throw ApiException.notFound();
        }
        return resource;
    }
}
