package io.netdx.report;

import io.netdx.knowledge.Claim;
import io.netdx.knowledge.ClaimLinks;
import io.netdx.knowledge.Knowledge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The claims of the customer's document and what carries each, as a table or a document. */
public final class ClaimList {

    private static final List<String> HEADER = List.of("ID", "LINES", "KIND", "VERDICT", "CARRIED-BY");

    private ClaimList() {
    }

    /** Ends with {@code 146 of 146 claims linked}. */
    public static void table(Knowledge knowledge, ClaimLinks links, Appendable out) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (Claim c : knowledge.claims().values()) {
            rows.add(List.of(c.id(), c.lines(), c.kind(), c.verdict().label(), String.join(",", links.of(c.id()))));
        }
        Page page = new Page(Integer.MAX_VALUE);
        page.table("", HEADER, rows);
        page.text("", links.linked() + " of " + rows.size() + " claims linked");
        out.append(page.toString());
    }

    public static Tree tree(Knowledge knowledge, ClaimLinks links) {
        return Tree.list(List.copyOf(knowledge.claims().values()), c -> Tree.object().put("id", c.id()).put("lines", c.lines())
                .put("kind", c.kind()).put("says", c.says()).put("verdict", c.verdict().label()).put("upstream", c.upstream())
                .put("sources", Tree.texts(c.sources())).put("carriedBy", Tree.texts(List.copyOf(links.of(c.id())))).build());
    }
}
