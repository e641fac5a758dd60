package io.netdx.source.live;

import java.time.Instant;
import java.util.List;

/**
 * The pod that runs tests: bare, on a given node, ended by its node at a deadline whatever becomes of us, and allowed by the restricted
 * Pod Security Standard.
 */
final class ProbeManifest {

    static final String LABEL = "app.kubernetes.io/managed-by";
    static final String OWNER = "netdx-probe";
    static final String EXPIRES = "netdx.io/expires";

    /** What one test may print; more is of no use to anybody. */
    private static final int MOST_BYTES = 8192;

    private ProbeManifest() {
    }

    static String pod(ProbePods.Settings settings, ProbePods.Visit visit, Instant expires) {
        // the image may have to be pulled first
        long deadline = (long) visit.commands().size() * settings.secondsATest() + settings.start().toSeconds() + 10;
        return """
                {"apiVersion": "v1", "kind": "Pod",
                 "metadata": {"name": %s, "namespace": %s, "labels": {"%s": "%s"}, "annotations": {"%s": %s}},
                 "spec": {"nodeName": %s, "restartPolicy": "Never", "activeDeadlineSeconds": %d, "terminationGracePeriodSeconds": 1,
                  "automountServiceAccountToken": false, "enableServiceLinks": false,
                  "securityContext": {"runAsNonRoot": true, "runAsUser": 65534, "runAsGroup": 65534, "seccompProfile": {"type": "RuntimeDefault"}},
                  "containers": [{"name": "probe", "image": %s, "command": ["sh", "-c", %s],
                   "resources": {"requests": {"cpu": "10m", "memory": "16Mi"}, "limits": {"cpu": "200m", "memory": "64Mi"}},
                   "securityContext": {"allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": {"drop": ["ALL"]}}}]}}
                """.formatted(Index.quoted(visit.pod()), Index.quoted(settings.namespace()), LABEL, OWNER, EXPIRES, Index.quoted(expires.toString()),
                Index.quoted(visit.node()), deadline, Index.quoted(settings.image()), Index.quoted(script(settings, visit.commands())));
    }

    /** Marks before and after each test hold the id of the run, which what a test prints cannot know. */
    private static String script(ProbePods.Settings settings, List<String> commands) {
        StringBuilder script = new StringBuilder("""
                t() { n=$1; shift; printf '\\n@%1$s %%s begin\\n' "$n"; out=$(timeout %2$d "$@" 2>&1); rc=$?
                printf '%%s' "$out" | head -c %3$d; printf '\\n@%1$s %%s end %%s\\n' "$n" "$rc"; }
                """.formatted(settings.id(), settings.secondsATest(), MOST_BYTES));
        for (int i = 0; i < commands.size(); i++) {
            script.append("t ").append(i).append(' ').append(commands.get(i)).append('\n');
        }
        // so that it is seen running, with its address
        return script.append("sleep 2\n").toString();
    }
}
