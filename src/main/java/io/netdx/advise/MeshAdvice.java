package io.netdx.advise;

import io.netdx.fact.Pod;
import io.netdx.fact.Workload;
import io.netdx.knowledge.Knowledge;
import io.netdx.knowledge.Table;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** What a mesh costs here. */
final class MeshAdvice {

    private final Situation situation;
    private final Knowledge knowledge;
    private final Points points;

    MeshAdvice(Situation situation, Knowledge knowledge, Points points) {
        this.situation = situation;
        this.knowledge = knowledge;
        this.points = points;
    }

    void advise() {
        present();
        OptionalLong pods = situation.number("pods");
        if (pods.isEmpty()) {
            points.unknown("what sidecars would take hangs on the number of pods; --pods N says it", "C041");
        } else {
            Table.Row memory = knowledge.row("mesh-cost", "sidecar-memory");
            points.note("a sidecar for each of " + Amount.count(pods.getAsLong(), "pod") + " takes " + Amount.megabytes(pods.getAsLong() * memory.number("documentMb"))
                    + " by your document, " + Amount.megabytes(pods.getAsLong() * memory.number("upstreamMb")) + " by upstream's figure", "C041");
        }
        deployments();
        points.note("plan " + knowledge.row("mesh", "istio").value("maturity") + " until Istio is run well; Linkerd is said to need less", "C037", "C042", "C044");
    }

    private void present() {
        if (situation.cluster().isEmpty()) {
            points.unknown("whether there is a mesh was not seen: no snapshot");
            return;
        }
        List<Pod> all = situation.cluster().get().all(Pod.class).stream().filter(p -> !p.finished()).toList();
        mesh("Istio", "istio-proxy", all);
        mesh("Linkerd", "linkerd-proxy", all);
        Set<String> control = new TreeSet<>();
        situation.cluster().get().all(Workload.class).stream().map(w -> w.meta().name()).filter(Set.of("istiod", "linkerd-destination", "ztunnel")::contains).forEach(control::add);
        boolean meshed = all.stream().anyMatch(p -> runs(p, "istio-proxy") || runs(p, "linkerd-proxy"));
        if (!control.isEmpty()) {
            points.note("a mesh is installed: " + String.join(", ", control) + " runs");
        } else if (!meshed && situation.complete("Pod")) {
            points.ok("there is no mesh");
        } else if (!meshed) {
            points.unknown("whether there is a mesh was not seen: not all pods were collected");
        }
    }

    private void mesh(String name, String container, List<Pod> all) {
        List<Pod> meshed = all.stream().filter(p -> runs(p, container)).toList();
        if (!meshed.isEmpty()) {
            Table.Row memory = knowledge.row("mesh-cost", "sidecar-memory");
            points.note(Amount.count(meshed.size(), "pod") + " of " + Amount.grouped(all.size()) + " have " + (meshed.size() == 1 ? "a sidecar" : "sidecars") + " of " + name
                    + (name.equals("Istio") ? ": some " + Amount.megabytes(meshed.size() * memory.number("upstreamMb")) : ""), name.equals("Istio") ? "C041" : "C043");
        }
    }

    private static boolean runs(Pod pod, String container) {
        return pod.containers().stream().anyMatch(c -> c.name().equals(container));
    }

    /** The document's share of workloads that injection breaks at first. */
    private void deployments() {
        if (situation.complete("Deployment")) {
            long n = situation.cluster().orElseThrow().all(Workload.class).stream().filter(w -> w.ref().kind().equals("Deployment")).count();
            long percent = knowledge.row("mesh-cost", "injection").number("documentPercent");
            if (n > 0) {
                points.note("of " + Amount.count(n, "Deployment") + " about " + Amount.grouped(Amount.up(n * percent, 100)) + " would fail at first by your document", "C039");
            }
        }
    }
}
