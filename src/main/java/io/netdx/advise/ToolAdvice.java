package io.netdx.advise;

import io.netdx.fact.NetworkPolicy;
import io.netdx.knowledge.Advice.Level;
import io.netdx.knowledge.Knowledge;
import io.netdx.knowledge.Procedure;
import io.netdx.knowledge.Table;
import java.util.Comparator;
import java.util.List;

/** Which tool for which problem, on this cluster. */
final class ToolAdvice {

    static final List<String> PROBLEMS = List.of("connectivity", "dns", "policy", "cni");

    private static final List<String> RATINGS = List.of("excellent", "good", "limited", "poor");
    private static final int WORTH = 2;

    private final Situation situation;
    private final Knowledge knowledge;
    private final Points points;

    ToolAdvice(Situation situation, Knowledge knowledge, Points points) {
        this.situation = situation;
        this.knowledge = knowledge;
        this.points = points;
    }

    void advise() {
        String only = situation.whatIf().problem();
        if (!only.isEmpty() && !PROBLEMS.contains(only)) {
            throw new AdviceException("--problem is " + String.join(", ", PROBLEMS));
        }
        PROBLEMS.stream().filter(p -> only.isEmpty() || p.equals(only)).forEach(this::problem);
        policies();
        agent();
        for (Procedure p : knowledge.procedures()) {
            if (p.id().endsWith("-emergency")) {
                points.note("emergency, " + lower(p.title()) + ": " + p.steps().size() + " steps, " + p.minutes() + " min; netdx explain procedure/" + p.id(),
                        p.steps().get(0).claims().get(0));
            }
        }
    }

    private static String lower(String title) {
        return title.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + title.substring(1);
    }

    /** Best rating first, among equals the quickest; tools of another plugin are left out. */
    private void problem(String problem) {
        List<Table.Row> tools = knowledge.table("tools").rows().stream().filter(this::usable).filter(r -> RATINGS.indexOf(r.value(problem)) < WORTH)
                .sorted(Comparator.comparingInt((Table.Row r) -> RATINGS.indexOf(r.value(problem))).thenComparingLong(r -> r.number("seconds"))).toList();
        List<String> names = tools.stream().map(r -> r.id() + " (" + r.value(problem) + ", " + r.value("time")
                + (r.value("needs").isEmpty() || !situation.plugin().isEmpty() ? "" : ", only with " + r.value("needs")) + ")").toList();
        points.add(Level.NOTE, "for " + problem + ": " + String.join(", then ", names), tools.get(0).value("command"));
    }

    private boolean usable(Table.Row tool) {
        return tool.value("needs").isEmpty() || situation.plugin().isEmpty() || tool.value("needs").equals(situation.plugin())
                || tool.value("needs").equals("calico") && situation.plugin().equals("canal");
    }

    /** Whether the emergency procedure for policies can be for the namespace at all. */
    private void policies() {
        String namespace = situation.whatIf().namespace();
        if (namespace.isEmpty() || situation.cluster().isEmpty()) {
            return;
        }
        List<String> names = situation.cluster().get().all(NetworkPolicy.class).stream().filter(p -> p.meta().namespace().equals(namespace)).map(p -> p.meta().name()).toList();
        if (!names.isEmpty()) {
            points.note("namespace " + namespace + " has " + names.size() + (names.size() == 1 ? " policy: " : " policies: ") + Names.some(names) + "; netdx trace names the one that decides", "C114");
        } else if (situation.cluster().get().complete("NetworkPolicy", namespace)) {
            points.ok("namespace " + namespace + " has no NetworkPolicy: deleting policies there opens nothing", "C114");
        } else {
            points.unknown("which policies namespace " + namespace + " has was not collected", "C114");
        }
    }

    /** The restart of the emergency procedure, with this cluster's names. */
    private void agent() {
        situation.agent().filter(w -> Names.plain(w.meta().namespace())).ifPresent(w -> points.add(Level.NOTE, "to restart the plugin's agent on this cluster",
                "kubectl rollout restart ds/" + w.meta().name() + " -n " + w.meta().namespace(), "C117", "C118"));
    }
}
