package io.netdx.train;

import io.netdx.report.Csv;
import io.netdx.report.Json;
import io.netdx.report.Tree;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A record for spreadsheets and statistics. What is not known of an incident that was kept by an earlier release stays empty. */
public final class RecordExport {

    private static final List<String> COLUMNS = List.of("participant", "at", "incident", "set", "stage", "families", "causes", "claims", "score", "passed", "diagnosis", "efficiency",
            "verified", "safe", "calibrated", "hints", "minutes");

    private RecordExport() {
    }

    /** One line an incident, below a line of names. */
    public static void csv(List<Record.Entry> entries, String participant, Appendable out) throws IOException {
        Csv.line(COLUMNS, out);
        for (Record.Entry e : entries) {
            Optional<Record.Detail> detail = e.detail();
            Csv.line(List.of(participant, e.at().toString(), e.scenario(), set(e), String.valueOf(e.stage()), e.families().replace(',', ' '), detail.map(d -> String.join(" ", d.causes())).orElse(""),
                    detail.map(RecordExport::claims).orElse(""), String.valueOf(e.score()), String.valueOf(e.passed()), part(detail, Score.Parts::diagnosis), part(detail, Score.Parts::efficiency),
                    part(detail, Score.Parts::verified), share(e.safe()), part(detail, Score.Parts::calibrated), detail.map(d -> String.valueOf(d.hints())).orElse(""), share(e.minutes())), out);
        }
    }

    private static String set(Record.Entry entry) {
        return Study.setOf(entry.scenario()).map(set -> String.join("-", set)).orElse("");
    }

    private static String claims(Record.Detail detail) {
        return detail.claims().stream().map(c -> c.cause() + ":" + Math.round(100 * c.confidence())).collect(Collectors.joining(" "));
    }

    private static String part(Optional<Record.Detail> detail, Function<Score.Parts, Double> part) {
        return detail.map(d -> share(part.apply(d.parts()))).orElse("");
    }

    private static String share(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    /** {@code {"apiVersion": "netdx/v1", "kind": "TrainingRecord", "participant": …, "incidents": […]}}. */
    public static void json(List<Record.Entry> entries, String participant, Appendable out) throws IOException {
        Json.write(Tree.object().put("apiVersion", "netdx/v1").put("kind", "TrainingRecord").put("participant", participant).put("incidents", Tree.list(entries, RecordExport::tree)).build(), out);
    }

    private static Tree tree(Record.Entry e) {
        var tree = Tree.object().put("at", e.at().toString()).put("incident", e.scenario()).put("set", set(e)).put("stage", e.stage()).put("families", Tree.texts(List.of(e.families().split(","))))
                .put("score", e.score()).put("passed", e.passed()).put("safe", Tree.rounded(e.safe(), 2)).put("minutes", Tree.rounded(e.minutes(), 1));
        e.detail().ifPresent(d -> tree.put("causes", Tree.texts(d.causes())).put("hints", d.hints()).put("diagnosis", Tree.rounded(d.parts().diagnosis(), 2))
                .put("efficiency", Tree.rounded(d.parts().efficiency(), 2)).put("verified", Tree.rounded(d.parts().verified(), 2)).put("calibrated", Tree.rounded(d.parts().calibrated(), 2))
                .put("claims", Tree.list(d.claims(), c -> Tree.object().put("cause", c.cause()).put("confidence", Tree.rounded(c.confidence(), 2)).build())));
        return tree.build();
    }
}
