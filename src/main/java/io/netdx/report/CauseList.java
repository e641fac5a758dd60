package io.netdx.report;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.Cause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The catalogue as a table or a document. */
public final class CauseList {

    private static final List<String> HEADER = List.of("ID", "STATUS", "SEVERITY", "EXPERTISE", "DIAGNOSE", "RESOLVE", "TITLE");

    private CauseList() {
    }

    public static void table(Catalog catalog, Appendable out) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (Cause c : catalog.all()) {
            rows.add(List.of(c.id(), c.status(), c.severity().label(), c.expertise(), compact(Words.time(c.diagnose().typical())),
                    compact(Words.time(c.resolve().typical())), c.title()));
        }
        Page page = new Page(Integer.MAX_VALUE);
        page.table("", HEADER, rows);
        out.append(page.toString());
    }

    /** No blanks inside a column that a machine splits at blanks. */
    private static String compact(String time) {
        return time.replace(" min", "m").replace(" ", "");
    }

    public static Tree tree(Catalog catalog) {
        return Tree.list(List.copyOf(catalog.all()), c -> Tree.object().put("id", c.id()).put("title", c.title())
                .put("family", c.family()).put("status", c.status()).put("severity", c.severity().label())
                .put("expertise", c.expertise()).put("timeToDiagnose", c.diagnose().typical().toString())
                .put("timeToResolve", c.resolve().typical().toString()).put("aliases", Tree.texts(c.aliases())).build());
    }
}
