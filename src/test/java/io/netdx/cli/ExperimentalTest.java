package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.catalog.Catalog;
import io.netdx.catalog.CatalogCodec;
import io.netdx.catalog.Cause;
import io.netdx.diagnosis.Diagnosis;
import io.netdx.report.DiagnosisReport;
import java.io.InputStream;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A cause whose cases are not complete runs only where somebody asks for it. */
class ExperimentalTest {

    private static final String LOOP = "facts/cases/dns/loop/positive.yaml";

    @Test
    void anExperimentNeitherDiagnosesNorCounts() {
        Catalog trial = demoted("dns/loop");
        DiagnosisReport without = diagnose(new Diagnosis(trial::enabled));
        assertThat(without.judgement().diagnoses()).noneMatch(d -> d.cause().id().equals("dns/loop"));
        assertThat(without.judgement().diagnoses()).allSatisfy(d -> assertThat(d.evidence())
                .noneMatch(e -> e.finding().equals("loop-detected")));
        DiagnosisReport with = diagnose(new Diagnosis(() -> trial));
        assertThat(with.judgement().diagnoses().get(0).cause().id()).isEqualTo("dns/loop");
        assertThat(with.judgement().checks()).isGreaterThan(without.judgement().checks());
    }

    @Test
    void everythingIsPromotedNow() {
        assertThat(CatalogCodec.load().enabled()).isEqualTo(CatalogCodec.load());
    }

    @Test
    void theFlagIsKnown() {
        assertThat(Run.of("diagnose", "--experimental", "--fail-on", "never", "-o", "json", "-f", LOOP).out()).contains("dns/loop");
    }

    private static DiagnosisReport diagnose(Diagnosis diagnosis) {
        return diagnosis.of(List.of(LOOP), InputStream.nullInputStream());
    }

    private static Catalog demoted(String id) {
        Catalog catalog = CatalogCodec.load();
        TreeMap<String, Cause> causes = new TreeMap<>(catalog.causes());
        Cause c = causes.get(id);
        causes.put(id, new Cause(c.id(), c.title(), "experimental", c.aliases(), c.claims(), c.role(), c.mechanism(), c.message(),
                c.severity(), c.prior(), c.priorOrigin(), c.expertise(), c.diagnose(), c.resolve(), c.evidence(), c.against(), c.facts(),
                c.coverage(), c.rivals(), c.falsePositives(), c.tests(), c.remedies(), c.references(), c.trainingHint()));
        return new Catalog(causes, catalog.findings());
    }
}
