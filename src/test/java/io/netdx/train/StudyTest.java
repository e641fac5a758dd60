package io.netdx.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whether sets of incidents are as hard as each other, and what is made of the results. */
class StudyTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");

    @Test
    void incidentsOfARowMatchAndAreDifferentOnes() {
        List<Study.Row> rows = new Study(7).all();
        assertThat(rows).hasSize(8).extracting(Study.Row::stage).containsExactly(1, 1, 1, 2, 2, 2, 3, 3);
        assertThat(rows).extracting(Study.Row::fault).doesNotHaveDuplicates();
        for (Study.Row row : rows) {
            assertThat(row.scenarios()).hasSize(3).allSatisfy(s -> {
                Lab.Setup setup = (Lab.Setup) s.origin();
                Lab lab = setup.open();
                assertThat(setup.faults()).containsExactly(row.fault());
                assertThat(setup.profile()).isEqualTo(((Lab.Setup) row.scenarios().get(0).origin()).profile());
                assertThat(lab.before().missing(lab.without())).as(s.id()).isNotEmpty();
                assertThat(s.escalates()).isFalse();
                assertThat(lab.mend()).as(s.id()).isTrue();
                assertThat(s.id() + " " + s.title()).doesNotContain(row.fault().substring(row.fault().indexOf('/') + 1));
            });
            assertThat(row.scenarios()).extracting(s -> s.origin().seed()).doesNotHaveDuplicates();
        }
        assertThat(Scenarios.find("study-7-b-4")).contains(rows.get(3).scenarios().get(1));
        assertThat(Scenarios.find("study-7-d-4")).isEmpty();
        assertThat(new Study(8).all()).extracting(Study.Row::fault).isNotEqualTo(rows.stream().map(Study.Row::fault).toList());
    }

    @Test
    void everyOrderIsTakenAsOftenAsEveryOther() {
        List<Study.Participant> all = new Study(7).participants(24);
        for (Study.Participant one : all) {
            assertThat(all.stream().filter(p -> p.order().equals(one.order()))).hasSize(4);
        }
        Set<List<String>> first = new HashSet<>(all.subList(0, 6).stream().map(Study.Participant::order).toList());
        assertThat(first).hasSize(6);
        assertThat(new Study(7).participants(24)).isEqualTo(all);
    }

    private static List<Record.Entry> person(String first, String second, int before, int after) {
        List<Record.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            boolean later = i >= 8;
            int score = (later ? after : before) + (i % 2 == 0 ? 4 : -4);
            Record.Detail detail = new Record.Detail(new Score.Parts(1, 1, later ? 1 : 0.5, 1, 1), 0, List.of("dns/coredns-down"), List.of());
            entries.add(new Record.Entry(MONDAY.plus(Duration.ofHours(i)), "study-7-" + (later ? second : first) + "-" + (i % 8 + 1), 1, "dns", score, true, later ? 1 : 0.5, 9, Optional.of(detail)));
        }
        return entries;
    }

    @Test
    void theEffectIsTheGainOverTheSpreadOfPeople() {
        List<List<Record.Entry>> people = new ArrayList<>(List.of(person("a", "b", 40, 50), person("b", "a", 50, 60), person("c", "a", 60, 70)));
        people.add(person("a", "b", 10, 90).subList(0, 12));
        StudyResult result = StudyResult.of(people, 1);
        assertThat(result.people()).isEqualTo(3);
        assertThat(result.left()).as("who did not finish").isEqualTo(1);
        assertThat(result.before()).isEqualTo(50);
        assertThat(result.after()).isEqualTo(60);
        // standard deviations of 10 before and after, and 1 - 3 / 7 for three people
        assertThat(result.effect()).isCloseTo(4.0 / 7, within(1e-9));
        assertThat(result.low()).isLessThanOrEqualTo(result.effect());
        assertThat(result.high()).isGreaterThanOrEqualTo(result.effect());
        assertThat(result.harmful()).containsExactly(8.0, 0.0);
        assertThat(result.verified()).containsExactly(0.5, 1.0);
        assertThat(StudyResult.of(people, 1)).isEqualTo(result);
        assertThat(StudyResult.of(List.of(), 1).people()).isZero();
    }

    @Test
    void whatIsExportedRunsInNoSpreadsheet() throws IOException {
        StringBuilder csv = new StringBuilder();
        RecordExport.csv(person("a", "b", 40, 50).subList(0, 1), "=HYPERLINK(\"x\")", csv);
        assertThat(csv.toString().lines()).hasSize(2).element(1).asString().startsWith("\"'=HYPERLINK(\"\"x\"\")\",2026-11-23T09:00:00Z,study-7-a-1,study-7-a,1,dns,dns/coredns-down,,44,true,1.00,1.00,0.50,0.50,1.00,0,9.00");
        StringBuilder json = new StringBuilder();
        RecordExport.json(person("a", "b", 40, 50).subList(0, 1), "P01", json);
        assertThat(json).contains("\"participant\": \"P01\"").contains("\"set\": \"study-7-a\"").contains("\"verified\": 0.5");
    }
}
