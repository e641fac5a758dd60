package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.diagnosis.Diagnosis;
import io.netdx.guide.Stop;
import io.netdx.guide.Trial;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A small sample of what {@code evaluate --guided} measures; the README has the figures of the whole. */
class GuidedGoalsTest {

    private static final List<String> CASES = List.of("service/selector-mismatch/positive-typo.yaml", "policy/default-deny-ingress/positive.yaml",
            "dns/coredns-down/positive.yaml", "workload/image-pull-failure/positive.yaml");

    @Test
    void halfTheMinutesOfTheLayersAndFewWithASnapshot() {
        GuidedEvaluation evaluation = new GuidedEvaluation(new Diagnosis(), 0, 1);
        StringWriter out = new StringWriter();
        CASES.forEach(one -> evaluation.of(Path.of("facts/cases", one), one, new PrintWriter(out)));
        assertThat(minutes(evaluation.trials("guided"))).as(out.toString()).isLessThanOrEqualTo(minutes(evaluation.trials("layered")) / 2);
        assertThat(minutes(evaluation.trials("guided by choice"))).as(out.toString()).isLessThan(minutes(evaluation.trials("layered")));
        assertThat(minutes(evaluation.trials("guided, snapshot"))).isLessThanOrEqualTo(3);
        assertThat(evaluation.trials("guided, snapshot")).as(out.toString()).hasSize(CASES.size()).allMatch(Trial::right);
        assertThat(List.of("guided", "guided by choice")).allSatisfy(way -> assertThat(evaluation.trials(way).stream()
                .filter(t -> t.stop() != Stop.Reason.NOT_WORTH_IT)).as(way).allMatch(Trial::right));
    }

    private static double minutes(List<Trial> trials) {
        return trials.stream().mapToDouble(Trial::minutes).average().orElseThrow();
    }
}
