package io.netdx.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.diagnosis.Diagnosis;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is said when an incident is over. */
class DebriefTest {

    private static final Instant REAL = Instant.parse("2026-01-05T09:00:00Z");
    private static Diagnosis diagnosis;

    @BeforeAll
    static void load() {
        diagnosis = new Diagnosis();
    }

    private static Session session(String id) {
        Scenario scenario = Scenarios.find(id).orElseThrow();
        return new Session(scenario, scenario.origin().open(), new EngineExpert(diagnosis));
    }

    private static Debrief debrief(Session session) {
        session.reflect();
        return Debrief.of(session, diagnosis.catalog());
    }

    private static String pod(Session session, String prefix) {
        return session.lab().orElseThrow().running().pods().stream().filter(p -> p.startsWith(prefix)).findFirst().orElseThrow();
    }

    @Test
    void theExpertsPathBeginsWithTheComplaintAndEndsSure() {
        ExpertPath path = debrief(session("empty-basket")).expert();
        assertThat(path.legs().get(0).command()).contains("logs");
        assertThat(path.legs().get(path.legs().size() - 1).truth()).isGreaterThanOrEqualTo(0.9);
        assertThat(path.legs()).extracting(ExpertPath.Leg::minutes).isSorted();
        assertThat(path.legs()).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void thePathIsTheSameWhateverTheTraineeDid() {
        Session idle = session("cannot-ask");
        Session busy = session("cannot-ask");
        busy.lab().orElseThrow().objects().get("NetworkPolicy").forEach(p -> busy.delete("NetworkPolicy", p.namespace(), p.name(), "delete networkpolicy " + p.namespace() + "/" + p.name()));
        assertThat(debrief(busy).expert()).isEqualTo(debrief(idle).expert());
    }

    @Test
    void whoDeletesThePoliciesSharesTheDocumentsMisconception() {
        Session session = session("monday-after");
        session.lab().orElseThrow().objects().get("NetworkPolicy").forEach(p -> session.delete("NetworkPolicy", p.namespace(), p.name(), "delete networkpolicy " + p.namespace() + "/" + p.name()));
        assertThat(debrief(session).misconceptions()).extracting(Debrief.Tag::claim).contains("C059");
    }

    @Test
    void whoPingsAServiceOrAsksDnsAgainAndAgainIsTold() {
        Session session = session("empty-basket");
        String web = pod(session, "booking/web-");
        String name = web.substring(web.indexOf('/') + 1);
        for (int i = 0; i < 3; i++) {
            session.test("booking", name, List.of("nslookup", "api"));
        }
        session.test("booking", name, List.of("ping", "-c", "2", "api"));
        session.claim("dns/cpu-throttled", 0.6);
        assertThat(debrief(session).misconceptions()).extracting(Debrief.Tag::claim).containsExactly("C062", "C070", "C074");
    }

    @Test
    void whoDoesWellIsToldOfNoMisconception() {
        Session session = session("empty-basket");
        session.looked("Service", "booking", "", REAL);
        session.claim("service/selector-mismatch", 0.9);
        Debrief debrief = debrief(session);
        assertThat(debrief.misconceptions()).isEmpty();
        assertThat(DebriefText.of(debrief)).contains("How an expert goes about it").doesNotContain("misconception");
        assertThat(DebriefHtml.of(debrief)).contains("stroke-dasharray=\"8 3\"");
    }
}
