package io.netdx.report;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import java.io.IOException;
import java.util.List;

/** The catalogue as a table or a document. */
public final class CauseList {

    private CauseList() {
    }

    public static void table(Catalog catalog, Appendable out) throws IOException {
        out.append(row("ID", "STATUS", "SEVERITY", "EXPERTISE", "DIAGNOSE", "RESOLVE"));
        for (Cause c : catalog.all()) {
            out.append(row(c.id(), c.status(), c.severity().label(), c.expertise(), TextWriter.time(c.diagnose().typical()),
                    TextWriter.time(c.resolve().typical())));
        }
        out.append(String.valueOf(catalog.causes().size())).append(" causes, ").append(String.valueOf(catalog.findings().size()))
                .append(" findings\n");
    }

    private static String row(String... cells) {
        int[] widths = {38, 14, 10, 20, 10, 0};
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            row.append(TextWriter.pad(cells[i], widths[i]));
        }
        return row.append('\n').toString();
    }

    public static Tree tree(Catalog catalog) {
        return Tree.list(List.copyOf(catalog.all()), c -> Tree.object().put("id", c.id()).put("title", c.title()).put("family", c.family())
                .put("status", c.status()).put("severity", c.severity().label()).put("expertise", c.expertise())
                .put("timeToDiagnose", c.diagnose().typical().toString()).put("timeToResolve", c.resolve().typical().toString())
                .put("aliases", Tree.texts(c.aliases())).build());
    }
}
