package io.netdx.model;

import io.netdx.cluster.Cluster;
import io.netdx.fact.Event;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds controllers that want pods and are refused. Messages of the past, whose pods came later, are left aside. */
final class Refusals {

    private static final Pattern QUOTA = Pattern.compile("exceeded quota: ([^,\\s]+)");
    private static final Pattern ACCOUNT = Pattern.compile("serviceaccount \"([^\"]+)\" not found");

    /** plugin/pkg/admission/limitranger. */
    private static final Pattern LIMITS = Pattern.compile("(?:maximum|minimum) \\S+ usage per (?:Container|Pod|PersistentVolumeClaim) is|max limit to request ratio per");

    private final Cluster cluster;

    Refusals(Cluster cluster) {
        this.cluster = cluster;
    }

    List<CreationRefused> find() {
        Map<ObjectRef, Event> newest = new HashMap<>();
        for (Event event : cluster.all(Event.class)) {
            if (event.reason().equals("FailedCreate")) {
                newest.merge(event.ref(), event, (a, b) -> b.last().isAfter(a.last())
                        || b.last().equals(a.last()) && b.count() > a.count() ? b : a);
            }
        }
        List<CreationRefused> refused = new ArrayList<>();
        for (Workload workload : cluster.all(Workload.class)) {
            Event event = newest.get(workload.ref());
            if (event != null && workload.hasStatus() && workload.current() < workload.desired()) {
                refused.add(of(workload, event));
            }
        }
        return refused;
    }

    private static CreationRefused of(Workload workload, Event event) {
        String message = event.message();
        Matcher quota = QUOTA.matcher(message);
        Matcher account = ACCOUNT.matcher(message);
        Optional<String> name = quota.find() ? Optional.of(quota.group(1)) : account.find() ? Optional.of(account.group(1)) : Optional.empty();
        String why = message.contains("exceeded quota") ? "quota" : message.contains("serviceaccount \"") ? "service-account"
                : message.contains("failed calling webhook") || message.contains("admission webhook") ? "webhook"
                : message.contains("violates PodSecurity") ? "security" : LIMITS.matcher(message).find() ? "limits"
                : "other";
        return new CreationRefused(workload.meta().owner().orElse(workload.ref()), why, name.orElse(""),
                workload.desired() - workload.current(), workload.desired(), Pods.firstLine(message), event.source());
    }
}
