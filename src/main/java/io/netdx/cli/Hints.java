package io.netdx.cli;

import io.netdx.cluster.Cluster;
import io.netdx.fact.NetworkPolicy;
import io.netdx.fact.Provenance;
import io.netdx.model.policy.PolicyValidation;
import io.netdx.source.Snapshot;
import java.io.PrintWriter;
import java.util.List;

/** What a user of verdicts must know about the input, one line each on standard error. */
final class Hints {

    private static final int LISTED = 5;

    private Hints() {
    }

    /** Places that could not be used, and policies that the API server would refuse: their verdicts may be unknown. */
    static void print(Snapshot snapshot, PrintWriter err) {
        List<String> places = snapshot.problems().stream().map(Object::toString).toList();
        some(places, "places of the input could not be used", err);
        some(refused(snapshot.cluster()), "faults of policies that the API server would refuse", err);
    }

    private static List<String> refused(Cluster cluster) {
        return cluster.all(NetworkPolicy.class).stream().flatMap(policy -> PolicyValidation.problems(policy).stream()
                .map(p -> place(p.source()) + ": " + policy.ref() + " is invalid: " + p.text())).toList();
    }

    private static String place(Provenance source) {
        return source.file() + (source.line() > 0 ? ":" + source.line() : "") + " " + source.path();
    }

    private static void some(List<String> texts, String what, PrintWriter err) {
        texts.stream().limit(LISTED).forEach(text -> err.println("netdx: " + text));
        if (texts.size() > LISTED) {
            err.println("netdx: and " + (texts.size() - LISTED) + " more " + what + "; netdx diagnose -o wide lists them");
        }
    }
}
