package io.netdx.advise;

import io.netdx.fact.Node;
import io.netdx.knowledge.Advice.Level;
import io.netdx.knowledge.Knowledge;
import io.netdx.knowledge.Table;
import java.util.List;

/** What changes for the network between two versions, and whether it concerns this cluster. */
final class UpgradeAdvice {

    private final Situation situation;
    private final Knowledge knowledge;
    private final Points points;

    UpgradeAdvice(Situation situation, Knowledge knowledge, Points points) {
        this.situation = situation;
        this.knowledge = knowledge;
        this.points = points;
    }

    void advise() {
        String from = situation.whatIf().from();
        KubeVersion before = from.isEmpty() ? situation.version().orElseThrow(() -> new AdviceException(
                "the version of now is not known; give --from 1.24, or a snapshot with -f PATH")) : parse("--from", from);
        KubeVersion after = situation.whatIf().to().isEmpty() ? before.next() : parse("--to", situation.whatIf().to());
        if (after.compareTo(before) <= 0) {
            throw new AdviceException("--to " + after + " is no newer than " + before + "; an upgrade goes forward");
        }
        steps(before, after);
        kubelets(after);
        UpgradeTells tells = new UpgradeTells(situation);
        KubeVersion last = before;
        boolean any = false;
        for (Table.Row row : knowledge.table("upgrades").rows()) {
            KubeVersion version = KubeVersion.of(row.value("version")).orElseThrow();
            last = version.compareTo(last) > 0 ? version : last;
            if (version.compareTo(before) > 0 && version.compareTo(after) <= 0) {
                change(row, tells.of(row.value("tell")));
                any = true;
            }
        }
        if (!any) {
            points.ok("the table knows of nothing between " + before + " and " + after + " that concerns the network");
        }
        if (after.compareTo(last) > 0) {
            points.unknown("what versions after " + last + " change is not in the table; read their release notes");
        }
    }

    private static KubeVersion parse(String option, String text) {
        return KubeVersion.of(text).orElseThrow(() -> new AdviceException(option + " is a version of Kubernetes such as 1.26"));
    }

    private void steps(KubeVersion before, KubeVersion after) {
        int steps = after.minor() - before.minor();
        if (before.major() == after.major() && steps > 1) {
            points.note(before + " to " + after + " is " + steps + " upgrades: the API server goes one minor version at a time");
        }
    }

    private void kubelets(KubeVersion after) {
        Table.Row rule = knowledge.row("version-skew", "kubelet");
        long behind = after.minor() >= rule.number("since") ? rule.number("behind") : rule.number("before");
        List<String> old = situation.cluster().map(c -> c.all(Node.class)).orElse(List.of()).stream()
                .filter(n -> KubeVersion.of(n.kubeletVersion()).filter(v -> after.minor() - v.minor() > behind).isPresent()).map(n -> n.meta().name()).toList();
        if (!old.isEmpty()) {
            points.warn("kubelets would be more than " + behind + " minor versions behind: " + Names.some(old) + "; upgrade them on the way");
        }
    }

    private void change(Table.Row row, Tell tell) {
        String[] claims = row.claims().toArray(String[]::new);
        String text = row.value("version") + ": " + row.value("change");
        if (row.value("risk").equals("none")) {
            points.note(text + ", other than your document says", claims);
            return;
        }
        Level concerned = row.value("risk").equals("low") ? Level.NOTE : Level.WARN;
        switch (tell.outcome()) {
            case PRESENT -> points.add(concerned, text + "; here: " + tell.what(), "", claims);
            case ABSENT -> points.add(Level.OK, text + "; not here: " + tell.what(), "", claims);
            default -> points.add(Level.UNKNOWN, text + " (" + row.value("risk") + " risk); look for: " + row.value("check"), "", claims);
        }
    }
}
