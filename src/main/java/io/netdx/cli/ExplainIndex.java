package io.netdx.cli;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import io.netdx.knowledge.ClaimLinks;
import io.netdx.knowledge.Knowledge;
import io.netdx.knowledge.Procedure;
import io.netdx.knowledge.Table;
import io.netdx.model.Spelling;
import io.netdx.report.ExplainWriter;
import io.netdx.report.KnowledgeWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Everything that {@code netdx explain} has a page for, by id. Full ids say their kind ({@code claim/C045}); the bare id ({@code c45})
 * does where nothing else has it, causes before findings before tests.
 */
final class ExplainIndex {

    private static final int MEANT = 3;
    private static final Pattern CLAIM = Pattern.compile("(?:claim/)?c([0-9]{1,3})", Pattern.CASE_INSENSITIVE);

    /** Writes a page. */
    interface Pager {
        void write(Appendable out) throws IOException;
    }

    private final Catalog catalog;
    private final Knowledge knowledge;
    private final ClaimLinks links;
    private final Map<String, Pager> pages = new TreeMap<>();

    ExplainIndex(Catalog catalog, Knowledge knowledge) {
        this.catalog = catalog;
        this.knowledge = knowledge;
        this.links = new ClaimLinks(knowledge, catalog);
        ExplainWriter explain = new ExplainWriter(catalog);
        KnowledgeWriter writer = new KnowledgeWriter(knowledge, links);
        for (Cause cause : catalog.all()) {
            Pager page = out -> explain.cause(cause, claims(cause), out);
            pages.put("cause/" + cause.id(), page);
            cause.aliases().forEach(alias -> pages.putIfAbsent("cause/" + alias, page));
            cause.tests().forEach(test -> pages.put("test/" + test.id(), out -> explain.test(test.id(), out)));
        }
        catalog.findings().values().forEach(finding -> pages.put("finding/" + finding.id(), out -> explain.finding(finding, out)));
        knowledge.claims().values().forEach(claim -> pages.put("claim/" + claim.id(), out -> writer.claim(claim, out)));
        for (Table table : knowledge.tables().values()) {
            pages.put("table/" + table.id(), out -> writer.table(table, table.rows(), out));
            table.rows().forEach(row -> pages.put(table.link(row), out -> writer.table(table, List.of(row), out)));
        }
        for (Procedure procedure : knowledge.procedures()) {
            Pager page = out -> writer.procedure(procedure, out);
            pages.put("procedure/" + procedure.id(), page);
            procedure.steps().forEach(step -> pages.put(procedure.link(step), page));
        }
    }

    /** {@code C023 (partly): Any policy …}. */
    private List<String> claims(Cause cause) {
        return knowledge.claims().values().stream().filter(c -> links.of(c.id()).contains("cause/" + cause.id()))
                .map(c -> c.id() + " (" + c.verdict().label() + "): " + c.says()).toList();
    }

    Optional<Pager> page(String id) {
        Matcher claim = CLAIM.matcher(id);
        if (claim.matches()) {
            return Optional.ofNullable(pages.get("claim/C" + "0".repeat(3 - claim.group(1).length()) + claim.group(1)));
        }
        return Stream.of("", "cause/", "finding/", "test/", "table/", "procedure/").map(kind -> pages.get(kind + id)).filter(Objects::nonNull)
                .findFirst();
    }

    /** Ids that a typist may have meant, written so that they work. */
    List<String> meant(String id) {
        Map<String, String> spoken = new TreeMap<>();
        pages.keySet().forEach(full -> spoken.put(full, full));
        catalog.causes().keySet().forEach(cause -> spoken.put(cause, cause));
        pages.keySet().stream().filter(full -> !full.startsWith("cause/")).forEach(full -> spoken.put(full.substring(full.indexOf('/') + 1), full));
        // the last part alone: somebody knows the slug and not the family
        catalog.causes().keySet().forEach(cause -> spoken.putIfAbsent(cause.substring(cause.indexOf('/') + 1), cause));
        return Spelling.near(id, spoken.keySet(), MEANT).stream().map(spoken::get).distinct().toList();
    }
}
