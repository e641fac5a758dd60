package io.netdx.report;

import io.netdx.knowledge.Claim;
import io.netdx.knowledge.ClaimLinks;
import io.netdx.knowledge.Knowledge;
import io.netdx.knowledge.Procedure;
import io.netdx.knowledge.Table;
import io.netdx.knowledge.Verdict;
import java.io.IOException;
import java.util.List;

/** Pages behind {@code netdx explain} for claims, tables and procedures: what the document says, and what upstream says. */
public final class KnowledgeWriter {

    private static final int WIDTH = 80;

    private final Knowledge knowledge;
    private final ClaimLinks links;

    public KnowledgeWriter(Knowledge knowledge, ClaimLinks links) {
        this.knowledge = knowledge;
        this.links = links;
    }

    public void claim(Claim c, Appendable out) throws IOException {
        Page page = new Page(WIDTH);
        page.text("", c.id() + ", " + c.verdict().label() + "; lines " + c.lines() + " of your document, " + c.kind());
        page.gap();
        page.text("your document says  ", c.says());
        page.text("upstream says       ", c.upstream());
        if (c.verdict() == Verdict.CONTRADICTED) {
            page.text("therefore           ", "it is shown and taught, and decides no diagnosis");
        }
        section("SOURCES", c.sources(), page);
        section("CARRIED BY", List.copyOf(links.of(c.id())), page);
        out.append(page.toString());
    }

    /** A whole table, or one row of it. */
    public void table(Table table, List<Table.Row> rows, Appendable out) throws IOException {
        Page page = new Page(WIDTH);
        page.text("", table.title());
        table.topic().ifPresent(topic -> page.text("", "shown by netdx advise " + topic.label()));
        for (Table.Row row : rows) {
            page.gap();
            page.text("", table.link(row));
            table.columns().forEach(column -> value(column, row.value(column), page));
            value("source", row.source(), page);
            claims(row.claims(), page);
        }
        out.append(page.toString());
    }

    public void procedure(Procedure p, Appendable out) throws IOException {
        Page page = new Page(WIDTH);
        page.text("", p.title());
        p.topic().ifPresent(topic -> page.text("", "shown by netdx advise " + topic.label()));
        page.gap();
        steps(p, page);
        claims(p.claims(), page);
        out.append(page.toString());
    }

    /** The steps in order, each with what the document has, what works, and for dangerous ones what to keep first. */
    static void steps(Procedure p, Page page) {
        int number = 1;
        for (Procedure.Step s : p.steps()) {
            page.text("  " + number++ + ". ", s.title() + (s.minutes() > 0 ? " (" + s.minutes() + " min)" : "") + mark(s.claims()));
            line("your document", s.document(), page);
            line("DANGER", s.danger(), page);
            line("narrower", s.narrower(), page);
            command("backup", s.backup(), page);
            command("do", s.command(), page);
            command("undo", s.undo(), page);
        }
    }

    private static void line(String name, String text, Page page) {
        if (!text.isEmpty()) {
            page.text("     " + padded(name), text);
        }
    }

    private static void command(String name, String command, Page page) {
        if (!command.isEmpty()) {
            page.command("     " + padded(name), command);
        }
    }

    private static String padded(String name) {
        return name + " ".repeat(Math.max(1, 15 - name.length()));
    }

    /** {@code  [C114]}; nothing where no claim is named. */
    static String mark(List<String> claims) {
        return claims.isEmpty() ? "" : " [" + String.join(" ", claims) + "]";
    }

    private static void value(String name, String value, Page page) {
        if (!value.isEmpty()) {
            page.text("  " + padded(name), value);
        }
    }

    private void claims(List<String> ids, Page page) {
        for (String id : ids) {
            knowledge.claim(id).ifPresent(c -> {
                page.text("  " + id + " (" + c.verdict().label() + ") ", 6, "your document: " + c.says(), Integer.MAX_VALUE);
                page.text("      upstream: ", c.upstream());
            });
        }
    }

    private static void section(String title, List<String> lines, Page page) {
        if (!lines.isEmpty()) {
            page.gap();
            page.text("", title);
            // addresses stay whole
            lines.forEach(line -> page.command("  ", line));
        }
    }
}
