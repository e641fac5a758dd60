package io.netdx.report;

import io.netdx.fact.ObjectRef;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which cluster, and the verdict in plain words. It never says that nothing is wrong without saying what was not looked at. */
public final class Headline {

    private static final int NAMED = 3;

    private Headline() {
    }

    static void write(DiagnosisReport report, Page page, Palette palette) {
        page.text("", 2, cluster(report.cluster()), 2);
        page.text("", 2, origin(report), 2);
        page.gap();
        Judgement judgement = report.judgement();
        boolean open = judgement.verdict() == Judgement.Verdict.UNDETERMINED && !Group.active(judgement.diagnoses()).isEmpty();
        page.text(palette.verdict(judgement.verdict()) + (open ? " " : ": "), 2, sentence(report), 4);
    }

    /** {@code prod-eu: Kubernetes v1.29.4, CNI calico, 3 nodes, 120 pods}. */
    public static String cluster(ClusterInfo c) {
        return Words.known(c.name()) + ": Kubernetes " + Words.known(c.kubernetesVersion()) + ", CNI "
                + Words.known(c.cni()) + ", " + Words.count(c.nodes(), "node") + ", " + Words.count(c.pods(), "pod");
    }

    /** Who says so, and of what. */
    public static String origin(DiagnosisReport report) {
        ClusterInfo c = report.cluster();
        return "netdx " + report.toolVersion() + ", " + c.format() + (c.capturedAt().isEmpty() ? "" : " of " + c.capturedAt())
                + (c.source().isEmpty() ? "" : ": " + c.source());
    }

    /** What follows the word of the verdict. */
    public static String sentence(DiagnosisReport report) {
        Judgement judgement = report.judgement();
        List<Group> groups = Group.active(judgement.diagnoses());
        return switch (judgement.verdict()) {
            case FAULTY -> faulty(groups, report.suppressed().size()) + unseen(judgement, false);
            case HEALTHY -> "no active fault in " + (judgement.checks() - judgement.notMade()) + " of "
                    + Words.count(judgement.checks(), "check") + unseenHere(judgement);
            case UNDETERMINED -> undetermined(judgement, groups) + unseen(judgement, true);
        };
    }

    private static String faulty(List<Group> groups, int suppressed) {
        int roots = 0;
        int contributing = 0;
        int open = 0;
        Set<ObjectRef> affected = new HashSet<>();
        for (Group group : groups) {
            if (!group.decided()) {
                open++;
            } else if (group.head().role() == Role.CONTRIBUTING) {
                contributing++;
            } else {
                roots++;
            }
            affected.addAll(group.head().affected());
            group.consequences().forEach(d -> affected.addAll(d.affected()));
        }
        List<String> parts = new ArrayList<>();
        if (roots > 0) {
            parts.add(Words.count(roots, "root cause"));
        }
        if (contributing > 0) {
            parts.add(Words.count(contributing, "contributing cause"));
        }
        if (open > 0) {
            parts.add(open + " more possible");
        }
        if (!affected.isEmpty()) {
            parts.add(Words.count(affected.size(), "object") + " affected");
        }
        return parts.isEmpty() ? suppressed > 0 ? "what is wrong is suppressed" : "what is wrong is not shown here" : String.join(", ", parts);
    }

    private static String undetermined(Judgement judgement, List<Group> groups) {
        List<String> open = new ArrayList<>();
        for (Group group : Words.first(NAMED, groups)) {
            open.add(group.head().cause().id() + " (" + Words.probability(group.head().confidence()) + ")");
        }
        if (open.isEmpty() && judgement.unexplained().isEmpty()) {
            return judgement.blind().isEmpty() ? "what is open is not shown here"
                    : "no fault was found, and health cannot be told: nothing was seen of " + Words.and(judgement.blind());
        }
        if (open.isEmpty()) {
            return Words.count(judgement.unexplained().size(), "symptom") + ", and no cause in the catalogue explains "
                    + (judgement.unexplained().size() == 1 ? "it" : "them");
        }
        // One possibility alone is undetermined between itself and its rivals.
        for (Judgement.Rival rival : groups.size() > 1 ? List.<Judgement.Rival>of() : Words.first(NAMED - 1, groups.get(0).head().rivals())) {
            open.add(rival.cause() + " (" + Words.probability(rival.confidence()) + ")");
        }
        String more = groups.size() > NAMED ? " and " + (groups.size() - NAMED) + " more" : "";
        return open.size() == 1 ? "between " + open.get(0) + " and causes that the catalogue does not know"
                : "between " + (more.isEmpty() ? Words.and(open) : String.join(", ", open) + more);
    }

    private static String unseen(Judgement j, boolean why) {
        if (j.notMade() == 0) {
            return "; all " + Words.count(j.checks(), "check") + " were evaluated";
        }
        return "; " + j.notMade() + " of " + Words.count(j.checks(), "check") + " could not be evaluated" + (why ? because(j) : "");
    }

    private static String unseenHere(Judgement j) {
        return j.notMade() == 0 ? "; none was left out" : "; " + j.notMade() + " could not be evaluated" + because(j);
    }

    private static String because(Judgement j) {
        List<Unseen> unseen = Unseen.of(j.notEvaluated());
        List<String> reasons = new ArrayList<>();
        for (Unseen u : Words.first(NAMED, unseen)) {
            reasons.add(u.sentence());
        }
        if (unseen.size() > NAMED) {
            reasons.add(Words.count(unseen.size() - NAMED, "other kind") + " likewise");
        }
        return reasons.isEmpty() ? "" : ", because " + Words.and(reasons);
    }
}
