package io.netdx.serve;

import io.netdx.source.decode.Tree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code kubectl logs} of a living cluster, with {@code -f} as they grow. */
final class LivingLogs {

    private static final Set<String> PULL = Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");

    private final Living living;

    LivingLogs(Living living) {
        this.living = living;
    }

    Answer answer(Request request, Revision now, ApiResource pods, StoredObject pod) {
        String container = LogAnswers.container(request, pod.tree());
        boolean previous = request.flag("previous");
        Optional<String> there = log(now, pod, container, previous);
        if (there.isEmpty()) {
            there = Optional.of(none(pod, container, previous));
        }
        String text = there.get();
        long most = request.number("limitBytes").orElse(Long.MAX_VALUE);
        Instant since = since(request, now);
        int from = request.number("tailLines").map(n -> tail(text, n)).orElse(0);
        boolean timestamps = request.flag("timestamps");
        if (!request.flag("follow") || previous) {
            return new Answer.Whole(200, "text/plain", List.of(), -1, out -> copy(text.substring(from), since, timestamps, LogLines.limited(out, most)));
        }
        return new Answer.Stream("text/plain", out -> {
            OutputStream limited = LogLines.limited(out, most);
            copy(text.substring(from), since, timestamps, limited);
            out.flush();
            follow(now, pods, pod, container, text, more -> {
                copy(more, Instant.MIN, timestamps, limited);
                out.flush();
            });
        });
    }

    private interface More {
        void said(String text) throws IOException;
    }

    /** Until the container has ended. */
    private void follow(Revision from, ApiResource pods, StoredObject pod, String container, String said, More more) throws IOException {
        Revision now = from;
        String known = said;
        while (runs(now.object(pods, pod.namespace(), pod.name()), pod, container)) {
            try {
                living.glance(now);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the server ends");
            }
            now = living.now();
            String text = log(now, pod, container, false).orElse(known);
            if (!text.equals(known)) {
                // another run of the container begins anew
                more.said(text.startsWith(known) ? text.substring(known.length()) : text);
                known = text;
            }
        }
    }

    private static boolean runs(Optional<StoredObject> now, StoredObject pod, String container) {
        return now.filter(o -> Revision.same(pod, o)).filter(o -> !status(o, container).at("state").at("terminated").present()).isPresent();
    }

    private static Optional<String> log(Revision now, StoredObject pod, String container, boolean previous) {
        return Optional.ofNullable(now.state().logs().get(pod.key() + "/" + container + (previous ? "/previous" : "")));
    }

    private static Tree status(StoredObject pod, String container) {
        for (String field : List.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses")) {
            for (Tree status : pod.tree().at("status").list(field)) {
                if (status.text("name").equals(container)) {
                    return status;
                }
            }
        }
        return Tree.MISSING;
    }

    /** What a container without a log says: nothing, or why it has none. */
    private static String none(StoredObject pod, String container, boolean previous) {
        if (previous) {
            throw ApiException.badRequest("previous terminated container \"" + container + "\" in pod \"" + pod.name() + "\" not found");
        }
        Tree state = status(pod, container).at("state");
        if (state.at("running").present() || state.at("terminated").present()) {
            return "";
        }
        String reason = state.at("waiting").text("reason", pod.tree().at("spec").text("nodeName").isEmpty() ? "" : "ContainerCreating");
        if (reason.isEmpty()) {
            throw ApiException.badRequest("pod " + pod.name() + " does not have a host assigned");
        }
        throw ApiException.badRequest("container \"" + container + "\" in pod \"" + pod.name() + "\" is waiting to start: "
                + (PULL.contains(reason) ? "trying and failing to pull image" : reason));
    }

    private static Instant since(Request request, Revision now) {
        return request.number("sinceSeconds").map(s -> now.state().now().minusSeconds(Math.min(s, Integer.MAX_VALUE)))
                .orElseGet(() -> request.parameter("sinceTime").isEmpty() ? Instant.MIN : LogAnswers.time(request.parameter("sinceTime")));
    }

    /** Where the last lines begin. */
    private static int tail(String text, long lines) {
        int end = text.endsWith("\n") ? text.length() - 1 : text.length();
        for (long left = lines; left > 0 && end >= 0; left--) {
            end = text.lastIndexOf('\n', end - 1);
        }
        return lines <= 0 ? text.length() : end + 1;
    }

    private static void copy(String text, Instant since, boolean timestamps, OutputStream out) throws IOException {
        new LogLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).copy(since, timestamps, out);
    }
}
