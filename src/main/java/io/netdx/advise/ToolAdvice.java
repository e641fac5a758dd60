package io.netdx.advise;

import io.netdx.fact.Workload;
import io.netdx.knowledge.Advice.Level;
import io.netdx.knowledge.Knowledge;
import io.netdx.knowledge.Procedure;
import io.netdx.knowledge.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which tool for which problem, on this cluster. */
final class ToolAdvice {

    static final List<String> PROBLEMS = List.of("connectivity", "dns", "policy", "cni");

    private static final List<String> RATINGS = List.of("excellent", "good", "limited", "poor");
    private static final int WORTH = 2;
    private static final Set<String> AGENTS = Set.of("kube-flannel-ds", "calico-node", "canal", "cilium", "aws-node", "antrea-agent", "weave-net", "kindnet",
            "ovnkube-node");

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

    /** The restart of the emergency procedure, with this cluster's names. */
    private void agent() {
        Optional<Workload> agent = situation.cluster().map(c -> c.all(Workload.class)).orElse(List.of()).stream()
                .filter(w -> w.ref().kind().equals("DaemonSet") && AGENTS.contains(w.meta().name()) && Names.plain(w.meta().namespace())).findFirst();
        agent.ifPresent(w -> points.add(Level.NOTE, "to restart the plugin's agent on this cluster",
                "kubectl rollout restart ds/" + w.meta().name() + " -n " + w.meta().namespace(), "C117", "C118"));
    }
}
