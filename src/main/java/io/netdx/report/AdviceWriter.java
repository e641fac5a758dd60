package io.netdx.report;

import io.netdx.knowledge.Advice;
import io.netdx.knowledge.Claim;
import io.netdx.knowledge.Knowledge;
import io.netdx.knowledge.Procedure;
import io.netdx.knowledge.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Format {@code text} of advice: what follows from the figures, then the tables, each claim beside what upstream says to it. */
public final class AdviceWriter {

    private static final int WIDTH = 80;
    private static final int HANG = 11;

    private final Knowledge knowledge;
    private final Optional<ClusterInfo> cluster;
    private final Palette palette;

    public AdviceWriter(Knowledge knowledge, Optional<ClusterInfo> cluster, Palette palette) {
        this.knowledge = knowledge;
        this.cluster = cluster;
        this.palette = palette;
    }

    public void write(Advice advice, Appendable out) throws IOException {
        Page page = new Page(WIDTH);
        page.text("", "advice on " + advice.topic().label() + cluster.map(AdviceWriter::of).orElse(", no snapshot"));
        List<String> given = advice.figures().stream().filter(f -> !f.origin().equals("snapshot")).map(f -> f.origin() + " " + f.value()).toList();
        if (!given.isEmpty()) {
            page.text("what if ", String.join(", ", given));
        }
        page.gap();
        Set<String> shown = new LinkedHashSet<>();
        advice.points().forEach(point -> point(point, shown, page));
        advice.tables().forEach(table -> table(table, shown, page));
        for (Procedure procedure : advice.procedures()) {
            page.gap();
            page.text("", procedure.title().toUpperCase(Locale.ROOT));
            KnowledgeWriter.steps(procedure, page);
            List<String> claims = new ArrayList<>(procedure.claims());
            procedure.steps().forEach(step -> claims.addAll(step.claims()));
            corrections(claims, shown, page);
        }
        page.gap();
        page.text("", "netdx explain claim/ID shows a claim with its sources.");
        out.append(page.toString());
    }

    private static String of(ClusterInfo c) {
        return " for " + c.name() + ": Kubernetes " + Words.known(c.kubernetesVersion()) + ", CNI " + Words.known(c.cni()) + ", " + Words.count(c.nodes(), "node")
                + ", " + Words.count(c.pods(), "pod");
    }

    private void point(Advice.Point point, Set<String> shown, Page page) {
        String word = point.level() == Advice.Level.WARN ? "WARN" : point.level().name().toLowerCase(Locale.ROOT);
        page.text("  " + palette.level(word) + " ".repeat(HANG - 2 - word.length()), HANG, point.text(), Integer.MAX_VALUE);
        if (!point.command().isEmpty()) {
            page.command(" ".repeat(HANG), point.command());
        }
        point.claims().stream().filter(shown::add).forEach(id -> knowledge.claim(id).ifPresent(c -> sides(c, " ".repeat(HANG), page)));
    }

    /** What the document says, and what upstream says to it, if anything can be read. */
    private static void sides(Claim claim, String indent, Page page) {
        page.text(indent + "your document  ", claim.says() + " [" + claim.id() + ", " + claim.verdict().label() + "]");
        if (!claim.sources().isEmpty()) {
            page.text(indent + "upstream       ", claim.upstream());
        }
    }

    private void table(Table table, Set<String> shown, Page page) {
        page.gap();
        page.text("", table.title().toUpperCase(Locale.ROOT));
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of(""));
        table.columns().forEach(column -> header.add(column.replaceAll("([A-Z])", " $1").toUpperCase(Locale.ROOT)));
        rows.add(header);
        List<String> claims = new ArrayList<>();
        for (Table.Row row : table.rows()) {
            List<String> cells = new ArrayList<>(List.of(row.id()));
            table.columns().forEach(column -> cells.add(row.value(column)));
            rows.add(cells);
            claims.addAll(row.claims());
        }
        int[] widths = new int[header.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Palette.width(row.get(i)));
            }
        });
        rows.forEach(row -> row(row, widths, page));
        corrections(claims, shown, page);
    }

    /** The last column is wrapped, the others are as wide as they must be. */
    private static void row(List<String> cells, int[] widths, Page page) {
        StringBuilder lead = new StringBuilder("  ");
        int last = cells.size() - 1;
        for (int i = 0; i < last; i++) {
            lead.append(cells.get(i)).append(" ".repeat(widths[i] - Palette.width(cells.get(i)) + 2));
        }
        if (cells.get(last).startsWith("https://")) {
            // an address stays whole
            page.command(lead.toString(), cells.get(last));
        } else {
            page.text(lead.toString(), cells.get(last));
        }
    }

    /** Where the document needs a correction, both sides; of all others the ids. */
    private void corrections(List<String> ids, Set<String> shown, Page page) {
        List<String> others = new ArrayList<>();
        for (String id : new LinkedHashSet<>(ids)) {
            Optional<Claim> claim = knowledge.claim(id);
            if (claim.isPresent() && claim.get().verdict().corrected() && shown.add(id)) {
                sides(claim.get(), "  ", page);
            } else {
                others.add(id);
            }
        }
        if (!others.isEmpty()) {
            page.text("  claims         ", String.join(" ", others));
        }
    }
}
