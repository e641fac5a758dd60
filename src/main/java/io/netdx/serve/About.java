package io.netdx.serve;

import io.netdx.fact.Plain;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the API says about itself: version, health, discovery, schemas. */
final class About {

    private final Supplier<String> version;
    private final Discovery discovery;
    private final OpenApi openApi;

    /**
     * About an API.
     *
     * @param version  of the API server, empty if unknown; may have to be waited for
     * @param writable whether discovery lists what changes objects
     */
    About(Resources resources, Supplier<String> version, boolean writable) {
        this.version = version;
        this.discovery = new Discovery(resources, writable);
        this.openApi = new OpenApi(resources);
    }

    /** Empty where the path is about objects. */
    Optional<Answer> answer(Request request) {
        List<String> path = request.path();
        String first = path.isEmpty() ? "" : path.get(0);
        boolean objects = first.equals("api") && path.size() > 2 || first.equals("apis") && path.size() > 3;
        return objects ? Optional.empty() : Optional.of(switch (first) {
            case "" -> discovery.paths();
            case "version" -> Answer.Whole.json(200, version());
            case "healthz", "livez", "readyz" -> Answer.Whole.text("text/plain", "ok".getBytes(StandardCharsets.US_ASCII));
            case "openapi" -> openApi.answer(request);
            case "api" -> path.size() == 1 ? discovery.core(Accepted.of(request.accept())) : discovery.resources("", path.get(1));
            case "apis" -> path.size() == 1 ? discovery.groups(Accepted.of(request.accept()))
                    : path.size() == 2 ? discovery.group(path.get(1)) : discovery.resources(path.get(1), path.get(2));
            default -> throw ApiException.notFound();
        });
    }

    private Object version() {
        String git = version.get().isEmpty() ? "v0.0.0-unknown" : Plain.line(version.get());
        String[] numbers = git.replaceFirst("^v", "").split("[.+-]");
        return Json.object("major", numbers[0], "minor", numbers.length > 1 ? numbers[1] : "0", "gitVersion", git, "gitCommit", "",
                "gitTreeState", "", "buildDate", "1970-01-01T00:00:00Z", "goVersion", "", "compiler", "", "platform", "");
    }
}
