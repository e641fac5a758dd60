package io.netdx.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What stands behind the API of a living cluster: its store, its controllers, its nodes. The API keeps to what an API server does by
 * itself: names, versions, patches, validation, defaults, conflicts, watches. Called by many threads at once; writes come one at a time.
 */
public interface ControlPlane {

    /**
     * The cluster at one moment. Neither the lists nor the objects in them change any more: what changes is another object in another state.
     * An object that did not change is best the same instance as before: nothing is made of it anew.
     *
     * @param revision   grows with every state
     * @param now        of the cluster's clock, to which ages are counted; kubectl itself (describe, events) counts to its own clock
     * @param gitVersion {@code v1.33.2}
     * @param objects    trees of maps with text keys, lists, texts, truth values and numbers ({@code Long} or {@code Double}), never null: with {@code apiVersion},
     *                   {@code kind} and {@code metadata}, and no {@code resourceVersion}, which the API gives
     * @param logs       by {@code namespace/pod/container}, and {@code namespace/pod/container/previous} of the run before
     */
    record State(long revision, Instant now, String gitVersion, List<Map<String, Object>> objects, Map<String, String> logs) {
    }

    /**
     * One object.
     *
     * @param group     empty for the core group
     * @param namespace empty where it has none
     */
    record Target(String group, String version, String kind, String namespace, String name) {
    }

    /** A change that the API has checked: the target is there (not yet there, of a creation), its namespace too, and the user has the right. */
    sealed interface Write permits Create, Replace, Delete, Evict, Bind {

        Target target();
    }

    /** @param object with uid, creation time and generation; what controllers and nodes do with it is not in it */
    record Create(Target target, Map<String, Object> object) implements Write {
    }

    /**
     * Another version of an object; a patch was applied already.
     *
     * @param subresource empty, {@code status}, {@code scale}, {@code ephemeralcontainers}, {@code resize} or {@code finalize}; what it may not change is as before
     * @param object      whole
     */
    record Replace(Target target, String subresource, Map<String, Object> object) implements Write {
    }

    /**
     * The end of an object. One with finalizers, or a pod with a grace period, may stay a while with a {@code deletionTimestamp}.
     *
     * @param gracePeriodSeconds empty for the object's own
     * @param propagation        {@code Background}, {@code Foreground} or {@code Orphan}
     */
    record Delete(Target target, OptionalLong gracePeriodSeconds, String propagation) implements Write {
    }

    /** A deletion of a pod that budgets may refuse: 429 with reason {@code TooManyRequests}. */
    record Evict(Target target, OptionalLong gracePeriodSeconds) implements Write {
    }

    /** A pod gets its node. */
    record Bind(Target target, String node) implements Write {
    }

    /**
     * A command in a container.
     *
     * @param argv empty to attach to the container's own process: what it says from now on
     * @param tty  whether a terminal stands before it: lines are edited and echoed there, this end reads whole lines and writes line feeds
     */
    record Exec(String namespace, String pod, String container, List<String> argv, boolean tty) {

        public boolean attached() {
            return argv.isEmpty();
        }
    }

    /**
     * What somebody wants to do.
     *
     * @param verb        {@code get list watch create update patch delete deletecollection}
     * @param subresource empty, {@code log}, {@code exec} …
     * @param namespace   empty for all, or where the resource has none
     * @param name        empty for all
     */
    record Access(String verb, String group, String resource, String subresource, String namespace, String name) {
    }

    /** A rule of a role, for {@code kubectl auth can-i --list}. */
    record Rule(List<String> verbs, List<String> groups, List<String> resources, List<String> names) {
    }

    /** The cluster now. Asked several times a second: quick, and the same instance, where nothing changed. */
    State state();

    /** As whom the user of the kubeconfig is known. */
    String user();

    /** Every request is answered by it, and so is every question about rights. */
    boolean allowed(Access access);

    /** A request, not a question about rights, that is allowed and will be answered now. */
    default void served(Access access) {
        // of use to whoever keeps account of what was asked
    }

    /** What the user may do in a namespace. */
    List<Rule> rules(String namespace);

    /**
     * Carries out a change.
     *
     * @return the object as it is stored now; empty where it is gone
     * @throws Refused where admission, a quota or a budget forbids it
     */
    Optional<Map<String, Object>> write(Write write) throws Refused;

    /**
     * Runs a command until it ends. No real process is ever started. The thread is interrupted once nobody listens.
     *
     * @param in  ends where the client sends nothing
     * @return the exit code, which for an attached container nobody is told
     * @throws Refused     where the container does not run, or nothing of that name is in its image
     * @throws IOException where nobody listens any more
     */
    int run(Exec exec, InputStream in, OutputStream out, OutputStream err) throws Refused, IOException, InterruptedException;

    /** A request that is refused, with code and reason as the API server would say it. */
    final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        private final int code;
        private final String reason;

        /**
         * A refusal.
         *
         * @param code   of HTTP: 400, 403, 404, 409, 422, 429, 500
         * @param reason {@code BadRequest Forbidden NotFound Conflict Invalid TooManyRequests InternalError}
         */
        public Refused(int code, String reason, String message) {
            super(message);
            this.code = code;
            this.reason = reason;
        }

        public int code() {
            return code;
        }

        public String reason() {
            return reason;
        }
    }
}
