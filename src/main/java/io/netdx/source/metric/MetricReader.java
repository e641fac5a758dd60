package io.netdx.source.metric;

import io.netdx.fact.Coverage;
import io.netdx.fact.Measurement;
import io.netdx.source.Limits;
import io.netdx.source.Problem;
import io.netdx.source.decode.JsonTree;
import io.netdx.source.decode.Tree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads the files of one snapshot that monitoring exported. */
public final class MetricReader {

    private static final Pattern JSON = Pattern.compile("\"alerts\"\\s*:\\s*\\[\\s*\\{\\s*\"(?:type|name|labels)\""
            + "|\\{\\s*\"status\"\\s*:\\s*\"success\"\\s*,\\s*\"data\"\\s*:\\s*\\{\\s*\"(?:alerts|groups|resultType)\"");
    private static final int PEEK = 4096;

    private final Limits limits;
    private final Consumer<Measurement> facts;
    private final Consumer<Problem> problems;
    private int used;

    public MetricReader(Limits limits, Consumer<Measurement> facts, Consumer<Problem> problems) {
        this.limits = limits;
        this.facts = facts;
        this.problems = problems;
    }

    /** True where a text begins like a table of series. */
    public static boolean startsLike(List<String> head) {
        return WideTable.startsLike(head);
    }

    /** True where a JSON document, by its beginning, is no object of the API but something of monitoring. */
    public static boolean startsLikeJson(String lead) {
        return JSON.matcher(lead).find() && !lead.contains("\"apiVersion\"");
    }

    /** Reads a file of either form. */
    public void read(String place, InputStream utf8) throws IOException {
        InputStream in = utf8.markSupported() ? utf8 : new BufferedInputStream(utf8, 1 << 16);
        in.mark(PEEK);
        String lead = new String(in.readNBytes(PEEK), StandardCharsets.UTF_8).stripLeading();
        in.reset();
        if (lead.startsWith("{") || lead.startsWith("[")) {
            json(JsonTree.read(in, limits, place, problems), place);
        } else {
            used += WideTable.read(place, in, facts, problems);
        }
    }

    private void json(Tree root, String place) {
        for (Tree alert : root.list("alerts")) {
            if (AnomalyReport.is(alert)) {
                used++;
                AnomalyReport.read(alert, place, facts);
            }
        }
    }

    /** Figures and alerts that were understood. */
    public int used() {
        return used;
    }

    /** Nobody exports all figures of all objects: what is not there is unknown. */
    public Optional<Coverage> coverage() {
        return used == 0 ? Optional.empty()
                : Optional.of(new Coverage("Metric", Coverage.ALL, Coverage.State.PARTIAL, "only what monitoring exported"));
    }
}
