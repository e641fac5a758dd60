package io.netdx.source.transcript;

import io.netdx.fact.ObjectRef;
import io.netdx.source.decode.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws from all commands together what a single one does not show: owners from names, and target ports from endpoints. Takes
 * back what would mislead: a selector where the pods' labels were not shown, a port whose target was not shown.
 */
final class Completion {

    /** Alphabet of generated names: no vowels, no 0, 1, 3. */
    private static final String SAFE = "[bcdfghjklmnpqrstvwxz2456789]";
    private static final Pattern OF_REPLICASET = Pattern.compile("(.+)-(" + SAFE + "{6,10})-" + SAFE + "{5}");
    private static final Pattern REPLICASET = Pattern.compile("(.+)-(" + SAFE + "{6,10})");
    private static final Pattern OF_DAEMONSET = Pattern.compile("(.+)-" + SAFE + "{5}");
    private static final Pattern OF_STATEFULSET = Pattern.compile("(.+)-\\d+");

    private final Map<ObjectRef, Draft> drafts;

    Completion(Map<ObjectRef, Draft> drafts) {
        this.drafts = drafts;
    }

    /** {@code cart-7954999bbd-2x6x6}, {@code db-0}: the name of the workload; empty if the name tells none. */
    static String ownerName(String pod) {
        for (Pattern pattern : List.of(OF_REPLICASET, OF_DAEMONSET, OF_STATEFULSET)) {
            Matcher m = pattern.matcher(pod);
            if (m.matches()) {
                return m.group(1);
            }
        }
        return "";
    }

    void complete() {
        List<Draft> all = new ArrayList<>(drafts.values());
        Set<String> nodes = new TreeSet<>();
        all.stream().filter(d -> d.ref().kind().equals("Node")).forEach(d -> d.tree().at("status").list("addresses").forEach(a -> nodes.add(a.text("address"))));
        for (Draft draft : all) {
            switch (draft.ref().kind()) {
                case "Pod" -> {
                    // a pod with its node's address is on the network of the host
                    draft.set(nodes.contains(draft.tree().at("status").text("podIP")) ? "true" : "", "spec", "hostNetwork");
                    pod(draft);
                }
                case "ReplicaSet" -> replicaSet(draft);
                case "Service" -> service(draft);
                default -> { }
            }
        }
    }

    private static boolean owned(Draft draft) {
        return draft.tree().at("metadata").at("ownerReferences").present();
    }

    private boolean seen(String kind, String namespace, String name) {
        return drafts.containsKey(ObjectRef.of(kind, namespace, name));
    }

    private void pod(Draft draft) {
        String ns = draft.ref().namespace();
        Matcher m = OF_REPLICASET.matcher(draft.ref().name());
        if (owned(draft) || draft.described()) {
            return;
        }
        if (m.matches()) {
            DescribedObjects.owner(draft, "ReplicaSet/" + m.group(1) + "-" + m.group(2));
            draft.set(m.group(2), "metadata", "labels", "pod-template-hash");
            return;
        }
        String name = ownerName(draft.ref().name());
        for (String kind : List.of("DaemonSet", "StatefulSet", "Job")) {
            if (seen(kind, ns, name)) {
                DescribedObjects.owner(draft, kind + "/" + name);
            }
        }
    }

    private void replicaSet(Draft draft) {
        Matcher m = REPLICASET.matcher(draft.ref().name());
        if (!owned(draft) && m.matches() && seen("Deployment", draft.ref().namespace(), m.group(1))) {
            DescribedObjects.owner(draft, "Deployment/" + m.group(1));
        }
    }

    private void service(Draft draft) {
        String ns = draft.ref().namespace();
        boolean unlabelled = drafts.values().stream().anyMatch(d -> d.ref().kind().equals("Pod") && d.ref().namespace().equals(ns)
                && !d.described() && d.tree().at("metadata").map("labels").keySet().stream().allMatch("pod-template-hash"::equals));
        if (unlabelled) {
            Draft.object(draft.tree(), "spec").fields().remove("selector");
        }
        for (Tree port : draft.tree().at("spec").list("ports")) {
            Tree shown = port.fields().remove("endpoints");
            String target = port.text("targetPort");
            boolean number = !target.isEmpty() && target.chars().allMatch(Character::isDigit);
            String endpoint = shown == null ? only(draft) : !shown.text().contains(":") ? "" : shown.text().split(",")[0].replaceAll(".*:(\\d+).*", "$1");
            // endpoints without a port: no pod has a port of that name
            boolean unresolved = shown != null && !shown.text().isEmpty() && endpoint.isEmpty();
            if (!number && (target.isEmpty() || !unresolved)) {
                // describe prints no names of container ports: a name can be held to the endpoints alone
                Draft.put(port, endpoint, "targetPort");
                Draft.put(port, endpoint.isEmpty() ? "true" : "", "targetPortNotShown");
            }
            endpoints(draft, shown, endpoint);
        }
    }

    /** The port of all endpoints of a Service with one port, as a table of endpoints shows it; empty where it shows none, or several. */
    private String only(Draft service) {
        Draft endpoints = drafts.get(ObjectRef.of("Endpoints", service.ref().namespace(), service.ref().name()));
        if (endpoints == null || service.tree().at("spec").list("ports").size() != 1) {
            return "";
        }
        Set<String> ports = new TreeSet<>();
        endpoints.tree().list("subsets").forEach(subset -> subset.list("ports").forEach(port -> ports.add(port.text("port"))));
        return ports.size() == 1 ? ports.iterator().next() : "";
    }

    private void endpoints(Draft service, Tree shown, String port) {
        ObjectRef ref = ObjectRef.of("Endpoints", service.ref().namespace(), service.ref().name());
        if (shown != null && !port.isEmpty() && !drafts.containsKey(ref)) {
            Draft endpoints = new Draft("Endpoints", ref.namespace(), ref.name(), service.source());
            Tree subset = endpoints.add(shown.line(), "subsets");
            for (String endpoint : DescribedObjects.commas(shown.text().replaceAll(" \\+ \\d+ more\\.\\.\\.", ""))) {
                Draft.put(Draft.add(subset, shown.line(), "addresses"), endpoint.substring(0, Math.max(0, endpoint.lastIndexOf(':'))), "ip");
            }
            Draft.put(Draft.add(subset, shown.line(), "ports"), port, "port");
            drafts.put(ref, endpoints);
        }
    }
}
