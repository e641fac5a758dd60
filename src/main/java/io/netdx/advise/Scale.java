package io.netdx.advise;

import io.netdx.fact.AdminPolicy;
import io.netdx.fact.CalicoPolicy;
import io.netdx.fact.CiliumPolicy;
import io.netdx.fact.NetworkPolicy;
import io.netdx.knowledge.Knowledge;
import io.netdx.knowledge.Table;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Numbers against what Kubernetes is tested to, and against the document's thresholds for policies. */
final class Scale {

    private final Situation situation;
    private final Knowledge knowledge;
    private final Points points;

    Scale(Situation situation, Knowledge knowledge, Points points) {
        this.situation = situation;
        this.knowledge = knowledge;
        this.points = points;
    }

    void cluster() {
        compare("nodes", "node");
        compare("pods", "pod");
        OptionalLong nodes = situation.number("nodes");
        OptionalLong pods = situation.number("pods");
        long most = knowledge.row("scale", "pods-per-node").number("most");
        if (nodes.isPresent() && pods.isPresent() && nodes.getAsLong() > 0 && pods.getAsLong() > most * nodes.getAsLong()) {
            points.warn("these are " + Amount.grouped(pods.getAsLong() / nodes.getAsLong()) + " pods on each node; Kubernetes is tested to " + most);
        }
    }

    private void compare(String name, String noun) {
        long most = knowledge.row("scale", name).number("most");
        situation.number(name).ifPresent(n -> {
            if (n > most) {
                points.warn(Amount.count(n, noun) + " are more than the " + Amount.grouped(most) + " that Kubernetes is tested to");
            }
        });
    }

    /** The row of the number of policies, and the namespace that has most of them. */
    void policies() {
        denying();
        OptionalLong policies = situation.number("policies");
        if (policies.isEmpty()) {
            points.unknown("not all policies were collected; --policies N says how many there are", "C093");
            return;
        }
        long n = policies.getAsLong();
        Table.Row row = knowledge.row("policy-count", "none");
        for (Table.Row r : knowledge.table("policy-count").rows()) {
            row = n >= r.number("from") ? r : row;
        }
        String text = Amount.grouped(n) + (n == 1 ? " policy" : " policies") + most(n) + "; your document says of " + row.value("policies") + ": " + row.value("document");
        String[] claims = row.claims().toArray(String[]::new);
        switch (row.id()) {
            case "too-many" -> points.warn(text, claims);
            case "some" -> points.ok(text, claims);
            default -> points.note(text, claims);
        }
    }

    /** NetworkPolicies only add up; these kinds can deny. */
    private void denying() {
        long denying = situation.cluster().map(c -> (long) c.all(CalicoPolicy.class).size() + c.all(CiliumPolicy.class).size() + c.all(AdminPolicy.class).size()).orElse(0L);
        if (denying > 0) {
            points.note(Amount.grouped(denying) + (denying == 1 ? " policy" : " policies") + " of Calico, Cilium or administrators can deny, and so conflict with others", "C093");
        }
    }

    private String most(long all) {
        Map<String, Integer> counts = new TreeMap<>();
        situation.cluster().filter(c -> !situation.whatIf().numbers().containsKey("policies"))
                .ifPresent(c -> c.all(NetworkPolicy.class).forEach(p -> counts.merge(p.meta().namespace(), 1, Integer::sum)));
        return counts.entrySet().stream().max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.<String, Integer>comparingByKey().reversed()))
                .filter(e -> e.getValue() < all || counts.size() == 1)
                .map(e -> " (" + e.getValue() + " of them in namespace " + e.getKey() + ")").orElse("");
    }
}
