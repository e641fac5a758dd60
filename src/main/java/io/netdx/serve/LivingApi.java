package io.netdx.serve;

import io.netdx.serve.ControlPlane.Access;
import java.util.Optional;

/** Answers requests from a living cluster, which may be changed by whoever has the right. */
final class LivingApi implements Api {

    private final Living living;
    private final Reviews reviews;
    private final LivingLogs logs;
    private final Writes writes;

    LivingApi(Living living) {
        this.living = living;
        this.reviews = new Reviews(Rights.of(living.plane()));
        this.logs = new LivingLogs(living);
        this.writes = new Writes(living);
    }

    @Override
    public Answer answer(Request request) {
        Revision now = living.now();
        return new About(now.resources(), () -> now.state().gitVersion(), true).answer(request).orElseGet(() -> objects(request, now));
    }

    private Answer objects(Request request, Revision now) {
        Route route = Route.of(request.path()).orElseThrow(ApiException::notFound);
        Optional<Answer> review = reviews.answer(request, route);
        if (review.isPresent()) {
            return review.get();
        }
        ApiResource resource = route.resource(now.resources());
        authorise(verb(request, route), route, resource);
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return writes.answer(request, route, resource);
        }
        Objects objects = new Objects(now, now::known);
        if (route.subresource().equals("log")) {
            return logs.answer(request, now, resource, objects.find(resource, route.namespace(), route.name()));
        }
        return route.name().isEmpty() && request.flag("watch") ? LiveWatch.open(living, request, resource, route.namespace())
                : objects.answer(request, resource, route);
    }

    /** What a request does, in the words of roles. */
    static String verb(Request request, Route route) {
        boolean one = !route.name().isEmpty();
        return switch (request.method()) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> one ? "delete" : "deletecollection";
            case "GET", "HEAD" -> one ? "get" : request.flag("watch") ? "watch" : "list";
            default -> throw ApiException.methodNotAllowed("the server does not allow this method on the requested resource");
        };
    }

    private void authorise(String verb, Route route, ApiResource resource) {
        Access access = new Access(verb, route.group(), route.plural(), route.subresource(), route.namespace(), route.name());
        if (!living.plane().allowed(access)) {
            throw ApiException.forbidden(living.plane().user(), access, resource.qualified());
        }
        living.plane().served(access);
    }
}
