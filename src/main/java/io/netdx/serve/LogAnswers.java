package io.netdx.serve;

import io.netdx.fact.Plain;
import io.netdx.source.decode.Tree;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code kubectl logs} from the logs of the snapshot. */
final class LogAnswers {

    private static final int STEP = 1 << 16;

    private final ObjectStore store;
    private final Supplier<Known> known;

    LogAnswers(ObjectStore store, Supplier<Known> known) {
        this.store = store;
        this.known = known;
    }

    Answer answer(Request request, StoredObject pod) {
        String container = container(request, pod.tree());
        boolean previous = request.flag("previous");
        Spool.Place place = store.logs().find(pod.namespace(), pod.name(), container, previous).orElseThrow(() -> ApiException.notFound(
                "the snapshot holds no " + (previous ? "previous " : "") + "log of container " + container + " in pod " + pod.name()));
        Spool spool = store.logs().spool();
        long from = request.number("tailLines").map(n -> tail(spool, place, n)).orElse(0L);
        long most = request.number("limitBytes").orElse(Long.MAX_VALUE);
        Instant since = since(request);
        return new Answer.Whole(200, "text/plain", List.of(), -1, out -> new LogLines(spool.stream(place, from))
                .copy(since, request.flag("timestamps"), LogLines.limited(out, most)));
    }

    /** Seconds are counted back from the moment of the snapshot. */
    private Instant since(Request request) {
        Optional<Long> seconds = request.number("sinceSeconds");
        return seconds.isPresent() ? known.get().now().minusSeconds(Math.min(seconds.get(), Integer.MAX_VALUE))
                : request.parameter("sinceTime").isEmpty() ? Instant.MIN : time(request.parameter("sinceTime"));
    }

    static String container(Request request, Tree pod) {
        List<String> names = new ArrayList<>();
        for (String field : List.of("containers", "initContainers", "ephemeralContainers")) {
            pod.at("spec").list(field).forEach(c -> names.add(c.text("name")));
        }
        String asked = request.parameter("container");
        if (asked.isEmpty() && pod.at("spec").list("containers").size() == 1) {
            return names.get(0);
        }
        String name = pod.at("metadata").text("name");
        if (asked.isEmpty()) {
            throw ApiException.badRequest("a container name must be specified for pod " + name + ", choose one of: " + names);
        }
        if (!names.contains(asked)) {
            throw ApiException.badRequest("container " + Plain.line(asked) + " is not valid for pod " + name);
        }
        return asked;
    }

    static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw ApiException.badRequest("sinceTime is no time");
        }
    }

    /** Where the last lines begin. */
    private static long tail(Spool spool, Spool.Place place, long lines) {
        if (lines <= 0) {
            return place.length();
        }
        long left = lines;
        for (long end = place.length(); end > 0;) {
            int step = (int) Math.min(STEP, end);
            byte[] bytes = spool.read(place, end - step, step);
            for (int i = step - 1; i >= 0; i--) {
                // the line feed that ends the last line begins none
                if (bytes[i] == '\n' && end - step + i + 1 < place.length() && --left == 0) {
                    return end - step + i + 1;
                }
            }
            end -= step;
        }
        return 0;
    }
}
