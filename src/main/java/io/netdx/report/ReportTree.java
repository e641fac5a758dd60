package io.netdx.report;

import io.netdx.catalog.Cause;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.finding.Outcome;
import io.netdx.reason.Judgement;
import io.netdx.reason.Judgement.Diagnosis;
import io.netdx.reason.Judgement.Evidence;
import io.netdx.reason.Judgement.NextTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Locale;
import java.util.function.Function;

/** The document that {@code diagnose -o json} and {@code -o yaml} write; its schema is {@code diagnosis-report.schema.json}. */
public final class ReportTree {

    /** Objects shown of those that suffer; the count is always the full one. */
    static final int AFFECTED = 20;

    /** A longer list is cut to this, and its length stands beside it, under its key and {@code Count}. */
    static final int LONGEST = 200;

    private ReportTree() {
    }

    public static Tree of(DiagnosisReport report) {
        Tree.Builder tree = Tree.object()
                .put("apiVersion", "netdx/v1").put("kind", "DiagnosisReport").put("toolVersion", report.toolVersion())
                .put("cluster", cluster(report)).put("source", input(report));
        judged(tree, report);
        return tree.build();
    }

    static Tree cluster(DiagnosisReport report) {
        ClusterInfo cluster = report.cluster();
        return Tree.object().put("name", cluster.name()).put("kubernetesVersion", cluster.kubernetesVersion()).put("cni", cluster.cni())
                .put("nodes", cluster.nodes()).put("pods", cluster.pods()).build();
    }

    static Tree input(DiagnosisReport report) {
        ClusterInfo cluster = report.cluster();
        return Tree.object().put("format", cluster.format()).put("path", cluster.source()).put("capturedAt", cluster.capturedAt()).build();
    }

    /** What was found, and what was not looked for. */
    static void judged(Tree.Builder tree, DiagnosisReport report) {
        Judgement judgement = report.judgement();
        tree.put("verdict", lower(judgement.verdict()))
                .put("blind", Tree.texts(judgement.blind()))
                .put("checks", Tree.object().put("total", judgement.checks())
                        .put("notEvaluated", judgement.notMade()).build())
                .put("diagnoses", diagnoses(report));
        capped(tree, "unexplained", judgement.unexplained(), u -> Tree.object()
                .put("finding", u.finding()).put("subject", object(u.subject())).put("text", u.text())
                .put("grave", u.grave()).put("source", source(u.source())).build());
        capped(tree, "notEvaluated", judgement.notEvaluated(), n -> Tree.object()
                .put("finding", n.finding()).put("reason", n.reason()).put("needs", n.needs())
                .put("swing", Tree.rounded(n.swing(), 3)).put("cause", n.cause()).put("subject", object(n.subject()))
                .build());
        tree.put("next", Tree.list(judgement.next(), ReportTree::test));
        capped(tree, "coverage", report.coverage(), ReportTree::coverage);
        capped(tree, "problems", report.problems(), problem -> Tree.texts(List.of(problem)).items().get(0));
        capped(tree, "warnings", report.warnings(), warning -> Tree.texts(List.of(warning)).items().get(0));
    }

    /** The {@code diagnoses} of any report. */
    public static Tree.Seq diagnoses(DiagnosisReport report) {
        return Tree.list(report.judgement().diagnoses(), d -> diagnosis(d, report.suppressed(d)));
    }

    public static Tree coverage(CoverageLine line) {
        return Tree.object().put("kind", line.kind()).put("state", line.state()).put("detail", line.detail()).build();
    }

    /** {@code {kind, namespace, name}}, without a namespace for what has none. */
    public static Tree object(ObjectRef ref) {
        Tree.Builder tree = Tree.object().put("kind", ref.kind());
        if (!ref.namespace().isEmpty()) {
            tree.put("namespace", ref.namespace());
        }
        return tree.put("name", ref.name()).build();
    }

    private static Tree diagnosis(Diagnosis d, Optional<Suppressed> suppressed) {
        Cause cause = d.cause();
        Tree.Builder tree = Tree.object()
                .put("rank", d.rank()).put("id", cause.id()).put("title", cause.title()).put("family", cause.family())
                .put("aliases", Tree.texts(cause.aliases()))
                .put("role", lower(d.role())).put("state", lower(d.state())).put("subject", object(d.subject()))
                .put("message", d.message()).put("mechanism", cause.mechanism())
                .put("affected", affected(d.affected()))
                .put("confidence", Tree.rounded(d.confidence(), 3)).put("severity", cause.severity().label())
                .put("expertise", cause.expertise())
                .put("timeToDiagnose", cause.diagnose().typical().toString())
                .put("timeToResolve", cause.resolve().typical().toString())
                .put("worstTimeToDiagnose", cause.diagnose().worst().toString())
                .put("worstTimeToResolve", cause.resolve().worst().toString())
                .put("timeOrigin", Tree.object().put("diagnose", cause.diagnose().origin())
                        .put("resolve", cause.resolve().origin()).build());
        capped(tree, "evidence", evaluated(d.evidence()), ReportTree::evidence);
        capped(tree, "rivals", d.rivals(), r -> Tree.object().put("id", r.cause()).put("subject", object(r.subject()))
                .put("confidence", Tree.rounded(r.confidence(), 3)).put("discriminatedBy", r.discriminatedBy()).build());
        tree.put("causedBy", d.causedBy().<Tree>map(root -> Tree.object().put("id", root.cause())
                .put("subject", object(root.subject())).build()).orElseGet(Tree.Null::new));
        tree.put("remedies", Tree.list(d.remedies(), r -> Tree.object()
                .put("text", r.text()).put("command", new Tree.Text(r.command())).put("reversible", r.reversible())
                .put("risk", r.risk()).put("verify", new Tree.Text(r.verify()))
                .put("rollback", new Tree.Text(r.rollback())).put("danger", r.danger()).put("backup", new Tree.Text(r.backup()))
                .put("narrower", r.narrower()).build()));
        tree.put("tests", Tree.list(d.tests(), ReportTree::test));
        tree.put("references", Tree.texts(cause.references()));
        return tree.put("suppressed", suppressed.<Tree>map(s -> Tree.object().put("reason", s.reason()).put("until", s.until()).put("by", s.by()).build())
                .orElseGet(Tree.Null::new)).build();
    }

    private static Tree affected(List<ObjectRef> objects) {
        List<ObjectRef> sample = objects.subList(0, Math.min(AFFECTED, objects.size()));
        return Tree.object().put("count", objects.size()).put("objects", Tree.list(sample, ReportTree::object)).build();
    }

    /** An unknown outcome moves nothing and stands under {@code notEvaluated}; the contract has but two outcomes here. */
    private static List<Evidence> evaluated(List<Evidence> ledger) {
        List<Evidence> lines = new ArrayList<>(ledger.size());
        for (Evidence e : ledger) {
            if (e.outcome() == Outcome.PRESENT || e.outcome() == Outcome.ABSENT) {
                lines.add(e);
            }
        }
        return lines;
    }

    private static Tree evidence(Evidence e) {
        return Tree.object().put("finding", e.finding()).put("subject", object(e.subject()))
                .put("outcome", lower(e.outcome())).put("decibans", Tree.rounded(e.decibans(), 1))
                .put("text", e.text()).put("source", source(e.source())).build();
    }

    private static Tree source(Provenance source) {
        return Tree.object().put("file", source.file()).put("line", source.line()).put("path", source.path()).build();
    }

    private static Tree test(NextTest t) {
        return Tree.object().put("test", t.test()).put("command", new Tree.Text(t.command()))
                .put("minutes", minutes(t.time())).put("expertise", t.expertise())
                .put("discriminates", Tree.texts(t.discriminates())).put("confirms", t.confirms())
                .put("refutes", t.refutes()).build();
    }

    /** Whole minutes, rounded up: nothing that a person does takes none. */
    private static long minutes(Duration time) {
        return time.plusSeconds(59).toMinutes();
    }

    private static <T> void capped(Tree.Builder tree, String key, List<T> items, Function<T, Tree> each) {
        tree.put(key, Tree.list(items.subList(0, Math.min(LONGEST, items.size())), each));
        if (items.size() > LONGEST) {
            tree.put(key + "Count", items.size());
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
