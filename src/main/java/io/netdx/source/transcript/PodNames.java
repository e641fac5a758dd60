package io.netdx.source.transcript;

import io.netdx.fact.ObjectRef;
import io.netdx.source.Kinds;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds the pod that a command means by the name of a workload, a selector, or an application. */
final class PodNames {

    private final Map<ObjectRef, Map<String, String>> pods = new TreeMap<>();
    private final Map<ObjectRef, String> addresses = new TreeMap<>();
    private final Map<String, Set<ObjectRef>> selected;

    /** @param selected pods that a command listed for a selector, by the selector as it was written */
    PodNames(Collection<Draft> drafts, Set<ObjectRef> live, Map<String, Set<ObjectRef>> selected) {
        this.selected = selected;
        for (Draft draft : drafts) {
            if (draft.ref().kind().equals("Pod")) {
                pods.put(draft.ref(), draft.tree().at("metadata").map("labels"));
                addresses.put(draft.ref(), draft.tree().at("status").text("podIP"));
            }
        }
        live.stream().filter(ref -> ref.kind().equals("Pod")).forEach(ref -> pods.putIfAbsent(ref, Map.of()));
    }

    /** What a command calls {@code cart-0}, {@code pod/cart-0} or {@code deploy/cart}, for {@link #resolve}. */
    static ObjectRef meant(String namespace, String target) {
        int slash = target.indexOf('/');
        boolean pod = slash < 0 || target.startsWith("po/") || Kinds.ofResource(target.substring(0, slash)).filter("Pod"::equals).isPresent();
        return ObjectRef.of(pod ? "Pod" : "Workload", namespace, target.substring(slash + 1));
    }

    /** {@code shop/cart-0}. */
    static ObjectRef qualified(String pod) {
        int slash = pod.indexOf('/');
        return ObjectRef.of("Pod", pod.substring(0, slash), pod.substring(slash + 1));
    }

    /** Of a pod that commands have shown; empty if unknown. */
    String address(ObjectRef pod) {
        return addresses.getOrDefault(pod, "");
    }

    /** Only pods answer a ping: the address of a Service is none that anybody has. */
    boolean has(String address) {
        return addresses.containsValue(address);
    }

    /** @param meant kind {@code Pod}, {@code Workload}, {@code Selector} or {@code Address}; an empty namespace means any */
    Optional<ObjectRef> resolve(ObjectRef meant) {
        if (meant.kind().equals("Node")) {
            return Optional.of(meant);
        }
        return pods.keySet().stream().filter(pod -> meant.namespace().isEmpty() || pod.namespace().equals(meant.namespace()))
                .filter(pod -> means(meant, pod)).findFirst();
    }

    private boolean means(ObjectRef meant, ObjectRef pod) {
        if (meant.kind().equals("Address")) {
            return address(pod).equals(meant.name());
        }
        if (meant.kind().equals("Selector")) {
            return selected.getOrDefault(meant.name(), Set.of()).contains(pod) || pods.get(pod).entrySet().containsAll(DescribedObjects.selector(meant.name()).entrySet());
        }
        if (pod.name().equals(meant.name())) {
            return true;
        }
        String app = pods.get(pod).getOrDefault("app.kubernetes.io/name", pods.get(pod).getOrDefault("app", ""));
        return meant.kind().equals("Workload") && (app.equals(meant.name()) || Completion.ownerName(pod.name()).equals(meant.name()));
    }
}
