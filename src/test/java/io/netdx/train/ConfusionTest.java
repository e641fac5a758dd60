package io.netdx.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pairs of causes come again, and when. */
class ConfusionTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");
    private static final String THROTTLED = "dns/cpu-throttled";
    private static final String BLOCKED = "policy/egress-blocks-dns";

    @TempDir
    private Path folder;

    private static Record.Entry entry(int day, String truth, String... named) {
        List<Session.Claim> claims = new ArrayList<>();
        for (String name : named) {
            claims.add(new Session.Claim(name, 0.8));
        }
        Record.Detail detail = new Record.Detail(new Score.Parts(0.5, 0.25, 1, 0.9, 0.36), 4, List.of(truth), claims);
        return new Record.Entry(MONDAY.plus(Duration.ofDays(day)), "gone-quiet", 1, "dns", 55, false, 0.9, 12.5, Optional.of(detail));
    }

    @Test
    void whatWasTakenForTheOtherComesAgainTheNextDay() {
        List<Confusion> pairs = Confusion.of(List.of(entry(0, THROTTLED, BLOCKED)));
        assertThat(pairs).containsExactly(new Confusion(THROTTLED, BLOCKED, 1, 0, MONDAY.plus(Duration.ofDays(1))));
        assertThat(Record.due(List.of(entry(0, THROTTLED, BLOCKED)), MONDAY)).isEmpty();
        assertThat(Record.due(List.of(entry(0, THROTTLED, BLOCKED)), MONDAY.plus(Duration.ofDays(1)))).isPresent();
    }

    @Test
    void whatIsToldRightWaitsLongerEachTimeWhicheverOfTheTwoItWas() {
        List<Record.Entry> entries = List.of(entry(0, THROTTLED, BLOCKED), entry(1, BLOCKED, BLOCKED), entry(2, THROTTLED, THROTTLED), entry(3, "dns/coredns-down", "dns/coredns-down"));
        assertThat(Confusion.of(entries)).containsExactly(new Confusion(THROTTLED, BLOCKED, 1, 2, MONDAY.plus(Duration.ofDays(2 + 3))));
    }

    @Test
    void missingItAgainBeginsAnew() {
        List<Record.Entry> entries = List.of(entry(0, THROTTLED, BLOCKED), entry(1, BLOCKED, BLOCKED), entry(2, BLOCKED, THROTTLED));
        assertThat(Confusion.of(entries)).containsExactly(new Confusion(THROTTLED, BLOCKED, 2, 0, MONDAY.plus(Duration.ofDays(3))));
    }

    @Test
    void whoNamesNothingConfusesNothing() {
        assertThat(Confusion.of(List.of(entry(0, THROTTLED), entry(1, THROTTLED, THROTTLED)))).isEmpty();
    }

    @Test
    void aPairIsAskedByTurnsOnOtherClustersAndNotGivenAway() {
        Confusion first = new Confusion("service/selector-mismatch", "workload/scaled-to-zero", 1, 0, MONDAY);
        Confusion second = new Confusion("service/selector-mismatch", "workload/scaled-to-zero", 1, 1, MONDAY);
        Scenario one = first.again().orElseThrow();
        Scenario other = second.again().orElseThrow();
        assertThat(List.of(one, other)).extracting(s -> s.origin().open().truths().get(0).causes().get(0)).containsExactlyInAnyOrder("service/selector-mismatch", "workload/scaled-to-zero");
        assertThat(one.id()).matches("again-[0-9]+");
        assertThat(Scenarios.find(one.id())).contains(one);
        assertThat(Record.next(List.of(entry(0, "service/selector-mismatch", "workload/scaled-to-zero")), Scenarios.written(), MONDAY.plus(Duration.ofDays(1))).orElseThrow().id()).startsWith("again-");
        assertThat(Scenarios.find("again-999")).isEmpty();
    }

    @Test
    void aRecordKeepsThePartsAndReadsThatOfEarlierReleases() throws IOException {
        Path file = Files.writeString(folder.resolve("train.tsv"), "2026-11-01T09:00:00Z\tempty-basket\t1\tservice\t99\tpassed\t1.0\t9.0\nnot a line of ours\n");
        Record record = new Record(file);
        Record.Entry kept = entry(0, THROTTLED, BLOCKED, "dns/coredns-down");
        record.add(kept);
        record.add(entry(1, THROTTLED));
        assertThat(record.entries()).hasSize(3).element(0).satisfies(e -> assertThat(e.detail()).isEmpty());
        assertThat(record.entries().get(1)).isEqualTo(kept);
        assertThat(record.entries().get(2).detail().orElseThrow().claims()).isEmpty();
    }
}
