package io.netdx.serve;

import io.netdx.serve.ControlPlane.Access;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Answers requests from a snapshot, which may be read and nothing else. */
final class SnapshotApi implements Api {

    private final ObjectStore store;
    private final Consumer<Access> served;
    private final About about;
    private final Objects objects;
    private final LogAnswers logs;
    private final Reviews reviews = new Reviews(Rights.SNAPSHOT);

    /**
     * @param known  may have to be waited for
     * @param served is told of every request for something to read
     */
    SnapshotApi(ObjectStore store, Supplier<Known> known, Consumer<Access> served) {
        this.store = store;
        this.served = served;
        this.about = new About(store.resources(), () -> known.get().version(), false);
        this.objects = new Objects(store, known);
        this.logs = new LogAnswers(store, known);
    }

    @Override
    public Answer answer(Request request) {
        return about.answer(request).orElseGet(() -> objects(request));
    }

    private Answer objects(Request request) {
        Route route = Route.of(request.path()).orElseThrow(ApiException::notFound);
        Optional<Answer> review = reviews.answer(request, route);
        if (review.isPresent()) {
            return review.get();
        }
        store.resources().find(route.group(), route.version(), route.plural()).orElseThrow(ApiException::notFound);
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw ApiException.readOnly();
        }
        ApiResource resource = route.resource(store.resources());
        served.accept(new Access(LivingApi.verb(request, route), route.group(), route.plural(), route.subresource(), route.namespace(), route.name()));
        return switch (route.subresource()) {
            case "log" -> logs.answer(request, objects.find(resource, route.namespace(), route.name()));
            case "proxy" -> store.texts().answer(route.plural(), route.name(), request.path());
            case "exec", "attach", "portforward", "eviction", "binding", "ephemeralcontainers", "token" -> throw ApiException.readOnly();
            default -> objects.answer(request, resource, route);
        };
    }
}
