package io.netdx.source.live;

import io.netdx.fact.Coverage;
import io.netdx.fact.Plain;
import io.netdx.source.Limits;
import io.netdx.source.decode.JsonTree;
import io.netdx.source.decode.Tree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Runs commands in pods made for that, and deletes these whatever happens. What the commands printed is kept as a transcript, which is
 * read like any other.
 */
public final class ProbePods implements AutoCloseable {

    private static final String JSON = "application/json";
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final int LOG_BYTES = 1 << 20;
    private static final int DELETIONS = 3;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final List<String> NEVER_STARTS = List.of("ImagePullBackOff", "ErrImagePull", "InvalidImageName", "ErrImageNeverPull",
            "CreateContainerConfigError", "CreateContainerError", "RunContainerError");

    /**
     * @param id           of the run: part of the pods' names and of the marks in their logs
     * @param secondsATest what one command may take
     * @param start        how long a pod may take until it runs
     */
    public record Settings(String namespace, String image, String id, int secondsATest, Duration start, Instant now) {
    }

    /**
     * A pod to be.
     *
     * @param commands as a shell reads them
     */
    public record Visit(String pod, String node, List<String> commands) {

        public Visit {
            commands = List.copyOf(commands);
        }
    }

    /**
     * What came of it.
     *
     * @param pods       the pods while they ran, as the API server shows them
     * @param transcript a JSON map of commands to what they printed
     * @param coverage   of each node that was to be tested from
     * @param told       what went wrong, a line each
     */
    public record Results(List<byte[]> pods, byte[] transcript, List<Coverage> coverage, List<String> told) {
    }

    private final ApiClient client;
    private final Stop stop;
    private final Consumer<String> progress;
    private final List<String> told = new ArrayList<>();

    public ProbePods(KubeOptions options, Map<String, String> environment, Stop stop, Consumer<String> progress) {
        this.client = new ApiClient(options, environment, stop);
        this.stop = stop;
        this.progress = progress;
    }

    /** Namespace that the flags or the context name. */
    public static String namespace(KubeOptions options, Map<String, String> environment) {
        try (ApiClient client = new ApiClient(options, environment, Stop.after(Duration.ZERO))) {
            return options.namespaces().isEmpty() ? client.namespace() : options.namespaces().get(0);
        }
    }

    private static final class Running {
        private final Visit visit;
        private byte[] shown = new byte[0];
        private boolean started;
        private String ended = "";
        private int turns;

        Running(Visit visit) {
            this.visit = visit;
        }
    }

    /** Creates all pods, waits for them, reads their logs, and deletes them. */
    public Results run(Settings settings, List<Visit> visits) {
        List<Coverage> coverage = new ArrayList<>();
        List<Running> running = new ArrayList<>();
        List<String> attempted = new ArrayList<>();
        StringBuilder transcript = new StringBuilder();
        try {
            for (Visit visit : visits) {
                if (stop.reason().isPresent()) {
                    coverage.add(none(visit, Coverage.State.NOT_COLLECTED, stop.reason().get()));
                    continue;
                }
                attempted.add(visit.pod());
                create(settings, visit).ifPresentOrElse(coverage::add, () -> running.add(new Running(visit)));
            }
            for (int turn = 0; running.stream().anyMatch(r -> r.ended.isEmpty()) && stop.pause(TURN); turn++) {
                progress.accept("waiting for the probes on " + running.size() + (running.size() == 1 ? " node" : " nodes"));
                running.stream().filter(r -> r.ended.isEmpty()).forEach(r -> look(settings, r));
            }
            running.forEach(r -> coverage.add(read(settings, r, transcript)));
        } finally {
            attempted.forEach(pod -> delete(settings.namespace(), pod));
        }
        return new Results(running.stream().map(r -> r.shown).filter(b -> b.length > 0).toList(), ("{" + transcript + "}").getBytes(StandardCharsets.UTF_8),
                List.copyOf(coverage), List.copyOf(told));
    }

    private static Coverage none(Visit visit, Coverage.State state, String why) {
        return new Coverage("Probe", visit.node(), state, why);
    }

    private static String pods(String namespace) {
        return "api/v1/namespaces/" + namespace + "/pods";
    }

    /** Why there is no pod; empty where there is one. */
    private Optional<Coverage> create(Settings settings, Visit visit) {
        String why;
        boolean refused = false;
        try {
            Answer answer = client.write("POST", pods(settings.namespace()), ProbeManifest.pod(settings, visit, settings.now().plus(life(settings, visit))));
            if (answer.code() < 300) {
                return Optional.empty();
            }
            refused = answer.code() == 403;
            String message = message(answer);
            why = message + (message.contains("cannot create resource") ? "; grant the Role for probes" : message.contains("exceeded quota")
                    || message.contains("violates PodSecurity") ? "; choose another namespace with --probe-namespace" : "");
        } catch (IOException e) {
            why = Plain.line(String.valueOf(e.getMessage()));
        }
        told.add("no probe on node " + visit.node() + ": " + why);
        return Optional.of(none(visit, refused ? Coverage.State.FORBIDDEN : Coverage.State.NOT_COLLECTED, why));
    }

    private static Duration life(Settings settings, Visit visit) {
        return settings.start().plusSeconds((long) visit.commands().size() * settings.secondsATest() + 60);
    }

    private static String message(Answer answer) {
        String text;
        try {
            text = JsonTree.read(answer.stream(), Limits.DEFAULT, "", problem -> { }).text("message");
        } catch (IOException e) {
            text = "";
        }
        String line = Plain.line(text.isEmpty() ? "the API server answers " + answer.code() : text);
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }

    /** Looks how the pod does; {@code ended} says why nothing more is to be waited for. */
    private void look(Settings settings, Running r) {
        r.turns++;
        Tree pod;
        byte[] bytes;
        try {
            Answer answer = client.get(pods(settings.namespace()) + "/" + r.visit.pod(), JSON, ApiClient.PERSISTENT);
            if (answer.code() != 200) {
                r.ended = answer.code() == 404 ? "somebody deleted the pod" : message(answer);
                return;
            }
            bytes = answer.stream().readAllBytes();
            pod = JsonTree.read(new ByteArrayInputStream(bytes), Limits.DEFAULT, "", problem -> { });
        } catch (IOException e) {
            r.ended = Plain.line(String.valueOf(e.getMessage()));
            return;
        }
        Tree status = pod.at("status");
        String phase = status.text("phase");
        boolean ended = phase.equals("Succeeded") || phase.equals("Failed");
        if (phase.equals("Running") || ended) {
            r.started = true;
            // a pod that failed is our own trouble, not the cluster's
            r.shown = phase.equals("Running") || phase.equals("Succeeded") && r.shown.length == 0 ? bytes : r.shown;
            r.ended = ended ? phase.equals("Failed") ? "the pod failed: " + Plain.line(status.text("reason") + " " + status.text("message")).strip() : "done"
                    : r.turns >= life(settings, r.visit).toSeconds() ? "the tests did not end in time" : "";
            return;
        }
        String waiting = waiting(status);
        if (NEVER_STARTS.stream().anyMatch(waiting::startsWith)) {
            r.ended = "the pod does not start (" + waiting + "); another image is named with --probe-image";
        } else if (r.turns >= settings.start().toSeconds()) {
            r.ended = "the pod did not start within " + settings.start().toSeconds() + " s" + (waiting.isEmpty() ? "" : " (" + waiting + ")");
        }
    }

    private static String waiting(Tree status) {
        for (Tree container : status.list("containerStatuses")) {
            Tree waiting = container.at("state").at("waiting");
            if (waiting.present()) {
                String text = Plain.line((waiting.text("reason") + " " + waiting.text("message")).strip());
                return text.length() > 200 ? text.substring(0, 200) + "…" : text;
            }
        }
        return "";
    }

    /** Adds what the pod printed to the transcript, also where it did not come to its end. */
    private Coverage read(Settings settings, Running r, StringBuilder transcript) {
        String why = r.ended.isEmpty() ? stop.reason().orElse("interrupted") : r.ended;
        int all = r.visit.commands().size();
        int done = 0;
        if (r.started && stop.reason().isEmpty()) {
            List<Optional<String>> outputs = ProbeLog.of(log(settings, r.visit), settings.id(), all);
            for (int i = 0; i < all; i++) {
                if (outputs.get(i).isPresent()) {
                    done++;
                    String command = "kubectl exec -n " + settings.namespace() + " " + r.visit.pod() + " -- " + r.visit.commands().get(i);
                    transcript.append(transcript.isEmpty() ? "\n" : ",\n").append(Index.quoted(command)).append(": ").append(Index.quoted(outputs.get(i).get()));
                }
            }
        }
        if (done == all) {
            return new Coverage("Probe", r.visit.node(), Coverage.State.COMPLETE, "");
        }
        told.add("of the probe on node " + r.visit.node() + " " + done + " of " + all + " tests ended: " + (why.equals("done") ? "its log is not whole" : why));
        return none(r.visit, done > 0 ? Coverage.State.PARTIAL : Coverage.State.NOT_COLLECTED, done + " of " + all + " tests ended");
    }

    private String log(Settings settings, Visit visit) {
        try {
            Answer answer = client.get(pods(settings.namespace()) + "/" + visit.pod() + "/log?container=probe&limitBytes=" + LOG_BYTES, "*/*", ApiClient.PERSISTENT);
            if (answer.code() != 200) {
                told.add("the log of pod " + visit.pod() + " cannot be read: " + message(answer));
                return "";
            }
            return new String(answer.stream().readNBytes(LOG_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** True where the pod is gone, or was never there. */
    private boolean delete(String namespace, String pod) {
        String why = "";
        for (int i = 0; i < DELETIONS; i++) {
            try {
                Answer answer = client.write("DELETE", pods(namespace) + "/" + pod, "{\"kind\": \"DeleteOptions\", \"apiVersion\": \"v1\"}");
                if (answer.code() < 300 || answer.code() == 404) {
                    return true;
                }
                why = message(answer);
                if (!answer.transientFailure()) {
                    break;
                }
            } catch (IOException e) {
                why = Plain.line(String.valueOf(e.getMessage()));
            }
        }
        told.add("pod " + namespace + "/" + pod + " was not deleted (" + why + "); its node ends it at its deadline, netdx probe clean deletes it");
        return false;
    }

    /**
     * Deletes probe pods that a crash left behind.
     *
     * @param namespace empty for all
     * @param all       those too whose time is not over
     * @return a line for each pod
     */
    public List<String> clean(String namespace, boolean all, Instant now) {
        List<String> lines = new ArrayList<>();
        try {
            String path = namespace.isEmpty() ? "api/v1/pods" : pods(namespace);
            Answer answer = client.get(path + "?labelSelector=" + ProbeManifest.LABEL.replace("/", "%2F") + "%3D" + ProbeManifest.OWNER, JSON, ApiClient.PERSISTENT);
            if (answer.code() != 200) {
                throw new io.netdx.source.SourceException("the probe pods cannot be listed: " + message(answer) + "; name one namespace with --probe-namespace");
            }
            Map<String, Boolean> found = new TreeMap<>();
            for (Tree item : JsonTree.read(answer.stream(), Limits.DEFAULT, "", problem -> { }).list("items")) {
                Tree metadata = item.at("metadata");
                // whatever the server thinks of selectors, nobody else's pod is deleted
                if (ProbeManifest.OWNER.equals(metadata.map("labels").get(ProbeManifest.LABEL)) && NAME.matcher(metadata.text("name")).matches()
                        && NAME.matcher(metadata.text("namespace")).matches()) {
                    found.put(metadata.text("namespace") + "/" + metadata.text("name"), all || expired(metadata.map("annotations").getOrDefault(ProbeManifest.EXPIRES, ""), now));
                }
            }
            found.forEach((pod, over) -> {
                int slash = pod.indexOf('/');
                lines.add(!over ? pod + " may still be in use; --all deletes it too" : delete(pod.substring(0, slash), pod.substring(slash + 1)) ? pod + " deleted" : told.get(told.size() - 1));
            });
        } catch (IOException e) {
            throw client.unreachable(e);
        }
        return lines;
    }

    private static boolean expired(String time, Instant now) {
        try {
            return Instant.parse(time).isBefore(now);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
