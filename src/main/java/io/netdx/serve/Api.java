package io.netdx.serve;

import io.netdx.fact.Plain;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers requests from a snapshot. Knows nothing of sockets; may be asked by many threads at once. */
final class Api {

    private final ObjectStore store;
    private final Supplier<Known> known;
    private final Discovery discovery;
    private final OpenApi openApi;
    private final Objects objects;
    private final LogAnswers logs;

    /** @param known may have to be waited for */
    Api(ObjectStore store, Supplier<Known> known) {
        this.store = store;
        this.known = known;
        this.discovery = new Discovery(store);
        this.openApi = new OpenApi(store);
        this.objects = new Objects(store, known);
        this.logs = new LogAnswers(store, known);
    }

    /** @throws ApiException where the answer is a failure */
    Answer answer(Request request) {
        List<String> path = request.path();
        String first = path.isEmpty() ? "" : path.get(0);
        return switch (first) {
            case "" -> discovery.paths();
            case "version" -> Answer.Whole.json(200, version());
            case "healthz", "livez", "readyz" -> Answer.Whole.text("text/plain", "ok".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            case "openapi" -> openApi.answer(request);
            case "api" -> path.size() == 1 ? discovery.core(Accepted.of(request.accept()))
                    : path.size() == 2 ? discovery.resources("", path.get(1)) : resource(request, "", path.get(1), path.subList(2, path.size()));
            case "apis" -> path.size() == 1 ? discovery.groups(Accepted.of(request.accept()))
                    : path.size() == 2 ? discovery.group(path.get(1))
                    : path.size() == 3 ? discovery.resources(path.get(1), path.get(2))
                    : resource(request, path.get(1), path.get(2), path.subList(3, path.size()));
            default -> throw ApiException.notFound();
        };
    }

    private Answer resource(Request request, String group, String version, List<String> rest) {
        Optional<Answer> review = Reviews.answer(request, group, version, rest);
        if (review.isPresent()) {
            return review.get();
        }
        boolean scoped = rest.size() > 2 && rest.get(0).equals("namespaces") && !rest.get(2).equals("status") && !rest.get(2).equals("finalize");
        String namespace = scoped ? rest.get(1) : "";
        List<String> at = scoped ? rest.subList(2, rest.size()) : rest;
        ApiResource resource = store.resource(group, version, at.get(0)).orElseThrow(ApiException::notFound);
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw ApiException.readOnly();
        }
        if (scoped && !resource.namespaced()) {
            throw ApiException.notFound();
        }
        if (at.size() == 1) {
            return objects.list(request, resource, namespace);
        }
        if (at.size() == 2) {
            return objects.get(request, resource, namespace, at.get(1));
        }
        return switch (at.get(2)) {
            case "status" -> objects.get(request, resource, namespace, at.get(1));
            case "scale" -> objects.scale(resource, namespace, at.get(1));
            case "log" -> logs.answer(request, objects.find(resource, namespace, at.get(1)));
            case "exec", "attach", "portforward", "proxy", "eviction", "binding", "ephemeralcontainers", "token" -> throw ApiException.readOnly();
            default -> throw ApiException.notFound();
        };
    }

    private Object version() {
        String git = known.get().version().isEmpty() ? "v0.0.0-unknown" : Plain.line(known.get().version());
        String[] numbers = git.replaceFirst("^v", "").split("[.+-]");
        return Json.object("major", numbers[0], "minor", numbers.length > 1 ? numbers[1] : "0", "gitVersion", git, "gitCommit", "",
                "gitTreeState", "", "buildDate", "1970-01-01T00:00:00Z", "goVersion", "", "compiler", "", "platform", "");
    }
}
