package io.netdx.report;

import io.netdx.knowledge.Advice;
import io.netdx.knowledge.Claim;
import io.netdx.knowledge.Knowledge;
import io.netdx.knowledge.Procedure;
import io.netdx.knowledge.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Advice as a document; {@code advice.schema.json} describes it. */
public final class AdviceTree {

    private AdviceTree() {
    }

    public static Tree of(Advice advice, Knowledge knowledge, Optional<ClusterInfo> cluster) {
        SortedSet<String> ids = new TreeSet<>();
        advice.points().forEach(p -> ids.addAll(p.claims()));
        advice.tables().forEach(t -> t.rows().forEach(r -> ids.addAll(r.claims())));
        advice.procedures().forEach(p -> {
            ids.addAll(p.claims());
            p.steps().forEach(s -> ids.addAll(s.claims()));
        });
        return Tree.object().put("apiVersion", "netdx/v1").put("kind", "Advice").put("topic", advice.topic().label())
                .put("cluster", cluster.map(AdviceTree::cluster).orElse(new Tree.Null()))
                .put("figures", Tree.list(advice.figures(), f -> Tree.object().put("name", f.name()).put("value", f.value()).put("origin", f.origin()).build()))
                .put("points", Tree.list(advice.points(), AdviceTree::point))
                .put("tables", Tree.list(advice.tables(), AdviceTree::table))
                .put("procedures", Tree.list(advice.procedures(), AdviceTree::procedure))
                .put("claims", Tree.list(ids.stream().flatMap(id -> knowledge.claim(id).stream()).toList(), AdviceTree::claim)).build();
    }

    private static Tree cluster(ClusterInfo c) {
        return Tree.object().put("name", c.name()).put("kubernetesVersion", c.kubernetesVersion()).put("cni", c.cni()).put("nodes", c.nodes())
                .put("pods", c.pods()).build();
    }

    private static Tree point(Advice.Point p) {
        return Tree.object().put("level", p.level().name().toLowerCase(Locale.ROOT)).put("text", p.text()).put("claims", Tree.texts(p.claims()))
                .put("command", p.command()).build();
    }

    private static Tree table(Table table) {
        return Tree.object().put("id", table.id()).put("title", table.title()).put("columns", Tree.texts(table.columns()))
                .put("rows", Tree.list(table.rows(), row -> {
                    List<String> cells = new ArrayList<>();
                    table.columns().forEach(column -> cells.add(row.value(column)));
                    return Tree.object().put("id", row.id()).put("cells", Tree.texts(cells)).put("claims", Tree.texts(row.claims())).put("source", row.source()).build();
                })).build();
    }

    private static Tree procedure(Procedure p) {
        return Tree.object().put("id", p.id()).put("title", p.title()).put("minutes", p.minutes()).put("claims", Tree.texts(p.claims()))
                .put("steps", Tree.list(p.steps(), s -> Tree.object().put("id", s.id()).put("title", s.title()).put("minutes", s.minutes())
                        .put("document", s.document()).put("command", new Tree.Text(s.command())).put("danger", s.danger()).put("backup", s.backup())
                        .put("narrower", s.narrower()).put("undo", s.undo()).put("claims", Tree.texts(s.claims())).build())).build();
    }

    private static Tree claim(Claim c) {
        return Tree.object().put("id", c.id()).put("verdict", c.verdict().label()).put("says", c.says()).put("upstream", c.upstream())
                .put("sources", Tree.texts(c.sources())).build();
    }
}
